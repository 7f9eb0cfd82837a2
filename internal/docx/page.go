package docx

import "dafu/internal/layout"

// The page in twips: A4 and the text block (版心) of GB/T 9704-2012 5.2, 156 mm ×
// 225 mm. A row is one pitch high and has its line's em box in its middle, as in
// layout: the page's margins are half a leading smaller than the block's, so
// that 22 rows fit and the first em box begins 37 mm below the edge.
const (
	pageWide  = 11906
	pageHigh  = 16838
	rowPitch  = 592                              // 29.6 pt
	halfLead  = (rowPitch - 320) / 2             // 6.8 pt
	leftSide  = 1587                             // 28 mm
	rightSide = 1474                             // 26 mm
	textWide  = pageWide - leftSide - rightSide  // 8845, 28 cells of 15.79 pt
	topSide   = 2098 - halfLead                  // 37 mm
	foot      = pageHigh - topSide - 22*rowPitch // what 22 rows leave
	slack     = 24                               // room for the anchor of the 版记 on a full page
	footSide  = foot - slack                     //

	cellWide   = 316  // one 字
	charSpace  = -845 // of the grid: the cell less 16 pt, in 1/4096 pt
	tighter    = -6   // of the text itself, in 1/20 pt, see styleSheet
	footerRise = 1456 // from the page's edge to the page number's line, so that — stands 7 mm below the block
)

const (
	pitch    = 29.6 // points
	rowsTop  = topSide / 20.0
	mm       = layout.MM
	textLeft = 28 * mm
	textEnd  = 184 * mm
	emAscent = 0.88 // layout's
)

// rowTop is where the row of a line begins that layout set on a baseline.
func rowTop(l layout.Line) float64 {
	r := l.Runs[0]
	return r.Y - emAscent*r.Size - (pitch-r.Size)/2
}

// linesOf returns layout's lines of a block of the letter, or of an element that
// belongs to none (block -1).
func (b *builder) linesOf(e layout.Element, block int) []layout.Line {
	var lines []layout.Line
	for _, p := range b.set.Pages {
		for _, l := range p.Lines {
			if l.Element == e && l.Block == block && l.Annex == b.annex && len(l.Runs) > 0 {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// span returns where a line begins and ends, in points from the page's edge.
func span(l layout.Line) (from, to float64) {
	from = l.Runs[0].Glyphs[0].X
	last := l.Runs[len(l.Runs)-1]
	g := last.Glyphs[len(last.Glyphs)-1]
	wide := advance(g.Rune) * last.Size
	if advance(g.Rune) == 1 {
		wide = min(wide, cellWide/20.0)
	}
	return from, g.X + wide
}

// sectionProps end the document (w:sectPr, in the order of 17.6.17).
func (b *builder) sectionProps() string {
	s := `<w:sectPr>`
	if b.header != "" {
		s += `<w:headerReference w:type="first" r:id="rIdHeaderFirst"/>`
	}
	s += `<w:footerReference w:type="even" r:id="rIdFooterEven"/><w:footerReference w:type="default" r:id="rIdFooterOdd"/>`
	if b.footer != "" {
		s += `<w:footerReference w:type="first" r:id="rIdFooterFirst"/>`
	}
	s += sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		pageWide, pageHigh, topSide, rightSide, footSide, leftSide, b.headerTop(), footerRise)
	if b.footer != "" {
		s += `<w:titlePg/>`
	}
	return s + sprintf(`<w:docGrid w:type="linesAndChars" w:linePitch="%d" w:charSpace="%d"/></w:sectPr>`, rowPitch, charSpace)
}
