package measure

import (
	"slices"
	"unicode"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// sheet is a letter and its pages as the ruler sees them: in millimetres.
type sheet struct {
	letter  gongwen.Letter
	faces   Faces
	options layout.Options
	pages   int
	lines   []line // in the text block, in reading order
	outside []line // page numbers
	rules   []stroke
	seal    *disc
	texts   map[int][]rune // by block, as they are asked for
	dashes  dashes         // the row of — or … that was counted last
}

// line is a printed line. first and last tell its place in its paragraph.
type line struct {
	element     layout.Element
	block, page int
	from        int // its first character in its block
	first, last bool
	glyphs      []glyph
}

// glyph is a printed character: x is where it begins, y its baseline.
type glyph struct {
	r     rune
	face  typeface.FaceID
	id    uint16
	size  float64 // points
	color layout.Color
	x, y  float64
	width float64 // its advance
}

type stroke struct {
	page              int
	x1, x2, y, weight float64
	color             layout.Color
}

type disc struct {
	page           int
	x, y, diameter float64
}

func newSheet(l gongwen.Letter, p layout.Pages, f Faces, o layout.Options) *sheet {
	s := &sheet{letter: l, faces: f, options: o, pages: len(p.Pages), texts: map[int][]rune{}}
	for n, page := range p.Pages {
		for _, x := range page.Lines {
			switch x.Element {
			case layout.ElementSpecimen, layout.ElementWatermark:
			case layout.ElementPageNumber:
				s.outside = append(s.outside, s.read(x, n))
			default:
				s.lines = append(s.lines, s.read(x, n))
			}
		}
		for _, r := range page.Rules {
			s.rules = append(s.rules, stroke{n, r.X1 * point, r.X2 * point, r.Y * point, r.Width * point, r.Color})
		}
	}
	s.markEnds()
	if c := p.Seal; c != nil {
		s.seal = &disc{c.Page, c.X * point, c.Y * point, c.Diameter * point}
	}
	return s
}

func (s *sheet) read(l layout.Line, page int) line {
	out := line{element: l.Element, block: l.Block, from: l.From, page: page}
	for _, r := range l.Runs {
		face, err := s.faces.Face(r.Face)
		for _, g := range r.Glyphs {
			width := 0.0
			if err == nil {
				width = face.Advance(g.ID) * r.Size * point
			}
			out.glyphs = append(out.glyphs, glyph{g.Rune, r.Face, g.ID, r.Size, r.Color, g.X * point, r.Y * point, width})
		}
	}
	return out
}

// markEnds marks the first and the last line of each paragraph. 抄送 around the
// letter is one paragraph, whatever else stands around the letter is single
// lines.
func (s *sheet) markEnds() {
	s.lines = slices.DeleteFunc(s.lines, func(l line) bool { return len(l.glyphs) == 0 })
	s.outside = slices.DeleteFunc(s.outside, func(l line) bool { return len(l.glyphs) == 0 })
	for i := range s.lines {
		l := &s.lines[i]
		l.first = i == 0 || !sameParagraph(*l, s.lines[i-1])
		l.last = i+1 == len(s.lines) || !sameParagraph(*l, s.lines[i+1])
	}
}

func sameParagraph(a, b line) bool {
	return a.element == b.element && a.block == b.block && (a.block >= 0 || a.element == layout.ElementCopyTo)
}

// of returns the lines of the elements.
func (s *sheet) of(elements ...layout.Element) []line {
	var found []line
	for _, l := range s.lines {
		if slices.Contains(elements, l.element) {
			found = append(found, l)
		}
	}
	return found
}

// block returns the block that the line prints; false for what stands around
// the body.
func (s *sheet) block(l line) (gongwen.Block, bool) {
	if l.block < 0 || l.block >= len(s.letter.Body.Blocks) {
		return gongwen.Block{}, false
	}
	return s.letter.Body.Blocks[l.block], true
}

// above returns the lowest line of the text block above l on its page.
func (s *sheet) above(l line) (found line, ok bool) {
	for _, o := range s.lines {
		if o.page == l.page && o.y() < l.y()-pitch/4 && (!ok || o.y() >= found.y()) {
			found, ok = o, true
		}
	}
	return found, ok
}

// words is what the line prints.
func (l line) words() string {
	runes := make([]rune, len(l.glyphs))
	for i, g := range l.glyphs {
		runes[i] = g.r
	}
	return string(runes)
}

func (l line) y() float64 { return l.glyphs[0].y }

// size is the largest of the line.
func (l line) size() float64 {
	size := 0.0
	for _, g := range l.glyphs {
		size = max(size, g.size)
	}
	return size
}

// emTop and emBottom bound the line's em boxes.
func (l line) emTop() float64    { return l.y() - ascent*l.size()*point }
func (l line) emBottom() float64 { return l.y() + descent*l.size()*point }

// visible returns the line's glyphs without spaces at its end and without what
// takes no room of its own.
func (l line) visible() []glyph {
	g := slices.DeleteFunc(slices.Clone(l.glyphs), func(g glyph) bool {
		return unicode.In(g.r, unicode.Mn, unicode.Me, unicode.Cf)
	})
	for len(g) > 1 && g[len(g)-1].r != '\u3000' && unicode.IsSpace(g[len(g)-1].r) {
		g = g[:len(g)-1]
	}
	return g
}
