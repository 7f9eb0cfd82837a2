package main

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// The finished file, measured by other people's tools alone: MuPDF's trace and
// pixels, poppler's boxes, qpdf's objects. The numbers are those of
// GB/T 9704-2012 in mm; nothing here knows how the page was made.
const (
	textLeft, textRight = 28.0, 184.0 // 5.2.1
	textTop, textBottom = 37.0, 262.0
	textMiddle          = 106.0
	oneCell             = 156.0 / 28 // 5.2.3
	onePitch            = 29.6 / 72 * 25.4
	threeHao            = 16 / 72.0 * 25.4 // 三号
	fourHao             = 14 / 72.0 * 25.4
	aboveBaseline       = 0.88 // of the em box
)

// rendered is the sample's letter as dafu render prints it.
var rendered = sync.OnceValues(func() (string, error) {
	dir := filepath.Dir(binary)
	data, err := filepath.Abs("../../internal/sample/data")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "geometry.pdf")
	return file, runQuietly(binary, "render", filepath.Join(data, "letter.txt"),
		"--case", filepath.Join(data, "case.json"), "-o", file)
})

func renderedSample(t *testing.T) (string, []tracedPage) {
	t.Helper()
	file, err := rendered()
	if err != nil {
		t.Fatal(err)
	}
	return file, traced(t, file)
}

// about fails the test if a length is not what is asked, within mm.
func about(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s: %.2f mm, want %.2f ± %.2f", what, got, want, within)
	}
}

func TestThePaperIsA4(t *testing.T) {
	_, pages := renderedSample(t)
	if len(pages) < 15 || len(pages) > 17 {
		t.Errorf("the sample takes %d pages, want 15 to 17", len(pages))
	}
	for _, p := range pages {
		about(t, "width", p.width, 210, 0.1)
		about(t, "height", p.height, 297, 0.1)
	}
}

func TestThePagesOfTheTextStandOnTheGrid(t *testing.T) {
	_, pages := renderedSample(t)
	full := 0
	for n, p := range pages[1 : len(pages)-1] {
		lines := p.text()
		if len(lines) > 22 {
			t.Errorf("page %d has %d lines", n+2, len(lines))
		}
		about(t, fmt.Sprintf("page %d: top of line 1", n+2), lines[0].emTop(), textTop, 0.1)
		for k := range lines[1:] {
			about(t, fmt.Sprintf("page %d: pitch below line %d", n+2, k+1), lines[k+1].y-lines[k].y, onePitch, 0.02)
		}
		if len(lines) == 22 {
			full++
			about(t, fmt.Sprintf("page %d: bottom of line 22", n+2), lines[21].emTop()+threeHao, textBottom, 0.1)
		}
	}
	if full < 5 {
		t.Errorf("%d pages of 22 lines, want most", full)
	}
}

// A paragraph begins two cells in or at the left edge; a line above one that
// begins at the left edge goes on in it, so it ends at the right edge.
func TestTheEdgesOfTheTextAreStraight(t *testing.T) {
	_, pages := renderedSample(t)
	indented, filled, whole := 0, 0, 0
	for n, p := range pages[1 : len(pages)-1] {
		lines := p.text()
		for k, l := range lines {
			where := fmt.Sprintf("page %d line %d", n+2, k+1)
			left := l.left()
			if math.Abs(left-textLeft-2*oneCell) < oneCell {
				indented++
				about(t, where+": indent", left, textLeft+2*oneCell, 0.3)
			} else {
				about(t, where+": left edge", left, textLeft, 0.3)
			}
			if k+1 < len(lines) && lines[k+1].left() < textLeft+1 {
				filled++
				about(t, where+": right edge", l.rightAt(textRight), textRight, 0.3)
				if l.allHan() && left < textLeft+1 {
					whole = max(whole, len(l.chars))
				}
			}
		}
	}
	if indented < 20 || filled < 150 {
		t.Errorf("saw %d indents and %d full lines", indented, filled)
	}
	if whole != 28 {
		t.Errorf("the fullest line of Han characters holds %d, want 28", whole)
	}
}

func TestNoLineOfTheFileBreaksWhereItMayNot(t *testing.T) {
	_, pages := renderedSample(t)
	for n, p := range pages {
		for _, l := range p.text() {
			first, last := l.chars[0].r, l.chars[len(l.chars)-1].r
			if strings.ContainsRune("。，、；：？！）》〉】〕”’·％‰", first) || strings.ContainsRune("（《〈【〔“‘", last) {
				t.Errorf("page %d: %s", n+1, l.words())
			}
		}
	}
}

func TestTheHeadOfTheFile(t *testing.T) {
	file, pages := renderedSample(t)
	p := pages[0]
	letterhead, number, class := p.line(t, "云南省科学技术厅"), p.line(t, "云科提〔2024〕12号"), p.line(t, "B")
	rules := p.rulesOf(red)
	if len(rules) != 1 {
		t.Fatalf("%d red rules, want one", len(rules))
	}
	rule := rules[0]
	if rule.weight < 0.35 || rule.weight > 1.5 {
		t.Errorf("red rule: %.2f mm thick, want 0.35 to 1.5", rule.weight)
	}
	ink := inkOf(t, file, 1, func(c pixel) bool { return c.red() }, box{0, 0, 210, number.y})
	about(t, "letterhead: top of its ink", ink.top, textTop+35, 0.5)
	about(t, "letterhead: middle", letterhead.middle(), textMiddle, 0.3)
	about(t, "letterhead: width", letterhead.right()-letterhead.left(), 156, 0.3)
	about(t, "number: middle", number.middle(), textMiddle, 0.3)
	about(t, "number: two blank lines below the letterhead", number.emTop()-letterhead.emBottom(), 2*onePitch+(onePitch-threeHao)/2, 0.5)
	about(t, "red rule: below the number", rule.y-number.emBottom(), 4, 0.3)
	about(t, "red rule: left end", rule.x1, textLeft, 0.1)
	about(t, "red rule: right end", rule.x2, textRight, 0.1)
	about(t, "class: top", class.emTop(), textTop, 0.1)
	about(t, "class: right edge", class.right(), textRight, 0.3)
	about(t, "publicity: right edge", p.line(t, "主动公开").right(), textRight, 0.3)
	if letterhead.colour() != red || number.colour() != black {
		t.Errorf("letterhead %q, number %q, want red and black", letterhead.colour(), number.colour())
	}
}

func TestTheTitleAndTheAddresseeOfTheFile(t *testing.T) {
	_, pages := renderedSample(t)
	p := pages[0]
	title := slices.DeleteFunc(p.lines(), func(l tracedLine) bool { return math.Abs(l.size()-22) > 0.01 })
	if len(title) < 1 || len(title) > 3 {
		t.Fatalf("%d lines of 22 points, want the title's", len(title))
	}
	for _, l := range title {
		about(t, "title: middle", l.middle(), textMiddle, 0.3)
		if len(l.chars) < 2 || !l.inFont("Serif") || l.colour() != black {
			t.Errorf("the title's line %s is set in %s, %s", l.words(), l.chars[0].font, l.colour())
		}
	}
	rule := p.rulesOf(red)[0]
	twoHao := 22 / 72.0 * 25.4
	about(t, "title: two blank lines below the rule", title[0].emTop()-rule.y, 2*onePitch+(onePitch-twoHao)/2, 0.3)
	addressee := p.line(t, "杨建林委员：")
	about(t, "addressee: left edge", addressee.left(), textLeft, 0.1)
	last := title[len(title)-1]
	about(t, "addressee: one blank line below the title", addressee.emTop()-last.emBottom(), 2*onePitch-(twoHao+threeHao)/2, 0.3)
}

func TestTheFacesOfTheHeadings(t *testing.T) {
	_, pages := renderedSample(t)
	seen := map[string]int{}
	for _, p := range pages {
		for _, l := range p.text() {
			words, font := l.words(), ""
			switch {
			case strings.HasPrefix(words, "一、") || strings.HasPrefix(words, "二、"):
				font = "Sans" // 黑体
			case strings.HasPrefix(words, "（一）") || strings.HasPrefix(words, "（二）"):
				font = "Kai"
			case strings.HasPrefix(words, "一是"):
				font = "FangSong"
			default:
				continue
			}
			seen[font]++
			if first := l.chars[0]; !strings.Contains(first.font, font) || first.size != 16 {
				t.Errorf("%s is set in %s, %v points", words, first.font, first.size)
			}
		}
	}
	for _, font := range []string{"Sans", "Kai", "FangSong"} {
		if seen[font] < 2 {
			t.Errorf("saw %d lines that are to be set in %s", seen[font], font)
		}
	}
}

func TestThePageNumbersOfTheFile(t *testing.T) {
	file, pages := renderedSample(t)
	for n, p := range pages {
		l := p.lines()[len(p.lines())-1]
		if words := l.words(); words != fmt.Sprintf("—%d—", n+1) {
			t.Fatalf("page %d ends with %s", n+1, words)
		}
		if n%2 == 0 {
			about(t, fmt.Sprintf("page %d: number's right edge", n+1), l.right(), textRight-oneCell, 0.4)
		} else {
			about(t, fmt.Sprintf("page %d: number's left edge", n+1), l.left(), textLeft+oneCell, 0.4)
		}
		if l.size() != 14 {
			t.Errorf("page %d: the number is of %v points", n+1, l.size())
		}
	}
	l := pages[0].lines()[len(pages[0].lines())-1]
	dash := l.chars[0]
	ink := inkOf(t, file, 1, func(c pixel) bool { return c.dark() }, box{dash.x, textBottom + 1, dash.x + dash.width, 290})
	about(t, "strokes beside the number", (ink.top+ink.bottom)/2, textBottom+7, 0.3)
}

func TestTheUnsealedEndOfTheFile(t *testing.T) {
	_, pages := renderedSample(t)
	p := pages[len(pages)-1]
	name, date := p.line(t, "云南省科学技术厅"), p.line(t, "2024年5月31日")
	about(t, "署名: right indent", name.right(), textRight-2*oneCell, 0.3)
	about(t, "date: two cells right of the 署名", date.left()-name.left(), 2*oneCell, 0.3)
	about(t, "date: below the 署名", date.y-name.y, onePitch, 0.02)
	text := slices.DeleteFunc(p.text(), func(l tracedLine) bool { return l.y >= name.y })
	about(t, "署名: one blank line below the text", name.y-text[len(text)-1].y, 2*onePitch, 0.02)
	contact := p.lineBeginning(t, "（联系人及电话")
	about(t, "contact: below the date", contact.y-date.y, onePitch, 0.02)
	about(t, "contact: indent", contact.left(), textLeft+2*oneCell, 0.3)
}

func TestTheImprintOfTheFile(t *testing.T) {
	_, pages := renderedSample(t)
	p := pages[len(pages)-1]
	rules := p.rulesOf(black)
	want := []float64{0.35, 0.25, 0.35}
	if len(rules) != len(want) {
		t.Fatalf("%d rules, want %d", len(rules), len(want))
	}
	for i, r := range rules {
		about(t, "rule: weight", r.weight, want[i], 0.03)
		about(t, "rule: left end", r.x1, textLeft, 0.1)
		about(t, "rule: right end", r.x2, textRight, 0.1)
	}
	about(t, "last rule: bottom of the text block", rules[2].y, textBottom, 0.3)
	copied := p.lineBeginning(t, "抄送：")
	about(t, "抄送: left indent", copied.left(), textLeft+fourHao, 0.3)
	printed := p.lineBeginning(t, "云南省科学技术厅2024") // two elements on one baseline
	about(t, "印发机关: left indent", printed.left(), textLeft+fourHao, 0.3)
	about(t, "印发日期: right indent", printed.right(), textRight-fourHao, 0.3)
	if copied.size() != 14 || printed.size() != 14 || !strings.HasSuffix(printed.words(), "2024年5月31日印发") {
		t.Errorf("imprint: %v and %v points, %s", copied.size(), printed.size(), printed.words())
	}
	if !(rules[0].y < copied.emTop() && copied.emBottom() < rules[1].y && rules[1].y < printed.emTop()) {
		t.Error("the rules do not stand around the lines of the imprint")
	}
}

// Poppler sees the same edges as MuPDF.
func TestPopplerSeesTheSameLines(t *testing.T) {
	file, pages := renderedSample(t)
	boxes := popplerLines(t, file)
	if len(boxes) != len(pages) {
		t.Fatalf("poppler sees %d pages, want %d", len(boxes), len(pages))
	}
	full := 0
	for n := 1; n+1 < len(pages); n++ {
		lines := pages[n].text()
		for k, l := range lines {
			b, ok := boxes[n].around(l.y)
			if !ok {
				t.Errorf("page %d: poppler does not see line %d, %s", n+1, k+1, l.words())
				continue
			}
			about(t, fmt.Sprintf("page %d line %d: poppler's left edge", n+1, k+1), b.left, l.left(), 0.3)
			about(t, fmt.Sprintf("page %d line %d: poppler's right edge", n+1, k+1), b.right, l.right(), 0.3)
			if b.left < textLeft+0.3 && b.right > textRight-0.3 {
				full++
			}
		}
	}
	if full < 100 {
		t.Errorf("poppler sees %d lines from 28 to 184 mm", full)
	}
}

func (l tracedLine) allHan() bool {
	return !slices.ContainsFunc(l.chars, func(c tracedChar) bool { return !unicode.Is(unicode.Han, c.r) })
}
