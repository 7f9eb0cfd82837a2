package gongwen

// keepWhole lets units change as a whole: of a unit of which not every character
// was kept in its place, none is. A reader who copies a redlined 1200 → 1300 must
// not get 12300.
func keepWhole(found []int, a, b revision, names Names) {
	w := wholeUnits{
		sides: [2]side{newSide(a, names), newSide(b, names)},
	}
	for i := range w.sides[0].partner {
		w.sides[0].partner[i] = -1
	}
	for j, i := range found {
		if i >= 0 {
			w.sides[0].partner[i] = j
		}
	}
	w.sides[1].partner = found
	for which, s := range w.sides {
		for n := range s.units {
			w.look(which, n)
		}
	}
	for len(w.torn) > 0 {
		last := w.torn[len(w.torn)-1]
		w.torn = w.torn[:len(w.torn)-1]
		w.let(last)
	}
}

// side is one of the two texts: its units, which of them each character is in
// (-1 for none), and which character of the other text each is (-1 for none).
type side struct {
	units   []Unit
	in      []int
	partner []int
}

func newSide(r revision, names Names) side {
	s := side{in: make([]int, len(r.text)), partner: make([]int, len(r.text))}
	for i := range s.in {
		s.in[i] = -1
	}
	for k, mark := range r.marks {
		from := r.starts[k] + mark
		for _, u := range names.Units(r.text[from : r.starts[k+1]-1]) {
			u.From, u.To = u.From+from, u.To+from
			for i := u.From; i < u.To; i++ {
				s.in[i] = len(s.units)
			}
			s.units = append(s.units, u)
		}
	}
	return s
}

// unitOf names a unit: which text, and the how manieth in it.
type unitOf struct{ which, n int }

// wholeUnits is the work of keepWhole. Each character is let go once at most, and
// a unit is looked at again only when one of its characters was.
type wholeUnits struct {
	sides [2]side
	torn  []unitOf
}

// look notes a unit that was kept in part.
func (w *wholeUnits) look(which, n int) {
	s := w.sides[which]
	u := s.units[n]
	kept, whole := false, true
	for i := u.From; i < u.To; i++ {
		kept = kept || s.partner[i] >= 0
		whole = whole && s.partner[i] >= 0 && s.partner[i] == s.partner[u.From]+i-u.From
	}
	if kept && !whole {
		w.torn = append(w.torn, unitOf{which, n})
	}
}

// let lets go of a unit's characters, and looks at the units of the other text
// that lose characters by it.
func (w *wholeUnits) let(o unitOf) {
	s, other := w.sides[o.which], w.sides[1-o.which]
	u := s.units[o.n]
	last := -1
	for i := u.From; i < u.To; i++ {
		j := s.partner[i]
		if j < 0 {
			continue
		}
		s.partner[i], other.partner[j] = -1, -1
		if n := other.in[j]; n >= 0 && n != last {
			last = n
			w.look(1-o.which, n)
		}
	}
}
