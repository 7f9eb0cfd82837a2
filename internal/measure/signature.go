package measure

import (
	"regexp"

	"dafu/internal/layout"
)

// 署名 and 成文日期 of one department. Where several sign together, other rules
// hold (7.3.5.1, second paragraph), which these leave alone.
var signatureRules = []rule{
	{"成文日期", "右空四字", "加盖印章的，右空四字，右端距纸左边161.71mm（7.3.5.1）", MM, fine, sealedDate},
	{"署名", "居中", "加盖印章的，以成文日期为准居中（7.3.5.1）", MM, fine, sealedName},
	{"署名", "空一行", "不加盖印章的，在正文下空一行（7.3.5.2）", MM, fine, nameBelowText},
	{"署名", "右空二字", "不加盖印章的，署名与成文日期中较长的右空二字，距纸左边172.86mm（7.3.5.2）", MM, fine, unsealedEdge},
	{"成文日期", "比署名右移二字", "不加盖印章的，首字比署名首字右移二字，11.14mm（7.3.5.2）", MM, fine, unsealedDate},
	{"成文日期", "行次", "在署名的下一行（7.3.5）", MM, fine, dateBelowName},
	{"成文日期", "写法", "用阿拉伯数字标全年、月、日，月、日不编虚位（7.3.5.4）", Places, 0, dateWords},
	{"署名", "同面有正文", "印章、成文日期所在面有正文，不另标“此页无正文”（7.3.5.5）", Rows, 0, textAboveName},
}

// signed is a signature of one department with its date, one line each.
func (s *sheet) signed() (name, date line, ok bool) {
	names, dates := s.of(layout.ElementSignatory), s.of(layout.ElementDate)
	if len(names) != 1 || len(dates) != 1 || names[0].page != dates[0].page {
		return name, date, false
	}
	return names[0], dates[0], true
}

// sealedEdge is where the date ends under a seal. A 署名 that is too long to be
// centred over it there ends at the text block's edge and takes it along.
func sealedEdge(name, date line) float64 {
	edge := right - 4*cell
	if over := edge + (natural(name)-natural(date))/2 - right; over > 0 {
		return edge - over
	}
	return edge
}

// natural is the width of a line that keeps the blank halves of its marks.
func natural(l line) float64 { return l.rightEdge().to - l.leftEdge().from }

func sealedDate(s *sheet) []reading {
	name, date, ok := s.signed()
	if !ok || !s.letter.Sealed {
		return nil
	}
	return []reading{same(date, date.rightEdge(), sealedEdge(name, date))}
}

func sealedName(s *sheet) []reading {
	name, date, ok := s.signed()
	if !ok || !s.letter.Sealed {
		return nil
	}
	asked := date.middle()
	return []reading{same(name, name.middle(), (asked.from+asked.to)/2)}
}

func nameBelowText(s *sheet) []reading {
	name, _, ok := s.signed()
	if !ok || s.letter.Sealed {
		return nil
	}
	above, ok := s.above(name)
	if !ok {
		return nil
	}
	return []reading{exactly(name.page, gap(1, above.size(), name.size()), name.emTop()-above.emBottom(), name.words())}
}

func unsealedEdge(s *sheet) []reading {
	name, date, ok := s.signed()
	if !ok || s.letter.Sealed {
		return nil
	}
	longer := name
	if natural(date) > natural(name) {
		longer = date
	}
	return []reading{same(longer, longer.rightEdge(), right-2*cell)}
}

func unsealedDate(s *sheet) []reading {
	name, date, ok := s.signed()
	if !ok || s.letter.Sealed {
		return nil
	}
	from := name.leftEdge().from
	return []reading{exactly(date.page, 2*cell, date.leftEdge().nearest(from+2*cell)-from, date.words())}
}

func dateBelowName(s *sheet) []reading {
	name, date, ok := s.signed()
	if !ok {
		return nil
	}
	return []reading{exactly(date.page, pitch, date.y()-name.y(), date.words())}
}

var writtenDate = regexp.MustCompile(`^[1-9]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$`)

func dateWords(s *sheet) []reading {
	return none(s, s.of(layout.ElementDate), func(l line) int { return count(!writtenDate.MatchString(l.words())) })
}

// textAboveName counts the lines of the text on the page of the signature.
func textAboveName(s *sheet) []reading {
	var all []reading
	text := s.of(layout.ElementBody)
	for _, l := range s.of(layout.ElementSignatory, layout.ElementDate) {
		if len(text) == 0 {
			break
		}
		n := 0
		for _, b := range text {
			n += count(b.page == l.page)
		}
		all = append(all, atLeast(l.page, 1, float64(n), l.words()))
	}
	return all
}
