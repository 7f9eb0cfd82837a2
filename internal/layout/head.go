package layout

import (
	"slices"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

const (
	letterheadTop = textTop + 35*MM // GB/T 9704-2012 7.2.4
	// letterheadAscent is what of the letterhead stands above its baseline: at
	// its size the em box (0.88) and the strokes in it (0.85) are 0.6 mm apart,
	// and a ruler is laid to the strokes. letterheadDescent likewise.
	letterheadAscent  = 0.865
	letterheadDescent = 0.095
	ruleBelow         = 4 * MM // from the number to the red rule, 7.2.7
	// ruleWidth is our choice: 7.2.7 says where the red rule stands and how long it
	// is, not how thick. Twice the thick rule of the imprint (7.4.1), 2 pt: what is
	// seen on paper runs from 0.35 mm to 1.5 mm.
	ruleWidth = 2 * outerRule
	// maxLetterhead keeps the mark of a short name (教育局) from growing beyond
	// what is seen on paper, 22 mm.
	maxLetterhead = 22 * MM
)

// head sets what stands above the title on page 1 and returns where the rows
// of the text begin.
func (s *setter) head(p *Page) float64 {
	if s.letter.Form == gongwen.LetterForm {
		return s.letterFormHead(p)
	}
	y := rowsTop
	left, right := s.leftCorner(rowsTop), s.corner(rowsTop)
	corner := slices.Concat(left, right)
	if s.letter.Letterhead != "" {
		s.letterhead(p, letterheadTop)
		y = letterheadTop + p.Lines[0].Runs[0].Size
	} else {
		y += float64(max(len(left), len(right))) * pitch
	}
	if s.letter.DocNumber != "" || s.letter.Issuer != "" {
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

// letterhead sets the 发文机关标志 as large as fits on one line, its top edge at
// top, and returns where its strokes end.
func (s *setter) letterhead(p *Page, top float64) float64 {
	f := font{typeface.XiaoBiaoSong, maxLetterhead, maxLetterhead, Red}
	l, size := s.oneLine(ElementLetterhead, s.letter.Letterhead, f, textWidth)
	l.moveTo(textLeft+(textWidth-l.Width)/2, top+letterheadAscent*size)
	p.Lines = append(p.Lines, l.Line)
	return top + (letterheadAscent+letterheadDescent)*size
}

// docNumber sets the 发文字号 two blank lines below the letterhead and returns
// where its em box ends. It is centred; beside a 签发人 each of the two stands one
// cell in from its side (7.2.5, 7.2.6).
func (s *setter) docNumber(p *Page, y float64) float64 {
	if s.letter.Letterhead != "" {
		y += 2 * pitch
	}
	room := textWidth
	if s.letter.Issuer != "" {
		room = (textWidth - 3*cell) / 2
	}
	if s.letter.DocNumber != "" {
		l, size := s.oneLine(ElementDocNumber, s.letter.DocNumber, bodyFont, room)
		x := textLeft + (textWidth-l.Width)/2
		if s.letter.Issuer != "" {
			x = textLeft + cell
		}
		l.moveTo(x, baselineIn(y, size))
		p.Lines = append(p.Lines, l.Line)
	}
	if s.letter.Issuer != "" {
		p.Lines = append(p.Lines, s.issuer(y, room))
	}
	return y + leading/2 + sizeBody
}

// issuer sets 签发人：, and the name in 楷体.
func (s *setter) issuer(y, room float64) Line {
	const title = "签发人："
	words := []rune(title + s.letter.Issuer)
	f := bodyFont
	f.role = typeface.KaiTi
	src := source{runes: words, block: -1, lead: len([]rune(title)), role: typeface.FangSong}
	l, size := s.oneLineOf(ElementIssuer, src, f, room)
	l.moveTo(textRight-cell-l.Width, baselineIn(y, size))
	return l.Line
}

// label is a short line in a corner of page 1.
type label struct {
	element Element
	words   string
	font    font
}

// corner sets 办理类别 and 公开属性 flush right, in rows from y on.
func (s *setter) corner(y float64) []Line {
	return s.labels(y, textWidth,
		label{ElementClass, s.letter.HandlingClass, labelFont}, label{ElementPublicity, s.letter.Publicity, labelFont})
}

// leftCorner sets 份号 and 紧急程度 flush left, in rows from y on (GB/T 9704-2012
// 7.2.1, 7.2.3). 密级, which would stand between them, has no place here.
func (s *setter) leftCorner(y float64) []Line {
	return s.labels(y, 0,
		label{ElementCopyNumber, s.letter.CopyNumber, bodyFont}, label{ElementUrgency, s.letter.Urgency, labelFont})
}

// labels sets rows from y on that end at the width given from the text block's
// left edge; with no width they begin there.
func (s *setter) labels(y, width float64, all ...label) []Line {
	var lines []Line
	for _, m := range all {
		if m.words == "" {
			continue
		}
		l, size := s.oneLine(m.element, m.words, m.font, textWidth)
		l.moveTo(textLeft+max(0, width-l.Width), baselineIn(y, size))
		lines = append(lines, l.Line)
		y += pitch
	}
	return lines
}
