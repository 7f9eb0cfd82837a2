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
	stayed := rising(partner)
	for _, k := range append(stayed, -1) {
		endOld, endNew := len(before), len(after)
		if k >= 0 {
			endOld, endNew = partner[k], k
		}
		followGap(before, after, became, partner, span{i, endOld}, span{j, endNew})
		i, j = endOld+1, endNew+1
	}
	if len(stayed) > 0 { // edited and moved; else all has been compared
		followGap(before, after, became, partner, span{0, len(before)}, span{0, len(after)})
	}
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
const maxFollowed = 4000

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
	oldPairs, newPairs := bigramsOf(before, olds), bigramsOf(after, news)
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

// bigrams are the pairs of neighbouring characters of a line, with how often
// each occurs.
type bigrams struct {
	count map[[2]rune]int
	size  int
}

func bigramsOf(all []string, which []int) []bigrams {
	out := make([]bigrams, len(which))
	for n, i := range which {
		out[n].count = map[[2]rune]int{}
		last := rune(0)
		for _, r := range all[i] {
			out[n].count[[2]rune{last, fold(r)}]++
			out[n].size++
			last = fold(r)
		}
	}
	return out
}

// closest returns which of all has most in common with b, or -1 if that is less
// than three fifths of the shorter.
func closest(b bigrams, all []bigrams) int {
	best, most := -1, 0
	for n, other := range all {
		few, many := b.count, other.count
		if len(few) > len(many) {
			few, many = many, few
		}
		common := 0
		for pair, count := range few {
			common += min(count, many[pair])
		}
		if common > most && 5*common >= 3*min(b.size, other.size) {
			best, most = n, common
		}
	}
	return best
}
