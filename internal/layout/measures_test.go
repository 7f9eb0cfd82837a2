package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// near fails the test if got, in points, is not want mm within the standard's
// tolerance.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got/MM-want) > 0.35 {
		t.Errorf("%s: %.2f mm, want %.2f mm", what, got/MM, want)
	}
}

// emTop is where the line's em box begins; the faces draw 0.88 em of it above
// the baseline.
func emTop(l Line) float64 { return l.Runs[0].Y - 0.88*l.Runs[0].Size }

func leftOf(l Line) float64 { return l.Runs[0].Glyphs[0].X }

// rightOf is where the line's last glyph ends.
func rightOf(l Line) float64 {
	r := l.Runs[len(l.Runs)-1]
	g := r.Glyphs[len(r.Glyphs)-1]
	return g.X + advanceOf(r, g)
}

func elements(p Pages, e Element) []placed {
	var found []placed
	for n, page := range p.Pages {
		for _, l := range page.Lines {
			if l.Element == e {
				found = append(found, placed{l, n})
			}
		}
	}
	return found
}

func TestAFullPageHas22LinesOf28Cells(t *testing.T) {
	p := mustSet(t, letterOf(strings.Repeat("国", 28*22*2)), Options{})
	lines := elements(p, ElementBody)
	near(t, "top of line 1", emTop(lines[0].Line), 37)
	near(t, "bottom of line 22", emTop(lines[21].Line)+16, 262)
	near(t, "pitch", lines[1].Runs[0].Y-lines[0].Runs[0].Y, 29.6/72*25.4)
	near(t, "indent of the first line", leftOf(lines[0].Line), 28+2*156.0/28)
	near(t, "left edge", leftOf(lines[1].Line), 28)
	near(t, "right edge", rightOf(lines[1].Line), 184)
	if n := len(runesOf(lines[1].Line)); n != 28 {
		t.Errorf("a full line holds %d characters, want 28", n)
	}
	if lines[21].page != 0 || lines[22].page != 1 {
		t.Error("page 1 does not hold 22 lines")
	}
}

func TestTheHeadOfPage1(t *testing.T) {
	p := mustSet(t, sampleLetter(t), Options{})
	head := elements(p, ElementLetterhead)[0].Line
	number := elements(p, ElementDocNumber)[0].Line
	class, publicity := elements(p, ElementClass)[0].Line, elements(p, ElementPublicity)[0].Line
	title := elements(p, ElementTitle)
	addressee := elements(p, ElementAddressee)[0].Line
	rule := p.Pages[0].Rules[0]
	row := 29.6 / 72 * 25.4

	near(t, "top of the letterhead's em box", emTop(head), 37+35)
	near(t, "top of its strokes, 0.85 em above the baseline", head.Runs[0].Y-0.85*head.Runs[0].Size, 37+35)
	near(t, "letterhead's left edge", leftOf(head), 28)
	near(t, "letterhead's right edge", rightOf(head), 184)
	near(t, "number, two rows below the letterhead", emTop(number)-emTop(head)-head.Runs[0].Size, 2*row+(row-16/MM)/2)
	near(t, "middle of the number", (leftOf(number)+rightOf(number))/2, 106)
	near(t, "rule below the number", rule.Y-emTop(number)-16, 4)
	near(t, "length of the rule", rule.X2-rule.X1, 156)
	near(t, "title, two rows below the rule", emTop(title[0].Line)-rule.Y, 2*row+(row-22/MM)/2)
	near(t, "title's lines", title[1].Runs[0].Y-title[0].Runs[0].Y, row)
	near(t, "addressee, one blank row below the title", emTop(addressee)-emTop(title[1].Line)-22, 2*row-(22+16)/2/MM)
	near(t, "addressee's left edge", leftOf(addressee), 28)
	near(t, "top of the class", emTop(class), 37)
	near(t, "right edge of the class", rightOf(class), 184)
	near(t, "publicity", publicity.Runs[0].Y-class.Runs[0].Y, row)
	for what, c := range map[string]Color{"letterhead": head.Runs[0].Color, "rule": rule.Color} {
		if c != Red {
			t.Errorf("the %s is not red: %v", what, c)
		}
	}
	if order := []Element{ElementLetterhead, ElementDocNumber, ElementClass, ElementPublicity, ElementTitle}; !startsWith(p.Pages[0], order) {
		t.Errorf("page 1 does not begin with %v", order)
	}
}

func startsWith(p Page, order []Element) bool {
	for i, e := range order {
		if p.Lines[i].Element != e {
			return false
		}
	}
	return p.Lines[len(p.Lines)-1].Element == ElementPageNumber
}

func TestPageNumbersStandAtTheOuterEdge(t *testing.T) {
	p := mustSet(t, sampleLetter(t), Options{})
	const oneCell = 156.0 / 28
	for i, l := range elements(p, ElementPageNumber) {
		if s := string(runesOf(l.Line)); s != fmt.Sprintf("— %d —", i+1) {
			t.Errorf("page %d is numbered %q", i+1, s)
		}
		// The strokes of the face lie 0.24 to 0.29 em above the baseline.
		near(t, "strokes beside the number", l.Runs[0].Y-0.27*14, 262+7)
		if i%2 == 0 {
			near(t, "odd number's right edge", rightOf(l.Line), 184-oneCell)
		} else {
			near(t, "even number's left edge", leftOf(l.Line), 28+oneCell)
		}
	}
}

func TestTheSealedSignature(t *testing.T) {
	p := mustSet(t, sampleLetter(t), Options{})
	name, date := elements(p, ElementSignatory)[0], elements(p, ElementDate)[0]
	body := elements(p, ElementBody)
	last := body[len(body)-1]
	contact := elements(p, ElementContact)[0]
	row := 29.6 / 72 * 25.4

	near(t, "date's right indent", rightOf(date.Line), 184-4*156.0/28)
	near(t, "署名 centred over the date", (leftOf(name.Line)+rightOf(name.Line))/2-(leftOf(date.Line)+rightOf(date.Line))/2, 0)
	near(t, "two blank lines before the 署名", name.Runs[0].Y-last.Runs[0].Y, 3*row)
	near(t, "date below the 署名", date.Runs[0].Y-name.Runs[0].Y, row)
	near(t, "contact below the date", contact.Runs[0].Y-date.Runs[0].Y, row)
	near(t, "contact's indent", cellLeft(contact.Line), 28+2*156.0/28)

	if p.Seal == nil {
		t.Fatal("no place for the seal")
	}
	near(t, "diameter", p.Seal.Diameter, 42)
	near(t, "seal's middle", p.Seal.X, (leftOf(date.Line)+rightOf(date.Line))/2/MM)
	if gap := p.Seal.Y - p.Seal.Diameter/2 - (emTop(last.Line) + 16); gap < 0 || gap > 29.6 {
		t.Errorf("the seal's top is %.2f mm below the text, want 0 to one line", gap/MM)
	}
	middle := (emTop(name.Line) + emTop(date.Line) + 16) / 2
	if middle <= p.Seal.Y || middle > p.Seal.Y+9*MM {
		t.Errorf("署名 and date stand at %.2f mm, the seal's centre at %.2f", middle/MM, p.Seal.Y/MM)
	}
	if p.Seal.Page != date.page {
		t.Errorf("the seal is on page %d, the date on %d", p.Seal.Page, date.page)
	}
}

// cellLeft is where the cell of a line's first character begins: an opening
// mark stands on the right of its own.
func cellLeft(l Line) float64 {
	g := l.Runs[0].Glyphs[0]
	return g.X + advanceOf(l.Runs[0], g) - cell
}

func TestTheUnsealedSignature(t *testing.T) {
	for name, c := range map[string]struct {
		signatory string
		left      float64 // of the 署名, in mm
	}{
		"署名 longer than the date": {"云南省科学技术厅", 184 - 10*156.0/28},
		"date longer than the 署名": {"省政府", 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := mustSet(t, letterOf("关于甲的答复\n甲委员：\n正文内容。\n"+c.signatory+"\n2024年12月31日\n"), Options{})
			name, date := elements(p, ElementSignatory)[0].Line, elements(p, ElementDate)[0].Line
			near(t, "date, two cells right of the 署名", leftOf(date)-leftOf(name), 2*156.0/28)
			if c.left > 0 {
				near(t, "署名", leftOf(name), c.left)
				near(t, "署名's right indent", rightOf(name), 184-2*156.0/28)
			} else {
				near(t, "date's right indent", rightOf(date), 184-2*156.0/28)
			}
			body := elements(p, ElementBody)
			near(t, "one blank line", name.Runs[0].Y-body[len(body)-1].Runs[0].Y, 2*29.6/72*25.4)
			if p.Seal != nil {
				t.Error("an unsealed letter has a place for a seal")
			}
		})
	}
}

func TestALongSignatoryUnderTheSealTakesTheDateWithIt(t *testing.T) {
	p := mustSet(t, sealed(letterOf("关于甲的答复\n甲委员：\n正文内容。\n云南省市场监督管理局（云南省知识产权局）\n2024年12月31日\n")), Options{})
	name, date := elements(p, ElementSignatory)[0].Line, elements(p, ElementDate)[0].Line
	middle := (leftOf(date) + rightOf(date)) / 2
	near(t, "署名's cells end at the right edge", leftOf(name)+20*cell, 184)
	near(t, "署名 centred over the date", leftOf(name)+10*cell-middle, 0)
	near(t, "seal's middle", p.Seal.X, middle/MM)
}

func TestTurnedLinesAlignUnderTheFirstName(t *testing.T) {
	for name, filler := range map[string]string{"first line spread": "GMS办理情况，", "squeezed": "、国情、", "even": ""} {
		t.Run(name, func(t *testing.T) {
			l := letterOf("正文。\n附件：1.征询意见表以及关于" + filler + "本案的若干说明材料汇编、国家（第一至第三部分）\n2.办理结果\n")
			l.CopyTo = []string{"省政府督查室", "省政协提案委员会", "省市场监管局" + filler, "GMS办公室", "省教育厅", "昆明市科学技术局"}
			p := mustSet(t, l, Options{})
			notes, copied := elements(p, ElementAttachment), elements(p, ElementCopyTo)
			first := positions(notes[0].Line)
			near(t, "second line of the attachment's name", leftOf(notes[1].Line), first[5]/MM)
			near(t, "second attachment's number", leftOf(notes[2].Line), first[3]/MM)
			near(t, "room of the label", first[5]-first[0], 3*156.0/28+0.75*16/MM)
			near(t, "second line of 抄送", leftOf(copied[1].Line), positions(copied[0].Line)[3]/MM)
		})
	}
}

func TestOtherDiametersOfTheSeal(t *testing.T) {
	for _, mm := range []float64{36, 38, 40, 42, 45, 50, 58} {
		t.Run(fmt.Sprint(mm), func(t *testing.T) {
			p := mustSet(t, sampleLetter(t), Options{SealDiameter: mm * MM})
			body := elements(p, ElementBody)
			last := body[len(body)-1]
			if gap := p.Seal.Y - p.Seal.Diameter/2 - (emTop(last.Line) + 16); gap < 0 || gap > 29.6+hair {
				t.Errorf("the seal's top is %.2f mm below the text, want 0 to one line", gap/MM)
			}
		})
	}
}

func TestTheImprintEndsThePage(t *testing.T) {
	p := mustSet(t, sampleLetter(t), Options{})
	page := p.Pages[len(p.Pages)-1]
	want := []float64{0.35, 0.25, 0.35}
	if len(page.Rules) != len(want) {
		t.Fatalf("%d rules, want %d", len(page.Rules), len(want))
	}
	for i, r := range page.Rules {
		if math.Abs(r.Width/MM-want[i]) > 0.01 {
			t.Errorf("rule %d is %.2f mm thick, want %.2f", i, r.Width/MM, want[i])
		}
	}
	near(t, "last rule", page.Rules[2].Y, 262)
	copied := elements(p, ElementCopyTo)
	printed := elements(p, ElementImprint)
	near(t, "抄送's left indent", leftOf(copied[0].Line), 28+14/MM)
	near(t, "印发日期's right indent", rightOf(printed[1].Line), 184-14/MM)
	if s := string(runesOf(copied[len(copied)-1].Line)); !strings.HasSuffix(s, "。") {
		t.Errorf("抄送 ends %q", s)
	}
	if s := string(runesOf(printed[1].Line)); s != "2024年5月31日印发" {
		t.Errorf("印发 says %q", s)
	}
}

// The number to call must be legible: the seal's rim ends above it.
func TestTheSealClearsTheContactNote(t *testing.T) {
	p := mustSet(t, sampleLetter(t), Options{})
	contact := elements(p, ElementContact)[0]
	if bottom := p.Seal.Y + p.Seal.Diameter/2; bottom > emTop(contact.Line) {
		t.Errorf("the seal ends at %.2f mm, the 附注 begins at %.2f", bottom/MM, emTop(contact.Line)/MM)
	}
}
