package merge

import "dafu/internal/gongwen"

// Strip takes out the words of one revision of a department's opinion, before
// a newer one takes their place: in each block all from the first to the last
// character of that source, with the edits in between. Blocks that become empty
// go, and the numbering is made new. d stays as it is.
func Strip(d gongwen.Document, department int64, revision int) gongwen.Document {
	src := gongwen.Source{Department: department, Revision: revision}
	out := gongwen.Document{Blocks: make([]gongwen.Block, 0, len(d.Blocks))}
	changed := false
	for _, b := range d.Blocks {
		from, to := spanOf(b.Runs, src)
		if from == to {
			b.Runs = joinRuns(b.Runs)
			out.Blocks = append(out.Blocks, b)
			continue
		}
		changed = true
		if b = without(b, from, to); len(b.Runs) > 0 {
			out.Blocks = append(out.Blocks, b)
		}
	}
	if !changed {
		return out
	}
	return renumbered(out)
}

// spanOf returns the characters from ≤ i < to between the first and the last of
// the source; from == to if there is none.
func spanOf(runs []gongwen.Run, src gongwen.Source) (from, to int) {
	from = -1
	at := 0
	for _, r := range runs {
		next := at + runeCount([]gongwen.Run{r})
		if r.Source == src && next > at {
			if from < 0 {
				from = at
			}
			to = next
		}
		at = next
	}
	return max(from, 0), to
}

// without returns the block without its characters from ≤ i < to.
func without(b gongwen.Block, from, to int) gongwen.Block {
	length := runeCount(b.Runs)
	b.Runs = joinRuns(b.Slice(0, from), b.Slice(to, length))
	if from < b.RunIn {
		b.RunIn = 0
	}
	return b
}

// Shares counts the characters that each department has in the letter, without
// numbers.
func Shares(d gongwen.Document) map[int64]int {
	shares := map[int64]int{}
	for _, b := range d.Blocks {
		for _, r := range b.Runs {
			shares[r.Source.Department] += runeCount([]gongwen.Run{r})
		}
	}
	return shares
}
