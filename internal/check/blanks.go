package check

import "dafu/internal/gongwen"

var blankRules = []Rule{
	{
		ID: 34, Severity: Advice, Title: "多余的空格和看不见的字符", Fixable: true,
		About:  "行末空格、连续空格、中文标点前的空格和零宽字符要删去。",
		Source: "排版惯例",
		Wrong: texts(
			"感谢您的关心。  ",
			"感谢您的  关心。",
			"感谢您的\u200b关心。",
			"\ufeff感谢您的关心。",
			"感谢您的关心。\u3000\n我们将认真办理。",
			"我们 ，努力做好工作。",
			"开展 “测试”工作。",
			"New  Area建设取得成效。",
		),
		Right: texts(
			"感谢您的关心。",
			"　　感谢您的关心。",
			"感谢您的关心。\n\u00a0\n我们将认真办理。",
			"采用New Area模式建设。",
			"感谢您的关心。\r\n我们将认真办理。\r\n",
			"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n联系人：李某某 联系电话：0871-63104060",
			"葛\U000E0100某某委员：\n感谢您的关心。",
		),
		find: findBlanks,
	},
}

func findBlanks(s *scan) {
	var ends, doubles, hidden, beside []Edit
	for i := range s.lines {
		l := &s.lines[i]
		last := len(l.runes)
		for last > 0 && gongwen.Space(l.runes[last-1]) {
			last--
		}
		if last == 0 && len(l.runes) == 1 {
			continue // an empty paragraph, as web pages and Word leave it
		}
		if last < len(l.runes) {
			ends = append(ends, Edit{l.start + last, l.start + len(l.runes), ""})
		}
		first := 0
		for first < last && gongwen.Space(l.runes[first]) {
			first++
		}
		for j := first; j < last; j++ {
			switch r := l.runes[j]; {
			case r < 0x7F && r > ' ' || r >= 0x4E00 && r <= 0x9FFF:
			case gongwen.Space(r):
				from := j
				for j+1 < last && gongwen.Space(l.runes[j+1]) {
					j++
				}
				if after := runeAt(l.runes, j+1); j == from && isHan(runeAt(l.runes, j-1)) && after >= 0x201C && oneOf(after, "，。；：、！？“”《》（）") {
					beside = append(beside, Edit{l.start + j, l.start + j + 1, ""})
				}
				if j > from {
					doubles = append(doubles, Edit{l.start + from, l.start + j + 1, s.gap(l.runes, from, j+1)})
				}
			case gongwen.Invisible(r) && !joiner(l.runes, j):
				hidden = append(hidden, Edit{l.start + j, l.start + j + 1, ""})
			}
		}
	}
	s.blanks(ends, "行末有多余的空格")
	s.blanks(doubles, "有连续的空格")
	s.blanks(beside, "中文标点前面不空格")
	s.blanks(hidden, "有看不见的字符（零宽字符等）")
}

// gap is what stays of several spaces: one between Latin words and between two
// elements on a line (联系人：李某某 联系电话：…), none beside Han.
func (s *scan) gap(r []rune, from, to int) string {
	if before, after := runeAt(r, from-1), runeAt(r, to); before < 0x2E80 && after < 0x2E80 || partsElements(r, from) {
		return " "
	}
	return ""
}

// partsElements tells whether the blank at a place of a line is content.
func partsElements(line []rune, at int) bool {
	if len(line) > maxPartedLine {
		return false
	}
	n := 0
	for _, r := range line[:at] {
		if !gongwen.Space(r) && !gongwen.Invisible(r) {
			n++
		}
	}
	for _, r := range gongwen.Squeeze(string(line)) {
		if n == 0 {
			return r == ' '
		}
		if r != ' ' {
			n--
		}
	}
	return false
}

// maxPartedLine bounds what is looked at for each blank.
const maxPartedLine = 400

func joiner(r []rune, i int) bool {
	return (r[i] == 0x200C || r[i] == 0x200D) && gongwen.Joins(runeAt(r, i-1)) && gongwen.Joins(runeAt(r, i+1))
}

func (s *scan) blanks(edits []Edit, message string) {
	if len(edits) == 0 {
		return
	}
	f := s.findAt(edits[0].Start, edits[0].End, edits, "%s", message)
	if f.Count = len(edits); f.Count > 1 {
		f.Message += countNote(f.Count)
	}
}
