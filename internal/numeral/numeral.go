// Package numeral writes the numbers of automatic lists as Word and WPS do.
// Formats are named as in ECMA-376 (17.18.59, ST_NumberFormat); both programs
// write these names into their files, and HTML that is pasted from them carries
// numbers made the same way.
package numeral

import (
	"strconv"
	"strings"
)

// Format is a way of writing a number: “decimal”, “chineseCounting”, …
type Format string

// The formats that official texts are numbered in. Label knows more of them.
const (
	Decimal         Format = "decimal"
	ChineseCounting Format = "chineseCounting"
	Bullet          Format = "bullet"
	None            Format = "none"
)

// largest is how far numerals are written out; lists do not go so far, and
// digits say the same.
const largest = 9999

// Label writes n in format f. A format that is not known, and a number that the
// format has no sign for, is written in Arabic digits, as Word does. Bullet and
// None have no label.
func Label(f Format, n int) string {
	if f == Bullet || f == None {
		return ""
	}
	if write, ok := writers[f]; ok && n >= 1 && n <= largest {
		if s := write(n); s != "" {
			return s
		}
	}
	return strconv.Itoa(n)
}

// LevelText fills the %1 … %9 of a level's text (w:lvlText): “（%1）” with the
// number of level 1 in its format. Levels that values lacks are left out.
func LevelText(text string, formats []Format, values []int) string {
	var s strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+1 < len(text) && text[i+1] >= '1' && text[i+1] <= '9' {
			if k := int(text[i+1] - '1'); k < len(values) && k < len(formats) {
				s.WriteString(Label(formats[k], values[k]))
			}
			i++
			continue
		}
		s.WriteByte(text[i])
	}
	return s.String()
}

var writers = map[Format]func(int) string{
	"decimalZero":                  func(n int) string { return zeros(n, 2) },
	"decimalFullWidth":             fullWidth,
	"decimalFullWidth2":            fullWidth,
	"decimalEnclosedCircle":        circled,
	"decimalEnclosedCircleChinese": circled,
	"decimalEnclosedParen":         from('⑴', 20),
	"decimalEnclosedFullstop":      from('⒈', 20),
	"numberInDash":                 func(n int) string { return "- " + strconv.Itoa(n) + " -" },
	"ideographEnclosedCircle":      from('㊀', 10),
	"ideographTraditional":         oneOf("甲乙丙丁戊己庚辛壬癸"),
	"ideographZodiac":              oneOf("子丑寅卯辰巳午未申酉戌亥"),
	"ideographDigital":             func(n int) string { return digitwise(n, "〇一二三四五六七八九") },
	"japaneseDigitalTenThousand":   func(n int) string { return digitwise(n, "〇一二三四五六七八九") },
	"taiwaneseDigital":             func(n int) string { return digitwise(n, "○一二三四五六七八九") },
	"chineseCounting":              chineseCounting,
	"taiwaneseCounting":            chineseCounting,
	"chineseCountingThousand":      han,
	"taiwaneseCountingThousand":    han,
	"japaneseCounting":             han,
	"chineseLegalSimplified":       func(n int) string { return counted(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", true) },
	"ideographLegalTraditional":    func(n int) string { return counted(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", true) },
	"upperLetter":                  func(n int) string { return letters(n, 'A') },
	"lowerLetter":                  func(n int) string { return letters(n, 'a') },
	"upperRoman":                   roman,
	"lowerRoman":                   func(n int) string { return strings.ToLower(roman(n)) },
}

func zeros(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

func fullWidth(n int) string { return digitwise(n, "０１２３４５６７８９") }

// digitwise writes the decimal digits one by one in other signs.
func digitwise(n int, signs string) string {
	of := []rune(signs)
	var s strings.Builder
	for _, d := range strconv.Itoa(n) {
		s.WriteRune(of[d-'0'])
	}
	return s.String()
}

// from is a row of count signs in the order of their code points.
func from(first rune, count int) func(int) string {
	return func(n int) string {
		if n > count {
			return ""
		}
		return string(first + rune(n-1))
	}
}

// circled are ① to ⑳, then the two rows that Unicode added later.
func circled(n int) string {
	switch {
	case n <= 20:
		return string('①' + rune(n-1))
	case n <= 35:
		return string('㉑' + rune(n-21))
	case n <= 50:
		return string('㊱' + rune(n-36))
	}
	return ""
}

func oneOf(signs string) func(int) string {
	of := []rune(signs)
	return func(n int) string { return string(of[(n-1)%len(of)]) }
}

// chineseCounting counts in words up to 99 and in digits from 100 on: 九十九, 一○○.
func chineseCounting(n int) string {
	if n < 100 {
		return han(n)
	}
	return digitwise(n, "○一二三四五六七八九")
}

func han(n int) string { return counted(n, "零一二三四五六七八九", "十百千", false) }

// counted writes n in words: the digits with their places, one zero for every
// gap. Plain numerals say 十二 for 12, those of the law 壹拾贰.
func counted(n int, digits, places string, full bool) string {
	d, p := []rune(digits), []rune(places)
	var s []rune
	gap := false
	for place, unit := 3, 1000; place >= 0; place, unit = place-1, unit/10 {
		k := n / unit % 10
		if k == 0 {
			gap = len(s) > 0
			continue
		}
		if gap {
			s, gap = append(s, d[0]), false
		}
		if k != 1 || place != 1 || len(s) > 0 || full {
			s = append(s, d[k])
		}
		if place > 0 {
			s = append(s, p[place-1])
		}
	}
	return string(s)
}

// letters are A to Z, then AA to ZZ, AAA …
func letters(n int, first rune) string {
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n > 3999 {
		return ""
	}
	var s strings.Builder
	for _, sign := range []struct {
		value int
		as    string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= sign.value; n -= sign.value {
			s.WriteString(sign.as)
		}
	}
	return s.String()
}
