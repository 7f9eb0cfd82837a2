package measure

import (
	"slices"
	"strings"

	"dafu/internal/layout"
)

var imprintRules = []rule{
	{"版记", "所在面", "在最后一面（7.4）", Places, 0, imprintPage},
	{"版记", "末条分隔线", "与最后一面的版心下边缘重合，距纸上边262mm（7.4.1）", MM, fine, lastRule},
	{"版记", "首末分隔线粗", "首条和末条用粗线，高0.35mm（7.4.1）", MM, 0.02, outerRules},
	{"版记", "中间分隔线粗", "中间的用细线，高0.25mm（7.4.1）", MM, 0.02, innerRules},
	{"版记", "分隔线左端", "与版心等宽，从28mm起（7.4.1）", MM, fine, ruleEnds(func(r stroke) (float64, float64) { return left, r.x1 })},
	{"版记", "分隔线右端", "与版心等宽，到184mm止（7.4.1）", MM, fine, ruleEnds(func(r stroke) (float64, float64) { return right, r.x2 })},
	{"版记", "分隔线不压字", "各行字不压分隔线", MM, 0, clearOfRules},
	{"版记", "字号", "四号，14磅（7.4.2，7.4.3）", Points, 0.01, imprintSizes},
	{"抄送", "左边", "左空一字，距纸左边32.94mm（7.4.2）", MM, fine, copyLeft},
	{"抄送", "右边", "右空一字，不过距纸左边179.06mm处（7.4.2）", MM, fine, copyRight},
	{"抄送", "回行", "回行时与冒号后的首字对齐（7.4.2）", MM, fine, copyTurns},
	{"抄送", "末尾", "最后一个机关名称后标句号（7.4.2）", Places, 0, copyEnds},
	{"印发", "印发机关", "左空一字，距纸左边32.94mm（7.4.3）", MM, fine, printerLeft},
	{"印发", "印发日期", "右空一字，距纸左边179.06mm（7.4.3）", MM, fine, printedRight},
	{"印发", "写法", "印发日期后加“印发”二字（7.4.3）", Places, 0, printedWords},
}

func isImprint(l line) bool {
	return l.element == layout.ElementCopyTo || l.element == layout.ElementImprint
}

func (s *sheet) imprint() []line { return s.of(layout.ElementCopyTo, layout.ElementImprint) }

// divisions are the rules of the imprint: the black ones on its pages, but for
// those of a table above it.
func (s *sheet) divisions() []stroke {
	lines := s.imprint()
	if len(lines) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.rules), func(r stroke) bool {
		return r.color == layout.Red || r.page < lines[0].page ||
			r.page == lines[0].page && r.y < lines[0].emTop()-pitch
	})
}

// imprintPage looks at where the imprint ends; a very long one begins earlier.
func imprintPage(s *sheet) []reading {
	lines := s.imprint()
	if len(lines) == 0 {
		return nil
	}
	l := lines[len(lines)-1]
	return []reading{exactly(l.page, 0, float64(count(l.page != s.pages-1)), l.words())}
}

func lastRule(s *sheet) []reading {
	lines, rules := s.imprint(), s.divisions()
	if len(lines) == 0 || s.inLetterForm() {
		return nil
	}
	if len(rules) == 0 {
		return []reading{exactly(lines[0].page, bottom, 0, "没有分隔线")}
	}
	r := rules[len(rules)-1]
	return []reading{exactly(r.page, bottom, r.y, "")}
}

func outerRules(s *sheet) []reading {
	rules := s.divisions()
	if len(rules) < 2 {
		return nil
	}
	first, last := rules[0], rules[len(rules)-1]
	return []reading{exactly(first.page, 0.35, first.weight, ""), exactly(last.page, 0.35, last.weight, "")}
}

func innerRules(s *sheet) []reading {
	var all []reading
	if rules := s.divisions(); len(rules) > 2 {
		for _, r := range rules[1 : len(rules)-1] {
			all = append(all, exactly(r.page, 0.25, r.weight, ""))
		}
	}
	return all
}

func ruleEnds(end func(stroke) (asked, found float64)) func(*sheet) []reading {
	return func(s *sheet) []reading {
		var all []reading
		for _, r := range s.divisions() {
			asked, found := end(r)
			all = append(all, exactly(r.page, asked, found, ""))
		}
		return all
	}
}

// clearOfRules reads how near the em boxes come to the rules; below 0 a rule
// runs through the words.
func clearOfRules(s *sheet) []reading {
	var all []reading
	for _, l := range s.imprint() {
		for _, r := range s.divisions() {
			if r.page == l.page {
				room := max(l.emTop()-r.y, r.y-l.emBottom()) - r.weight/2
				all = append(all, atLeast(l.page, 0, room, l.words()))
			}
		}
	}
	return all
}

// imprintSizes reads the size of each line. 印发机关 and 印发日期 whose names do
// not go on one line are set smaller, so only the largest type is read there.
func imprintSizes(s *sheet) []reading {
	return sizes(siHao, layout.ElementCopyTo, layout.ElementImprint)(s)
}

const imprintIn = siHao * point

func copyLeft(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementCopyTo) {
		if l.first {
			all = append(all, same(l, l.leftEdge(), left+imprintIn))
		}
	}
	return all
}

func copyRight(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementCopyTo) {
		all = append(all, between(l.page, left+imprintIn, right-imprintIn, l.rightEdge().from, l.words()))
	}
	return all
}

func copyTurns(s *sheet) []reading {
	var all []reading
	asked := left + imprintIn
	for _, l := range s.of(layout.ElementCopyTo) {
		if !l.first {
			all = append(all, same(l, l.leftEdge(), asked))
			continue
		}
		words := []rune(l.words())
		if at := slices.Index(words, '：') + 1; at > 0 && at <= 5 && at < len(words) {
			asked = leftOf(l, at)
		}
	}
	return all
}

func copyEnds(s *sheet) []reading {
	lines := slices.DeleteFunc(s.of(layout.ElementCopyTo), func(l line) bool { return !l.last })
	return none(s, lines, func(l line) int { return count(!strings.HasSuffix(l.words(), "。")) })
}

func printerLeft(s *sheet) []reading {
	var all []reading
	if lines := s.of(layout.ElementImprint); s.letter.Printer != "" && len(lines) > 0 {
		all = append(all, same(lines[0], lines[0].leftEdge(), left+imprintIn))
	}
	return all
}

func printedRight(s *sheet) []reading {
	lines := s.of(layout.ElementImprint)
	if s.letter.PrintedOn == "" || len(lines) == 0 {
		return nil
	}
	l := lines[len(lines)-1]
	return []reading{same(l, l.rightEdge(), right-imprintIn)}
}

func printedWords(s *sheet) []reading {
	lines := s.of(layout.ElementImprint)
	if s.letter.PrintedOn == "" || len(lines) == 0 {
		return nil
	}
	l := lines[len(lines)-1]
	return []reading{exactly(l.page, 0, float64(count(!strings.HasSuffix(l.words(), "日印发"))), l.words())}
}
