package gongwen

// editing is how one text became another, character by character: what of it was
// kept in its order, and which lines went elsewhere as they were.
type editing struct {
	a, b  []rune
	found []int // for each character of b the one of a that it is, in rising order, or -1
	moved []movedLine
}

// movedLine is a line that stands elsewhere in b: places in the characters of a
// and b, the line's end included. What moved is not in found.
type movedLine struct{ from, to, length int }

// minMoved is the least length in characters of a line that counts as moved.
const minMoved = shingle

// compareTexts compares two texts as they stand: first their lines, then the
// characters between lines that stayed. It depends on nothing but the texts.
func compareTexts(a, b []rune) editing {
	e := editing{a: a, b: b, found: make([]int, len(b))}
	for j := range e.found {
		e.found[j] = -1
	}
	la, lb := lineStarts(a), lineStarts(b)
	partner := pairLines(lineTexts(a, la), lineTexts(b, lb))
	stay := rising(partner)
	gone, come := e.moves(la, lb, partner, stay)
	i, j := 0, 0
	for _, k := range stay {
		e.gap(places(la, gone, i, partner[k]), places(lb, come, j, k))
		for n := range lb[k+1] - lb[k] {
			e.found[lb[k]+n] = la[partner[k]] + n
		}
		i, j = partner[k]+1, k+1
	}
	e.gap(places(la, gone, i, len(la)-1), places(lb, come, j, len(lb)-1))
	return e
}

// lineStarts returns where lines begin, and the text's length.
func lineStarts(text []rune) []int {
	starts := []int{0}
	for i, r := range text {
		if r == '\n' && i+1 < len(text) {
			starts = append(starts, i+1)
		}
	}
	if len(text) > 0 {
		starts = append(starts, len(text))
	}
	return starts
}

// lineTexts returns the lines with their ends.
func lineTexts(text []rune, starts []int) []string {
	lines := make([]string, len(starts)-1)
	for k := range lines {
		lines[k] = string(text[starts[k]:starts[k+1]])
	}
	return lines
}

// moves notes the lines that have a partner but did not stay, and tells which
// lines of a and of b they are.
func (e *editing) moves(la, lb, partner, stay []int) (gone, come []bool) {
	gone, come = make([]bool, len(la)), make([]bool, len(lb))
	for k, i := range partner {
		if len(stay) > 0 && stay[0] == k {
			stay = stay[1:]
			continue
		}
		if length := lb[k+1] - lb[k]; i >= 0 && length > minMoved {
			e.moved = append(e.moved, movedLine{from: la[i], to: lb[k], length: length})
			gone[i], come[k] = true, true
		}
	}
	return gone, come
}

// gap compares what lies between two lines that stayed: characters of a and b by
// their places, without the lines that moved.
func (e *editing) gap(a, b []int) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	ra, rb := pick(e.a, a), pick(e.b, b)
	found := align(ra, rb)
	settle(ra, rb, found)
	dropChance(rb, found, len(ra))
	for j, i := range found {
		if i >= 0 {
			e.found[b[j]] = a[i]
		}
	}
}

// places returns where the characters of lines from ≤ k < to stand, without the
// lines left out.
func places(starts []int, out []bool, from, to int) []int {
	var all []int
	for k := from; k < to; k++ {
		for i := starts[k]; i < starts[k+1] && !out[k]; i++ {
			all = append(all, i)
		}
	}
	return all
}

func pick(text []rune, places []int) []rune {
	out := make([]rune, len(places))
	for i, p := range places {
		out[i] = text[p]
	}
	return out
}
