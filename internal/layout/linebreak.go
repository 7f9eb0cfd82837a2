package layout

// lineSpan is a line of a text: the atoms from first up to end.
type lineSpan struct{ first, end int }

// canBreak reports whether a line may end behind atom i.
func (t *text) canBreak(i int) bool {
	if i+1 >= len(t.atoms) {
		return true
	}
	a, b := t.atoms[i], t.atoms[i+1]
	return !a.notLast && !b.notFirst
}

// breakLines breaks the text into lines of the width rest, the first of the
// width first.
func (t *text) breakLines(first, rest float64) []lineSpan {
	var lines []lineSpan
	width := first
	for i := 0; i < len(t.atoms); {
		end := t.lineEnd(i, width)
		lines = append(lines, lineSpan{i, end})
		i, width = end, rest
	}
	return lines
}

// lineEnd returns where the line that begins with atom i ends. A line that
// would leave a gap is closed up by squeezing its marks if the next piece of
// text can be got into it that way; otherwise that piece is carried over.
func (t *text) lineEnd(i int, width float64) int {
	fit, fitWidth, forced := -1, 0.0, i
	natural, trailing, give := 0.0, 0.0, 0.0
	for j := i; j < len(t.atoms); j++ {
		a := &t.atoms[j]
		natural += a.width
		give += a.giveLeft + a.giveRight
		if trailing += a.width; a.class != space {
			trailing = 0
		}
		over := natural - trailing - width
		switch {
		case over <= hair:
			forced = j
			if t.canBreak(j) {
				fit, fitWidth = j, natural-trailing
			}
		case over > give+hair:
			return lineEndAt(fit, forced)
		case t.canBreak(j):
			endsText := j == len(t.atoms)-1 && over <= orphan
			if fit < 0 || endsText || worthSqueezing(over, width-fitWidth) {
				return j + 1
			}
			return fit + 1
		}
	}
	return len(t.atoms)
}

// orphan is how much is squeezed out of a line to spare the paragraph a last
// line of one character and its mark.
const orphan = 2 * cell

// lineEndAt returns the end behind the last allowed break, or, where none is
// allowed in the whole line, behind the last atom that fits: a line never
// leaves the text block.
func lineEndAt(fit, forced int) int {
	if fit < 0 {
		return forced + 1
	}
	return fit + 1
}

// worthSqueezing weighs the two ways to fill a line: to squeeze out over, or
// to spread out short. A gap of half a cell is invisible when it is spread; a
// larger one is squeezed away unless that takes much more.
func worthSqueezing(over, short float64) bool {
	return short > cell/2 && over <= short+cell/2+hair
}
