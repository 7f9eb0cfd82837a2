package docx

import (
	"encoding/xml"
	"errors"
	"strings"
)

// notes are what stands outside the text and refers to it: footnotes, endnotes
// and comments.
type notes struct {
	texts map[string]string // kind and ID → words
	all   []noteUse         // in the order of the text
	used  map[string]bool

	ours   map[string]bool // comments that Annotate wrote
	checks int             // how many of them the text refers to
}

type noteUse struct{ kind, words, place string }

// The parts with notes: the relation's kind, the element of one note, and the
// element that refers to it.
var noteParts = []struct{ part, element, reference string }{
	{"footnotes", "footnote", "footnoteReference"},
	{"endnotes", "endnote", "endnoteReference"},
	{"comments", "comment", "commentReference"},
}

func readNotes(a *archive, parts map[string]string) (*notes, error) {
	n := &notes{texts: map[string]string{}, used: map[string]bool{}, ours: map[string]bool{}}
	for _, part := range noteParts {
		err := a.read(parts[part.part], func(s *stream) error {
			return s.each(func(e xml.StartElement) error {
				return s.each(func(e xml.StartElement) error {
					if e.Name.Local != part.element {
						return s.skip()
					}
					id, who := attr(e, "id"), attr(e, "author")
					words, err := plainWords(s)
					if part.part == "comments" && who == checkAuthor {
						n.ours[part.reference+id] = true
						return err
					}
					if who != "" && words != "" {
						words = who + "：" + words
					}
					n.texts[part.reference+id] = words
					return err
				})
			})
		})
		if err != nil && !errors.Is(err, errMissing) {
			return nil, err
		}
	}
	return n, nil
}

// refer notes that the text refers to a note here. The lines between text and
// footnotes (separators) are notes that nobody refers to.
func (n *notes) refer(reference, id, place string) {
	if n.ours[reference+id] && !n.used[reference+id] {
		n.used[reference+id] = true
		n.checks++
		return
	}
	words := n.texts[reference+id]
	if words == "" || n.used[reference+id] {
		return
	}
	n.used[reference+id] = true
	n.all = append(n.all, noteUse{kind: noteNames[reference], words: words, place: place})
}

var noteNames = map[string]string{"footnoteReference": "脚注", "endnoteReference": "尾注", "commentReference": "批注"}

// plainWords reads the words of a note, a header or a footer in one line: what
// was deleted and the instructions of fields are left out.
func plainWords(s *stream) (string, error) {
	var words strings.Builder
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			return s.mixed(func(xml.StartElement) error { return s.skip() }, func(t string) { words.WriteString(t) })
		case "p", "br", "tab", "tc":
			words.WriteByte(' ')
		case "del", "moveFrom", "instrText", "pPr", "rPr", "Fallback":
			return s.skip()
		}
		return s.each(visit)
	}
	err := s.each(visit)
	return oneLine(words.String()), err
}

// readHeads looks into the headers and footers that the sections name. Page
// numbers are nothing to speak of.
func (d *reader) readHeads() error {
	for _, id := range d.found.sections {
		name := d.heads[id]
		if name == "" {
			continue
		}
		delete(d.heads, id)
		err := d.archive.read(name, func(s *stream) error {
			return s.each(func(e xml.StartElement) error {
				words, err := plainWords(s)
				if strings.Trim(words, "—–-－·. 0123456789第共页/") != "" {
					d.found.heads = append(d.found.heads, words)
				}
				return err
			})
		})
		if err != nil && !errors.Is(err, errMissing) {
			return err
		}
	}
	return nil
}
