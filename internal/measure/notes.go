package measure

import (
	"slices"
	"strings"

	"dafu/internal/layout"
)

// 附件说明 and 附注.
var noteRules = []rule{
	{"附件说明", "空一行", "在正文下空一行（7.3.4）", MM, fine, noteBelowText},
	{"附件说明", "缩进", "左空二字编排“附件”二字，距纸左边39.14mm（7.3.4）", MM, fine, noteIndent},
	{"附件说明", "序号对齐", "各附件的序号对齐（7.3.4）", MM, fine, noteNumbers},
	{"附件说明", "回行", "附件名称回行时与上一行名称的首字对齐（7.3.4）", MM, fine, noteTurns},
	{"附件说明", "末尾", "附件名称后不加标点（7.3.4）", Places, 0, noteEnds},
	{"附注", "缩进", "居左空二字，距纸左边39.14mm（7.3.6）", MM, fine, contactIndent},
	{"附注", "行次", "在成文日期的下一行（7.3.6）", MM, fine, contactBelowDate},
	{"附注", "圆括号", "加圆括号（7.3.6）", Places, 0, contactMarks},
}

// noteStarts tells where the number and the name begin in a line of the
// 附件说明; false if it has no number.
func noteStarts(l line) (number, name float64, ok bool) {
	at := 0
	words := []rune(l.words())
	if strings.HasPrefix(l.words(), "附件：") {
		at = 3
	}
	first := at
	for at < len(words) && strings.ContainsRune("0123456789.．、 ", words[at]) {
		at++
	}
	if at == len(words) {
		return 0, 0, false
	}
	return leftOf(l, first), leftOf(l, at), at > first
}

// leftOf is where the cell of the line's character at i begins.
func leftOf(l line, i int) float64 {
	from, _ := l.glyphs[i].box()
	return from
}

func noteBelowText(s *sheet) []reading {
	lines := s.of(layout.ElementAttachment)
	if len(lines) == 0 {
		return nil
	}
	l := lines[0]
	above, ok := s.above(l)
	if !ok || above.element != layout.ElementBody {
		return nil
	}
	return []reading{exactly(l.page, gap(1, above.size(), l.size()), l.emTop()-above.emBottom(), l.words())}
}

func noteIndent(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementAttachment) {
		if strings.HasPrefix(l.words(), "附件") && l.first {
			all = append(all, same(l, l.leftEdge(), indent))
		}
	}
	return all
}

func noteNumbers(s *sheet) []reading {
	var all []reading
	asked, known := 0.0, false
	for _, l := range s.of(layout.ElementAttachment) {
		number, _, ok := noteStarts(l)
		switch {
		case !l.first || !ok:
		case !known:
			asked, known = number, true
		default:
			all = append(all, exactly(l.page, asked, number, l.words()))
		}
	}
	return all
}

// noteTurns reads where turned lines begin: under the name, unless so little of
// the line is left there that they go back to the first line's start.
func noteTurns(s *sheet) []reading {
	var all []reading
	asked := indent
	for _, l := range s.of(layout.ElementAttachment) {
		if l.first {
			if _, name, ok := noteStarts(l); ok && name < centre {
				asked = name
			}
			continue
		}
		all = append(all, same(l, l.leftEdge(), asked))
	}
	return all
}

func noteEnds(s *sheet) []reading {
	lines := slices.DeleteFunc(s.of(layout.ElementAttachment), func(l line) bool { return !l.last })
	return none(s, lines, func(l line) int {
		last := l.glyphs[len(l.glyphs)-1].r
		return count(strings.ContainsRune("。，、；：.,;", last))
	})
}

func contactIndent(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementContact) {
		if l.first {
			all = append(all, same(l, l.leftEdge(), indent))
		}
	}
	return all
}

func contactBelowDate(s *sheet) []reading {
	dates, contacts := s.of(layout.ElementDate), s.of(layout.ElementContact)
	if len(dates) == 0 || len(contacts) == 0 {
		return nil
	}
	date, l := dates[len(dates)-1], contacts[0]
	if date.page != l.page || date.y() > l.y() {
		return nil
	}
	return []reading{exactly(l.page, pitch, l.y()-date.y(), l.words())}
}

func contactMarks(s *sheet) []reading {
	lines := slices.DeleteFunc(s.of(layout.ElementContact), func(l line) bool { return !l.last })
	return none(s, lines, func(l line) int {
		words := string(s.textOf(l))
		return count(!strings.HasPrefix(words, "（") || !strings.HasSuffix(words, "）"))
	})
}
