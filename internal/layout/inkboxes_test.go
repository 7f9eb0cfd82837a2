package layout

import (
	"math"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// inkOf returns the middle, bottom and top of a glyph's ink, and its face's name.
func inkOf(t *testing.T, r Run, g Glyph) (middle, bottom, top float64) {
	t.Helper()
	box := shippedFaces().Box(typeface.Glyph{Face: r.Face, ID: g.ID})
	return g.X + (box.Left+box.Right)/2*r.Size, box.Bottom*r.Size - r.Y, box.Top*r.Size - r.Y
}

// glyphsOf returns a line's glyphs with their runs.
func glyphsOf(l Line) (runs []Run, glyphs []Glyph) {
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			runs, glyphs = append(runs, r), append(glyphs, g)
		}
	}
	return runs, glyphs
}

func TestAMarkIsPartOfItsLetterWhereTheFaceHasBoth(t *testing.T) {
	for text, whole := range map[string]rune{"e\u0302": 'ê', "a\u0323\u0302": 'ậ', "か\u3099": 'が', "Z\u0301": 'Ź'} {
		l := setLines(t, "国"+text+"国")[0]
		if got := string(runesOf(l)); got != "国"+text+"国" {
			t.Errorf("%q holds the text %q", text, got)
		}
		runs, glyphs := glyphsOf(l)
		want, _ := shippedFaces().Glyph(typeface.FangSong, whole)
		if glyphs[1].ID != want.ID || runs[1].Face != want.Face {
			t.Errorf("%q is not printed as %c", text, whole)
		}
		for i := 2; i < len(glyphs)-1; i++ {
			if _, bottom, top := inkOf(t, runs[i], glyphs[i]); bottom != top {
				t.Errorf("%q: the mark is printed a second time", text)
			}
		}
	}
}

func TestAMarkStandsOverTheMiddleOfItsLetterAndClearOfIt(t *testing.T) {
	marks := "\u0300\u0301\u0302\u0304\u030c\u0308\u0303\u030a"
	for _, base := range "bdghkmxzBMQXÉê" {
		for _, mark := range marks {
			if _, ok := typeface.Compose(base, mark); ok {
				continue
			}
			l := setLines(t, "国"+string(base)+string(mark)+"国")[0]
			runs, glyphs := glyphsOf(l)
			letter, _, top := inkOf(t, runs[1], glyphs[1])
			middle, bottom, _ := inkOf(t, runs[2], glyphs[2])
			if math.Abs(middle-letter) > 0.01*sizeBody {
				t.Errorf("%c%c: the mark stands %.2f pt off the middle", base, mark, middle-letter)
			}
			if white := (bottom - top) / sizeBody; white < markGap-hair || white > widestWhite+hair {
				t.Errorf("%c%c: %.3f em are white below the mark", base, mark, white)
			}
		}
	}
}

func TestMarksBelowAndMarksOverMarks(t *testing.T) {
	runs, glyphs := glyphsOf(setLines(t, "国q\u0323\u0304\u0302国")[0])
	_, foot, _ := inkOf(t, runs[1], glyphs[1])
	if _, _, top := inkOf(t, runs[2], glyphs[2]); top > foot-markGap*sizeBody+hair {
		t.Error("the dot below q touches it")
	}
	_, _, first := inkOf(t, runs[3], glyphs[3])
	if _, bottom, _ := inkOf(t, runs[4], glyphs[4]); bottom < first+markGap*sizeBody-hair {
		t.Error("the second mark above touches the first")
	}
}

// TestAMarkStaysWithItsLetterWhereLettersMoveApart: before a long address the
// letters of a word are spread; the mark goes with its letter.
func TestAMarkStaysWithItsLetterWhereLettersMoveApart(t *testing.T) {
	offset := func(words string) float64 {
		for _, l := range setLines(t, words) {
			runs, glyphs := glyphsOf(l)
			if i := slices.IndexFunc(glyphs, func(g Glyph) bool { return g.Rune == 0x302 }); i >= 0 {
				letter, _, _ := inkOf(t, runs[i-1], glyphs[i-1])
				mark, _, _ := inkOf(t, runs[i], glyphs[i])
				return mark - letter
			}
		}
		t.Fatal("no mark")
		return 0
	}
	spread := "abcdefgX\u0302hij " + strings.Repeat("x", 50)
	if got := offset(spread); math.Abs(got) > 0.01*sizeBody {
		t.Errorf("the mark stands %.2f pt off its letter", got)
	}
}

func TestASelectorChoosesTheFormAndStaysInTheText(t *testing.T) {
	heading := func(text string) Line {
		b := gongwen.Block{Kind: gongwen.Heading, Number: gongwen.Number{Style: gongwen.HanComma, Mark: "一、"}, Runs: []gongwen.Run{{Text: text}}}
		return elements(mustSet(t, gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{b}}}, Options{}), ElementBody)[0].Line
	}
	plain, centred, unknown := heading("工作，情况"), heading("工作，\uFE01情况"), heading("工作，\U000E0105情况")
	at := func(l Line) Glyph {
		_, glyphs := glyphsOf(l)
		return glyphs[slices.IndexFunc(glyphs, func(g Glyph) bool { return g.Rune == '，' })]
	}
	if at(centred).ID == at(plain).ID {
		t.Error("黑体 has a comma for the middle of its cell, and it is not used")
	}
	if at(unknown).ID != at(plain).ID {
		t.Error("a selector that no face knows changes the glyph")
	}
	for l, want := range map[string]string{string(runesOf(centred)): "一、工作，\uFE01情况", string(runesOf(unknown)): "一、工作，\U000E0105情况"} {
		if l != want {
			t.Errorf("the line holds %q, want %q", l, want)
		}
	}
}
