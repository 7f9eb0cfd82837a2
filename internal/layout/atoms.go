package layout

import (
	"slices"
	"strings"

	"dafu/internal/typeface"
)

// font is the type that a text is set in.
type font struct {
	role  typeface.Role
	size  float64
	cell  float64 // width of a full-width character
	color Color
}

var (
	bodyFont  = font{typeface.FangSong, sizeBody, cell, Black}
	smallFont = font{typeface.FangSong, sizeSmall, sizeSmall, Black}
	titleFont = font{typeface.XiaoBiaoSong, sizeTitle, sizeTitle, Black}
	labelFont = font{typeface.HeiTi, sizeBody, cell, Black}
)

// ink is one printed glyph, dx right of its atom's left edge and dy above the
// baseline.
type ink struct {
	face typeface.FaceID
	id   uint16
	r    rune
	as   rune // if not 0, what it prints: r and marks that stand behind it
	dx   float64
	dy   float64
}

// atom is the smallest piece of a line: a full-width character, a word, a
// space, a dash of two cells. Lines break between atoms only.
type atom struct {
	class     class
	from, to  int // characters of the text
	ink       int // its first glyph in text.inks; it ends where the next begins
	width     float64
	giveLeft  float64 // what an opening mark can give up on its left
	giveRight float64 // what a closing mark can give up on its right
	hanging   int     // glyphs that belong to another one: combining, unseen
	notFirst  bool    // never begins a line
	notLast   bool    // never ends one
	url       bool    // part of an address
	joined    bool    // part of the same word as the atom before it: a break is allowed, a gap is not
}

// text is a block or an element taken apart into atoms.
type text struct {
	font   font
	atoms  []atom
	inks   []ink
	hung   hung      // what hangs on the last glyph
	placed []Glyph   // what the lines' runs are cut from
	room   []float64 // of the shifts of a line
}

// inksOf returns the glyphs of atom i.
func (t *text) inksOf(i int) []ink {
	if i+1 < len(t.atoms) {
		return t.inks[t.atoms[i].ink:t.atoms[i+1].ink]
	}
	return t.inks[t.atoms[i].ink:]
}

// width returns the natural width of the atoms from first up to end, spaces at
// the end left out.
func (t *text) width(first, end int) float64 {
	for end > first && t.atoms[end-1].class == space {
		end--
	}
	w := 0.0
	for _, a := range t.atoms[first:end] {
		w += a.width
	}
	return w
}

// source is a text to be taken apart and where it stands, for the error that
// names a character without a glyph.
type source struct {
	runes []rune
	block int // index in the letter's body, or -1
	lead  int // so many characters at its head are set in leadRole
	role  typeface.Role
	fates []fate // of each character, in a redline; nil in a letter
}

// facedFrom returns the face that character i is set in, and where the stretch
// in that face ends.
func (src source) facedFrom(i int, usual typeface.Role) (typeface.Role, int) {
	switch {
	case src.fates != nil:
		return src.fates[i].role, stretchEnd(src.fates, i)
	case i < src.lead:
		return src.role, min(src.lead, len(src.runes))
	}
	return usual, len(src.runes)
}

// maxWord is how wide a word may be before it is cut by force.
func (s *setter) atomize(src source, f font, maxWord float64) *text {
	t := &text{font: f, room: s.spare.room, atoms: slices.Grow(s.spare.atoms, len(src.runes)), inks: slices.Grow(s.spare.inks, len(src.runes))}
	s.spare = text{}
	role, limit := f.role, 0
	classes := classes{text: src.runes}
	for i := 0; i < len(src.runes); {
		if i >= limit { // a stretch is measured once, however long it is
			role, limit = src.facedFrom(i, f.role)
		}
		c := classes.at(i)
		end := i + 1
		if c == narrow || c == dash {
			for end < limit && classes.at(end) == c {
				end++
			}
		}
		switch c {
		case narrow:
			s.addWord(t, src, i, end, role, maxWord)
		case dash:
			s.addDashes(t, src, i, end, role)
		case mark, unseen:
			s.addHanging(t, src, i, role, c)
		case space:
			s.addSpace(t, src, i, role)
		default:
			s.addCell(t, src, i, role, c)
		}
		i = end
	}
	t.keepOrdinals(src.runes)
	t.loosen(maxWord)
	return t
}

// keepOrdinals keeps 第, its number and what is counted in one line: 第4号.
func (t *text) keepOrdinals(words []rune) {
	for i := 1; i < len(t.atoms); i++ {
		number, before := &t.atoms[i], &t.atoms[i-1]
		if words[before.from] != '第' || number.class != narrow || !asciiDigit(words[number.from]) {
			continue
		}
		before.notLast = true
		if i+1 < len(t.atoms) && t.atoms[i+1].class == han && number.to-number.from <= longestOrdinal {
			number.notLast = true
		}
	}
}

// longestOrdinal is how many digits a number has that is kept with what it
// counts; the numbers of proposals have up to eight.
const longestOrdinal = 10

func asciiDigit(r rune) bool { return r >= '0' && r <= '9' }

// widest is the advance in em from which a glyph is not squeezed into a cell:
// some faces draw ‰ wider than a Han character.
const widest = 1.05

// addCell adds a full-width character. Whatever width the face gives it, it
// fills one cell: opening marks stand on the right of it, closing marks on the
// left, all else in the middle.
func (s *setter) addCell(t *text, src source, i int, role typeface.Role, c class) {
	f := t.font
	a := atom{class: c, from: i, to: i + 1, ink: len(t.inks), width: f.cell}
	g := s.glyph(src, i, role)
	if g.Advance > widest {
		a.width = g.Advance * f.size
	}
	spare := a.width - g.Advance*f.size
	dx := spare / 2
	switch c {
	case opening:
		a.giveLeft, a.notLast = f.cell/2, true
		if spare > f.cell/4 {
			dx = spare
		}
	case closing:
		a.giveRight, a.notFirst = f.cell/2, true
		if spare > f.cell/4 {
			dx = 0
		}
	case middle:
		a.notFirst = true
	case slash:
		a.notFirst, a.notLast = true, true
	}
	t.inks = append(t.inks, ink{face: g.Face, id: g.ID, r: src.runes[i], dx: dx})
	t.atoms = append(t.atoms, a)
}

// addDashes adds —— or …… as one piece; longer rows of them are cut in pairs.
// The strokes of a pair touch even if the face draws them narrower than a cell.
func (s *setter) addDashes(t *text, src source, i, end int, role typeface.Role) {
	f := t.font
	for ; i < end; i += 2 {
		n := min(2, end-i)
		a := atom{class: dash, from: i, to: i + n, ink: len(t.inks), width: float64(n) * f.cell, notFirst: true}
		natural := 0.0
		for k := range n {
			natural += s.dash(src, i+k, role).Advance * f.size
		}
		dx := (a.width - natural) / 2
		for k := range n {
			g := s.dash(src, i+k, role)
			t.inks = append(t.inks, ink{face: g.Face, id: g.ID, r: src.runes[i+k], dx: dx})
			dx += g.Advance * f.size
		}
		t.atoms = append(t.atoms, a)
	}
}

// dash finds the glyph of a part of —— or ……. Dots come from 宋体 whatever the
// text is set in: 仿宋 draws each … too narrow, and a …… of two shows a gap.
func (s *setter) dash(src source, i int, role typeface.Role) typeface.Glyph {
	if r := src.runes[i]; r == '…' || r == '⋯' {
		if g, ok := s.lookUp(typeface.SongTi, r); ok {
			return g
		}
	}
	return s.glyph(src, i, role)
}

func (s *setter) addSpace(t *text, src source, i int, role typeface.Role) {
	g := s.glyph(src, i, role)
	a := atom{class: space, from: i, to: i + 1, ink: len(t.inks), width: t.font.size / 4, notFirst: true}
	a.notLast = src.runes[i] == '\u00a0'
	t.inks = append(t.inks, ink{face: g.Face, id: g.ID, r: src.runes[i]})
	t.atoms = append(t.atoms, a)
}

// addWord adds a row of narrow characters, in one piece if it can be: URLs may
// break behind their slashes, and what is wider than a line breaks anywhere.
func (s *setter) addWord(t *text, src source, i, end int, role typeface.Role, maxWord float64) {
	first := len(t.atoms)
	goesOn := first > 0 && t.atoms[first-1].class == narrow
	url := isURL(string(src.runes[i:end]))
	from := i
	for k := i + 1; k <= end; k++ {
		if k == end || url && src.runes[k-1] == '/' && src.runes[k] != '/' {
			s.addPiece(t, src, from, k, role, maxWord)
			from = k
		}
	}
	for k := first; url && k < len(t.atoms); k++ {
		t.atoms[k].url = true
	}
	t.atoms[first].joined = goesOn
	t.atoms[first].notFirst = goesOn || strings.ContainsRune(narrowNotFirst, src.runes[i])
	t.atoms[len(t.atoms)-1].notLast = strings.ContainsRune(narrowNotLast, src.runes[end-1])
	if first+1 == len(t.atoms) && i > 0 && end < len(src.runes) && classOf(src.runes[i-1]) == han && classOf(src.runes[end]) == han {
		s.centreInk(t, t.atoms[first])
	}
}

func isURL(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.")
}

// addPiece adds the narrow characters from i up to end as one atom or, if that
// is wider than a line, as one atom each.
func (s *setter) addPiece(t *text, src source, i, end int, role typeface.Role, maxWord float64) {
	whole := atom{class: narrow, from: i, to: end, ink: len(t.inks), joined: true}
	first := len(t.atoms)
	for k := i; k < end; k++ {
		g := s.glyph(src, k, role)
		advance := g.Advance * t.font.size
		t.atoms = append(t.atoms, atom{class: narrow, from: k, to: k + 1, ink: len(t.inks), width: advance, joined: true})
		t.inks = append(t.inks, ink{face: g.Face, id: g.ID, r: src.runes[k], dx: whole.width})
		whole.width += advance
	}
	if whole.width <= maxWord {
		t.atoms = append(t.atoms[:first], whole)
		return
	}
	for k := whole.ink; k < len(t.inks); k++ {
		t.inks[k].dx = 0
	}
}
