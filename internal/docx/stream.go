package docx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"dafu/internal/reply"
)

// stream reads XML token by token: nothing of a document is held but its text.
type stream struct {
	d           *xml.Decoder
	depth, most int
	root        bool            // a root element was seen
	from, to    int64           // where the last token stands, in bytes
	prefixes    map[string]bool // of name spaces that are understood
}

func (s *stream) next() (xml.Token, error) {
	s.from = s.to
	t, err := s.d.Token()
	s.to = s.d.InputOffset()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case xml.StartElement:
		s.root = true
		s.declare(t)
		if s.depth++; s.depth > s.most {
			return nil, errDeep
		}
	case xml.EndElement:
		s.depth--
	}
	return t, nil
}

// each visits the elements within the one whose start was read last, and reads
// its end. visit must read the end of the element that it is given.
func (s *stream) each(visit func(xml.StartElement) error) error { return s.mixed(visit, nil) }

// mixed does the same and hands over the text between them.
func (s *stream) mixed(visit func(xml.StartElement) error, text func(string)) error {
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) && s.depth == 0 && s.root {
			return nil // a document's own end
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := visit(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		case xml.CharData:
			if text != nil {
				text(string(t))
			}
		}
	}
}

// skip reads up to the end of the element whose start was read last.
func (s *stream) skip() error {
	for end := s.depth - 1; s.depth > end; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// rest reads what follows the root element: damage there is damage.
func (s *stream) rest() error {
	for {
		if _, err := s.next(); errors.Is(err, io.EOF) && s.root {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// attr returns an attribute by its local name: Word writes all of them with a
// prefix, others leave it out.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number returns an attribute that is a whole number, or 0 and false.
func number(e xml.StartElement, name string) (int, bool) {
	var n int
	v := attr(e, name)
	if len(v) > 9 {
		return 0, false
	}
	if _, err := fmt.Sscanf(v, "%d", &n); err != nil {
		return 0, false
	}
	return n, true
}

// on reads a switch such as <w:b/>, which is on unless it says otherwise.
func on(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

func asProblem(err error) bool {
	var e *reply.Error
	return errors.As(err, &e)
}
