package merge

import (
	"cmp"
	"slices"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// cut is a piece that leaves a block, and the entry that takes its place, if any.
type cut struct {
	from, to int
	in       *Entry
}

// cutsOf collects by block what leaves the draft. An entry goes to where the
// words begin that it takes the place of.
func cutsOf(d gongwen.Document, anew []Replacement, out []Stretch) (map[int][]cut, error) {
	cuts := map[int][]cut{}
	for _, s := range Whole(d, out) {
		cuts[s.Block] = append(cuts[s.Block], cut{s.From, s.To, nil})
	}
	for i := range anew {
		switch name := anew[i].Entry.name(); {
		case name == "":
			return nil, reply.Failf(reply.Invalid, "有一处会办意见没有文字，不能合并")
		case len(anew[i].Instead) == 0:
			return nil, reply.Failf(reply.Invalid, "“%s”原来的文字已经不在答复稿里，请重新选择位置", name)
		}
		for n, s := range Whole(d, anew[i].Instead) {
			one := cut{s.From, s.To, nil}
			if n == 0 {
				one.in = &anew[i].Entry
			}
			cuts[s.Block] = append(cuts[s.Block], one)
		}
	}
	for _, all := range cuts {
		slices.SortStableFunc(all, func(a, b cut) int { return cmp.Compare(a.from, b.from) })
	}
	return cuts, nil
}

// recut returns the block without its cuts, with the paragraphs behind it that
// do not fit into it; nothing if nothing is left.
func recut(b gongwen.Block, cuts []cut) []gongwen.Block {
	if len(cuts) == 0 {
		return []gongwen.Block{b}
	}
	var runs []gongwen.Run
	var extra []gongwen.Block
	runIn, at := b.RunIn, 0
	for _, c := range cuts {
		if c.from < at { // two entries claim it: the first has it
			c.from = min(at, c.to)
		}
		runs = joinRuns(runs, b.Slice(at, c.from))
		headed := c.from == 0 && b.RunIn > 0
		if c.from < b.RunIn {
			runIn = 0
		}
		if c.in != nil {
			first, rest, length := intoBlock(*c.in, b, headed)
			if c.from == 0 {
				runIn = length
			}
			if runeCount(b.Slice(c.to, runeCount(b.Runs))) > 0 {
				first = closed(first)
			}
			runs, extra = joinRuns(runs, first), append(extra, rest...)
		}
		at = max(at, c.to)
	}
	b.Runs, b.RunIn = joinRuns(runs, b.Slice(at, runeCount(b.Runs))), runIn
	if len(b.Runs) == 0 {
		return extra
	}
	return append([]gongwen.Block{b}, extra...)
}

// intoBlock is an entry for a place inside a block: the words that go there, what
// follows as paragraphs, and how long its run-in heading is. A heading is kept
// where the words that it takes the place of had one.
func intoBlock(e Entry, b gongwen.Block, headed bool) (first []gongwen.Run, rest []gongwen.Block, runIn int) {
	body := asParagraphs(e)
	if headed {
		body = e.document().Blocks
		if b.Number.Style != gongwen.Unnumbered {
			body = instead(e, b.Number)
		}
		return body[0].Runs, body[1:], body[0].RunIn
	}
	if body[0].Number.Style != gongwen.Unnumbered {
		return nil, body, 0
	}
	return body[0].Runs, body[1:], 0
}

// instead is an entry that takes the place of a whole block.
func instead(e Entry, n gongwen.Number) []gongwen.Block {
	if n.Style == gongwen.Unnumbered {
		return asParagraphs(e)
	}
	return asItem(e, n)
}
