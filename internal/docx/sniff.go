package docx

import (
	"bytes"
	"io"
	"strings"
)

// Files that are handed in as .docx under a false name, by their first bytes.
var disguises = []struct {
	begin string // in lower case
	err   error
}{
	{"{\\rtf", refused("这是 RTF 文件，请在 Word 或 WPS 里另存为 .docx")},
	{"%pdf-", refused("这是 PDF 文件，不能当 Word 文件读入；请用原来的 Word 文件")},
	{"<!doctype html", errHTML}, {"<html", errHTML}, {"mime-version:", errHTML},
	{"rar!", refused("这是压缩包，请解压后选其中的 .docx 文件")},
	{"7z\xbc\xaf", refused("这是压缩包，请解压后选其中的 .docx 文件")},
	{"\x89png", errPicture}, {"\xff\xd8\xff", errPicture}, {"gif8", errPicture},
}

var (
	errHTML    = refused("这是网页（HTML）文件，请在 Word 或 WPS 里打开、另存为 .docx")
	errPicture = refused("这是图片，不是 Word 文件")
	errFlatXML = refused("这是 Word 的 XML 文件，请在 Word 里另存为 .docx")
)

const (
	oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // a compound file: .doc, .wps, or an encrypted .docx
	zipMagic = "PK\x03\x04"
)

// sniff says what a file is that is not a zip; nil for one that may be.
func sniff(r io.ReaderAt, size int64) error {
	if size <= 0 {
		return errEmptyFile
	}
	head := make([]byte, min(size, 512))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return because(errDamaged, err)
	}
	if bytes.HasPrefix(head, []byte(oleMagic)) {
		return compound(io.NewSectionReader(r, 0, size))
	}
	if bytes.HasPrefix(head, []byte(zipMagic)) {
		return nil
	}
	text := lower(strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n"))
	for _, d := range disguises {
		if strings.HasPrefix(text, d.begin) {
			return d.err
		}
	}
	if strings.HasPrefix(text, "<?xml") {
		switch {
		case strings.Contains(text, "pkg:package") || strings.Contains(text, "mso-application"):
			return errFlatXML
		case strings.Contains(text, "<html"):
			return errHTML
		}
	}
	return errNotWord
}

// lower leaves bytes that are no letters as they are; strings.ToLower would not.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// compound tells an encrypted .docx from an old .doc by the names of the
// streams, which a compound file has in UTF-16.
func compound(r io.Reader) error {
	const keep = 64 // longer than a name
	encrypted, word, book, slides := wide("EncryptedPackage"), wide("WordDocument"), wide("Workbook"), wide("PowerPoint Document")
	found := error(nil)
	buffer := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := r.Read(buffer[kept:])
		piece := buffer[:kept+n]
		switch {
		case bytes.Contains(piece, encrypted):
			return errPassword
		case bytes.Contains(piece, word):
			found = errOldWord
		case found == nil && bytes.Contains(piece, book):
			found = refused("这是 Excel 表格，不是 Word 文件")
		case found == nil && bytes.Contains(piece, slides):
			found = refused("这是演示文稿，不是 Word 文件")
		}
		if err != nil {
			break
		}
		kept = copy(buffer, piece[max(0, len(piece)-keep):])
	}
	if found == nil {
		return errOldWord
	}
	return found
}

func wide(name string) []byte {
	var b []byte
	for _, c := range []byte(name) {
		b = append(b, c, 0)
	}
	return b
}
