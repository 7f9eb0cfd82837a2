package layout

import (
	"math"

	"dafu/internal/typeface"
)

// The white between a letter and its mark, or two marks, in em: at least so much,
// and as the face has it up to so much.
const (
	markGap     = 0.06
	widestWhite = 0.15
)

// markReach is how far marks may stack beyond the em box, in em: half of what is
// white between two lines. Marks beyond that overprint one another.
const markReach = leading / 2 / sizeBody

// markInside is how far before the end of what it hangs on a glyph without ink
// stands, in em: not so far that readers take the two for overprinted.
const markInside = 0.05

// addHanging adds a combining or unseen character to the atom before it. What
// cannot be seen stands just before its end, so that readers of the file find it
// in its place.
func (s *setter) addHanging(t *text, src source, i int, role typeface.Role, c class) {
	if len(t.atoms) == 0 {
		t.atoms = append(t.atoms, atom{class: han, from: i, to: i, notLast: true})
	}
	a := &t.atoms[len(t.atoms)-1]
	a.to = i + 1
	a.hanging++
	if c == unseen {
		g := s.glyph(src, i, role)
		end := max(0, a.width-a.giveRight-markInside*t.font.size)
		t.inks = append(t.inks, ink{face: g.Face, id: g.ID, r: src.runes[i], dx: end})
		return
	}
	h := s.hung(t, role)
	if h.base < 0 {
		g := s.glyph(src, i, role)
		t.inks = append(t.inks, ink{face: g.Face, id: g.ID, r: src.runes[i], dx: a.width})
	} else if !s.compose(t, h, src.runes[i], role) {
		s.accent(t, h, src, i, role)
	}
}

// hung is what hangs on a glyph so far, so that each further mark is set without
// another look at those before it: there may be thousands.
type hung struct {
	atoms int  // how many there were: each new one begins a new base
	inks  int  // the glyphs before this one are known
	base  int  // the glyph that marks behind the last atom belong to, or -1
	apart bool // whether one of those that hang on it stands by itself
	// reach is from where to where the marks below, amid and above it have ink.
	reach [3]struct{ bottom, top float64 }
}

// hung returns what hangs on the last glyph of the text.
func (s *setter) hung(t *text, role typeface.Role) *hung {
	h := &t.hung
	if h.atoms != len(t.atoms) {
		*h = hung{atoms: len(t.atoms), base: t.base()}
		h.inks = h.base + 1
		for side := range h.reach {
			h.reach[side].bottom, h.reach[side].top = math.Inf(1), math.Inf(-1)
		}
	}
	for ; h.base >= 0 && h.inks < len(t.inks); h.inks++ {
		k := t.inks[h.inks]
		h.apart = h.apart || k.dy != 0 || k.id != s.blank(role).ID
		if o := s.boxOf(k); o.Top > o.Bottom {
			dy := k.dy / t.font.size
			r := &h.reach[typeface.SideOf(k.r)-typeface.Below]
			r.bottom, r.top = min(r.bottom, o.Bottom+dy), max(r.top, o.Top+dy)
		}
	}
	return h
}

// base returns the last glyph of the last atom that hangs on no other, or -1.
func (t *text) base() int {
	for k := len(t.inks) - 1; k >= t.atoms[len(t.atoms)-1].ink; k-- {
		if !hangs(t.inks[k].r) {
			return k
		}
	}
	return -1
}

// compose prints base and mark as one glyph if the base's face has it: ê for e
// and U+0302. The mark stays in the text as a glyph without ink.
func (s *setter) compose(t *text, h *hung, mark rune, role typeface.Role) bool {
	if h.apart { // a mark that stands by itself lies between
		return false
	}
	b := &t.inks[h.base]
	whole, ok := typeface.Compose(b.prints(), mark)
	if !ok {
		return false
	}
	g, ok := s.lookUp(role, whole)
	if _, alone := s.lookUp(role, mark); !ok || alone && g.Face != b.face {
		return false
	}
	if a := &t.atoms[len(t.atoms)-1]; a.class == narrow {
		before, _ := s.lookUp(role, b.prints())
		a.width += (g.Advance - before.Advance) * t.font.size
	}
	b.face, b.id, b.as = g.Face, g.ID, whole
	blank := s.blank(role)
	end := b.dx + (g.Advance-markInside)*t.font.size
	t.inks = append(t.inks, ink{face: blank.Face, id: blank.ID, r: mark, dx: end})
	return true
}

func (k ink) prints() rune {
	if k.as != 0 {
		return k.as
	}
	return k.r
}

// blank is the space that characters without ink are written with.
func (s *setter) blank(role typeface.Role) typeface.Glyph {
	g, _ := s.lookUp(role, ' ')
	return g
}

// accent sets a mark over the middle of the base's ink, clear of it and of the
// marks that stand there already. Faces draw marks for letters of a common width
// and height.
func (s *setter) accent(t *text, h *hung, src source, i int, role typeface.Role) {
	g := s.glyph(src, i, role)
	b, m := t.inks[h.base], s.faces.Box(g)
	ink := ink{face: g.Face, id: g.ID, r: src.runes[i]}
	box := s.boxOf(b)
	ink.dx = b.dx + ((box.Left+box.Right)/2-(m.Left+m.Right)/2)*t.font.size
	side := typeface.SideOf(ink.r)
	there := h.reach[side-typeface.Below]
	box.Top, box.Bottom = max(box.Top, there.top), min(box.Bottom, there.bottom)
	switch side {
	case typeface.Above:
		white := m.Bottom - box.Top
		ink.dy = min(min(max(white, markGap), widestWhite)-white, emAscent+markReach-m.Top) * t.font.size
	case typeface.Below:
		white := box.Bottom - m.Top
		ink.dy = max(white-min(max(white, markGap), widestWhite), emAscent-1-markReach-m.Bottom) * t.font.size
	}
	t.inks = append(t.inks, ink)
}

func (s *setter) boxOf(k ink) typeface.Box {
	return s.faces.Box(typeface.Glyph{Face: k.face, ID: k.id})
}

// centreInk moves a word between two Chinese characters so that its first and
// last letter leave the same white: a 1 begins later than other digits, and 10
// would stand nearer to what follows it.
func (s *setter) centreInk(t *text, word atom) {
	inks := t.inks[word.ink:]
	last := inks[len(inks)-1]
	before := s.boxOf(inks[0]).Left * t.font.size
	behind := word.width - last.dx - s.boxOf(last).Right*t.font.size
	for i := range inks {
		inks[i].dx += (behind - before) / 2
	}
}
