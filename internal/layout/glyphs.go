package layout

import (
	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// setter sets one letter: it finds the glyphs and remembers what no face has.
type setter struct {
	letter  gongwen.Letter
	body    gongwen.Document // the letter's own, or that of the attachment being set
	annex   int              // the number of that attachment, from 1; 0 in the letter
	sealed  bool             // a seal stands over the signature of body
	faces   Faces
	options Options
	// lenient prints 〓 for what no face has: in a redline, words that were deleted
	// because they cannot be printed must still be seen.
	lenient bool
	missing []Unprintable
	stopped bool // Options.Stop ended the work: what there is is not the letter
	named   map[Unprintable]bool
	// spare is the room of a text that is set, for the next one; likewise runes.
	spare text
	runes []rune
}

func newSetter(l gongwen.Letter, f Faces, o Options) *setter {
	return &setter{
		letter: l, body: l.Body, sealed: l.Sealed, faces: f, options: o,
		named: map[Unprintable]bool{},
	}
}

// ownBlock returns a block's index in the letter's body, -1 in an attachment.
func (s *setter) ownBlock(i int) int {
	if s.annex > 0 {
		return -1
	}
	return i
}

func (s *setter) lookUp(role typeface.Role, r rune) (typeface.Glyph, bool) {
	if isRightToLeft(r) {
		return typeface.Glyph{}, false
	}
	return s.faces.Glyph(role, r)
}

// glyph finds the glyph of src's character i, or notes that there is none.
func (s *setter) glyph(src source, i int, role typeface.Role) typeface.Glyph {
	r := src.runes[i]
	if i+1 < len(src.runes) && isSelector(src.runes[i+1]) {
		if g, ok := s.faces.Variant(role, r, src.runes[i+1]); ok && !isRightToLeft(r) {
			return g
		}
	}
	g, ok := s.lookUp(role, r)
	if !ok && printsNothing(r) {
		g, ok = s.lookUp(role, ' ')
	}
	if !ok && s.lenient {
		g, ok = s.lookUp(role, '〓')
	}
	if !ok {
		s.note(src, i)
	}
	return g
}

// printsNothing reports spaces and characters without a shape of their own: a
// face without them lends its space, so that the text can still be copied.
func printsNothing(r rune) bool {
	c := classOf(r)
	return c == space || c == unseen || r == '\u3000'
}

// measured is the block of a text that is only measured here and printed
// elsewhere.
const measured = -2

// note remembers an unprintable character, once per place and character.
func (s *setter) note(src source, i int) {
	if src.block == measured {
		return
	}
	key := Unprintable{Rune: src.runes[i], Block: src.block}
	if s.named[key] {
		return
	}
	s.named[key] = true
	const around = 6
	near := string(src.runes[max(0, i-around):min(len(src.runes), i+around+1)])
	s.missing = append(s.missing, Unprintable{src.runes[i], src.block, i, near})
}
