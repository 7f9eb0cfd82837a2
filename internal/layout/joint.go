package layout

import (
	"slices"

	"dafu/internal/gongwen"
)

// Joint letters (联合行文) under seals, GB/T 9704-2012 7.3.5.1: the 署名 stand side
// by side in the order of the departments, each under its own seal, the last one
// over the date; seals of a row neither touch nor leave the text block.
const (
	sealApart   = 2 * MM // between two seals
	nameApart   = cell   // between two 署名
	sealsAcross = 3      // columns at most
)

// jointSignature sets several 署名, the blocks from up to to, and their date.
func (s *setter) jointSignature(from, to int, place signaturePlace) []row {
	var names, rest []int
	for i := from; i < to; i++ {
		if s.body.Blocks[i].Kind == gongwen.Signatory {
			names = append(names, i)
		} else {
			rest = append(rest, i)
		}
	}
	centres := s.jointCentres(from, to, place)
	var rows []row
	for len(names) > 0 {
		// A row that is not full keeps to the right, so that the last seal stands
		// over the date.
		n := min(len(centres), len(names))
		group := s.sideBySide(names[:n], centres[len(centres)-n:])
		names = names[n:]
		if len(names) == 0 {
			for _, i := range rest {
				group = append(group, s.signatureRows(i, signaturePlace{centre: centres[len(centres)-1]})...)
			}
		}
		s.underSeals(group, centres[len(centres)-n:]...)
		s.clearOfSealsAbove(rows, group)
		rows = append(rows, group...)
	}
	return s.clearOfEdge(rows, to)
}

// jointCentres returns the centres of the columns of seals, from left to right;
// the last one is where a single seal would stand.
func (s *setter) jointCentres(from, to int, place signaturePlace) []float64 {
	name := s.widestOf(gongwen.Signatory, from, to)
	reach := max(s.sealDiameter(), name) / 2
	step := max(s.sealDiameter()+sealApart, name+nameApart)
	last := min(place.centre, textRight-reach)
	centres := []float64{last}
	for x := last - step; x-reach >= textLeft-hair && len(centres) < sealsAcross; x -= step {
		centres = append(centres, x)
	}
	slices.Reverse(centres)
	return centres
}

// sideBySide sets 署名 beside one another, each about its centre; a name wider
// than the text block, which has a row to itself, takes several lines.
func (s *setter) sideBySide(blocks []int, centres []float64) []row {
	rows := s.signatureRows(blocks[0], signaturePlace{centre: centres[0]})
	for k, i := range blocks[1:] {
		for _, r := range s.signatureRows(i, signaturePlace{centre: centres[k+1]}) {
			rows[0].beside = append(rows[0].beside, r.line)
		}
	}
	return rows
}

// clearOfSealsAbove moves a row of seals down until it does not touch the one
// above it.
func (s *setter) clearOfSealsAbove(above, below []row) {
	if len(above) == 0 {
		return
	}
	radius := s.sealDiameter() / 2
	up := above[len(above)-1].seals[0].up
	height := float64(len(below))*pitch - below[len(below)-1].seals[0].up
	below[0].blank = rowsFor(radius - up + sealApart + radius - height)
}
