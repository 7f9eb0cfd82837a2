package layout

import "strings"

// The costs of ending a title's line at a place, beside costs of 0.1 to 1 for
// the lines' lengths: it is done inside a word only where nothing else is left.
const (
	breakPhrase   = 0.0
	breakWord     = 0.3
	breakParticle = 2.0
	breakClumsy   = 0.8 // 关于《…》|的答复, where the name leaves no choice
	breakInWord   = 30.0
	breakInName   = 40.0 // inside a 《…》 that fits in one line
	breakInLong   = 3.0  // inside a longer one, on top
)

// nameFits is how many characters a 《…》 may have to be kept in one line, titleWidth
// over sizeTitle.
const nameFits = 19

// titleBreaks says for each character of a title how badly a line ends before
// it. It is the one place that knows what titles of replies read like.
func titleBreaks(words []rune) []float64 {
	starts := wordStarts(words)
	costs := make([]float64, len(words)+1)
	for at := 1; at < len(words); at++ {
		costs[at] = breakInWord
		if starts[at] {
			costs[at] = breakBetween(words, at)
		}
	}
	for _, name := range names(words) {
		more := breakInLong
		if name[1]-name[0] <= nameFits {
			more = breakInName
		}
		for at := name[0] + 1; at < name[1]; at++ {
			costs[at] += more
		}
	}
	return costs
}

// breakBetween weighs a break between the two words that meet at words[at].
func breakBetween(words []rune, at int) float64 {
	before, after := string(words[max(0, at-4):at]), string(words[at:min(at+2, len(words))])
	switch {
	case startsWithAny(after, "的") && endsWithAny(before, "》"):
		return breakClumsy
	case startsWithAny(after, "的", "之", "等", "了", "地", "得"):
		return breakParticle
	case endsWithAny(before, "关于", "对", "在", "第"):
		return breakClumsy
	case endsWithAny(before, "会议", "》", "，", "、", "；", "：", "）"):
		return breakPhrase
	case startsWithAny(after, "和", "与", "及", "暨"):
		return breakWord
	case endsWithAny(before, "委员会", "的", "提案", "建议") || startsWithAny(after, "《", "第"):
		return 0.05
	case endsWithAny(before, "省", "市", "州", "县", "厅", "局", "和", "与", "及"):
		return 0.1
	}
	return breakWord
}

// names returns where each 《…》 begins and ends; one inside another counts as a
// part of it.
func names(words []rune) [][2]int {
	var found [][2]int
	depth, from := 0, 0
	for i, r := range words {
		switch {
		case r == '《':
			if depth == 0 {
				from = i
			}
			depth++
		case r == '》' && depth > 0:
			if depth--; depth == 0 {
				found = append(found, [2]int{from, i + 1})
			}
		}
	}
	return found
}

func endsWithAny(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

func startsWithAny(s string, heads ...string) bool {
	for _, h := range heads {
		if strings.HasPrefix(s, h) {
			return true
		}
	}
	return false
}
