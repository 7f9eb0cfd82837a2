package layout

import "dafu/internal/typeface"

// mostEven is how far a word is moved to even the white beside it, in em.
const mostEven = 0.125

// evenWords moves each word of a line that stands between two Chinese characters
// so that the white on its two sides looks the same. Widths alone do not do that:
// 目 leaves a quarter of its cell blank at its sides and 余 nothing, and a 1 begins
// later than an 8. placed are the line's glyphs.
func (t *text) evenWords(l lineSpan, placed []Glyph) {
	for i := l.first + 1; i < l.end; i++ {
		if t.atoms[i].class != narrow || t.atoms[i-1].class != han {
			continue
		}
		end := i + 1
		for end < l.end && t.atoms[end].class == narrow {
			end++
		}
		if end < l.end && t.atoms[end].class == han {
			t.evenWord(placed, t.atoms[l.first].ink, i, end)
		}
		i = end
	}
}

// evenWord moves the word of the atoms from first up to end; the glyphs of a
// line begin with ink from.
func (t *text) evenWord(placed []Glyph, from, first, end int) {
	inks := [4]int{t.lastLetter(first - 1), t.atoms[first].ink, t.lastLetter(end - 1), t.atoms[end].ink}
	var left, right [4]float64
	for k, n := range inks {
		box := t.faces.Box(typeface.Glyph{Face: t.inks[n].face, ID: t.inks[n].id})
		if box.Left >= box.Right { // blank
			return
		}
		x := placed[n-from].X
		left[k], right[k] = x+box.Left*t.font.size, x+box.Right*t.font.size
	}
	most := mostEven * t.font.size
	move := max(-most, min(((left[3]-right[2])-(left[1]-right[0]))/2, most))
	for n := inks[1]; n < inks[3]; n++ {
		placed[n-from].X += move
	}
}

// lastLetter returns the last glyph of an atom that does not hang on another.
func (t *text) lastLetter(i int) int {
	n := t.atoms[i].ink + len(t.inksOf(i)) - 1
	for n > t.atoms[i].ink && hangs(t.inks[n].r) {
		n--
	}
	return n
}
