package check

import (
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// naming is a place where the letter names the proposal that it answers: 您提出的
// 《关于…的提案》. From and to bound the title, without the marks around it.
type naming struct {
	b        *block
	from, to int
	marked   bool // it stands in 《》 or “”
	// The clause that it stands in.
	clause, end int
}

func (n naming) title() string { return string(n.b.r[n.from:n.to]) }

// openingBlocks is how many paragraphs the opening (开头) has at most.
const openingBlocks = 3

// opening are the paragraphs between 称谓 and the first numbered one.
func (s *scan) opening() (all []*block) {
	from, to := s.doc.BodyRange()
	for i := from; i < min(to, from+openingBlocks, len(s.blocks)); i++ {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph || b.Number.Style != gongwen.Unnumbered {
			break
		}
		all = append(all, b)
	}
	return all
}

// What stands before the title of a proposal, and whose it is.
var (
	handedIn = []string{"提出的", "提交的", "提的", "撰写的", "联名的", "提出", "提交"}
	called   = []string{"提案", "建议", "议案", "意见建议"}
	askers   = []string{"您", "你", "贵", "委员", "代表", "提案者", "建议人"}
)

// What papers that are no proposals are called.
var papers = []string{
	"意见", "通知", "办法", "条例", "规划", "方案", "规定", "决定", "法", "细则", "措施", "计划", "纲要", "公告", "报告", "标准", "指南", "规范", "决议", "通报", "函", "目录", "清单", "要点", "章程", "法典",
}

// namings finds the titles of the proposals that the letter says it answers.
func (s *scan) namings() (all []naming) {
	for _, b := range s.opening() {
		for _, pair := range pairUp(b.r).pairs {
			mark := b.r[pair[0]]
			if mark != '《' && mark != '“' || b.mask[pair[0]]&inFrame != 0 {
				continue
			}
			n := naming{b: b, from: pair[0] + 1, to: pair[1], marked: true}
			n.clause, n.end = clauseAround(b, pair[0], pair[1]+1)
			if s.isNaming(n, mark, all) {
				all = append(all, n)
			}
		}
		if len(all) == 0 {
			all = append(all, unmarked(b)...)
		}
	}
	slices.SortFunc(all, func(a, b naming) int { return (a.b.index-b.b.index)<<20 + a.from - b.from })
	return all
}

// clauseAround returns where the clause around from ≤ i < to begins and ends; marks
// inside 《》 and “” end none.
func clauseAround(b *block, from, to int) (int, int) {
	const far = 80
	limit := max(from-far, 0)
	for from > limit && !(oneOf(b.r[from-1], "。！？；，：") && b.mask[from-1]&inFrame == 0) {
		from--
	}
	for end := min(to+far, len(b.r)); to < end && !(oneOf(b.r[to], "。！？；，：") && b.mask[to]&inFrame == 0); {
		to++
	}
	return from, to
}

// isNaming tells whether the words in a pair of marks are the title of the proposal
// that is answered, and not a law, a plan or a notice.
func (s *scan) isNaming(n naming, mark rune, before []naming) bool {
	title, after := n.title(), n.to+1
	proposal := endsWithAny(title, called...)
	follows := anyAt(n.b.r, after, "收悉", "已收悉", "的提案", "提案", "的建议", "建议", "（第", "（提案", "（建议", "（编号", "已收到", "收到") != ""
	if mark == '“' && !(strings.HasPrefix(title, "关于") && proposal) {
		return false
	}
	if !proposal && !follows && (!strings.HasPrefix(title, "关于") || endsWithAny(title, papers...)) {
		return false
	}
	if k := len(before); k > 0 && before[k-1].b == n.b && n.from-before[k-1].to <= 4 {
		return true // 《甲》和《乙》
	}
	lead := string(n.b.r[n.clause : n.from-1])
	switch bare := strings.TrimRight(lead, "的：“《 "); {
	case s.saysNumber(lead):
		return endsWithAny(bare, "提案", "建议", "议案", "号")
	case firstOf(lead, askers...) == "" && !s.namesProposer(lead):
		return false
	default:
		return endsWithAny(bare+"的", handedIn...) || endsWithAny(bare, handedIn...) || endsWithAny(bare, called...) && firstOf(lead, handedIn...) != ""
	}
}

func endsWithAny(s string, tails ...string) bool {
	return slices.ContainsFunc(tails, func(t string) bool { return strings.HasSuffix(s, t) })
}

func (s *scan) saysNumber(words string) bool {
	return slices.ContainsFunc(numbersIn([]rune(words)), func(n string) bool { return reply.NumberKey(n) == reply.NumberKey(s.Case.Number) })
}

func (s *scan) namesProposer(words string) bool {
	return slices.ContainsFunc(s.Case.Proposers, func(p reply.Proposer) bool { return p.Name != "" && strings.Contains(words, p.Name) })
}

// unmarked finds 您提出的关于…的提案收悉, a title without marks.
func unmarked(b *block) (all []naming) {
	for i := index(b.r, 0, "提出的关于"); i >= 0; i = index(b.r, i+1, "提出的关于") {
		n := naming{b: b, from: i + size("提出的")}
		n.clause, n.end = clauseAround(b, i, i)
		if firstOf(string(b.r[n.clause:i]), askers...) == "" || b.mask[i]&inFrame != 0 {
			continue
		}
		for _, tail := range []string{"的提案收悉", "的提案已收悉", "的建议收悉", "的建议已收悉", "的提案（", "的建议（"} {
			if at := index(b.r[:n.end], n.from, tail); at >= 0 {
				n.to = at + size("的提案")
				all = append(all, n)
				break
			}
		}
	}
	return all
}
