package gongwen

import (
	"strings"
	"unicode/utf8"
)

// markFoot looks for the date (成文日期) and the 署名 above it. Below them only
// notes may stand. A text without a date, as opinions are handed in, may end
// with the name of the department.
func markFoot(lines []string, kinds []Kind) {
	i := len(lines) - 1
	for i >= 0 && (kinds[i] == Contact || kinds[i] == CopyTo || kinds[i] == Attachment || imprint(lines[i])) {
		i--
	}
	if i < 0 || kinds[i] != Paragraph {
		return
	}
	if !date(lines[i]) {
		if i > 0 && organisation(lines[i]) && kinds[i-1] != Title {
			kinds[i] = Signatory
		}
		return
	}
	kinds[i] = IssueDate
	if i--; i >= 0 && kinds[i] == Paragraph && signatory(lines[i]) {
		kinds[i] = Signatory
		for i--; i > 0 && kinds[i] == Paragraph && organisation(lines[i]); i-- {
			kinds[i] = Signatory // several departments sign
		}
	}
}

// imprint tells whether the line is 某某办公室2024年5月31日印发.
func imprint(line string) bool {
	return strings.HasSuffix(line, "日印发") && !longer(line, maxSignatory*2)
}

// signatory tells whether the line above the date is a 署名: a short line
// without an end mark.
func signatory(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	n, _ := readNumber(line)
	return n.Style == Unnumbered && !longer(line, maxSignatory) && !strings.ContainsRune("。；！？：，、…", last)
}

// What the names of public bodies end with.
const bodies = "厅局委办府院会处室科社署部校司行台站馆队组"

// organisation tells whether the line is nothing but the name of a public body.
func organisation(line string) bool {
	if !signatory(line) || strings.ContainsAny(line, "，、：；。“”《》") {
		return false
	}
	name := line
	if i := strings.LastIndex(line, "（"); i > 0 && strings.HasSuffix(line, "）") {
		name = line[:i] // 省市场监管局（知识产权局）
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	return strings.ContainsRune(bodies, last) || strings.HasSuffix(name, "公司")
}

// date tells whether the line is a date and nothing else: 2024年5月31日 in
// digits of either width, or 二〇二四年五月三十一日.
func date(line string) bool {
	if len(line) > 60 {
		return false
	}
	parts := [3]string{}
	for i, unit := range []string{"年", "月", "日"} {
		part, rest, ok := strings.Cut(line, unit)
		if !ok || !strings.ContainsFunc(part, figure) || strings.ContainsFunc(part, func(r rune) bool { return !figure(r) }) {
			return false
		}
		parts[i], line = part, rest
	}
	year, month, day := utf8.RuneCountInString(parts[0]), utf8.RuneCountInString(parts[1]), utf8.RuneCountInString(parts[2])
	return line == "" && year == 4 && month <= 2 && day <= 3
}

func figure(r rune) bool {
	return digit(r) >= 0 || strings.ContainsRune("〇○零一二三四五六七八九十", r)
}
