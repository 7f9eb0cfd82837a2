package sign

import (
	"bytes"
	"regexp"
	"strconv"
)

// atom parses a number, a reference or a keyword.
func (s *scanner) atom() (object, error) {
	w := s.word()
	switch string(w) {
	case "null":
		return object{}, nil
	case "true", "false":
		return object{kind: boolean, text: w}, nil
	}
	n, ok := natural(w)
	if !ok {
		return s.number(w)
	}
	if after, ok := s.referenceEnd(); ok {
		s.pos = after
		return object{kind: reference, number: n}, nil
	}
	return object{kind: integer, number: n}, nil
}

// referenceEnd looks whether “ 0 R” follows. Generations other than 0 are
// nothing that this package meets in its own files.
func (s *scanner) referenceEnd() (int, bool) {
	rest := s.data[s.pos:]
	if s.lenient {
		if m := laxReference.Find(rest[:min(len(rest), 32)]); m != nil && (len(rest) == len(m) || !isRegular(rest[len(m)])) {
			return s.pos + len(m), true
		}
		return 0, false
	}
	if len(rest) < 4 || string(rest[:4]) != " 0 R" {
		return 0, false
	}
	if len(rest) > 4 && isRegular(rest[4]) {
		return 0, false
	}
	return s.pos + 4, true
}

var laxReference = regexp.MustCompile(`^[ \t\r\n]+\d{1,5}[ \t\r\n]+R`)

func (s *scanner) number(w []byte) (object, error) {
	digits := bytes.TrimLeft(w, "+-")
	if len(w)-len(digits) > 1 || len(digits) == 0 || len(digits) > 32 {
		return object{}, errSyntax
	}
	dots, figures := 0, 0
	for _, c := range digits {
		switch {
		case c == '.':
			dots++
		case isDigit(c):
			figures++
		default:
			return object{}, errSyntax
		}
	}
	if dots > 1 || figures == 0 {
		return object{}, errSyntax
	}
	return object{kind: real, text: w}, nil
}

// float returns the value of a number.
func (o object) float() (float64, bool) {
	switch o.kind {
	case integer:
		return float64(o.number), true
	case real:
		f, err := strconv.ParseFloat(string(o.text), 64)
		return f, err == nil
	}
	return 0, false
}

// natural reads an unsigned integer.
func natural(w []byte) (int, bool) {
	if len(w) == 0 || len(w) > 12 {
		return 0, false
	}
	n := 0
	for _, c := range w {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n <= maxInteger
}
