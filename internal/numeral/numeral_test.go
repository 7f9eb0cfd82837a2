package numeral

import "testing"

func TestLabel(t *testing.T) {
	for _, tc := range []struct {
		format Format
		n      int
		want   string
	}{
		{"decimal", 12, "12"},
		{"decimalZero", 7, "07"},
		{"decimalFullWidth", 10, "１０"},
		{"decimalEnclosedCircle", 3, "③"},
		{"decimalEnclosedCircleChinese", 21, "㉑"},
		{"decimalEnclosedCircle", 51, "51"},
		{"decimalEnclosedParen", 2, "⑵"},
		{"decimalEnclosedFullstop", 21, "21"},
		{"chineseCounting", 1, "一"},
		{"chineseCounting", 10, "十"},
		{"chineseCounting", 12, "十二"},
		{"chineseCounting", 20, "二十"},
		{"chineseCounting", 101, "一○一"},
		{"chineseCountingThousand", 101, "一百零一"},
		{"chineseCountingThousand", 1010, "一千零一十"},
		{"chineseCountingThousand", 2000, "二千"},
		{"chineseCountingThousand", 110, "一百一十"},
		{"japaneseCounting", 23, "二十三"},
		{"taiwaneseCounting", 3, "三"},
		{"chineseLegalSimplified", 12, "壹拾贰"},
		{"ideographDigital", 10, "一〇"},
		{"ideographTraditional", 3, "丙"},
		{"ideographZodiac", 13, "子"},
		{"ideographEnclosedCircle", 2, "㊁"},
		{"upperLetter", 28, "BB"},
		{"lowerLetter", 3, "c"},
		{"upperRoman", 14, "XIV"},
		{"lowerRoman", 4, "iv"},
		{"numberInDash", 2, "- 2 -"},
		{"bullet", 2, ""},
		{"none", 2, ""},
		{"a format of tomorrow", 2, "2"},
		{"chineseCounting", 0, "0"},
		{"upperRoman", -5, "-5"},
		{"upperLetter", 1 << 40, "1099511627776"},
	} {
		if got := Label(tc.format, tc.n); got != tc.want {
			t.Errorf("Label(%s, %d) = %q, want %q", tc.format, tc.n, got, tc.want)
		}
	}
}

func TestLevelText(t *testing.T) {
	formats := []Format{"chineseCounting", "decimal", "decimal"}
	for _, tc := range []struct {
		text string
		want string
	}{
		{"%1、", "二、"},
		{"（%1）", "（二）"},
		{"%2.%3", "5.1"},
		{"第%1条", "第二条"},
		{"100%", "100%"},
		{"%9", ""},
		{"%0%1", "%0二"},
		{"", ""},
	} {
		if got := LevelText(tc.text, formats, []int{2, 5, 1}); got != tc.want {
			t.Errorf("LevelText(%q) = %q, want %q", tc.text, got, tc.want)
		}
	}
}
