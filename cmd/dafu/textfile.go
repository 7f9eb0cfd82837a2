package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// textFile is a text with what it takes to write it back as it came.
type textFile struct {
	text     string // without a byte order mark
	encoding string // as decodeText names it
	mark     []byte // the byte order mark that it began with
}

const (
	utf8Mark  = "\xef\xbb\xbf"
	littleEnd = "\xff\xfe"
	bigEnd    = "\xfe\xff"
)

// readTextFile reads a text that may be written back.
func readTextFile(name string, in io.Reader) (textFile, error) {
	b, err := readInput(name, in, maxTextFile)
	if err != nil {
		return textFile{}, err
	}
	var f textFile
	for _, mark := range []string{utf8Mark, littleEnd, bigEnd} {
		if bytes.HasPrefix(b, []byte(mark)) {
			f.mark = []byte(mark)
		}
	}
	text, encoding, err := decodeText(b)
	if err != nil {
		return f, fmt.Errorf("%s：%w", name, err)
	}
	f.text, f.encoding = strings.TrimPrefix(text, "\ufeff"), encoding
	return f, nil
}

// encode returns the bytes of the text, in its encoding.
func (f textFile) encode() ([]byte, error) {
	var to encoding.Encoding
	switch {
	case f.encoding == "":
		return append(f.mark[:len(f.mark):len(f.mark)], f.text...), nil
	case string(f.mark) == bigEnd:
		to = utf16.UTF16(utf16.BigEndian, utf16.UseBOM)
	case string(f.mark) == littleEnd:
		to = utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)
	default:
		to = simplifiedchinese.GB18030
	}
	b, err := to.NewEncoder().Bytes([]byte(f.text))
	if err != nil {
		return nil, fmt.Errorf("不能按 %s 编码写入：%w", f.encoding, err)
	}
	return b, nil
}

// rewrite replaces a file whole or not at all; it keeps the rights of the one
// that was there, and follows a link to it.
func rewrite(name string, b []byte) error {
	if to, err := filepath.EvalSymlinks(name); err == nil {
		name = to
	}
	info, err := os.Stat(name)
	if werr := writeOutput(name, b); werr != nil || err != nil {
		return werr
	}
	if err := os.Chmod(name, info.Mode().Perm()); err != nil {
		return fileError("写入", name, err)
	}
	return nil
}
