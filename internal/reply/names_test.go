package reply

import (
	"strings"
	"testing"
)

func TestLoginsThatLookAlikeAreOne(t *testing.T) {
	for typed, want := range map[string]string{
		"Keji.Chengban": "keji.chengban", "ＫＥＪＩ．１": "keji.1", "　guanli ": "guanli",
		"⼀室": "一室", "ﬁle": "file", "①组": "1组",
	} {
		if got := FoldLogin(typed); got != want {
			t.Errorf("%q is kept as %q, want %q", typed, got, want)
		}
	}
}

func TestLoginsThatCannotStand(t *testing.T) {
	for name, tc := range map[string]struct {
		login string
		good  bool
	}{
		"Latin": {"keji.chengban_2@a-b", true}, "Han": {"省科技厅承办人1", true}, "rare Han": {"杨𬭎", true},
		"empty": {"", false}, "a Cyrillic а among Latin letters": {"guаnli", false}, "all Cyrillic": {"сосо", false},
		"a Greek omicron": {"tοm", false}, "katakana for 二": {"ニ室", false}, "a dotless i": {"guanlı", false},
		"a space": {"a b", false}, "zero width": {"gu\u200banli", false}, "capitals": {"Guanli", false},
		"60 characters": {strings.Repeat("长", 60), true}, "61 characters": {strings.Repeat("长", 61), false},
	} {
		var p Problems
		p.CheckLogin("login", tc.login)
		if (len(p) == 0) != tc.good {
			t.Errorf("%s: %v", name, p)
		}
	}
}

func TestLinesHoldNothingUnseen(t *testing.T) {
	for name, tc := range map[string]struct {
		line string
		good bool
	}{
		"plain": {"省科技厅承办人（一）", true}, "rare": {"杨𬭎𠮷", true}, "a variation selector": {"葛\U000E0100城", true},
		"full-width space": {"张　三", true}, "too long": {"一二三四五六七八九十一", false},
		"zero-width space": {"省科\u200b技厅", false}, "right to left": {"\u202e厅技科", false}, "soft hyphen": {"科\u00ad技", false},
		"byte order mark": {"\ufeff科技", false}, "tab": {"科\t技", false}, "line end": {"科\n技", false}, "line separator": {"科\u2028技", false},
		"delete": {"科\x7f技", false}, "Hangul filler": {"\u3164", false}, "not text": {"科\xff", false},
	} {
		var p Problems
		p.CheckLine("name", "名称", tc.line, 10)
		if (len(p) == 0) != tc.good || len(p) > 1 {
			t.Errorf("%s: %v", name, p)
		}
	}
}
