package sign

import (
	"encoding/hex"
	"strings"
	"unicode/utf16"
)

// name parses /Name with its #xx escapes undone, so that two spellings of one
// key are seen as one.
func (s *scanner) name() (object, error) {
	s.pos++
	raw := s.word()
	if strings.IndexByte(string(raw), '#') < 0 {
		return object{kind: name, text: raw}, nil
	}
	var text []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] != '#' {
			text = append(text, raw[i])
			continue
		}
		if i+2 >= len(raw) {
			return object{}, errSyntax
		}
		c, err := hex.DecodeString(string(raw[i+1 : i+3]))
		if err != nil {
			return object{}, errSyntax
		}
		text = append(text, c...)
		i += 2
	}
	return object{kind: name, text: text}, nil
}

// literal parses (text). Escapes are skipped over, not undone: no text that
// matters to a signature has any.
func (s *scanner) literal() (object, error) {
	s.pos++
	from, open := s.pos, 1
	for ; s.pos < len(s.data); s.pos++ {
		switch s.data[s.pos] {
		case '\\':
			s.pos++
		case '(':
			open++
		case ')':
			open--
		}
		if open == 0 {
			s.pos++
			return object{kind: literal, text: s.data[from : s.pos-1]}, nil
		}
	}
	s.pos = len(s.data)
	return object{}, errSyntax
}

// hexadecimal parses <digits>: nothing but digits, an even number of them.
func (s *scanner) hexadecimal() (object, error) {
	s.pos++
	from := s.pos
	for s.pos < len(s.data) && (isHex(s.data[s.pos]) || s.lenient && isSpace(s.data[s.pos])) {
		s.pos++
	}
	if s.lenient && s.peek() == '>' {
		s.pos++
		return object{kind: hexadecimal, text: s.data[from : s.pos-1]}, nil
	}
	if s.peek() != '>' || (s.pos-from)%2 != 0 {
		return object{}, errSyntax
	}
	s.pos++
	return object{kind: hexadecimal, text: s.data[from : s.pos-1]}, nil
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// textString writes a string as UTF-16BE with a byte order mark, in hex
// (ISO 32000-1 7.9.2.2): the one form that holds Chinese in every reader.
func textString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		const digits = "0123456789ABCDEF"
		b.Write([]byte{digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15]})
	}
	b.WriteByte('>')
	return b.String()
}
