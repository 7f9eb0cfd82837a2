package gongwen

import (
	"cmp"
	"slices"
)

// Share is how much of a letter's body a department wrote.
type Share struct {
	Department int64
	Characters int // without white space and numbers
}

// Shares returns who wrote how much of the body, between addressee and signature
// block, the largest share first; whose is equal by department. It costs one walk
// along the text.
func Shares(d Document) []Share {
	count := make(map[int64]int)
	from, to := d.BodyRange()
	for _, b := range d.Blocks[from:to] {
		for _, run := range b.Runs {
			for _, r := range run.Text {
				if !space(r) {
					count[run.Source.Department]++
				}
			}
		}
	}
	var all []Share
	for department, n := range count {
		all = append(all, Share{department, n})
	}
	slices.SortFunc(all, func(a, b Share) int {
		return cmp.Or(b.Characters-a.Characters, cmp.Compare(a.Department, b.Department))
	})
	return all
}

// SourceAt returns the source of a character, by its offset in runes in the text of
// a block, the number included, as Columns counts. ok is false for a number's
// characters and for what is outside the text. It costs one walk along the block.
func (d Document) SourceAt(block, offset int) (source Source, ok bool) {
	if block < 0 || block >= len(d.Blocks) {
		return Source{}, false
	}
	b := d.Blocks[block]
	offset -= len([]rune(b.Number.Mark))
	if offset < 0 {
		return Source{}, false
	}
	for _, run := range b.Runs {
		n := len([]rune(run.Text))
		if offset < n {
			return run.Source, true
		}
		offset -= n
	}
	return Source{}, false
}
