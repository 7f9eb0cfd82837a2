package measure

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

const indent = left + 2*cell

var bodyRules = []rule{
	{"主送", "左边", "居左顶格，距纸左边28mm（7.3.2）", MM, fine, addresseeEdges},
	{"主送", "末尾", "最后一个机关名称后标全角冒号（7.3.2）", Places, 0, addresseeEnds},
	{"正文", "起于首页", "首页必须显示正文（7.3.3）", Rows, 0, bodyOnFirstPage},
	{"正文", "首行缩进", "每个自然段左空二字，距纸左边39.14mm（7.3.3）", MM, fine, indents},
	{"正文", "字号", "三号，16磅（5.2.2）", Points, 0.01, sizes(sanHao, layout.ElementAddressee, layout.ElementBody,
		layout.ElementAttachment, layout.ElementSignatory, layout.ElementDate, layout.ElementContact)},
	{"正文", "不缺字", "文稿的字一个不少、一个不改，次序不变", Places, 0, lostCharacters},
	{"要素", "齐全", "文稿所有的要素都印出", Places, 0, missingElements},
}

func addresseeEdges(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementAddressee) {
		all = append(all, same(l, l.leftEdge(), left))
	}
	return all
}

func addresseeEnds(s *sheet) []reading {
	var ends []line
	for _, l := range s.of(layout.ElementAddressee) {
		if l.last {
			ends = append(ends, l)
		}
	}
	return none(s, ends, func(l line) int { return count(!strings.HasSuffix(l.words(), "：")) })
}

func count(wrong bool) int {
	if wrong {
		return 1
	}
	return 0
}

func bodyOnFirstPage(s *sheet) []reading {
	lines := s.of(layout.ElementBody)
	if len(lines) == 0 {
		return nil
	}
	n := 0
	for _, l := range lines {
		n += count(l.page == 0)
	}
	return []reading{atLeast(0, 1, float64(n), "")}
}

func indents(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementBody) {
		if l.first {
			all = append(all, same(l, l.leftEdge(), indent))
		}
	}
	return all
}

// lostCharacters compares what each block prints with what it says.
func lostCharacters(s *sheet) []reading {
	printed := make([]strings.Builder, len(s.letter.Body.Blocks))
	page := make([]int, len(printed))
	for _, l := range s.lines {
		if _, ok := s.block(l); ok {
			printed[l.block].WriteString(l.words())
			page[l.block] = l.page
		}
	}
	var all []reading
	for i, b := range s.letter.Body.Blocks {
		if i > 0 && page[i] == 0 {
			page[i] = page[i-1] // not printed at all
		}
		wrong := count(printed[i].String() != b.Text())
		all = append(all, exactly(page[i], 0, float64(wrong), b.Text()))
	}
	return all
}

// missingElements names what the letter has around its text and the page does
// not print.
func missingElements(s *sheet) []reading {
	l := s.letter
	var missing []string
	for _, x := range []struct {
		element layout.Element
		has     bool
	}{
		{layout.ElementLetterhead, l.Letterhead != ""},
		{layout.ElementDocNumber, l.DocNumber != ""},
		{layout.ElementCopyNumber, l.CopyNumber != ""},
		{layout.ElementUrgency, l.Urgency != ""},
		{layout.ElementClass, l.HandlingClass != ""},
		{layout.ElementPublicity, l.Publicity != ""},
		{layout.ElementCopyTo, len(l.CopyTo) > 0 || l.Body.First(gongwen.CopyTo) >= 0},
		{layout.ElementImprint, (l.Printer != "" || l.PrintedOn != "") && !s.inLetterForm()},
	} {
		if x.has && len(s.of(x.element)) == 0 {
			missing = append(missing, string(x.element))
		}
	}
	if rules, _ := s.redRules(); l.Letterhead != "" && len(rules) == 0 {
		missing = append(missing, "红色分隔线")
	}
	if l.Sealed && s.seal == nil {
		missing = append(missing, "印章的位置")
	}
	return []reading{exactly(-1, 0, float64(len(missing)), strings.Join(missing, "、"))}
}
