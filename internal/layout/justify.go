package layout

import "slices"

// fill tells how a line is to be brought to its width.
type fill uint8

const (
	ragged fill = iota // a paragraph's last line: squeezed if need be, never spread
	flush              // every other line ends at the right edge
)

// shifts are the changes to a line's atoms: before and after hold what is
// added to (or, negative, taken from) the left and right of each, letters what
// is added between the letters of each word.
type shifts struct {
	before, after []float64
	letters       float64
}

// justify works out the shifts that bring the line to the width. They hold until
// it is asked again.
func (t *text) justify(l lineSpan, width float64, f fill) shifts {
	n := l.end - l.first
	both := slices.Grow(t.room[:0], 2*n)[:2*n]
	clear(both)
	t.room = both
	s := shifts{before: both[:n], after: both[n:]}
	short := width - t.width(l.first, l.end)
	switch {
	case short < -hair:
		t.squeeze(l, s, -short)
	case short > hair && f == flush:
		t.spread(l, &s, short)
	}
	return s
}

// squeeze takes over points out of the line's marks, where it is seen least
// first: at the line's end, then between two marks, then everywhere.
func (t *text) squeeze(l lineSpan, s shifts, over float64) {
	last := t.lastInked(l)
	steps := []func(i int, right bool) bool{
		func(i int, right bool) bool { return right && i == last },
		t.besideMark,
		func(int, bool) bool { return true },
	}
	for _, chosen := range steps {
		over -= t.squeezeChosen(l, s, over, chosen)
		if over <= hair {
			return
		}
	}
}

// squeezeChosen takes up to over out of the chosen sides, from each its share,
// and returns how much it took.
func (t *text) squeezeChosen(l lineSpan, s shifts, over float64, chosen func(i int, right bool) bool) float64 {
	room := 0.0
	visit := func(share float64) {
		for k := range s.before {
			i := l.first + k
			if left := t.atoms[i].giveLeft + s.before[k]; left > 0 && chosen(i, false) {
				room += left
				s.before[k] -= left * share
			}
			if right := t.atoms[i].giveRight + s.after[k]; right > 0 && chosen(i, true) {
				room += right
				s.after[k] -= right * share
			}
		}
	}
	visit(0)
	if room <= 0 {
		return 0
	}
	took := min(over, room)
	visit(took / room)
	return took
}

// besideMark reports whether the atom's left or right side touches another
// mark's blank half or a mark that has none there, as in 》《 and 。”.
func (t *text) besideMark(i int, right bool) bool {
	if right {
		return i+1 < len(t.atoms) && isBracketing(t.atoms[i+1].class)
	}
	return i > 0 && isBracketing(t.atoms[i-1].class)
}

func isBracketing(c class) bool { return c == opening || c == closing }

// spread adds short points to the line: up to a quarter cell at each space and
// between Chinese and Latin, the rest evenly between all atoms. Where that
// would tear holes into it letters move apart too, but never for an address (URL):
// a line that holds one, or is short because one comes next, stays ragged.
func (t *text) spread(l lineSpan, s *shifts, short float64) {
	last := t.lastInked(l)
	var soft, gaps []int
	letters, address := 0, l.end < len(t.atoms) && t.atoms[l.end].url
	for i := l.first; i <= last; i++ {
		address = address || t.atoms[i].url
		if t.atoms[i].class == narrow {
			letters += t.atoms[i].letters() - 1
		}
		if i == last || t.atoms[i+1].joined {
			continue
		}
		gaps = append(gaps, i-l.first)
		if t.isSoft(i) {
			soft = append(soft, i-l.first)
		}
	}
	if address && short > float64(len(gaps))*widestGap {
		return
	}
	if len(soft) > 0 {
		each := min(short/float64(len(soft)), cell/4)
		for _, k := range soft {
			s.after[k] += each
		}
		short -= each * float64(len(soft))
	}
	if short > float64(len(gaps))*widestGap && letters+last-l.first > 0 {
		t.spreadLetters(l, s, short, letters)
		return
	}
	for _, k := range gaps {
		s.after[k] += short / float64(len(gaps))
	}
}

// widestGap is how far atoms move apart before letters do.
const widestGap = cell / 2

// spreadLetters adds short points evenly between all the line's characters.
func (t *text) spreadLetters(l lineSpan, s *shifts, short float64, letters int) {
	last := t.lastInked(l)
	each := short / float64(letters+last-l.first)
	s.letters = each
	for k := range last - l.first {
		s.after[k] += each
	}
}

// isSoft reports whether the gap behind atom i is a space or lies between
// Chinese and Latin.
func (t *text) isSoft(i int) bool {
	a, b := t.atoms[i].class, t.atoms[i+1].class
	return a == space || a == han && b == narrow || a == narrow && b == han
}

// letters returns how many letters the atom has, their marks not counted.
func (a *atom) letters() int { return a.to - a.from - a.hanging }

// lastInked returns the line's last atom that is not a space.
func (t *text) lastInked(l lineSpan) int {
	i := l.end - 1
	for i > l.first && t.atoms[i].class == space {
		i--
	}
	return i
}

// place returns the line's glyphs, from x on, on baseline 0.
func (t *text) place(l lineSpan, x, width float64, f fill) Line {
	s := t.justify(l, width, f)
	line := Line{Block: -1, From: t.atoms[l.first].from, To: t.atoms[l.end-1].to}
	last := t.lastInked(l)
	for k := range s.before {
		i := l.first + k
		a := t.atoms[i]
		letters := 0.0
		if a.class == narrow {
			letters = s.letters
		}
		x += s.before[k]
		n := -1 // of the letter: what hangs on one stays with it
		for _, g := range t.inksOf(i) {
			if letters != 0 && (n < 0 || !hangs(g.r)) {
				n++
			}
			t.add(&line, g, x+g.dx+letters*float64(max(0, n)))
		}
		if i <= last {
			x += a.width + letters*float64(a.letters()-1) + s.after[k]
		}
	}
	return line
}

// add appends a glyph to the line, in a new run where the face changes.
func (t *text) add(l *Line, g ink, x float64) {
	if n := len(l.Runs); n == 0 || l.Runs[n-1].Face != g.face || l.Runs[n-1].Y != -g.dy {
		l.Runs = append(l.Runs, Run{Face: g.face, Size: t.font.size, Color: t.font.color, Y: -g.dy})
	}
	if t.placed == nil {
		t.placed = make([]Glyph, 0, len(t.inks))
	}
	r := &l.Runs[len(l.Runs)-1]
	t.placed = append(t.placed, Glyph{g.id, g.r, x})
	end := len(t.placed)
	r.Glyphs = t.placed[end-len(r.Glyphs)-1 : end : end]
}
