package gongwen

import (
	"strconv"
	"strings"
)

const digits = "零一二三四五六七八九"

// Han returns n in Han numerals as they stand in numbering: 十一, 二十, 一百零三.
// Beyond 1 to 999 it returns Arabic digits.
func Han(n int) string {
	if n < 1 || n > 999 {
		return strconv.Itoa(n)
	}
	d := []rune(digits)
	var s strings.Builder
	if n >= 100 {
		s.WriteRune(d[n/100])
		s.WriteRune('百')
		if n%100 > 0 && n%100 < 10 {
			s.WriteRune('零')
		}
	}
	if n%100 >= 10 {
		if n >= 20 {
			s.WriteRune(d[n/10%10])
		}
		s.WriteRune('十')
	}
	if n%10 > 0 {
		s.WriteRune(d[n%10])
	}
	return s.String()
}

// mark returns the number as GB/T 9704-2012 7.3.3 writes it.
func mark(style Style, n int) string {
	switch style {
	case HanComma:
		return Han(n) + "、"
	case HanParen:
		return "（" + Han(n) + "）"
	case ArabicDot:
		return strconv.Itoa(n) + "."
	case ArabicParen:
		return "（" + strconv.Itoa(n) + "）"
	case Enumerated:
		return Han(n) + "是"
	case OrdinalFirst:
		return "第" + Han(n) + "，"
	}
	return ""
}

// readHan reads Han numerals from 1 to 999 at the head of s: their value and
// length in characters, or 0, 0.
func readHan(s []rune) (value, length int) {
	last := 0
	for length < len(s) && length < 6 {
		switch r := LookAlike(s[length]); r {
		case '十':
			value, last = value+10*max(last, 1), 0
		case '百':
			value, last = value+100*max(last, 1), 0
		default:
			d := hanDigit(r)
			if d < 0 || last > 0 {
				return asWritten(s, value+last, length)
			}
			last = d
		}
		length++
	}
	return asWritten(s, value+last, length)
}

// asWritten refuses numerals that nobody writes so: 一十, 十百, 零三.
func asWritten(s []rune, value, length int) (int, int) {
	if length == 0 || Han(value) != lookAlikes(s[:length]) {
		return 0, 0
	}
	return value, length
}

// lookAlikes are characters as what they look like: ⼆⼗ as 二十.
func lookAlikes(s []rune) string {
	out := make([]rune, len(s))
	for i, r := range s {
		out[i] = LookAlike(r)
	}
	return string(out)
}

func hanDigit(r rune) int {
	i := 0
	for _, d := range digits {
		if d == r {
			return i
		}
		i++
	}
	return -1
}

// readArabic reads one or two digits of either width at the head of s, not 0.
func readArabic(s []rune) (value, length int) {
	for length < len(s) && digit(s[length]) >= 0 {
		value = value*10 + digit(s[length])
		length++
		if length > 2 {
			return 0, 0
		}
	}
	if value == 0 {
		return 0, 0
	}
	return value, length
}

func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}
