package gongwen

import (
	"slices"
	"strings"
)

// Renumber returns the blocks with their numbering made new, in the marks of
// GB/T 9704-2012 7.3.3; the blocks passed in stay as they are. Each level counts
// from one within its parent. Run-in items count through a section, past
// unnumbered paragraphs; they begin anew below every heading and numbered
// paragraph, and behind an unnumbered paragraph that ends with a colon if they
// began anew there before.
func Renumber(blocks []Block) []Block {
	out := make([]Block, len(blocks))
	var c counter
	for i, b := range blocks {
		b.Runs = slices.Clone(b.Runs)
		if b.Number.Style != Unnumbered {
			if b.Number.Value == 1 && i > 0 && leadsIn(blocks[i-1]) {
				c.items = [2]int{}
			}
			b.Number.Value = c.next(b.Number.Style)
			b.Number.Mark = mark(b.Number.Style, b.Number.Value)
		} else if b.Kind == Heading {
			c.items = [2]int{}
		}
		out[i] = b
	}
	return out
}

func leadsIn(b Block) bool {
	return b.Kind == Paragraph && b.Number.Style == Unnumbered && strings.HasSuffix(b.Words(), "：")
}

// counter counts the blocks of each level and the items of both forms.
type counter struct {
	levels [5]int
	items  [2]int
}

func (c *counter) next(s Style) int {
	level := s.Level()
	if level > 4 {
		c.items[s-Enumerated]++
		return c.items[s-Enumerated]
	}
	c.levels[level]++
	clear(c.levels[level+1:])
	c.items = [2]int{}
	return c.levels[level]
}
