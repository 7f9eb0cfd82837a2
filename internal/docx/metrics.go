package docx

import "dafu/internal/typeface"

// metrics are faces of no face in particular, for layout to find where the
// lines of a title end and where 署名 and date stand: full-width characters
// are as wide as their cell, and Latin is about as wide as in Times. Which faces
// will print the file is known to the program that opens it alone.
type metrics struct{}

// Glyph returns a glyph for every character.
func (metrics) Glyph(_ typeface.Role, r rune) (typeface.Glyph, bool) {
	return typeface.Glyph{Advance: advance(r)}, true
}

// Variant knows no other forms of characters: where lines end does not depend on
// them.
func (metrics) Variant(typeface.Role, rune, rune) (typeface.Glyph, bool) {
	return typeface.Glyph{}, false
}

// Box is empty: nothing that is asked of this setting stands about ink.
func (metrics) Box(typeface.Glyph) typeface.Box { return typeface.Box{} }

func advance(r rune) float64 {
	switch {
	case r >= 0x2E80 || r >= 0x2010 && r <= 0x2027:
		return 1
	case r == ' ' || r == '.' || r == ',' || r == 'i' || r == 'l' || r == '/' || r == ':' || r == ';':
		return 0.27
	case r == '-' || r == '(' || r == ')' || r == 'r' || r == 't' || r == 'f' || r == 'I':
		return 0.333
	case r == 'M' || r == 'W' || r == '%' || r == '@':
		return 0.85
	case r >= 'A' && r <= 'Z':
		return 0.68
	}
	return 0.5
}
