package main

import (
	"cmp"
	"slices"
)

// factor is how much larger the larger text is; grows is how many times the work may
// be done there. Sorting lies between the two.
const (
	factor = 4
	grows  = 5
	// spare is what is not looked at, per character of the larger text: whatever runs
	// so seldom costs nothing, and may begin to run at any length.
	spare      = 8
	spareBytes = 64
)

// growth is a block, or the heap, whose work outgrew the text.
type growth struct {
	block        block
	heap         bool
	small, large uint64
}

// outgrown returns what grew faster than the text from small to large, worst first;
// n is the length of the larger text.
func outgrown(small, large work, n int) (out []growth) {
	for b, v := range large.blocks {
		was := uint64(small.blocks[b])
		if uint64(v) > grows*was+spare*uint64(n) {
			out = append(out, growth{block: b, small: was, large: uint64(v)})
		}
	}
	slices.SortFunc(out, func(a, b growth) int {
		return cmp.Or(cmp.Compare(b.large, a.large), cmp.Compare(a.block.pkg, b.block.pkg),
			cmp.Compare(a.block.function, b.block.function), cmp.Compare(a.block.index, b.block.index))
	})
	if large.bytes > grows*small.bytes+spareBytes*uint64(n) {
		out = append(out, growth{heap: true, small: small.bytes, large: large.bytes})
	}
	return out
}

// confirmed are those of first that outgrew the text again when it was made longer
// once more. What is limited grows only until it reaches its limit.
func confirmed(first, again []growth) (out []growth) {
	for _, g := range again {
		if slices.ContainsFunc(first, func(f growth) bool { return f.block == g.block && f.heap == g.heap }) {
			out = append(out, g)
		}
	}
	return out
}
