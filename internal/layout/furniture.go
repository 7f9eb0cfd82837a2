package layout

import (
	"fmt"
	"math"

	"dafu/internal/typeface"
)

const (
	// numberBelow is where the strokes beside the page number stand below the
	// text block (GB/T 9704-2012 7.5).
	numberBelow = 7 * MM
	// dashHeight is how high above the baseline a face draws — , in em.
	dashHeight = 0.27

	specimenWords = "样张·试用密钥签章，无效"
	specimenTop   = 20 * MM

	maxWatermark   = 48.0 // points
	watermarkReach = 230 * MM
)

// oneLiner is a line that was set at x = 0 on baseline 0, and its width.
type oneLiner struct {
	Line
	Width float64
}

// oneLine sets words in one line; if they are wider than maxWidth, in a smaller
// size that fits. It returns the size.
func (s *setter) oneLine(e Element, words string, f font, maxWidth float64) (oneLiner, float64) {
	return s.oneLineOf(e, source{runes: []rune(words), block: -1}, f, maxWidth)
}

func (s *setter) oneLineOf(e Element, src source, f font, maxWidth float64) (oneLiner, float64) {
	t := s.atomize(src, f, math.Inf(1))
	w := t.width(0, len(t.atoms))
	if w > maxWidth {
		f.size, f.cell = f.size*maxWidth/w, f.cell*maxWidth/w
		t = s.atomize(src, f, math.Inf(1))
		w = t.width(0, len(t.atoms))
	}
	if len(t.atoms) == 0 {
		return oneLiner{Line: Line{Element: e, Block: -1}}, f.size
	}
	l := t.place(lineSpan{0, len(t.atoms)}, 0, w, ragged)
	l.Element = e
	return oneLiner{l, w}, f.size
}

// moveTo moves the line from (0, 0) to x and baseline y.
func (l *Line) moveTo(x, y float64) {
	for i := range l.Runs {
		r := &l.Runs[i]
		r.Y += y
		for k := range r.Glyphs {
			r.Glyphs[k].X += x
		}
	}
}

// pageNumber sets — 1 —, one cell in from the outer edge: right on odd pages,
// left on even ones.
func (s *setter) pageNumber(p *Page, n int) {
	f := font{typeface.SongTi, sizeSmall, sizeSmall, Black}
	l, _ := s.oneLine(ElementPageNumber, fmt.Sprintf("— %d —", n), f, textWidth)
	x := textRight - cell - l.Width
	if n%2 == 0 {
		x = textLeft + cell
	}
	l.moveTo(x, textBottom+numberBelow+dashHeight*sizeSmall)
	p.Lines = append(p.Lines, l.Line)
}

// specimen marks the page as 样张, outside the text block.
func (s *setter) specimen(p *Page) {
	f := font{typeface.HeiTi, sizeSmall, sizeSmall, Red}
	l, size := s.oneLine(ElementSpecimen, specimenWords, f, textWidth)
	l.moveTo(textLeft+(textWidth-l.Width)/2, baselineBelow(specimenTop, size))
	p.Lines = append(p.Lines, l.Line)
}

// watermark writes the draft's mark across the page, rising by 45°, its middle
// on the page's middle.
func (s *setter) watermark(p *Page) {
	f := font{typeface.HeiTi, maxWatermark, maxWatermark, Grey}
	l, size := s.oneLine(ElementWatermark, s.options.Draft, f, watermarkReach)
	l.Angle = 45
	along := l.Width / 2 * math.Sqrt2 / 2
	// Half of what stands above the baseline, less what hangs below it.
	across := (emAscent - 0.5) * size * math.Sqrt2 / 2
	l.moveTo(PageWidth/2-along+across, PageHeight/2+along+across)
	p.Lines = append(p.Lines, l.Line)
}
