package gongwen

import "strings"

// The marks that are met behind numbers, right and wrong ones.
const (
	behindHan    = "、，,.．"
	behindArabic = ".．、"
	behindParen  = "、，,.．"
	behindFirst  = "，,、：:"
)

// maxItems is how far 一是, 二是 are taken for numbers: 一百是 is none.
const maxItems = 20

// readNumber reads the number at the head of a line: the number with its mark as
// it stands, and the words behind it. A line without one comes back whole, and so
// does one that is nothing but a number.
func readNumber(line string) (Number, string) {
	s := []rune(line[:min(len(line), 60)]) // no mark is longer than 10 characters
	n, length := numberAt(s)
	if length == 0 {
		return Number{}, line
	}
	n.Mark = string(s[:length])
	words := strings.TrimPrefix(line[len(n.Mark):], " ")
	if words == "" || goesOn(n, []rune(words[:min(len(words), 30)])) {
		return Number{}, line
	}
	return n, words
}

// goesOn tells whether the supposed number is the head of the words themselves:
// 3.4亿元, and the lists 一、二级医院 and 第三、四季度.
func goesOn(n Number, words []rune) bool {
	switch n.Style {
	case HanComma, OrdinalFirst:
		v, _ := readHan(words)
		return v == n.Value+1
	case ArabicDot:
		if strings.HasSuffix(n.Mark, "、") {
			v, _ := readArabic(words)
			return v == n.Value+1
		}
		return digit(words[0]) >= 0 && !year(words)
	}
	return false
}

// year tells a year at the head of the words of 1.2024年工作 from a decimal.
func year(words []rune) bool {
	for i := range 4 {
		if i >= len(words) || digit(words[i]) < 0 {
			return false
		}
	}
	return in(words, 4, "年")
}

func numberAt(s []rune) (Number, int) {
	if len(s) == 0 {
		return Number{}, 0
	}
	if n, length := enclosed(s[0]); length > 0 {
		return n, length
	}
	switch {
	case s[0] == '（' || s[0] == '(':
		return parenthesised(s)
	case s[0] == '第':
		if v, l := readHan(s[1:]); l > 0 && in(s, 1+l, behindFirst) {
			return Number{Style: OrdinalFirst, Value: v}, l + 2
		}
	case digit(s[0]) >= 0:
		return arabic(s)
	}
	v, l := readHan(s)
	switch {
	case l == 0:
		return Number{}, 0
	case in(s, l, behindHan):
		return Number{Style: HanComma, Value: v}, l + 1
	case in(s, l, "是") && v <= maxItems:
		return Number{Style: Enumerated, Value: v}, l + 1
	}
	return Number{}, 0
}

func arabic(s []rune) (Number, int) {
	v, l := readArabic(s)
	switch {
	case l == 0:
		return Number{}, 0
	case in(s, l, behindArabic):
		return Number{Style: ArabicDot, Value: v}, l + 1
	case in(s, l, "）)"):
		return Number{Style: ArabicParen, Value: v}, l + 1
	}
	return Number{}, 0
}

// parenthesised reads （一） and （1）, with the stray 、 that some write behind.
func parenthesised(s []rune) (Number, int) {
	n := Number{Style: HanParen}
	v, l := readHan(s[1:])
	if l == 0 {
		n.Style = ArabicParen
		v, l = readArabic(s[1:])
	}
	if l == 0 || !in(s, 1+l, "）)") {
		return Number{}, 0
	}
	n.Value = v
	if in(s, l+2, behindParen) {
		return n, l + 3
	}
	return n, l + 2
}

// enclosed reads numbers that are one character: ㈠ ① ⑴ ⒈.
func enclosed(r rune) (Number, int) {
	for _, e := range []struct {
		first rune
		count int
		style Style
	}{{'㈠', 10, HanParen}, {'①', 20, ArabicParen}, {'⑴', 20, ArabicParen}, {'⒈', 20, ArabicDot}} {
		if i := int(r - e.first); i >= 0 && i < e.count {
			return Number{Style: e.style, Value: i + 1}, 1
		}
	}
	return Number{}, 0
}

func in(s []rune, i int, marks string) bool {
	return i < len(s) && strings.ContainsRune(marks, s[i])
}
