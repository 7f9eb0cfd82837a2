package layout

import (
	"math"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// setLines sets one unindented text and returns its lines.
func setLines(t *testing.T, words string) []Line {
	t.Helper()
	l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Addressee, Runs: []gongwen.Run{{Text: words}}}}}}
	var lines []Line
	for _, p := range elements(mustSet(t, l, Options{}), ElementAddressee) {
		lines = append(lines, p.Line)
	}
	return lines
}

func TestWhereLinesBreak(t *testing.T) {
	h := func(n int) string { return strings.Repeat("国", n) }
	for name, c := range map[string]struct{ text, first string }{
		"28 characters a line":                        {h(40), h(28)},
		"one mark too many is squeezed in":            {h(10) + "，" + h(17) + "。" + h(9), h(10) + "，" + h(17) + "。"},
		"nothing to squeeze: carried over":            {h(28) + "。" + h(9), h(27)},
		"an opening mark goes to the next line":       {h(27) + "《" + h(9), h(27)},
		"a quotation keeps its marks":                 {h(27) + "“国”" + h(9), h(27)},
		"a number is not cut":                         {h(26) + "63104060" + h(9), h(26)},
		"nor a telephone number":                      {h(24) + "0871-63104060" + h(9), h(24)},
		"nor a decimal or a share":                    {h(27) + "3.45%" + h(9), h(27)},
		"—— stays in one piece":                       {h(27) + "——" + h(9), h(26)},
		"…… too":                                      {h(27) + "……" + h(9), h(26)},
		"a half-width comma keeps to its word":        {h(28) + "," + h(9), h(27)},
		"a slash stands inside":                       {h(27) + "国／国" + h(9), h(27)},
		"an address breaks behind a slash":            {h(18) + "https://www.yn.gov.cn/kjt/index.html", h(18) + "https://www.yn.gov.cn/"},
		"a word longer than a line fills it":          {strings.Repeat("0", 80), strings.Repeat("0", 55)},
		"spaces vanish between lines":                 {h(28) + " " + h(5), h(28) + " "},
		"a variation selector keeps to its character": {h(27) + "国\ufe00" + h(9), h(27) + "国\ufe00"},
		"a product is one word":                       {h(27) + "3×4" + h(9), h(27)},
		"an apostrophe belongs to its word":           {h(26) + "it’ssss" + h(9), h(26)},
		"the last character is not left alone":        {h(9) + "，" + h(9) + "，" + h(6) + "，" + h(2) + "。", h(9) + "，" + h(9) + "，" + h(6) + "，" + h(2) + "。"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(runesOf(setLines(t, c.text)[0])); got != c.first {
				t.Errorf("the first line is\n%s, want\n%s", got, c.first)
			}
		})
	}
}

func TestMarksStandInFullCells(t *testing.T) {
	const oneCell = 156.0 / 28
	for name, c := range map[string]struct {
		mark rune
		side string
	}{
		"opening quotation mark": {'“', "right"},
		"closing quotation mark": {'”', "left"},
		"comma":                  {'，', "left"},
		"middle dot":             {'·', "middle"},
		"cross for a name":       {'×', "middle"},
	} {
		for kind, style := range map[string]gongwen.Style{"仿宋": gongwen.ArabicDot, "楷体": gongwen.HanParen, "黑体": gongwen.HanComma} {
			t.Run(name+" in "+kind, func(t *testing.T) {
				a, m, b := glyphsAround(t, c.mark, style)
				near(t, "cell of the mark", b.left-a.left, 2*oneCell)
				switch c.side {
				case "left":
					near(t, "left of the cell", m.left-a.left, oneCell)
				case "right":
					near(t, "right of the cell", m.right-a.left, 2*oneCell)
				default:
					near(t, "middle of the cell", (m.left+m.right)/2-a.left, 1.5*oneCell)
				}
			})
		}
	}
}

type extent struct{ left, right float64 }

// glyphsAround sets 国, the mark and 国 in a heading of the style's face.
func glyphsAround(t *testing.T, mark rune, style gongwen.Style) (before, at, after extent) {
	t.Helper()
	b := gongwen.Block{Kind: gongwen.Heading, Number: gongwen.Number{Style: style}, Runs: []gongwen.Run{{Text: "国" + string(mark) + "国"}}}
	l := elements(mustSet(t, gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{b}}}, Options{}), ElementBody)[0]
	var all []extent
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			all = append(all, extent{g.X, g.X + advanceOf(r, g)})
		}
	}
	return all[0], all[1], all[2]
}

func TestASqueezeTakesFromNeighbouringMarksFirst(t *testing.T) {
	h := func(n int) string { return strings.Repeat("国", n) }
	l := setLines(t, h(8)+"，"+h(8)+"》《"+h(8)+"I"+h(9))[0]
	x := positions(l)
	const oneCell = 156.0 / 28
	if len(x) != 29 {
		t.Fatalf("the line holds %d characters, want 29: %s", len(x), string(runesOf(l)))
	}
	near(t, "the lone comma's cell", x[9]-x[8], oneCell)
	if room := (x[19] - x[17]) / MM; room > 1.8*oneCell {
		t.Errorf("》《 fill %.2f mm, they were not squeezed", room)
	}
}

func TestASqueezeTakesFromTheMarkAtTheLinesEndFirst(t *testing.T) {
	h := func(n int) string { return strings.Repeat("国", n) }
	x := positions(setLines(t, h(10)+"，"+h(16)+"I，"+h(9))[0])
	if len(x) != 29 {
		t.Fatalf("the line holds %d characters, want 29", len(x))
	}
	near(t, "the comma inside", x[11]-x[10], 156.0/28)
}

func TestAGapIsSpreadAroundLatinFirst(t *testing.T) {
	h := func(n int) string { return strings.Repeat("国", n) }
	x := positions(setLines(t, h(13)+"12"+h(20))[0])
	han := x[1] - x[0]
	if gap := x[13] - x[12] - han; gap < 0.2*cell {
		t.Errorf("the gap before the number is %.2f mm wider than others, want a quarter cell", gap/MM)
	}
}

// TestNumbersLeaveTheSameWhiteOnBothSides: the 1 of 10 is drawn later in its
// width than a 0 ends before its own. Where there is a gap beside a number it is
// the same on both sides too.
func TestNumbersLeaveTheSameWhiteOnBothSides(t *testing.T) {
	for _, text := range []string{"国10国", "国2017国", "国70%国", strings.Repeat("国", 25) + "17国国国"} {
		l := setLines(t, text)[0]
		runs, glyphs := glyphsOf(l)
		i := slices.IndexFunc(glyphs, func(g Glyph) bool { return g.Rune < 0x80 })
		end := i
		for glyphs[end].Rune < 0x80 {
			end++
		}
		first := shippedFaces().Box(typeface.Glyph{Face: runs[i].Face, ID: glyphs[i].ID})
		last := shippedFaces().Box(typeface.Glyph{Face: runs[end-1].Face, ID: glyphs[end-1].ID})
		left := glyphs[i].X + first.Left*sizeBody - (glyphs[i-1].X + (sizeBody+cell)/2)
		right := glyphs[end].X + (sizeBody-cell)/2 - (glyphs[end-1].X + last.Right*sizeBody)
		if math.Abs(left-right) > 0.01 {
			t.Errorf("%s: %.2f pt before the number and %.2f behind it", text, left, right)
		}
	}
}

// TestALineBesideALongAddressIsNotTorn: what stands before an address that does
// not fit keeps its natural width, and so do the letters of the address.
func TestALineBesideALongAddressIsNotTorn(t *testing.T) {
	lines := setLines(t, "详见https://www.yn.gov.cn/zwgk/zfxxgk/2024/05/31/t20240531_123456789012.html，请查阅。")
	natural := setLines(t, "详见https://www.yn.gov.cn/zwgk/")[0]
	x, want := positions(lines[0]), positions(natural)
	for i := range want {
		if math.Abs(x[i]-want[i]) > 0.01 {
			t.Fatalf("character %d of %s stands at %.2f, want %.2f", i, string(runesOf(lines[0])), x[i], want[i])
		}
	}
	if end := rightOf(lines[0]); end > 184*MM {
		t.Errorf("the line ends at %.2f mm", end/MM)
	}
}

func TestTheNumberOfAProposalIsNotParted(t *testing.T) {
	for n := range 28 {
		for _, number := range []string{"第4号", "第0123号", "第13020780号"} {
			for _, l := range setLines(t, strings.Repeat("国", n)+number+strings.Repeat("国", 30)) {
				s := string(runesOf(l))
				if strings.HasSuffix(s, "第") || strings.HasPrefix(s, "号") {
					t.Errorf("behind %d characters %s is parted: %s", n, number, s)
				}
			}
		}
	}
}

func positions(l Line) []float64 {
	var x []float64
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			x = append(x, g.X)
		}
	}
	return x
}

func TestDashesTouch(t *testing.T) {
	l := setLines(t, "国——国")[0]
	run := l.Runs[0]
	if len(run.Glyphs) != 4 {
		t.Fatalf("the line is set in %d runs", len(l.Runs))
	}
	near(t, "two cells", run.Glyphs[3].X-run.Glyphs[0].X, 3*156.0/28)
	near(t, "second stroke where the first ends", run.Glyphs[2].X-run.Glyphs[1].X, advanceOf(run, run.Glyphs[1])/MM)
}

func TestDotsStandEvenly(t *testing.T) {
	for kind, style := range map[string]gongwen.Style{"仿宋": gongwen.ArabicDot, "楷体": gongwen.HanParen, "黑体": gongwen.HanComma} {
		b := gongwen.Block{Kind: gongwen.Heading, Number: gongwen.Number{Style: style}, Runs: []gongwen.Run{{Text: "国……国"}}}
		l := elements(mustSet(t, gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{b}}}, Options{}), ElementBody)[0]
		if len(l.Runs) != 3 || len(l.Runs[1].Glyphs) != 2 || facesOf(Line{Runs: l.Runs[1:2]}) != "NotoSerifSC-Regular" {
			t.Errorf("in %s the dots are set in %s", kind, facesOf(l.Line))
		}
	}
}

func TestUnseenCharactersTakeNoRoom(t *testing.T) {
	plain, marked := setLines(t, "国a国")[0], setLines(t, "国a\u200b\ufe0f国")[0]
	near(t, "the character behind it", lastX(marked), lastX(plain)/MM)
}

func TestAWordWithACombiningMarkIsNotTornApart(t *testing.T) {
	h := func(n int) string { return strings.Repeat("国", n) }
	l := setLines(t, h(13)+"e\u0301cole"+h(8)+"0871-63104060")[0]
	x := positions(l)
	run := l.Runs[1]
	near(t, "the letter behind the accent", x[15]-x[13], advanceOf(run, run.Glyphs[0])/MM)
}

func lastX(l Line) float64 {
	r := l.Runs[len(l.Runs)-1]
	return r.Glyphs[len(r.Glyphs)-1].X
}
