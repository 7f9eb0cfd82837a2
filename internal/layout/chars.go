package layout

import (
	"strings"
	"unicode"
)

// class is what a character is to the line it stands in.
type class uint8

const (
	han     class = iota // fills one cell, lines break on either side
	opening              // （《“: fills a cell, never ends a line
	closing              // 。，”: fills a cell, never begins a line
	middle               // ？·％: fills a cell, never begins a line, gives up nothing
	slash                // ／: fills a cell, neither begins nor ends a line
	dash                 // —— ……: one piece, never begins a line
	narrow               // Latin, digits: as wide as the face says, in one piece
	space                // stretches, vanishes at the end of a line
	mark                 // combining: stays with its base, no width
	unseen               // variation selectors, joiners: prints nothing by itself
)

// The sets behind the classes: W3C CLREQ and GB/T 15834.
const (
	openingMarks = "（《〈【〔“‘「『〖［｛〘〚〝"
	closingMarks = "。，、；：）》〉】〕”’」』〗］｝．〙〛〞〟"
	middleMarks  = "？！·・～％‰℃々〻ー｡､"
	dashMarks    = "—…⸺⋯―"
	// slashes inside and marks around Latin text that must not be parted from it.
	narrowNotFirst = ".,;:!?)]}%/°"
	narrowNotLast  = "([{/"
)

// classOf returns the class of r by itself; see classIn for what its
// neighbours change.
func classOf(r rune) class {
	switch {
	case r >= '\u4e00' && r <= '\u9fff':
		return han
	case r == ' ' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
		return space
	case r < 0x7f:
		return narrow
	case strings.ContainsRune(openingMarks, r):
		return opening
	case strings.ContainsRune(closingMarks, r):
		return closing
	case strings.ContainsRune(middleMarks, r):
		return middle
	case strings.ContainsRune(dashMarks, r):
		return dash
	case r == '／' || r == '＼':
		return slash
	case isUnseen(r):
		return unseen
	case unicode.In(r, unicode.Mn, unicode.Me): // those of kana are among the wide ones
		return mark
	case isWide(r):
		return han
	case unicode.IsSpace(r):
		return space
	}
	return narrow
}

// hangs reports characters that belong to the one before them.
func hangs(r rune) bool {
	c := classOf(r)
	return c == mark || c == unseen
}

// classes tells the classes of a text's characters where they stand, asked from
// the first to the last: ’ in it’s, · in A·B and × in 3×4 belong to the word around
// them.
type classes struct {
	text     []rune
	cross    class // of the row of × that ends before crossEnd
	crossEnd int
}

// at returns the class of character i, which is none before those asked already.
func (c *classes) at(i int) class {
	text := c.text
	switch r := text[i]; r {
	case '’', '‘', '·':
		if i > 0 && i+1 < len(text) && isWordRune(text[i-1]) && isWordRune(text[i+1]) {
			return narrow
		}
	case '×':
		if i >= c.crossEnd {
			c.cross, c.crossEnd = classOfCross(text, i)
		}
		return c.cross
	}
	return classOf(text[i])
}

// classOfCross tells the × of 3×4 and 6310×××× from that of 李××委员, for the row
// of × that begins at i, and returns where the row ends.
func classOfCross(text []rune, i int) (class, int) {
	end := i
	for end < len(text) && text[end] == '×' {
		end++
	}
	if i > 0 && isWordRune(text[i-1]) || end < len(text) && isWordRune(text[end]) {
		return narrow, end
	}
	return han, end
}

func isWordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' ||
		r >= 0xc0 && r <= 0x24f && r != '×' && r != '÷'
}

// isUnseen reports characters that print nothing by themselves: joiners,
// direction marks, variation selectors, soft hyphens.
func isUnseen(r rune) bool {
	return r == '\u00ad' || r == '\ufeff' || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2060 && r <= 0x2064 || isSelector(r)
}

// isSelector reports variation selectors: the character before them is to be
// printed in another of its forms.
func isSelector(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef
}

// isWide reports characters that fill a cell in Chinese text. Those that
// Unicode calls ambiguous (① → ■) do; Greek and Cyrillic do not.
func isWide(r rune) bool {
	switch {
	case r >= 0x1100 && r <= 0x115f, r >= 0x2150 && r <= 0x218f, r >= 0x2190 && r <= 0x21ff,
		r >= 0x2460 && r <= 0x27bf, r >= 0x2e80 && r <= 0x302d, r >= 0x3030 && r <= 0xa4cf,
		r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f,
		r >= 0xff01 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f000 && r <= 0x3ffff,
		r >= 0xe000 && r <= 0xf8ff:
		return true
	}
	return r == '※' || r == '№'
}
