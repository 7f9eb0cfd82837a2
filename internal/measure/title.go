package measure

import (
	"math"

	"dafu/internal/layout"
)

// atTop is how much lower 二号 type stands in the first row of a page than in
// others, for its top not to leave the text block: half of what it is larger
// than the text's. What is measured from a title may be off by that.
const atTop = (erHao - sanHao) / 2 * point

var titleRules = []rule{
	{"标题", "空二行", "在红色分隔线下空二行（7.3.1）", MM, fine, titleBelowRule},
	{"标题", "居中", "居中，中线距纸左边106mm（7.3.1）", MM, fine, centred(layout.ElementTitle)},
	{"标题", "字号", "二号，22磅（7.3.1）", Points, 0.01, sizes(erHao, layout.ElementTitle)},
	{"标题", "行宽", "每行不出版心，宽不过156mm（5.2.1）", MM, fine, titleWidths},
	{"标题", "行字数", "回行排列对称、长短适宜，没有独字行（7.3.1）", Characters, 0, titleCharacters},
	{"标题", "梯形或菱形", "多行排成梯形或菱形：中间的行不比上下两行都短（7.3.1）", Characters, 1, titleWaist},
	{"标题", "行距", "各行相距一行，10.45mm（5.2.3）", MM, atTop + 0.02, titlePitches},
	{"标题", "其下空一行", "主送机关在标题下空一行（7.3.2）", MM, atTop + 0.02, belowTitle},
}

// sizes reads the size of each line's type.
func sizes(asked float64, elements ...layout.Element) func(*sheet) []reading {
	return func(s *sheet) []reading {
		var all []reading
		for _, l := range s.of(elements...) {
			found := asked
			for _, g := range l.glyphs {
				if math.Abs(g.size-asked) > math.Abs(found-asked) {
					found = g.size
				}
			}
			all = append(all, exactly(l.page, asked, found, l.words()))
		}
		return all
	}
}

// titleBelowRule reads the room above the title, if it stands below a rule.
func titleBelowRule(s *sheet) []reading {
	rules, _ := s.redRules()
	lines := s.of(layout.ElementTitle)
	if s.inLetterForm() || len(rules) == 0 || len(lines) == 0 || lines[0].page != rules[0].page || lines[0].y() < rules[0].y {
		return nil
	}
	l := lines[0]
	asked := 2*pitch + (pitch-l.size()*point)/2
	return []reading{exactly(l.page, asked, l.emTop()-rules[0].y, l.words())}
}

func titleWidths(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementTitle) {
		all = append(all, between(l.page, 0, right-left, l.rightEdge().from-l.leftEdge().to, l.words()))
	}
	return all
}

func titleCharacters(s *sheet) []reading {
	lines := s.of(layout.ElementTitle)
	if len(lines) < 2 {
		return nil
	}
	var all []reading
	for _, l := range lines {
		all = append(all, atLeast(l.page, 2, float64(len(l.visible())), l.words()))
	}
	return all
}

// titleWaist reads how much shorter than both its neighbours a line within the
// title is: such a title is neither a 梯形 nor a 菱形 but an hourglass.
func titleWaist(s *sheet) []reading {
	lines := s.of(layout.ElementTitle)
	var all []reading
	for i := 1; i+1 < len(lines); i++ {
		l := lines[i]
		waist := min(width(lines[i-1]), width(lines[i+1])) - width(l)
		all = append(all, exactly(l.page, 0, max(0, waist/(erHao*point)), l.words()))
	}
	return all
}

func width(l line) float64 { return l.rightEdge().to - l.leftEdge().from }

func titlePitches(s *sheet) []reading {
	lines := s.of(layout.ElementTitle)
	var all []reading
	for i := 1; i < len(lines); i++ {
		if l, above := lines[i], lines[i-1]; l.page == above.page {
			all = append(all, exactly(l.page, pitch, l.y()-above.y(), l.words()))
		}
	}
	return all
}

// belowTitle reads the room between the title and what follows it.
func belowTitle(s *sheet) []reading {
	lines := s.of(layout.ElementTitle)
	if len(lines) == 0 {
		return nil
	}
	title := lines[len(lines)-1]
	for _, l := range s.onPage(title.page) {
		if l.y() > title.y() && inRows(l) {
			return []reading{exactly(l.page, gap(1, title.size(), l.size()), l.emTop()-title.emBottom(), l.words())}
		}
	}
	return nil
}
