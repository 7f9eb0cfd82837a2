package layout

import (
	"math"
	"slices"
	"testing"

	"dafu/internal/typeface"
)

// whiteBeside returns what is white before and behind the word that begins with
// the line's first digit and has n characters.
func whiteBeside(t *testing.T, l Line, n int) (left, right float64) {
	t.Helper()
	runs, glyphs := glyphsOf(l)
	i := slices.IndexFunc(glyphs, func(g Glyph) bool { return g.Rune >= '0' && g.Rune <= '9' })
	if i < 1 || i+n >= len(glyphs) {
		t.Fatalf("no word of %d characters in %s", n, string(runesOf(l)))
	}
	edges := func(k int) (float64, float64) {
		box := shippedFaces().Box(typeface.Glyph{Face: runs[k].Face, ID: glyphs[k].ID})
		return glyphs[k].X + box.Left*runs[k].Size, glyphs[k].X + box.Right*runs[k].Size
	}
	_, before := edges(i - 1)
	first, _ := edges(i)
	_, last := edges(i + n - 1)
	behind, _ := edges(i + n)
	return first - before, behind - last
}

func TestTheWhiteBesideNumbersIsTheSameOnBothSides(t *testing.T) {
	for text, n := range map[string]int{
		"等12个重点实验室": 2, "目300余项": 3, "超100余件": 3, "不低于70%的比例": 3, "达3.4亿元": 3, "团20个": 2, "自1名": 1,
	} {
		left, right := whiteBeside(t, setLines(t, text)[0], n)
		if math.Abs(left-right) > 0.01 {
			t.Errorf("%s: %.2f pt are white on the left and %.2f on the right", text, left, right)
		}
		if left <= 0 || right <= 0 {
			t.Errorf("%s: the word touches its neighbour", text)
		}
	}
}
