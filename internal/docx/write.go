package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
)

// Write writes the letter as a Word file whose paragraphs have styles of their
// own, on the page and the grid of GB/T 9704-2012. Read gives the text back
// exactly as l.Body.Text() has it, if that is text that gongwen.Parse has read.
// The same letter makes the same bytes.
//
// A character that XML cannot hold is a *reply.Error that names its line. The
// letter's seal and 版记 on an even page (Duplex) are left to those who print.
func Write(l gongwen.Letter, w io.Writer) error {
	if err := writable(l.Body); err != nil {
		return err
	}
	set := settingOf(l)
	b := &builder{letter: l, set: &set, body: l.Body, xml: &strings.Builder{}}
	b.document()
	parts := b.parts()
	z := zip.NewWriter(w)
	for _, name := range partNames(parts) {
		// Word's own files bear this date too; a real one would change the bytes.
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		f, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			return err
		}
	}
	return z.Close()
}

// partNames puts [Content_Types].xml first, as some programs expect.
func partNames(parts map[string]string) []string {
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// writable looks for characters that XML cannot hold (XML 1.0, 2.2).
func writable(d gongwen.Document) error {
	for i, block := range d.Blocks {
		for _, r := range block.Text() {
			if !xmlChar(r) {
				return reply.Failf(reply.Invalid, "第 %d 段有不能写入 Word 文件的字符 U+%04X", i+1, r)
			}
		}
	}
	return nil
}

func xmlChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r < 0xFFFE || r >= 0x10000 && r <= 0x10FFFF
}

// esc makes text of XML. What XML cannot hold has been refused in the text and
// is left out of what stands around it.
func esc(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\r':
			b.WriteString("&#13;")
		case xmlChar(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// builder makes the parts of one letter.
type builder struct {
	letter gongwen.Letter
	set    *layout.Pages    // our own setting of it, for line ends and places
	body   gongwen.Document // the letter's, or an attachment's
	annex  int              // number of the attachment that is written
	xml    *strings.Builder
	y      float64 // on page 1, where the next paragraph begins, in points

	// Of 信函格式: header and footer of the first page, and where it begins.
	header, footer string
	headTop        int
}

func (b *builder) write(format string, args ...any) { fmt.Fprintf(b.xml, format, args...) }

// twips are the unit of lengths in the file: 1/20 pt.
func twips(points float64) int {
	if points < 0 {
		return -twips(-points)
	}
	return int(points*20 + 0.5)
}
