package gongwen

import "sort"

// Columns maps places in blocks to places in the raw line that they came from,
// and back: Clean drops white space and what nobody sees, and a line can make
// several blocks. Places are carets: n stands before character n. All are counted
// in characters (runes); a browser counts UTF-16 units, which differ above U+FFFF
// (𬭎).
type Columns struct {
	at     []int // column of each character of the blocks, one block after another; rises
	starts []int // where each block begins in at, and len(at)
	width  int   // of the line
}

// NewColumns compares a raw line with the blocks that ParseLines made of it, in
// their order. It costs one walk along the line. Blocks that were changed since
// are taken character by character: places are then a guess, but never outside
// the line.
func NewColumns(line string, blocks ...Block) Columns {
	raw := []rune(line)
	c := Columns{starts: []int{0}, width: len(raw)}
	i := 0
	for _, b := range blocks {
		for _, r := range b.Text() {
			for i < len(raw) && !becomes(raw[i], r) && dropped(raw[i]) {
				i++
			}
			c.at = append(c.at, min(i, len(raw)))
			i = min(i+1, len(raw))
		}
		c.starts = append(c.starts, len(c.at))
	}
	return c
}

// becomes tells whether Clean and Widen may make the raw character to r.
func becomes(raw, r rune) bool {
	return raw == r || r == ' ' && space(raw) || fold(raw) == fold(r)
}

// dropped tells whether Clean may have left out r.
func dropped(r rune) bool {
	return space(r) || newline(r) || invisible(r)
}

// Column returns the column of the caret before character offset of the text
// (number included) of the block, an index into the blocks given to NewColumns.
// An offset at or beyond the text's end gives the caret behind its last character.
// Without such a block it returns 0.
func (c Columns) Column(block, offset int) int {
	if block < 0 || block >= len(c.starts)-1 || c.starts[block] == c.starts[block+1] {
		return 0
	}
	from, to := c.starts[block], c.starts[block+1]
	if from+offset < to {
		return c.at[from+max(offset, 0)]
	}
	return min(c.at[to-1]+1, c.width)
}

// Offset returns the block and the offset in its text of the caret at a column.
// Between characters that are dropped it is that before the next character that
// stands, or behind the last one; behind a block it is the block's end.
func (c Columns) Offset(column int) (block, offset int) {
	n := sort.SearchInts(c.at, column)
	block = max(sort.SearchInts(c.starts, n+1)-1, 0)
	block = min(block, max(len(c.starts)-2, 0))
	if n > 0 && n == c.starts[block] && c.at[n-1]+1 == column {
		block--
	}
	return block, n - c.starts[block]
}
