package layout

import "math"

// The text block (版心) and its grid, GB/T 9704-2012 5.2: 156 mm × 225 mm, 22
// lines of 28 cells (字).
const (
	textLeft   = 28 * MM
	textRight  = 184 * MM
	textTop    = 37 * MM
	textBottom = 262 * MM
	textWidth  = textRight - textLeft

	cellsPerLine = 28
	linesPerPage = 22

	// cell is the width of one 字. Body type is 16 pt on a cell of 15.79 pt:
	// 28 × 16 pt would not fit into 156 mm.
	cell = textWidth / cellsPerLine
	// pitch is the distance of two lines, 29.6 pt: the em box of line 1 begins
	// at the top of the text block, that of line 22 ends at its bottom.
	pitch = (textBottom - textTop - sizeBody) / (linesPerPage - 1)
)

// The sizes of type (字号) in points.
const (
	sizeTitle = 22.0 // 二号
	sizeBody  = 16.0 // 三号
	sizeSmall = 14.0 // 四号
)

// Flow works in rows: a row is one pitch high and holds its line's em box in
// the middle, so the first row begins half a leading above the text block and
// the last ends half a leading below it.
const (
	leading  = pitch - sizeBody
	rowsTop  = textTop - leading/2
	rowsEnd  = textBottom + leading/2
	emAscent = 0.88 // of the em box above the baseline, in every Chinese face
)

// tolerance for comparing lengths in points.
const hair = 1e-6

// baselineIn returns the baseline of a line of the given size in the row that
// begins at top.
func baselineIn(top, size float64) float64 {
	return baselineBelow(top+(pitch-size)/2, size)
}

// baselineBelow returns the baseline of a line whose em box begins at top.
func baselineBelow(top, size float64) float64 { return top + emAscent*size }

// rowsFor returns how many rows a height takes.
func rowsFor(height float64) int { return max(0, int(math.Ceil(height/pitch-hair))) }
