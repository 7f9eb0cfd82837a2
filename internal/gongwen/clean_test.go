package gongwen

import (
	"reflect"
	"testing"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"line ends of every kind", "甲\r\n乙\r丙\v丁\f戊\u0085己\u2028庚\u2029辛", "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛"},
		{"blank lines", "\n\n甲\n \t\u3000\n乙\n\n", "甲\n乙"},
		{"indents and tails", "　　甲 \t\n\u00a0乙\u2003", "甲\n乙"},
		{"spaces between Han", "近 年　来\u00a0，全\t省", "近年来，全省"},
		{"spaces between Latin words", "Greater  Mekong\u00a0Subregion", "Greater Mekong Subregion"},
		{"spaces between Han and Latin", "全省 GMS 平台 3 个", "全省GMS平台3个"},
		{"spaces in quotes", "“ GMS 平台 ” “ 乙 ”", "“ GMS平台”“乙”"},
		{"invisible characters", "\ufeff近\u200b年\u00ad来\u2060\x00\x1b\x7f\u202e", "近年来"},
		{"variation selectors and combining marks", "葛\U000e0100城辻\ufe00e\u0301", "葛\U000e0100城辻\ufe00e\u0301"},
		{"space behind a variation selector", "葛\U000e0100 城", "葛\U000e0100城"},
		{"joiners where they join", "👨\u200d👩 ن\u200cم", "👨\u200d👩 ن\u200cم"},
		{"joiners where they do not", "云\u200d南\u200ca\u200db\u200d", "云南ab"},
		{"not UTF-8", "云\xff\xfe南", "云\ufffd\ufffd南"},
		{"compatibility ideographs are left", "\ufa11\uf900", "\ufa11\uf900"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCanonicalTellsTextsApart(t *testing.T) {
	if Canonical(" 甲, 乙\r\n丙") != Canonical("甲，乙丙") {
		t.Error("white space and width are no difference")
	}
	if Canonical("甲，乙") == Canonical("甲、乙") {
		t.Error("another mark is a difference")
	}
}

// Half-width and full-width punctuation are read alike.
func TestParseSampleInBothWidths(t *testing.T) {
	text := read(t, "../sample/data/letter.txt")
	half, full := Parse(text, lead), Parse(fullWidthSample(text), lead)
	if !reflect.DeepEqual(half, full) {
		t.Errorf("half width:\n%s\nfull width:\n%s", tree(half), tree(full))
	}
}
