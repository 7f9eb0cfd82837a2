package layout

import (
	"strings"
	"testing"
)

func TestUnprintableErrorSaysWhy(t *testing.T) {
	err := &UnprintableError{Characters: []Unprintable{
		{Rune: '\U000F0000', Near: "某字"}, {Rune: '\u0F40', Near: "某藏"}, {Rune: '\u0627', Near: "某维"}, {Rune: '\u0F41', Near: "某藏"},
	}}
	got := err.Error()
	for _, want := range []string{"没有字体能印出这些字：U+F0000", "藏文须连写成形，不能正确排印：", "U+0F40", "U+0F41", "从右向左书写的文字不能排版："} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if strings.Count(got, "藏文") != 1 {
		t.Errorf("a reason is told twice: %q", got)
	}
}
