package layout

import (
	"math"
	"slices"
)

// titleWidth leaves half a character on either side of the widest title.
const titleWidth = textWidth - sizeTitle

// title sets the title, the blocks from up to to, centred (GB/T 9704-2012
// 7.3.1).
func (s *setter) title(from, to int) []row {
	var rows []row
	words := ""
	for i := from; i < to; i++ {
		text := s.body.Blocks[i].Text()
		words += text
		rows = append(rows, s.centred(source{runes: []rune(text), block: s.ownBlock(i)}, ElementTitle)...)
	}
	if from > 0 && len(rows) > 0 {
		rows[0].blank = 1
	}
	return withBookmark(rows, words, 1)
}

// centred sets words as a title.
func (s *setter) centred(src source, e Element) []row {
	var rows []row
	t := s.atomize(src, titleFont, titleWidth)
	for _, span := range t.titleLines(src.runes) {
		w := t.width(span.first, span.end)
		l := t.place(span, (textLeft+textRight-w)/2, w, ragged)
		l.Element, l.Block = e, src.block
		rows = append(rows, row{line: l, size: sizeTitle, keep: true})
	}
	return rows
}

// The costs of a title's lines; widths in parts of the text block's.
const (
	costPerLine   = 0.3 // rather fewer lines
	costUneven    = 1.5 // × the square of what a line is off the mean
	costSquare    = 0.3
	costHourglass = 0.6
	costShort     = 0.5 // a line of two or three characters
	costOneChar   = 50.0
	costForbidden = 200.0
)

// alike is how little two lines may differ to look equally long.
const alike = sizeTitle

// longestTitle is how many characters are weighed; more are no title and are
// only broken into lines.
const longestTitle = 2000

// titleEnd is the cheapest way to set a title up to some atom with a last line
// that begins at first and in a shape that is still widening or narrows already.
type titleEnd struct {
	first  int
	narrow bool
	width  float64
	cost   float64
	before int // index in the ends at first
}

// titleLines breaks a title into as few lines as hold it, between words and so
// that their lengths make a 梯形 or a 菱形: only growing, only shrinking, or first
// growing and then shrinking. Of all ways it takes the one of the least cost.
func (t *text) titleLines(words []rune) []lineSpan {
	n := len(t.atoms)
	if n == 0 {
		return nil
	}
	total := t.width(0, n)
	if total <= titleWidth {
		return []lineSpan{{0, n}}
	}
	if n > longestTitle {
		return t.breakLines(titleWidth, titleWidth)
	}
	mean := total / math.Ceil(total/titleWidth)
	breaks := titleBreaks(words)
	ends := make([][]titleEnd, n+1)
	ends[0] = []titleEnd{{width: 0}}
	for end := 1; end <= n; end++ {
		width := 0.0
		for first := end - 1; first >= 0; first-- {
			width += t.atoms[first].width
			if width > titleWidth && first < end-1 {
				break
			}
			line := t.titleLine(first, end, width, mean, breaks)
			ends[end] = appendEnds(ends[end], ends[first], titleEnd{first: first, width: width, cost: line})
		}
	}
	return cheapest(ends)
}

// appendEnds appends the ways to go on with the line from the ends where it
// begins: the cheapest that narrows and the cheapest that does not.
func appendEnds(to, from []titleEnd, line titleEnd) []titleEnd {
	var found [2]titleEnd
	found[0].cost, found[1].cost = math.Inf(1), math.Inf(1)
	for i, e := range from {
		next := line
		next.before, next.narrow = i, e.narrow
		next.cost += e.cost
		switch {
		case line.first == 0:
		case line.width > e.width+alike:
			if e.narrow {
				next.cost, next.narrow = next.cost+costHourglass, false
			}
		case line.width < e.width-alike:
			next.narrow = true
		default:
			next.cost += costSquare
		}
		k := 0
		if next.narrow {
			k = 1
		}
		if next.cost < found[k].cost {
			found[k] = next
		}
	}
	for _, f := range found {
		if !math.IsInf(f.cost, 1) {
			to = append(to, f)
		}
	}
	return to
}

// cheapest returns the lines of the cheapest way to the title's end.
func cheapest(ends [][]titleEnd) []lineSpan {
	end := len(ends) - 1
	k := 0
	for i, e := range ends[end] {
		if e.cost < ends[end][k].cost {
			k = i
		}
	}
	var spans []lineSpan
	for end > 0 {
		e := ends[end][k]
		spans = append(spans, lineSpan{e.first, end})
		end, k = e.first, e.before
	}
	slices.Reverse(spans)
	return spans
}

// titleLine says how bad a line of the atoms from first up to end is, and the
// break behind it.
func (t *text) titleLine(first, end int, width, mean float64, breaks []float64) float64 {
	off := (width - mean) / textWidth
	cost := costPerLine + costUneven*off*off
	switch n := t.atoms[end-1].to - t.atoms[first].from; {
	case n < 2:
		cost += costOneChar
	case n < 4:
		cost += costShort
	}
	switch {
	case end == len(t.atoms):
		return cost
	case !t.canBreak(end - 1):
		return cost + costForbidden
	}
	return cost + breaks[t.atoms[end].from]
}
