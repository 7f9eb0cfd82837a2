package layout

import "dafu/internal/gongwen"

// The 征询意见表 is a table of the text block's width: labels at the left of
// their values, rows as high as their text.
const (
	formLabel = 5.5 * sizeSmall // width of a label's cell
	formPad   = 5.0             // around the text of a cell, at each side
	formPitch = 1.5 * sizeSmall
	formSplit = 12           // lines of a value in one row; longer ones go on in a further row
	formRoom  = 5            // lines to write into, at least
	formSign  = 2            // lines to sign on
	formBelow = 0.75 * pitch // from the title's row to the table
)

// formCell is a cell with its text.
type formCell struct {
	width float64
	lines []oneLiner
	left  bool // the text begins at the left; else it is centred
}

// formRow is a row of the table.
type formRow struct {
	cells []formCell
	lines int  // of its highest cell
	grows bool // takes what is left of the page, to be written into
}

func (r formRow) height() float64 { return float64(r.lines)*formPitch + 2*formPad }

// form draws the table below what stands on the page, and its note; its room
// to write into takes what is left above bottom.
func (s *setter) form(p *paginator, f gongwen.Feedback, bottom float64) {
	if !p.fresh {
		p.y += formBelow
	}
	note := s.formNote(f)
	rows := s.formRows(f)
	top := true
	for i, r := range rows {
		h := r.height()
		if p.y+h > textBottom+hair && !p.fresh {
			if !top {
				outerFormRule(p.page(), p.y)
			}
			p.newPage()
			p.y, top = textTop, true
		}
		if r.grows {
			h = max(h, bottom-p.y-heightOf(rows[i+1:])-float64(len(note)+1)*pitch)
		}
		s.drawFormRow(p.page(), r, p.y, h, top)
		p.y, p.fresh, top = p.y+h, false, false
	}
	outerFormRule(p.page(), p.y)
	p.y += leading / 2
	p.flow(note)
}

func heightOf(rows []formRow) float64 {
	h := 0.0
	for _, r := range rows {
		h += r.height()
	}
	return h
}

// formRows makes the rows of the table.
func (s *setter) formRows(f gongwen.Feedback) []formRow {
	number, member, sign := f.Labels()
	const (
		satisfied = "□满意　　□基本满意　　□不满意"
		date      = "　　年　　月　　日"
	)
	rows := s.formPair(number, f.Number, member, f.Member)
	rows = append(rows, s.formValue("案　　由", f.Subject, true)...)
	rows = append(rows, s.formValue("承办单位", f.Department, true)...)
	rows = append(rows, s.formValue("办理过程", satisfied, false)...)
	rows = append(rows, s.formValue("办理结果", satisfied, false)...)
	room := s.formValue("意见建议", "", true)
	room[0].lines, room[0].grows = formRoom, true
	rows = append(rows, room...)
	last := s.formPair(sign, "", "日　　期", date)
	last[0].lines = formSign
	return append(rows, last...)
}

// formValue makes a row of a label and a value, or several for a long value.
func (s *setter) formValue(label, value string, left bool) []formRow {
	const width = textWidth - formLabel
	var rows []formRow
	lines := s.formText(value, width)
	for {
		n := min(len(lines), formSplit)
		row := formRow{lines: max(1, n), cells: []formCell{
			{width: formLabel, lines: s.formText(label, formLabel)},
			{width: width, lines: lines[:n], left: left},
		}}
		rows = append(rows, row)
		lines, label = lines[n:], ""
		if len(lines) == 0 {
			return rows
		}
	}
}

// formPair makes a row of two labels with their values; values too long for
// half a row get rows of their own; the second is a name or a date, and is never
// broken to fit.
func (s *setter) formPair(label1, value1, label2, value2 string) []formRow {
	const width = textWidth/2 - formLabel
	cells := []formCell{
		{width: formLabel, lines: s.formText(label1, formLabel)}, {width: width, lines: s.formText(value1, width)},
		{width: formLabel, lines: s.formText(label2, formLabel)}, {width: width, lines: s.formText(value2, width)},
	}
	n := max(len(cells[1].lines), len(cells[3].lines), 1)
	if n <= 2 && len(cells[3].lines) <= 1 {
		return []formRow{{cells: cells, lines: n}}
	}
	return append(s.formValue(label1, value1, true), s.formValue(label2, value2, true)...)
}

// formText breaks a cell's text into lines.
func (s *setter) formText(words string, width float64) []oneLiner {
	width -= 2 * formPad
	src := source{runes: []rune(words), block: -1}
	t := s.atomize(src, smallFont, width)
	var lines []oneLiner
	for _, span := range t.breakLines(width, width) {
		w := min(t.width(span.first, span.end), width)
		l := t.place(span, 0, width, ragged)
		l.Element, l.Annex = ElementForm, s.annex
		lines = append(lines, oneLiner{l, w})
	}
	return lines
}

// drawFormRow draws a row from y on, its upper rule and its verticals.
func (s *setter) drawFormRow(p *Page, r formRow, y, height float64, top bool) {
	if top {
		outerFormRule(p, y)
	} else {
		p.Rules = append(p.Rules, Rule{X1: textLeft, X2: textRight, Y: y, Width: innerRule, Color: Black})
	}
	x := textLeft
	for i, c := range r.cells {
		w := innerRule
		if i == 0 {
			w = outerRule
		}
		p.Columns = append(p.Columns, Column{X: x, Y1: y, Y2: y + height, Width: w, Color: Black})
		above := (height - float64(len(c.lines))*formPitch) / 2
		for k, l := range c.lines {
			at := x + formPad
			if !c.left {
				at = x + (c.width-l.Width)/2
			}
			l.moveTo(at, baselineBelow(y+above+float64(k)*formPitch+(formPitch-sizeSmall)/2, sizeSmall))
			p.Lines = append(p.Lines, l.Line)
		}
		x += c.width
	}
	p.Columns = append(p.Columns, Column{X: textRight, Y1: y, Y2: y + height, Width: outerRule, Color: Black})
}

// outerFormRule draws the rule above the first row or below the last. It reaches
// to the outer edges of the verticals, or the table's corners would be notched.
func outerFormRule(p *Page, y float64) {
	p.Rules = append(p.Rules, Rule{X1: textLeft - outerRule/2, X2: textRight + outerRule/2, Y: y, Width: outerRule, Color: Black})
}

// formNote sets what stands below the table.
func (s *setter) formNote(f gongwen.Feedback) []row {
	if f.Note == "" {
		return nil
	}
	rows := s.rows(source{runes: []rune(f.Note), block: -1}, ElementForm, smallFont, shape{first: 2 * sizeSmall})
	for i := range rows {
		rows[i].line.Annex = s.annex
	}
	return rows
}
