package main

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestDecodeText(t *testing.T) {
	gb := func(s string) string {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const letter = "答复\r\n\t镕、𬭎、𠮷，€100。\n"
	for _, tc := range []struct{ name, in, text, encoding, complaint string }{
		{"UTF-8", letter, letter, "", ""},
		{"UTF-8 with its mark", "\ufeff答复", "\ufeff答复", "", ""},
		{"nothing", "", "", "", ""},
		{"GB 18030 with characters beyond GBK", gb(letter), letter, "GB 18030", ""},
		{"UTF-16 of Windows", "\xff\xfe\x54\x7b\x0d\x59\x0a\x00\x42\xd8\xb7\xdf", "答复\n𠮷", "UTF-16", ""},
		{"UTF-16 the other way", "\xfe\xff\x7b\x54\x59\x0d", "答复", "UTF-16", ""},
		{"UTF-16 cut in the middle", "\xff\xfe\x54\x7b\x0d", "", "", "第 1 行有不成字的 UTF-16 编码"},
		{"UTF-16 with half a pair", "\xff\xfe\x54\x7b\x0a\x00\x42\xd8\x54\x7b", "", "", "第 2 行有不成字的 UTF-16 编码"},
		{"UTF-16 without its mark", "\x54\x00\x0d\x00", "", "", "零字节"},
		{"GB 18030 with a control character", gb("答复\n答\x07复"), "", "", "按 GB 18030 编码读，第 2 行有控制字符 U+0007"},
		{"GB 18030 cut in the middle", gb("答复\n答复")[:8], "", "", "第 2 行既不是 UTF-8 编码，也不是 GB 18030 编码"},
		{"neither", "答复\xff", "", "", "第 1 行既不是"},
		{"a PDF file", "%PDF-1.7\n", "", "", "是 PDF 文件"},
		{"a Word file", "PK\x03\x04\x14", "", "", "先用 dafu import 取出文本"},
		{"an old Word file", "\xd0\xcf\x11\xe0\xa1", "", "", "另存为“纯文本”"},
		{"a rich text", "{\\rtf1\\ansi", "", "", "RTF"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, encoding, err := decodeText([]byte(tc.in))
			if text != tc.text || encoding != tc.encoding {
				t.Errorf("read %q as %q", text, encoding)
			}
			if (err == nil) != (tc.complaint == "") || err != nil && !strings.Contains(err.Error(), tc.complaint) {
				t.Errorf("complains %v, want %q", err, tc.complaint)
			}
		})
	}
}
