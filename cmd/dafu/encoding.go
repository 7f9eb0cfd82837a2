package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// foreign tells by their first bytes the files that are taken for text most.
var foreign = []struct{ begin, what string }{
	{"%PDF-", "是 PDF 文件，不是文本文件"},
	{"PK\x03\x04", "是 Word（docx）或压缩文件，不是文本文件；Word 文件请先用 dafu import 取出文本"},
	{"\xd0\xcf\x11\xe0", "是 Word（doc）文件，不是文本文件，请先另存为“纯文本”"},
	{"{\\rtf", "是 RTF 文件，不是文本文件，请先另存为“纯文本”"},
}

// decodeText reads the encodings that clerks' editors write: UTF-8; UTF-16 with
// its mark; GB 18030, if it cannot be UTF-8. It names the encoding unless it is
// UTF-8, and refuses what is no text: nobody wants a picture set in 仿宋.
func decodeText(b []byte) (text, name string, err error) {
	for _, f := range foreign {
		if bytes.HasPrefix(b, []byte(f.begin)) {
			return "", "", errors.New(f.what)
		}
	}
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		name, from = "UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.ExpectBOM)
	case bytes.IndexByte(b, 0) >= 0:
		return "", "", errors.New("不是文本文件（其中有零字节）")
	case utf8.Valid(b):
		return string(b), "", nil
	default:
		name, from = "GB 18030", simplifiedchinese.GB18030
	}
	decoded, err := from.NewDecoder().Bytes(b)
	if err != nil {
		return "", "", fmt.Errorf("不能按 %s 编码读取", name)
	}
	text = string(decoded)
	if i := strings.IndexFunc(text, noText); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		return "", "", refusedAt(name, 1+strings.Count(text[:i], "\n"), r)
	}
	return text, name, nil
}

// noText reports what a decoder puts where it understands nothing, and control
// characters but those that part lines and columns.
func noText(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && !strings.ContainsRune("\t\n\v\f\r", r)
}

func refusedAt(name string, line int, r rune) error {
	switch {
	case r != utf8.RuneError:
		return fmt.Errorf("不是文本文件：按 %s 编码读，第 %d 行有控制字符 U+%04X", name, line, r)
	case name == "UTF-16":
		return fmt.Errorf("第 %d 行有不成字的 UTF-16 编码，文件可能已损坏", line)
	}
	return fmt.Errorf("第 %d 行既不是 UTF-8 编码，也不是 GB 18030 编码，请另存为 UTF-8 后再试", line)
}
