package layout

// The head of 信函格式, GB/T 9704-2012 10.1.
const (
	letterFormTop  = 30 * MM // the letterhead's top edge
	doubleRuleSpan = 170 * MM
	doubleBelow    = 4 * MM             // from the letterhead to the first double rule
	doubleFoot     = PageHeight - 20*MM // where the second one ends
	numberBelowTwo = sizeBody * 7 / 8   // from the first double rule to the number
	// 10.1 asks for a thick rule above a thin one (and the other way about at the
	// foot) and gives no numbers. These are our choice: three to one, so that the
	// two are told apart on a poor copy, and half of the thick one white between.
	thickRule   = 0.9 * MM
	thinRule    = 0.3 * MM
	doubleApart = 0.45 * MM
	doubleWidth = thickRule + thinRule + doubleApart
)

// letterFormHead sets the letterhead between the page's edge and the first
// double rule, below it the number and the marks, flush right, and returns where
// the rows of the text begin.
func (s *setter) letterFormHead(p *Page) float64 {
	y := rowsTop
	if s.letter.Letterhead != "" {
		below := s.letterhead(p, letterFormTop) + doubleBelow
		addDoubleRule(p, below, true)
		addDoubleRule(p, doubleFoot-doubleWidth, false)
		y = below + doubleWidth + numberBelowTwo - leading/2
	}
	left := s.leftCorner(y)
	p.Lines = append(p.Lines, left...)
	below := y + float64(len(left))*pitch
	if s.letter.DocNumber != "" {
		l, size := s.oneLine(ElementDocNumber, s.letter.DocNumber, bodyFont, textWidth)
		l.moveTo(textRight-l.Width, baselineIn(y, size))
		p.Lines = append(p.Lines, l.Line)
		y += pitch
	}
	marks := s.corner(y)
	p.Lines = append(p.Lines, marks...)
	y = max(y+float64(len(marks))*pitch, below)
	if len(p.Lines) > 0 {
		y += 2 * pitch
	}
	return y
}

// addDoubleRule draws a thick and a thin red rule, the thick one above or below,
// from top on.
func addDoubleRule(p *Page, top float64, thickFirst bool) {
	widths := [2]float64{thinRule, thickRule}
	if thickFirst {
		widths = [2]float64{thickRule, thinRule}
	}
	const left = (PageWidth - doubleRuleSpan) / 2
	for _, w := range widths {
		p.Rules = append(p.Rules, Rule{X1: left, X2: left + doubleRuleSpan, Y: top + w/2, Width: w, Color: Red})
		top += w + doubleApart
	}
}
