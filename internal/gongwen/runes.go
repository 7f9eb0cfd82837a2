package gongwen

import "unicode"

// wide tells whether r is written in a cell of its own: Han characters, kana,
// Chinese punctuation and full-width forms. No white space belongs beside it.
func wide(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case common(r):
		return true
	case r <= 0x303F, r >= 0xFF00 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6:
		return true
	case r <= 0x33FF, r >= 0xFE30 && r <= 0xFE4F:
		return r < 0x3130 || r > 0x318F // Hangul letters take spaces
	}
	return unicode.Is(unicode.Han, r)
}

// common tells whether r is in the block of the common Han characters: asked
// first, for nearly all are.
func common(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// invisible tells whether r is no content: control characters, byte order
// marks, zero-width and direction marks, soft hyphens, language tags.
// Variation selectors and combining marks are content (葛󠄀 is not 葛).
func invisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r == 0xAD, r == 0x061C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// joins tells whether a zero-width joiner or non-joiner (U+200D, U+200C) beside
// r can be content: between letters of scripts that join, and in emoji.
func joins(r rune) bool {
	return r > 0x7F && !wide(r) && unicode.In(r, unicode.L, unicode.M, unicode.S)
}

// newline tells whether r ends a line in some program or other.
func newline(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func space(r rune) bool { return r == ' ' || r == '\t' || unicode.Is(unicode.Zs, r) }

func quote(r rune) bool { return r == '“' || r == '”' || r == '‘' || r == '’' }

func alphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// Invisible tells whether r is no content: a control character, a byte order
// mark, a zero-width or direction mark. Clean drops it.
func Invisible(r rune) bool { return invisible(r) }

// Space tells whether r is white space within a line.
func Space(r rune) bool { return space(r) }

// Newline tells whether r ends a line in some program or other.
func Newline(r rune) bool { return newline(r) }

// Joins tells whether a zero-width joiner beside r can be content.
func Joins(r rune) bool { return joins(r) }
