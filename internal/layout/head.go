package layout

import "dafu/internal/typeface"

const (
	letterheadTop = textTop + 35*MM // GB/T 9704-2012 7.2.4
	// letterheadAscent is what of the letterhead stands above its baseline: at
	// its size the em box (0.88) and the strokes in it (0.85) are 0.6 mm apart,
	// and a ruler is laid to the strokes.
	letterheadAscent = 0.865
	ruleBelow        = 4 * MM // from the number to the red rule, 7.2.7
	ruleWidth        = 0.7 * MM
	// maxLetterhead keeps the mark of a short name (教育局) from growing beyond
	// what is seen on paper, 22 mm.
	maxLetterhead = 22 * MM
)

// head sets what stands above the title on page 1 and returns where the rows
// of the text begin.
func (s *setter) head(p *Page) float64 {
	y := rowsTop
	corner := s.corner()
	if s.letter.Letterhead != "" {
		y = s.letterhead(p)
	} else {
		y += float64(len(corner)) * pitch
	}
	if s.letter.DocNumber != "" {
		y = s.docNumber(p, y)
	}
	if s.letter.Letterhead != "" {
		y += ruleBelow
		p.Rules = append(p.Rules, Rule{X1: textLeft, X2: textRight, Y: y, Width: ruleWidth, Color: Red})
	}
	p.Lines = append(p.Lines, corner...)
	if len(p.Lines) > 0 {
		y += 2 * pitch
	}
	return y
}

// letterhead sets the 发文机关标志 as large as fits on one line and returns where
// its em box ends.
func (s *setter) letterhead(p *Page) float64 {
	f := font{typeface.XiaoBiaoSong, maxLetterhead, maxLetterhead, Red}
	l, size := s.oneLine(ElementLetterhead, s.letter.Letterhead, f, textWidth)
	l.moveTo(textLeft+(textWidth-l.Width)/2, letterheadTop+letterheadAscent*size)
	p.Lines = append(p.Lines, l.Line)
	return letterheadTop + size
}

// docNumber sets the 发文字号 centred, two blank lines below the letterhead, and
// returns where its em box ends.
func (s *setter) docNumber(p *Page, y float64) float64 {
	if s.letter.Letterhead != "" {
		y += 2 * pitch
	}
	l, size := s.oneLine(ElementDocNumber, s.letter.DocNumber, bodyFont, textWidth)
	l.moveTo(textLeft+(textWidth-l.Width)/2, baselineIn(y, size))
	p.Lines = append(p.Lines, l.Line)
	return y + leading/2 + sizeBody
}

// corner sets 办理类别 and 公开属性 in the top right corner of page 1.
func (s *setter) corner() []Line {
	var lines []Line
	y := rowsTop
	for _, c := range []struct {
		element Element
		words   string
	}{{ElementClass, s.letter.HandlingClass}, {ElementPublicity, s.letter.Publicity}} {
		if c.words == "" {
			continue
		}
		l, size := s.oneLine(c.element, c.words, labelFont, textWidth)
		l.moveTo(textRight-l.Width, baselineIn(y, size))
		lines = append(lines, l.Line)
		y += pitch
	}
	return lines
}
