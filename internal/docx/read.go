// Package docx reads and writes Word files (.docx, ECMA-376). Read takes the
// text out of what somebody sends in, as official plain text, and says in
// Chinese what it left out; Write makes a file with true styles of a letter.
//
// Nothing in a file is carried out or fetched: no macro, no link, no template.
package docx

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"dafu/internal/gongwen"
)

// Read takes the text out of a Word file of size bytes: one paragraph a line,
// each ended by "\n", numbers of lists and headings typed out, as gongwen.Parse
// reads it. Notices say in Chinese what the text does not hold and what should
// be looked at; they may be there with an error too.
//
// Errors are *reply.Error. Read never panics, holds no more than the limits
// allow, and unpacks no pictures.
func Read(r io.ReaderAt, size int64, limits Limits) (text string, notices []string, err error) {
	if size > limits.File {
		return "", nil, tooLarge(limits.File)
	}
	if err := sniff(r, size); err != nil {
		return "", nil, err
	}
	a, err := openArchive(r, size, limits)
	if err != nil {
		return "", nil, err
	}
	d, err := a.openDocument(false)
	if err != nil {
		return "", nil, err
	}
	typed, err := d.finish()
	if err != nil {
		return "", nil, err
	}
	text, notices = textOf(typed), d.found.notices(d.notes)
	if text == "" {
		return "", notices, errNoText
	}
	return text, notices, nil
}

// openDocument reads the document, and where its text came from if that is asked for.
func (a *archive) openDocument(tracing bool) (*reader, error) {
	main, err := mainPart(a)
	if err != nil {
		return nil, err
	}
	d, err := open(a, main)
	if err != nil {
		return nil, err
	}
	d.tracing = tracing
	err = a.read(main, d.document)
	if errors.Is(err, errMissing) {
		err = errDamaged
	}
	return d, err
}

// mainPart finds the document in the package, and says what it is if it is not
// Word's.
func mainPart(a *archive) (string, error) {
	relations, err := a.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range relations {
		if r.kind == "officeDocument" && a.has(r.target) {
			switch {
			case strings.HasPrefix(r.target, "xl/"):
				return "", refused("这是 Excel 表格，不是 Word 文件")
			case strings.HasPrefix(r.target, "ppt/"):
				return "", refused("这是演示文稿，不是 Word 文件")
			}
			return r.target, nil
		}
	}
	switch {
	case a.has("word/document.xml"):
		return "word/document.xml", nil
	case a.has("OFD.xml"):
		return "", refused("这是 OFD 版式文件，不能当 Word 文件读入；请用原来的 Word 文件")
	case a.has("mimetype") && a.has("content.xml"):
		return "", refused("这是 ODF（.odt）文件，请另存为 .docx")
	case a.named(".docx"):
		return "", refused("这是压缩包，请解压后选其中的 .docx 文件")
	case a.has("[Content_Types].xml"):
		return "", errDamaged
	}
	return "", errNotWord
}

// reader is a document while it is read.
type reader struct {
	archive *archive
	styles  *styles
	counter *counter
	notes   *notes
	main    string            // the document's part
	heads   map[string]string // headers and footers by relation
	remarks string            // the part with the comments, "" if there is none
	root    xml.StartElement
	found   findings

	s      *stream
	story      // the one that is being read
	bytes  int // of text so far
	nested int // tables within one another

	tracing bool   // where the text came from is asked for
	outer   *place // the outermost element that is being read
}

// story is a text that stands by itself: the document's, or a text box's.
type story struct {
	lines        *[]line    // where finished paragraphs go: the text, a cell, a text box
	carry        *paragraph // one whose end was deleted: the next goes on in it
	fields       []*field   // the complex fields that are open
	instructions []*field   // those of them that are in their instruction
	written      int        // bytes of text so far
	tick         string     // what the sign in the check box is written as
}

// line is a paragraph that has been read.
type line struct {
	text    string
	style   string // name
	level   int    // of a heading, 0 for text
	mark    string // automatic number
	centred bool
	sources []source // what the text is made of
}

func open(a *archive, main string) (*reader, error) {
	relations, err := a.relations(main)
	if err != nil {
		return nil, err
	}
	parts := map[string]string{}
	d := &reader{archive: a, main: main, heads: map[string]string{}, story: story{lines: &[]line{}}}
	for _, r := range relations {
		switch {
		case r.external:
		case r.kind == "header" || r.kind == "footer":
			d.heads[r.id] = r.target
		case parts[r.kind] == "":
			parts[r.kind] = r.target
		}
	}
	if d.styles, err = readStyles(a, parts["styles"]); err != nil {
		return nil, err
	}
	lists, err := readLists(a, parts["numbering"])
	if err != nil {
		return nil, err
	}
	d.counter = newCounter(lists, d.styles)
	if d.notes, err = readNotes(a, parts); err != nil {
		return nil, err
	}
	d.remarks = parts["comments"]
	d.found.macros = parts["vbaProject"] != "" || a.named("vbaproject")
	d.found.parts = a.doubled
	d.found.signed = a.named("_xmlsignatures/")
	return d, nil
}

func (d *reader) document(s *stream) error {
	d.s = s
	return s.each(func(e xml.StartElement) error {
		if e.Name.Local != "document" {
			return errDamaged
		}
		d.root = e
		return s.each(func(e xml.StartElement) error {
			if e.Name.Local == "body" {
				return d.blocks()
			}
			return s.skip()
		})
	})
}

// finish makes the lines of the text of what was read.
func (d *reader) finish() ([]typedLine, error) {
	d.flushCarry()
	if err := d.readHeads(); err != nil {
		return nil, err
	}
	return d.typeNumbers(d.leaveOut(d.joinTitle(*d.lines))), nil
}

// textOf is the text that Read returns; "" if there is none.
func textOf(lines []typedLine) string {
	var all []string
	for _, l := range lines {
		all = append(all, l.number+l.text)
	}
	text := gongwen.Clean(strings.Join(all, "\n"))
	if text != "" {
		text += "\n"
	}
	return text
}

// leaveOut takes the surroundings of a letter of ours out of the lines.
func (d *reader) leaveOut(lines []line) []line {
	var kept []line
	for _, l := range lines {
		if what, ours := surroundings[l.style]; ours {
			d.found.leftOut(what, l.text)
			continue
		}
		kept = append(kept, l)
	}
	return kept
}
