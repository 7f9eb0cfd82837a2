package measure

import "dafu/internal/typeface"

// span is where an edge can lie: a mark at the edge of a line may have given up
// the blank half of its cell, and nobody sees from outside whether it has.
type span struct{ from, to float64 }

// nearest is the edge's place that is nearest to what is asked.
func (s span) nearest(asked float64) float64 { return max(s.from, min(s.to, asked)) }

// cellOf is the width of a full-width character in a line of type of the size
// in points: body type stands on a cell that is a little narrower than its em.
func cellOf(size float64) float64 {
	if size == sanHao {
		return cell
	}
	return size * point
}

// box is where the glyph's own cell begins and ends, if it kept all of it.
func (g glyph) box() (from, to float64) {
	c := cellOf(g.size)
	middle := g.x + g.width/2
	switch narrow := g.width < 0.75*c; {
	case g.r < 0x2000: // Latin and digits are as wide as the face says
		return g.x, g.x + g.width
	case narrow && closes(g.r): // the face draws it without its blank half
		return g.x, g.x + c
	case narrow && opens(g.r):
		return g.x + g.width - c, g.x + g.width
	}
	c = max(c, g.width*0.95)
	return middle - c/2, middle + c/2
}

// leftEdge is where the line begins.
func (l line) leftEdge() span {
	g := l.visible()
	if len(g) == 0 {
		return span{l.glyphs[0].x, l.glyphs[0].x}
	}
	from, to := g[0].box()
	switch {
	case opens(g[0].r):
		return span{from, (from + to) / 2}
	case g[0].r >= 0x2000 && g[0].width < 0.75*(to-from):
		return span{from, g[0].x}
	}
	return span{from, from}
}

// rightEdge is where the line ends.
func (l line) rightEdge() span {
	g := l.visible()
	if len(g) == 0 {
		return span{l.glyphs[0].x, l.glyphs[0].x}
	}
	last := g[len(g)-1]
	from, to := last.box()
	switch {
	case closes(last.r):
		return span{(from + to) / 2, to}
	case last.r >= 0x2000 && last.width < 0.75*(to-from):
		return span{last.x + last.width, to}
	}
	return span{to, to}
}

// middle is where the line's middle can lie.
func (l line) middle() span {
	a, b := l.leftEdge(), l.rightEdge()
	return span{(a.from + b.from) / 2, (a.to + b.to) / 2}
}

// inkTop is the highest place that the strokes of the glyphs reach, and
// inkMiddle the height around which those of one glyph lie.
func (s *sheet) inkTop(glyphs []glyph) float64 {
	top := glyphs[0].y
	for _, g := range glyphs {
		_, high := s.ink(g)
		top = min(top, high)
	}
	return top
}

func (s *sheet) inkMiddle(g glyph) float64 {
	low, high := s.ink(g)
	return (low + high) / 2
}

// ink is how low and how high a glyph's strokes reach.
func (s *sheet) ink(g glyph) (low, high float64) {
	low, high = g.y, g.y
	face, err := s.faces.Face(g.face)
	if err != nil {
		return low, high
	}
	outline, err := face.Outline(g.id)
	if err != nil || len(outline) == 0 {
		return low, high
	}
	lowest, highest := outline[0].P[0].Y, outline[0].P[0].Y
	for _, segment := range outline {
		p := segment.P[0]
		switch segment.Op {
		case typeface.Close:
			continue
		case typeface.CubeTo:
			p = segment.P[2]
		}
		lowest, highest = min(lowest, p.Y), max(highest, p.Y)
	}
	return g.y - lowest*g.size*point, g.y - highest*g.size*point
}

// same reads that an edge lies where it must.
func same(l line, edge span, asked float64) reading {
	return exactly(l.page, asked, edge.nearest(asked), l.words())
}

// exactly reads one value.
func exactly(page int, asked, found float64, near string) reading {
	return between(page, asked, asked, found, near)
}

// between reads a value that has two limits.
func between(page int, least, most, found float64, near string) reading {
	return reading{page: page, least: least, most: most, found: found, near: near}
}

// atLeast reads a value that has no upper limit.
func atLeast(page int, asked, found float64, near string) reading {
	return reading{page: page, least: asked, most: max(asked, found), found: found, near: near, atLeast: true}
}

// none reads how many places of a page break a rule that allows none.
func none(s *sheet, lines []line, wrong func(line) int) []reading {
	var all []reading
	for page := range s.pages {
		n, near, any := 0, "", false
		for _, l := range lines {
			if l.page != page {
				continue
			}
			any = true
			if k := wrong(l); k > 0 {
				n, near = n+k, l.words()
			}
		}
		if any {
			all = append(all, exactly(page, 0, float64(n), near))
		}
	}
	return all
}
