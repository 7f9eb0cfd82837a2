package layout

import "dafu/internal/gongwen"

// defaultSealDiameter of a department's round seal.
const defaultSealDiameter = 42 * MM

const (
	dateIndentSealed = 4 * cell // GB/T 9704-2012 7.3.5.1
	indentUnsealed   = 2 * cell // 7.3.5.2
	// sealLift is how far the seal's centre lies above the middle of 署名 and
	// date, which so stand below its centre (7.3.5.1), and far enough that the
	// rim of a seal of 42 mm clears the 附注 in the row below the date.
	sealLift = 24.0
	// nameLift is the same over a 署名 of a joint letter that has no date below it.
	nameLift = 8.0
)

// usualDate stands for a date that the letter does not have, to place the seal.
const usualDate = "2024年12月31日"

// sealSpot is the seal's centre: x on the page, up above the end of its row.
type sealSpot struct{ x, up float64 }

// signature sets 署名 and 成文日期, the blocks from up to to.
func (s *setter) signature(from, to int) []row {
	place := s.signaturePlace(from, to)
	if s.sealed && s.count(gongwen.Signatory, from, to) > 1 {
		return keepAll(s.jointSignature(from, to, place))
	}
	var rows []row
	for i := from; i < to; i++ {
		rows = append(rows, s.signatureRows(i, place)...)
	}
	if len(rows) == 0 {
		return nil
	}
	if s.sealed {
		s.underSeals(rows, place.centre)
		rows = s.clearOfEdge(rows, to)
	} else {
		rows[0].blank = 1
	}
	return keepAll(rows)
}

// keepAll keeps the rows on one page.
func keepAll(rows []row) []row {
	for k := range rows[:max(0, len(rows)-1)] {
		rows[k].keep = true
	}
	return rows
}

func (s *setter) count(k gongwen.Kind, from, to int) int {
	n := 0
	for _, b := range s.body.Blocks[from:to] {
		if b.Kind == k {
			n++
		}
	}
	return n
}

// signaturePlace is where 署名 and date stand: on one centre if a seal will
// stand over them, else each at its own left edge.
type signaturePlace struct{ centre, name, date float64 }

func (s *setter) signaturePlace(from, to int) signaturePlace {
	name := s.widestOf(gongwen.Signatory, from, to)
	date := s.widestOf(gongwen.IssueDate, from, to)
	if date == 0 {
		date = s.widthOf(usualDate, bodyFont)
	}
	p := signaturePlace{name: textRight - indentUnsealed - name}
	// The date begins two cells right of the 署名; where the date is the longer,
	// it keeps its indent and the 署名 moves left.
	if date > name {
		p.name = textRight - indentUnsealed - date - 2*cell
	}
	p.date = p.name + 2*cell
	// A 署名 that would run over the edge takes the date with it to the left.
	p.centre = min(textRight-dateIndentSealed-date/2, textRight-name/2)
	return p
}

// widestOf returns the width of the widest block of kind k.
func (s *setter) widestOf(k gongwen.Kind, from, to int) float64 {
	widest := 0.0
	for i := from; i < to; i++ {
		if b := s.body.Blocks[i]; b.Kind == k {
			widest = max(widest, s.widthOf(b.Text(), bodyFont))
		}
	}
	return min(widest, textWidth)
}

// signatureRows sets one block of the signature.
func (s *setter) signatureRows(i int, place signaturePlace) []row {
	b := s.body.Blocks[i]
	e, left := ElementSignatory, place.name
	if b.Kind == gongwen.IssueDate {
		e, left = ElementDate, place.date
	}
	t := s.atomize(source{runes: []rune(b.Text()), block: s.ownBlock(i)}, bodyFont, textWidth)
	var rows []row
	for _, span := range t.breakLines(textWidth, textWidth) {
		w := min(t.width(span.first, span.end), textWidth)
		x := left
		if s.sealed {
			x = place.centre - w/2
		}
		x = max(textLeft, min(x, textRight-w))
		l := t.place(span, x, textWidth, ragged)
		l.Element, l.Block = e, s.ownBlock(i)
		rows = append(rows, row{line: l, size: sizeBody})
	}
	return rows
}

// underSeals makes room for seals with their centres at xs over the rows: blank
// rows so that they stay clear of the text and within one line of it (two at
// 42 mm).
func (s *setter) underSeals(rows []row, xs ...float64) {
	radius := s.sealDiameter() / 2
	half := float64(len(rows)) * pitch / 2
	lift := sealLift
	if len(rows) == 1 {
		lift = nameLift
	}
	above := radius + lift - half - leading/2
	rows[0].blank = max(1, rowsFor(above))
	last := &rows[len(rows)-1]
	for _, x := range xs {
		x = max(textLeft+radius, min(x, textRight-radius))
		last.seals = append(last.seals, sealSpot{x: x, up: half + lift})
	}
}

// clearOfEdge adds rows below those of the last seals, if no contact note fills
// them, so that the seals stay on the paper's text block.
func (s *setter) clearOfEdge(rows []row, to int) []row {
	last := len(rows) - 1
	below := rowsFor(s.sealDiameter()/2 - rows[last].seals[0].up)
	if to < len(s.body.Blocks) && (s.body.Blocks[to].Kind == gongwen.Contact || s.body.Blocks[to].Kind == gongwen.Note) {
		rows = keepAll(rows)
		rows[last].keep = true
		below--
	}
	for ; below > 0; below-- {
		rows[len(rows)-1].keep = true
		rows = append(rows, row{})
	}
	return rows
}

// withSealSpot makes room for the seal of a letter that is to be sealed but
// has neither 署名 nor date.
func (s *setter) withSealSpot(rows []row) []row {
	if !s.sealed {
		return rows
	}
	for _, r := range rows {
		if r.seals != nil {
			return rows
		}
	}
	keepWithTail(rows)
	n := len(s.body.Blocks)
	spot := []row{{keep: true}, {}}
	s.underSeals(spot, s.signaturePlace(n, n).centre)
	return append(rows, s.clearOfEdge(spot, n)...)
}

func (s *setter) sealDiameter() float64 {
	if s.options.SealDiameter > 0 {
		return s.options.SealDiameter
	}
	return defaultSealDiameter
}
