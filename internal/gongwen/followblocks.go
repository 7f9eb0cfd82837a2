package gongwen

// FollowBlocks finds the blocks of an earlier text again in a later one: for each
// block of old the blocks of new that it became, in their order; none if it is
// gone. A block that was split became several, several that were joined became
// one. Numbers do not count, so that 一是 that became 二是 is the same block.
//
// Blocks that say the same are paired first; of those that were edited, what has
// most pairs of characters in common, three fifths at least.
func FollowBlocks(old, new Document) [][]int {
	before, after := wordsOf(old), wordsOf(new)
	became := make([][]int, len(before))
	partner := pairLines(before, after)
	for j, i := range partner {
		if i >= 0 {
			became[i] = []int{j}
		}
	}
	i, j := 0, 0
	for _, k := range append(rising(partner), -1) {
		endOld, endNew := len(before), len(after)
		if k >= 0 {
			endOld, endNew = partner[k], k
		}
		followGap(before, after, became, partner, span{i, endOld}, span{j, endNew})
		i, j = endOld+1, endNew+1
	}
	followGap(before, after, became, partner, span{0, len(before)}, span{0, len(after)}) // edited and moved
	return became
}

func wordsOf(d Document) []string {
	words := make([]string, len(d.Blocks))
	for i, b := range d.Blocks {
		words[i] = b.Words()
	}
	return words
}

// maxFollowed bounds the pairs that one gap compares: a text that was written
// anew from end to end is not searched for what it was.
const maxFollowed = 10_000

// followGap pairs what has no partner yet between two that have.
func followGap(before, after []string, became [][]int, partner []int, a, b span) {
	var olds, news []int
	for i := a.from; i < a.to; i++ {
		if became[i] == nil && before[i] != "" {
			olds = append(olds, i)
		}
	}
	for j := b.from; j < b.to; j++ {
		if partner[j] < 0 && after[j] != "" {
			news = append(news, j)
		}
	}
	if len(olds) == 0 || len(news) == 0 || len(olds)*len(news) > maxFollowed {
		return
	}
	pairsOf := func(all []string, which []int) []map[[2]rune]int {
		out := make([]map[[2]rune]int, len(which))
		for n, i := range which {
			out[n] = bigrams(all[i])
		}
		return out
	}
	oldPairs, newPairs := pairsOf(before, olds), pairsOf(after, news)
	for n, j := range news { // each new block comes from one old one: that was split
		if best := closest(newPairs[n], oldPairs); best >= 0 {
			partner[j] = olds[best]
			became[olds[best]] = append(became[olds[best]], j)
		}
	}
	for n, i := range olds { // what is left may have been joined to another
		if became[i] == nil {
			if best := closest(oldPairs[n], newPairs); best >= 0 {
				became[i] = []int{news[best]}
			}
		}
	}
}

// bigrams counts the pairs of neighbouring characters.
func bigrams(words string) map[[2]rune]int {
	pairs := map[[2]rune]int{}
	last := rune(0)
	for _, r := range words {
		pairs[[2]rune{last, fold(r)}]++
		last = fold(r)
	}
	return pairs
}

// closest returns which of all has most in common with pairs, or -1 if that is
// less than three fifths of the shorter.
func closest(pairs map[[2]rune]int, all []map[[2]rune]int) int {
	best, most := -1, 0
	for n, other := range all {
		common, size, otherSize := 0, 0, 0
		for pair, count := range pairs {
			common += min(count, other[pair])
			size += count
		}
		for _, count := range other {
			otherSize += count
		}
		if common > most && 5*common >= 3*min(size, otherSize) {
			best, most = n, common
		}
	}
	return best
}
