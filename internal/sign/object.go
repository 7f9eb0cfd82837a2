package sign

import "bytes"

// kind is the type of a PDF object (ISO 32000-1 7.3).
type kind uint8

const (
	null kind = iota
	boolean
	integer
	real
	name
	literal // (text)
	hexadecimal
	array
	dictionary
	reference
)

// object is a parsed PDF object that remembers the bytes it came from.
type object struct {
	kind     kind
	from, to int     // its bytes in the file
	number   int     // of an integer or a reference
	text     []byte  // of a name, decoded, or of a literal string, decoded
	items    []entry // of a dictionary, or of an array with empty keys
}

type entry struct {
	key   string
	value object
}

// get returns a dictionary's value; a missing one is null.
func (o object) get(key string) object {
	if o.kind != dictionary {
		return object{}
	}
	for _, e := range o.items {
		if e.key == key {
			return e.value
		}
	}
	return object{}
}

func (o object) lists(key []byte) bool {
	for _, e := range o.items {
		if e.key == string(key) {
			return true
		}
	}
	return false
}

func (o object) has(key string) bool { return o.get(key).kind != null }

func (o object) isName(s string) bool { return o.kind == name && string(o.text) == s }

func (o object) isReference(number int) bool { return o.kind == reference && o.number == number }

// Limits that no letter comes near, so that a hostile file cannot take the
// stack or the memory.
const (
	maxDepth   = 32
	maxObjects = 1_000_000
	maxInteger = 1<<40 - 1
)

// scanner reads objects one after the other. It counts what a forger would
// like to have twice.
type scanner struct {
	verifier
	data       []byte
	pos        int
	depth      int
	objects    int
	byteRanges int // dictionaries with a /ByteRange
	sigFields  int // dictionaries with /FT /Sig

	// lenient takes what other programs may write between the parts: comments,
	// any white space, generations, strings of odd digits.
	lenient bool
}

var errSyntax = structure("syntax", "文件中有读不懂的内容")

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// peek returns the byte at the position, 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

func (s *scanner) skipSpace() {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case isSpace(c):
			s.pos++
		case s.lenient && c == '%':
			for s.pos < len(s.data) && s.data[s.pos] != '\n' && s.data[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

// word takes the regular characters at the position.
func (s *scanner) word() []byte {
	from := s.pos
	for s.pos < len(s.data) && isRegular(s.data[s.pos]) {
		s.pos++
	}
	return s.data[from:s.pos]
}

// take takes exactly w.
func (s *scanner) take(w string) bool {
	if !bytes.HasPrefix(s.data[s.pos:], []byte(w)) {
		return false
	}
	s.pos += len(w)
	return true
}

// object parses the object at the position, leading white space skipped.
// Comments are refused: nothing of ours has any.
func (s *scanner) object() (object, error) {
	s.skipSpace()
	s.objects++
	s.depth++
	defer func() { s.depth-- }()
	if s.depth > maxDepth || s.objects > maxObjects || s.pos >= len(s.data) {
		return object{}, errSyntax
	}
	return s.parse()
}

func (s *scanner) parse() (object, error) {
	from := s.pos
	var o object
	var err error
	switch c := s.peek(); {
	case s.take("<<"):
		o, err = s.dictionary()
	case c == '[':
		s.pos++
		o, err = s.array()
	case c == '/':
		o, err = s.name()
	case c == '(':
		o, err = s.literal()
	case c == '<':
		o, err = s.hexadecimal()
	default:
		o, err = s.atom()
	}
	o.from, o.to = from, s.pos
	return o, err
}

func (s *scanner) dictionary() (object, error) {
	o := object{kind: dictionary}
	for {
		s.skipSpace()
		if s.take(">>") {
			break
		}
		if s.peek() != '/' {
			return o, errSyntax
		}
		key, err := s.name()
		if err != nil {
			return o, err
		}
		if err := s.want(!o.lists(key.text), structure("duplicate-key", "文件中同一项目写了两次")); err != nil {
			return o, err
		}
		value, err := s.object()
		if err != nil {
			return o, err
		}
		o.items = append(o.items, entry{string(key.text), value})
	}
	for _, e := range o.items {
		switch {
		case e.key == "ByteRange":
			s.byteRanges++
		case e.key == "FT" && e.value.isName("Sig"):
			s.sigFields++
		}
	}
	return o, nil
}

func (s *scanner) array() (object, error) {
	o := object{kind: array}
	for {
		s.skipSpace()
		if s.take("]") {
			return o, nil
		}
		value, err := s.object()
		if err != nil {
			return o, err
		}
		o.items = append(o.items, entry{value: value})
	}
}
