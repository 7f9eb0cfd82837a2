package measure

import (
	"fmt"
	"strings"
)

var numberRules = []rule{
	{"页码", "编排", "每面一个，从1起连续，数字左右各一条一字线：— 1 —；空白页及其后的版记页不标（7.5）", Places, 0, numberWords},
	{"页码", "高低", "一字线距版心下边缘7mm，距纸上边269mm（7.5）", MM, fine, numberHeights},
	{"页码", "单页码", "居右空一字，距纸左边178.43mm（7.5）", MM, fine, oddNumbers},
	{"页码", "双页码", "居左空一字，距纸左边33.57mm（7.5）", MM, fine, evenNumbers},
	{"页码", "字号", "四号，14磅（7.5）", Points, 0.01, numberSizes},
}

func numberWords(s *sheet) []reading {
	var all []reading
	for page := range s.pages {
		var printed []string
		for _, l := range s.outside {
			if l.page == page {
				printed = append(printed, l.words())
			}
		}
		wrong := len(printed) != 1 || printed[0] != fmt.Sprintf("— %d —", page+1)
		if s.unnumbered(page) {
			wrong = len(printed) > 0
		}
		all = append(all, exactly(page, 0, float64(count(wrong)), strings.Join(printed, "、")))
	}
	return all
}

// unnumbered pages are the first of 信函格式 (10.1), and a blank page before the
// imprint with what comes after it (7.5).
func (s *sheet) unnumbered(page int) bool {
	if page == 0 {
		return s.inLetterForm()
	}
	imprinted := false
	for _, l := range s.lines {
		if l.page >= page && !isImprint(l) {
			return false
		}
		imprinted = imprinted || l.page >= page
	}
	for before := range page + 1 {
		if imprinted && len(s.onPage(before)) == 0 {
			return true
		}
	}
	return false
}

func numberHeights(s *sheet) []reading {
	var all []reading
	for _, l := range s.outside {
		all = append(all, exactly(l.page, bottom+7, s.inkMiddle(l.glyphs[0]), l.words()))
	}
	return all
}

func oddNumbers(s *sheet) []reading {
	var all []reading
	for _, l := range s.outside {
		if g := l.glyphs[len(l.glyphs)-1]; l.page%2 == 0 {
			all = append(all, exactly(l.page, right-cell, g.x+g.width, l.words()))
		}
	}
	return all
}

func evenNumbers(s *sheet) []reading {
	var all []reading
	for _, l := range s.outside {
		if l.page%2 == 1 {
			all = append(all, exactly(l.page, left+cell, l.glyphs[0].x, l.words()))
		}
	}
	return all
}

func numberSizes(s *sheet) []reading {
	var all []reading
	for _, l := range s.outside {
		all = append(all, exactly(l.page, siHao, l.size(), l.words()))
	}
	return all
}
