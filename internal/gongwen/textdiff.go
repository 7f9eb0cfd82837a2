package gongwen

// lined is a text with its lines.
type lined struct {
	text   []rune
	starts []int    // where lines begin, and the text's length
	marks  []int    // how many characters of a line are its number; nil for none
	keys   []string // what makes two lines the same line
}

// linedText takes a text as it stands: "\n" ends lines and belongs to them.
func linedText(text []rune) lined {
	l := lined{text: text, starts: []int{0}}
	for i, r := range text {
		if r == '\n' || i == len(text)-1 {
			l.keys = append(l.keys, string(text[l.starts[len(l.keys)]:i+1]))
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

func (l lined) mark(k int) int {
	if l.marks == nil {
		return 0
	}
	return l.marks[k]
}

// editing is how one text became another, character by character: what of it was
// kept in its order, and which lines went elsewhere as they were.
type editing struct {
	a, b  lined
	found []int // for each character of b the one of a that it is, in rising order, or -1
	moved []movedLine
	gone  []bool // lines of a that moved
	come  []int  // for each line of b that moved the line of a that it is, or -1
}

// movedLine is a line that stands elsewhere in b: places in the characters of a
// and b, the line's end included. What moved is not in found.
type movedLine struct{ from, to, length int }

// minMoved is the least length in characters of a line that counts as moved.
const minMoved = shingle

// compareTexts compares two texts: first their lines, then the characters between
// lines that stayed. It depends on nothing but the texts.
func compareTexts(a, b lined) editing {
	e := editing{a: a, b: b, found: make([]int, len(b.text))}
	for j := range e.found {
		e.found[j] = -1
	}
	partner := pairLines(a.keys, b.keys)
	stay := rising(partner)
	e.findMoves(partner, stay)
	i, j := 0, 0
	for _, k := range stay {
		e.gap(span{i, partner[k]}, span{j, k})
		e.keepLine(partner[k], k)
		i, j = partner[k]+1, k+1
	}
	e.gap(span{i, len(a.keys)}, span{j, len(b.keys)})
	return e
}

// keepLine finds a line of a again in b: its words, and its number if it is the
// same.
func (e *editing) keepLine(i, k int) {
	from, to := e.a.starts[i], e.b.starts[k]
	ma, mb := e.a.mark(i), e.b.mark(k)
	if string(e.a.text[from:from+ma]) == string(e.b.text[to:to+mb]) {
		ma, mb = 0, 0
	}
	for n := range e.b.starts[k+1] - to - mb {
		e.found[to+mb+n] = from + ma + n
	}
}

// findMoves notes the lines that have a partner but did not stay.
func (e *editing) findMoves(partner, stay []int) {
	e.gone, e.come = make([]bool, len(e.a.keys)), make([]int, len(e.b.keys))
	for k, i := range partner {
		e.come[k] = -1
		if len(stay) > 0 && stay[0] == k {
			stay = stay[1:]
			continue
		}
		if length := e.b.starts[k+1] - e.b.starts[k]; i >= 0 && length > minMoved {
			e.moved = append(e.moved, movedLine{from: e.a.starts[i], to: e.b.starts[k], length: length})
			e.gone[i], e.come[k] = true, i
		}
	}
}

// span is a stretch from ≤ i < to.
type span struct{ from, to int }

// gap compares the lines between two that stayed, without those that moved.
func (e *editing) gap(inA, inB span) {
	a := e.a.places(inA, func(i int) bool { return e.gone[i] })
	b := e.b.places(inB, func(k int) bool { return e.come[k] >= 0 })
	if len(a) == 0 || len(b) == 0 {
		return
	}
	ra, rb := e.a.pick(a), e.b.pick(b)
	found := align(ra, rb)
	settle(ra, rb, found)
	dropChance(rb, found, len(ra))
	for j, i := range found {
		if i >= 0 {
			e.found[b[j]] = a[i]
		}
	}
}

// places returns where the characters of lines stand, without the lines left out.
func (l lined) places(lines span, out func(k int) bool) []int {
	var all []int
	for k := lines.from; k < lines.to; k++ {
		if out(k) {
			continue
		}
		for i := l.starts[k]; i < l.starts[k+1]; i++ {
			all = append(all, i)
		}
	}
	return all
}

func (l lined) pick(places []int) []rune {
	out := make([]rune, len(places))
	for i, p := range places {
		out[i] = l.text[p]
	}
	return out
}
