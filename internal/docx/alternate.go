package docx

import (
	"encoding/xml"
	"strings"
)

// understood are the name spaces of later Words that a choice may ask for and
// whose elements Read knows: shapes, text boxes, groups, charts.
var understood = map[string]bool{}

func init() {
	const office = "http://schemas.microsoft.com/office/"
	for _, s := range []string{
		"word/2010/wordprocessingShape", "word/2010/wordprocessingGroup", "word/2010/wordprocessingCanvas",
		"word/2010/wordprocessingDrawing", "word/2010/wordml", "word/2012/wordml", "drawing/2010/main", "drawing/2014/chartex",
	} {
		understood[office+s] = true
	}
	for _, s := range []string{
		"urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:word",
		"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/math",
		"http://schemas.openxmlformats.org/drawingml/2006/main", "http://schemas.openxmlformats.org/drawingml/2006/chart",
	} {
		understood[s] = true
	}
}

// maxPrefixes bounds how many prefixes are remembered.
const maxPrefixes = 1000

// declare notes which prefixes stand for name spaces that are understood. A
// prefix is taken to mean one thing through the document, as in all that are
// seen in practice.
func (s *stream) declare(e xml.StartElement) {
	for _, a := range e.Attr {
		if a.Name.Space != "xmlns" {
			continue
		}
		if !understood[a.Value] {
			delete(s.prefixes, a.Name.Local)
		} else if len(s.prefixes) < maxPrefixes {
			if s.prefixes == nil {
				s.prefixes = map[string]bool{}
			}
			s.prefixes[a.Name.Local] = true
		}
	}
}

// understands tells whether all that a choice asks for is known.
func (s *stream) understands(choice xml.StartElement) bool {
	asked := strings.Fields(attr(choice, "Requires"))
	for _, prefix := range asked {
		if !s.prefixes[prefix] {
			return false
		}
	}
	return len(asked) > 0
}

// alternate reads mc:AlternateContent (ECMA-376 part 3): the first choice that
// asks for nothing unknown, else the fallback, which says the same to programs
// that are older.
func (d *reader) alternate(visit func(xml.StartElement) error) error {
	taken, unknown := false, false
	err := d.s.each(func(e xml.StartElement) error {
		switch {
		case taken:
		case e.Name.Local == "Choice" && !d.s.understands(e):
			unknown = true
		case e.Name.Local == "Choice" || e.Name.Local == "Fallback":
			taken = true
			return d.s.each(visit)
		}
		return d.s.skip()
	})
	if unknown && !taken {
		d.found.unknown++
	}
	return err
}
