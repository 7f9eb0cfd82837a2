package measure

import "dafu/internal/layout"

// What stands above the title, in the form of a 文件.
var headRules = []rule{
	{"发文机关标志", "上边", "上边缘至版心上边缘35mm，距纸上边72mm（7.2.4）", MM, coarse, letterheadTop},
	{"发文机关标志", "居中", "居中，中线距纸左边106mm（7.2.4）", MM, fine, centred(layout.ElementLetterhead)},
	{"发文机关标志", "宽", "一行排下，尽量大：撑满版心156mm，或字高到22mm（7.2.4）", MM, fine, letterheadWidth},
	{"发文机关标志", "颜色", "红色（7.2.4）", Places, 0, notRed},
	{"发文字号", "居中", "居中，中线距纸左边106mm（7.2.5）", MM, fine, numberMiddle},
	{"发文字号", "空二行", "在发文机关标志下空二行（7.2.5）", MM, coarse, numberBelowLetterhead},
	{"红色分隔线", "位置", "在发文字号之下4mm处（7.2.7）", MM, fine, redRulePlace},
	{"红色分隔线", "左端", "与版心等宽，从28mm起（7.2.7）", MM, fine, redRuleLeft},
	{"红色分隔线", "右端", "与版心等宽，到184mm止（7.2.7）", MM, fine, redRuleRight},
	{"红色分隔线", "粗细", "粗细标准未作规定（7.2.7）：通行的在0.35至1.5mm之间，都算合", MM, 0, redRuleWeight},
	{"办理类别和公开属性", "上边", "版心右上角第一行起顶格编排，各占一行", MM, fine, cornerTops},
	{"办理类别和公开属性", "右边", "到版心右边止，距纸左边184mm", MM, fine, cornerEdges},
}

// centred reads the middle of each line of the element.
func centred(e layout.Element) func(*sheet) []reading {
	return func(s *sheet) []reading {
		var all []reading
		for _, l := range s.of(e) {
			all = append(all, same(l, l.middle(), centre))
		}
		return all
	}
}

// numberMiddle reads the number where nobody stands beside it.
func numberMiddle(s *sheet) []reading {
	if len(s.of(issuer)) > 0 || s.inLetterForm() {
		return nil
	}
	return centred(layout.ElementDocNumber)(s)
}

func letterheadTop(s *sheet) []reading {
	if s.inLetterForm() {
		return nil
	}
	var all []reading
	for _, l := range s.of(layout.ElementLetterhead) {
		all = append(all, exactly(l.page, top+35, s.inkTop(l.glyphs), l.words()))
	}
	return all
}

func letterheadWidth(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementLetterhead) {
		from, to := l.leftEdge(), l.rightEdge()
		found := to.from - from.from
		// Few characters do not fill the line before they are as high as they may be.
		asked := min(right-left, found*letterheadMost/(l.size()*point))
		all = append(all, exactly(l.page, asked, found, l.words()))
	}
	return all
}

func notRed(s *sheet) []reading {
	return none(s, s.of(layout.ElementLetterhead), func(l line) (wrong int) {
		for _, g := range l.glyphs {
			if g.color != layout.Red {
				wrong++
			}
		}
		return wrong
	})
}

func numberBelowLetterhead(s *sheet) []reading {
	if s.inLetterForm() {
		return nil
	}
	var all []reading
	for _, l := range s.of(layout.ElementDocNumber) {
		for _, above := range s.of(layout.ElementLetterhead) {
			asked := gap(2, l.size(), pitch/point) // the letterhead fills its own row
			all = append(all, exactly(l.page, asked, l.emTop()-above.emBottom(), l.words()))
		}
	}
	return all
}

// redRules are the red rules, and what they stand below.
func (s *sheet) redRules() (rules []stroke, above line) {
	for _, r := range s.rules {
		if r.color == layout.Red {
			rules = append(rules, r)
		}
	}
	for _, l := range s.of(layout.ElementLetterhead, layout.ElementDocNumber, issuer) {
		above = l
	}
	return rules, above
}

// readRedRule reads something of the red rule; that it is missing is the
// complaint of missingElements.
func readRedRule(s *sheet, take func(r stroke, above line) reading) []reading {
	rules, above := s.redRules()
	if len(s.of(layout.ElementLetterhead)) == 0 || len(rules) == 0 || s.inLetterForm() {
		return nil
	}
	return []reading{take(rules[0], above)}
}

func redRulePlace(s *sheet) []reading {
	return readRedRule(s, func(r stroke, above line) reading {
		return exactly(r.page, 4, r.y-above.emBottom(), above.words())
	})
}

func redRuleLeft(s *sheet) []reading {
	return readRedRule(s, func(r stroke, _ line) reading { return exactly(r.page, left, r.x1, "") })
}

func redRuleRight(s *sheet) []reading {
	return readRedRule(s, func(r stroke, _ line) reading { return exactly(r.page, right, r.x2, "") })
}

func redRuleWeight(s *sheet) []reading {
	return readRedRule(s, func(r stroke, _ line) reading { return between(r.page, 0.35, 1.5, r.weight, "") })
}

func cornerTops(s *sheet) []reading {
	if s.inLetterForm() {
		return nil // there they stand below the number
	}
	var all []reading
	for i, l := range s.of(layout.ElementClass, layout.ElementPublicity) {
		all = append(all, exactly(l.page, top+float64(i)*pitch, l.emTop(), l.words()))
	}
	return all
}

func cornerEdges(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementClass, layout.ElementPublicity) {
		all = append(all, same(l, l.rightEdge(), right))
	}
	return all
}
