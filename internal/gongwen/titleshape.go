package gongwen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxTitleLines = 8   // of one title
	maxWhole      = 130 // characters of a title that stands on several lines
)

// What a title ends with: the kind of paper (文种), and what others write there.
var papers = []string{"答复", "答复意见", "复函", "复文", "答复函", "意见", "函", "报告", "请示", "批复", "通知", "办理情况", "回复", "答复书", "办理结果", "情况说明", "的说明", "答复件", "办复", "意见函", "回复函", "办理意见", "答复稿", "复函件", "办理答复", "工作情况", "反馈", "会办意见", "分办意见", "协办意见", "答复情况", "回复意见", "复件", "摘要", "办理报告", "答复内容"}

// ask are words of titles of replies: who asked, and where.
var ask = []string{"提案", "建议", "议案", "届", "次会议", "委员", "代表", "政协", "人大"}

// titleShape tells how much a line is a title, all its lines put together:
// 8 and more for 关于…的答复 and its kin, 0 for none.
func titleShape(line string, n int) int {
	if n < 6 || n > maxWhole || strings.ContainsAny(line, ";。!?") {
		return 0
	}
	core, tail := cutTail(line)
	core = strings.TrimRight(core, "”》\"")
	if strings.HasSuffix(core, ":") || strings.HasSuffix(core, ",") || strings.HasPrefix(line, "《") && strings.HasSuffix(line, "》") {
		return 0
	}
	score := 0
	paper := hasTail(core, papers)
	if paper {
		score += 4
	}
	about := strings.Contains(core, "关于") || strings.HasPrefix(core, "对") || strings.Contains(core, "局对") || strings.Contains(core, "厅对") || strings.Contains(core, "对市") || strings.Contains(core, "对政协") || strings.Contains(core, "对省") || strings.Contains(core, "对县") || strings.Contains(core, "对区")
	if about {
		score += 2
	}
	asked := 0
	for _, w := range ask {
		if strings.Contains(core, w) {
			asked++
		}
	}
	score += min(asked, 3)
	if numbered := strings.Contains(core, "号") && strings.ContainsFunc(core, unicode.IsDigit); numbered || strings.Contains(tail, "号") {
		score += 3
		asked++
	}
	switch {
	case !paper:
		return 0
	case !about && asked < 2:
		return 0
	case asked == 0 && !strings.Contains(core, "关于"):
		return 0
	}
	return score
}

// cutTail takes off the brackets behind a title: …的答复（第0123号）.
func cutTail(line string) (core, tail string) {
	core = line
	for range 2 {
		last, size := utf8.DecodeLastRuneInString(core)
		var open string
		switch last {
		case ')':
			open = "("
		case ']':
			open = "["
		case '〕':
			open = "〔"
		case '】':
			open = "【"
		default:
			return core, tail
		}
		i := strings.LastIndex(core[:len(core)-size], open)
		if i <= 0 {
			return core, tail
		}
		core, tail = core[:i], core[i:]+tail
	}
	return core, tail
}

// opensTitle tells whether a title can begin with the line, at little cost.
func (s *shape) opensTitle() bool {
	if s.n == 0 || s.n > maxWhole || s.mark.Style != Unnumbered || s.scores[PartLeftover] >= 7 || s.scores[PartNumber] >= 6 || s.last == ':' {
		return false
	}
	for _, w := range [...]string{"关于", "对", "提案", "建议", "议案", "届", "会议", "第"} {
		if strings.Contains(s.line, w) {
			return true
		}
	}
	return s.scores[PartLetterhead] >= 3
}

// continuesTitle tells whether the line can be a further line of a title.
func (s *shape) continuesTitle() bool {
	if s.n == 0 || s.n > 60 || s.mark.Style != Unnumbered || strings.ContainsAny(s.line, "。;!?") || s.last == ':' {
		return false
	}
	for _, p := range [...]Part{PartLeftover, PartClass, PartPublicity, PartNumber, PartAddressee, PartIssuer, PartContact, PartDate, PartUrgency} {
		if s.scores[p] >= 5 {
			return false
		}
	}
	return true
}

// titleSpan is a title on so many lines, from some line on.
type titleSpan struct{ lines, score int }

// titlesFrom returns the titles that may begin with the i-th line: for each
// number of lines what it scores. A line that is not needed is not taken.
func titlesFrom(all []shape, i int, known *Known) []titleSpan {
	if !all[i].opensTitle() && !known.opensTitle(&all[i]) {
		return nil
	}
	var out []titleSpan
	best := 0
	words, n := "", 0
	for k := i; k < len(all) && k < i+maxTitleLines; k++ {
		if k > i && !all[k].continuesTitle() {
			break
		}
		words, n = words+all[k].line, n+all[k].n
		if n > maxWhole {
			break
		}
		score := max(titleShape(words, n), known.title(words))
		if k > i {
			score--
			above := all[i].scores[PartLetterhead] >= 3
			if above {
				score += letterheadAbove(all, i)
			}
			if strings.HasPrefix(all[k].line, "(") && all[k].bare != all[k].line && containsAny(all[k].line, "号", "提案", "建议", "主办", "会办", "分办", "协办") {
				score += 3 // （第0199号） below the title
			}
			if !above && hasTail(all[k].line, papers) && all[k].opensTitle() && titleShape(all[k].line, all[k].n) >= 8 && strings.Contains(all[k].line, "关于") {
				score -= 6 // the line is a title of its own
			}
		}
		if score > best {
			best = score
			out = append(out, titleSpan{k - i + 1, score})
		}
	}
	return out
}

// letterheadAbove is what a name of a body counts as the first line of a title:
// as a rule it is the letterhead, but not right below the number, for the
// letterhead stands above it, nor right below what a web page has on top.
func letterheadAbove(all []shape, i int) int {
	if i > 0 {
		if all[i-1].scores[PartLeftover] >= 6 || all[i-1].scores[PartDate] >= 6 {
			return 5
		}
		for _, p := range [...]Part{PartNumber, PartClass, PartPublicity, PartIssuer} {
			if all[i-1].scores[p] >= 6 {
				return 5
			}
		}
	}
	return -2
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
