package layout_test

import (
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/measure"
	"dafu/internal/typeface"
)

// The ruler has its numbers from the standard and not from this package: it is
// laid on every letter whose dump is kept.
func TestTheRulerHoldsOnEveryDump(t *testing.T) {
	letters := 0
	layout.EachDump(func(name string, l gongwen.Letter, p layout.Pages, f *typeface.Set, o layout.Options) {
		letters++
		for _, m := range measure.Letter(l, p, f, o) {
			if !m.Holds {
				t.Errorf("%s: %s·%s 第%d面：%s，得%.2f（%s）", name, m.Element, m.Name, m.Page, m.Asked, m.Found, m.Near)
			}
		}
	})
	if letters < 40 {
		t.Errorf("%d letters, want 40 or more", letters)
	}
}
