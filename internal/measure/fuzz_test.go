package measure

import (
	"strings"
	"testing"

	"dafu/internal/layout"
)

// Whatever is set can be measured: no text makes the ruler fail, and no
// character of it gets lost unnoticed.
func FuzzAnyLetterCanBeMeasured(f *testing.F) {
	for _, text := range []string{
		shortText, attached, "", "\n", "附件：\n", "附件：1.\n2.\n", "一、\n", "。", strings.Repeat("。", 100), strings.Repeat("（", 100),
		strings.Repeat("—", 61), "https://" + strings.Repeat("a/", 200), strings.Repeat("e\u0301", 80), "\u200b\u200b", "甲\u3000\u3000乙",
		"关于甲的答复\n2024年5月31日\n", "抄送：\n", "抄送：甲，乙。\n", "（联系人：甲）\n", signature, "‘’·‘’", "it’s·it’s",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, dress bool) {
		l := letterOf(text)
		if dress {
			l = sealed(dressed(l))
		}
		p, err := layout.Set(l, shippedFaces(), layout.Options{})
		if err != nil {
			return // a character that no face has
		}
		for _, m := range Letter(l, p, shippedFaces(), layout.Options{}) {
			if m.Name == "不缺字" && !m.Holds {
				t.Errorf("characters got lost: %+v", m)
			}
			if m.Count < 1 || m.Page < 0 || m.Page > len(p.Pages) || m.Asked == "" {
				t.Errorf("a measurement that says nothing: %+v", m)
			}
		}
	})
}

// spoilt pages, as a layout with a fault might make them, are measured too.
func TestPagesWithoutSenseAreMeasured(t *testing.T) {
	l := sealed(dressed(letterOf(attached)))
	for name, p := range map[string]layout.Pages{
		"none":             {},
		"empty":            {Pages: make([]layout.Page, 3)},
		"lines of nothing": {Pages: []layout.Page{{Lines: []layout.Line{{Element: layout.ElementBody}, {Element: layout.ElementPageNumber}}}}},
		"a block that is not": {Pages: []layout.Page{{Lines: []layout.Line{{
			Element: layout.ElementBody, Block: 99, Runs: []layout.Run{{Size: 16, Glyphs: []layout.Glyph{{Rune: '国'}}}}}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			if Hold(Letter(l, p, shippedFaces(), layout.Options{})) {
				t.Error("the ruler has no complaint")
			}
		})
	}
}

func BenchmarkLetter(b *testing.B) {
	l := sampleLetter()
	p := set(b, l, layout.Options{})
	b.ReportAllocs()
	for b.Loop() {
		Letter(l, p, shippedFaces(), layout.Options{})
	}
}
