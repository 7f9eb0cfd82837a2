package layout

import "strings"

// loosen makes breaks where a row of words and marks that must not be parted is
// wider than a line: its words are cut into letters, and a line may begin with
// its —— or ……, for that is better than one that begins with a mark.
func (t *text) loosen(width float64) {
	for first := 0; first < len(t.atoms); {
		end := t.clusterEnd(first)
		if end-first > 1 && t.leastWidth(first, end) > width {
			t.loosenFrom(first, width)
			return
		}
		first = end
	}
}

// clusterEnd returns the end of the atoms that must stand in one line with
// the first.
func (t *text) clusterEnd(first int) int {
	end := first + 1
	for end < len(t.atoms) && !t.canBreak(end-1) {
		end++
	}
	return end
}

// leastWidth is the atoms' width when their marks have given up what they can.
func (t *text) leastWidth(first, end int) float64 {
	w := t.width(first, end)
	for _, a := range t.atoms[first:end] {
		w -= a.giveLeft + a.giveRight
	}
	return w
}

// loosenFrom loosens the cluster that begins with atom from, and all behind it
// that are too wide.
func (t *text) loosenFrom(from int, width float64) {
	loose := &text{atoms: append(make([]atom, 0, 2*len(t.atoms)), t.atoms[:from]...)}
	for first := from; first < len(t.atoms); {
		end := t.clusterEnd(first)
		wide := t.leastWidth(first, end) > width
		for i := first; i < end; i++ {
			a := t.atoms[i]
			switch {
			case wide && a.class == narrow && a.to-a.from > 1:
				loose.atoms = append(loose.atoms, t.letters(i)...)
				continue
			case wide && a.class == dash && i > first && t.atoms[i-1].class != opening:
				a.notFirst = false
			}
			loose.atoms = append(loose.atoms, a)
		}
		first = end
	}
	t.atoms = loose.atoms
}

// letters cuts the word that is atom i into its letters, each with the marks
// that belong to it.
func (t *text) letters(i int) []atom {
	whole := t.atoms[i]
	inks := t.inksOf(i)
	pieces := make([]atom, 0, len(inks))
	from := 0.0
	for k := range inks {
		if hangs(inks[k].r) && k > 0 {
			last := &pieces[len(pieces)-1]
			last.to++
			last.hanging++
			inks[k].dx -= from
			continue
		}
		end := whole.width
		for n := k + 1; n < len(inks); n++ {
			if !hangs(inks[n].r) {
				end = inks[n].dx
				break
			}
		}
		from = inks[k].dx
		pieces = append(pieces, atom{
			class: narrow, from: whole.from + k, to: whole.from + k + 1, ink: whole.ink + k,
			width: end - from, joined: true,
			notFirst: strings.ContainsRune(narrowNotFirst, inks[k].r),
		})
		inks[k].dx = 0
	}
	pieces[0].joined = whole.joined
	pieces[len(pieces)-1].notLast = whole.notLast
	return pieces
}
