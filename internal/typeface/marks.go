package typeface

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Compose returns the character that a base and a combining mark make together,
// such as ê of e and U+0302; false if there is none.
func Compose(base, mark rune) (rune, bool) {
	both := norm.NFC.String(string([]rune{base, mark}))
	r, n := utf8.DecodeRuneInString(both)
	return r, n == len(both)
}

// Side is where a combining mark stands about its base.
type Side int

// The sides of a mark; one that is struck through or goes around is on neither.
const (
	Below Side = -1
	Amid  Side = 0
	Above Side = 1
)

// SideOf tells where a combining mark stands (Unicode's combining classes).
func SideOf(mark rune) Side {
	switch norm.NFC.PropertiesString(string(mark)).CCC() {
	case 220:
		return Below
	case 230:
		return Above
	}
	return Amid
}

// Box is what the ink of a glyph fills, in em from its origin, y upwards.
type Box struct{ Left, Bottom, Right, Top float64 }

// Box returns what the glyph's ink fills; nothing for a blank glyph.
func (f *Face) Box(id uint16) Box {
	g, err := f.data(int(id))
	if err != nil || len(g) == 0 {
		return Box{}
	}
	return Box{f.em(i16(g, 2)), f.em(i16(g, 4)), f.em(i16(g, 6)), f.em(i16(g, 8))}
}

// Box returns what the ink of a glyph of one of the set's faces fills.
func (s *Set) Box(g Glyph) Box {
	f, err := s.Face(g.Face)
	if err != nil {
		return Box{}
	}
	return f.Box(g.ID)
}
