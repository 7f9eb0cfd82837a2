package layout

import (
	"strings"

	"dafu/internal/gongwen"
)

// The imprint (版记), GB/T 9704-2012 7.4.
const (
	outerRule = 0.35 * MM
	innerRule = 0.25 * MM
	imprintIn = sizeSmall // 1字 at each side
)

// imprintRow is a row of the imprint. A rule above it, if it has one, divides
// it from what stands before.
type imprintRow struct {
	lines []Line
	rule  float64
}

// imprint is the whole of them, and how it stands.
type imprint struct {
	rows   []imprintRow
	ruled  bool // rules divide and close it
	onEven bool // it stands on an even page
}

// imprint sets 抄送, 印发机关 and 印发日期 and divides them by rules. 信函格式 has
// 抄送 alone, without rules (10.1).
func (s *setter) imprint() imprint {
	rows := s.copyTo()
	if s.letter.Form == gongwen.LetterForm {
		return imprint{rows: rows, onEven: s.letter.Duplex}
	}
	if printed := s.printed(); len(printed) > 0 {
		rows = append(rows, imprintRow{lines: printed, rule: innerRule})
	}
	if len(rows) > 0 {
		rows[0].rule = outerRule
	}
	return imprint{rows: rows, ruled: true, onEven: s.letter.Duplex}
}

// copyTo sets 抄送：…。, turned lines hanging under the first name. What the
// text itself says goes before the letter's list.
func (s *setter) copyTo() []imprintRow {
	var rows []imprintRow
	for i, b := range s.letter.Body.Blocks {
		if b.Kind == gongwen.CopyTo {
			rows = append(rows, s.hanging(source{runes: []rune(b.Text()), block: i})...)
		}
	}
	if len(rows) == 0 && len(s.letter.CopyTo) > 0 {
		words := "抄送：" + strings.TrimRight(strings.Join(s.letter.CopyTo, "，"), "。") + "。"
		rows = s.hanging(source{runes: []rune(words), block: -1})
	}
	return rows
}

func (s *setter) hanging(src source) []imprintRow {
	sh := shape{first: imprintIn, rest: imprintIn, rightIn: imprintIn}
	if label, _, ok := strings.Cut(string(src.runes), "："); ok && len([]rune(label)) <= 4 {
		sh.rest += s.widthOf(label+"：", smallFont)
		sh.label = len([]rune(label)) + 1
	}
	var rows []imprintRow
	for _, r := range s.nameRows(src, sh) {
		rows = append(rows, imprintRow{lines: []Line{r.line}})
	}
	return rows
}

// nameRows sets a list of names. Lines end between names; one is cut only if it
// is longer than a line.
func (s *setter) nameRows(src source, sh shape) []row {
	width := textWidth - sh.rightIn - max(sh.first, sh.rest)
	t := s.atomize(src, smallFont, width)
	t.fasten(sh.label)
	first := 0
	for i := range t.atoms {
		if i+1 < len(t.atoms) && !strings.ContainsRune("，、；：", src.runes[t.atoms[i].to-1]) {
			continue
		}
		if t.width(first, i+1) <= width {
			for k := first + 1; k <= i; k++ {
				t.atoms[k].notFirst = true
			}
		}
		first = i + 1
	}
	return s.lay(t, src, ElementCopyTo, sh, ragged)
}

// printed sets 印发机关 left and 印发日期 right, in one row.
func (s *setter) printed() []Line {
	var lines []Line
	room := textWidth - 2*imprintIn
	taken := 0.0
	if s.letter.PrintedOn != "" {
		l, _ := s.oneLine(ElementImprint, strings.TrimSuffix(s.letter.PrintedOn, "印发")+"印发", smallFont, room/2)
		l.moveTo(textRight-imprintIn-l.Width, 0)
		lines, taken = append(lines, l.Line), l.Width+sizeSmall
	}
	if s.letter.Printer != "" {
		l, _ := s.oneLine(ElementImprint, s.letter.Printer, smallFont, room-taken)
		l.moveTo(textLeft+imprintIn, 0)
		lines = append([]Line{l.Line}, lines...)
	}
	return lines
}

// addImprint puts the rows at the foot of the page. The last rule, if they are
// closed by one, is the bottom of the text block.
func addImprint(p *Page, rows []imprintRow, closed bool) {
	y := textBottom - float64(len(rows))*pitch
	for _, r := range rows {
		if r.rule > 0 {
			p.Rules = append(p.Rules, Rule{X1: textLeft, X2: textRight, Y: y, Width: r.rule, Color: Black})
		}
		for _, l := range r.lines {
			l.moveTo(0, baselineIn(y, sizeSmall))
			p.Lines = append(p.Lines, l)
		}
		y += pitch
	}
	if closed {
		p.Rules = append(p.Rules, Rule{X1: textLeft, X2: textRight, Y: textBottom, Width: outerRule, Color: Black})
	}
}
