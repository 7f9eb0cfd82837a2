package measure

import "strings"

// The numbers of GB/T 9704-2012, in millimetres from the paper's top left
// corner unless said otherwise. They are written here a second time on purpose:
// a slip in package layout must not be a slip of the ruler.
const (
	point = 25.4 / 72 // one point in mm

	// 5.2.1: 天头 37, 订口 28, 版心 156 × 225.
	left   = 28.0
	right  = 28.0 + 156
	top    = 37.0
	bottom = 37.0 + 225
	centre = 28.0 + 156/2

	// 5.2.3: 22 lines of 28 characters fill the text block.
	rowsOnPage = 22
	cellsInRow = 28
	cell       = 156.0 / 28
	pitch      = (225 - 16*point) / 21 // 29.6 pt

	// 字号 in points.
	erHao   = 22.0
	sanHao  = 16.0
	siHao   = 14.0
	ascent  = 0.88 // of the em box above the baseline
	descent = 1 - ascent

	// The largest letterhead: characters of 22 mm (GB/T 9704-1999).
	letterheadMost = 22.0
	sealDiameter   = 42.0
)

// Tolerances in mm: what a careful eye with a ruler cannot tell apart.
const (
	fine   = 0.3
	coarse = 0.5
)

// Marks around which a line may not be broken: GB/T 15834 and W3C CLREQ.
const (
	neverFirst = "。，、；：？！）》〉】〕”’·～／％‰」』〗］｝"
	neverLast  = "（《〈【〔“‘／「『〖［｛"
)

// opens and closes report marks that print in one half of their cell and can
// give up the other.
func opens(r rune) bool { return strings.ContainsRune("（《〈【〔“‘「『〖［｛", r) }
func closes(r rune) bool {
	return strings.ContainsRune("。，、；：）》〉】〕”’」』〗］｝．", r)
}

// gap is the room between the em boxes of two lines, of the sizes a and b in
// points, with n blank lines between them.
func gap(n int, a, b float64) float64 {
	return float64(n)*pitch + (pitch-a*point)/2 + (pitch-b*point)/2
}
