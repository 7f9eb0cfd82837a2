package layout

import (
	"testing"

	"dafu/internal/gongwen"
)

const rowMM = 29.6 / 72 * 25.4

func TestTheHeadOfTheLetterForm(t *testing.T) {
	l := sampleLetter(t)
	l.Form = gongwen.LetterForm
	p := mustSet(t, l, Options{})
	page := p.Pages[0]
	head := elements(p, ElementLetterhead)[0].Line
	number, class, publicity := elements(p, ElementDocNumber)[0].Line, elements(p, ElementClass)[0].Line, elements(p, ElementPublicity)[0].Line
	title := elements(p, ElementTitle)[0].Line

	near(t, "top of the letterhead's strokes, 0.85 em above the baseline", head.Runs[0].Y-0.85*head.Runs[0].Size, 30)
	if len(page.Rules) != 4 {
		t.Fatalf("%d rules on page 1, want two double ones", len(page.Rules))
	}
	thick, thin, thinFoot, thickFoot := page.Rules[0], page.Rules[1], page.Rules[2], page.Rules[3]
	for _, r := range page.Rules {
		near(t, "left end of a rule", r.X1, 20)
		near(t, "right end of a rule", r.X2, 190)
		if r.Color != Red {
			t.Errorf("a rule is not red: %v", r)
		}
	}
	if thick.Width <= thin.Width || thick.Y >= thin.Y {
		t.Error("the first double rule is not thick above thin")
	}
	if thickFoot.Width <= thinFoot.Width || thinFoot.Y >= thickFoot.Y {
		t.Error("the second double rule is not thin above thick")
	}
	near(t, "first double rule below the letterhead's strokes", thick.Y-thick.Width/2-(head.Runs[0].Y+0.09*head.Runs[0].Size), 4)
	near(t, "second double rule's foot", thickFoot.Y+thickFoot.Width/2, 297-20)
	near(t, "number, 7/8 of its height below the rule", emTop(number)-(thin.Y+thin.Width/2), 7./8*16/MM)
	for what, line := range map[string]Line{"number": number, "class": class, "publicity": publicity} {
		near(t, "right edge of the "+what, rightOf(line), 184)
	}
	near(t, "class below the number", class.Runs[0].Y-number.Runs[0].Y, rowMM)
	near(t, "publicity below the class", publicity.Runs[0].Y-class.Runs[0].Y, rowMM)
	near(t, "title, two blank rows below the publicity", emTop(title)-emTop(publicity), 3*rowMM-(22-16)/2/MM)
}

func TestTheLetterFormHasItsFurnitureOnPage1Only(t *testing.T) {
	l := sampleLetter(t)
	l.Form = gongwen.LetterForm
	p := mustSet(t, l, Options{})
	for i, page := range p.Pages {
		if i > 0 && len(page.Rules) > 0 {
			t.Errorf("page %d has rules: %v", i+1, page.Rules)
		}
	}
	numbers := elements(p, ElementPageNumber)
	if len(numbers) != len(p.Pages)-1 || numbers[0].page != 1 || string(runesOf(numbers[0].Line)) != "— 2 —" {
		t.Errorf("%d numbers on %d pages, the first on page %d", len(numbers), len(p.Pages), numbers[0].page+1)
	}
	if len(elements(p, ElementImprint)) > 0 {
		t.Error("印发机关 is printed")
	}
	copies := elements(p, ElementCopyTo)
	last := copies[len(copies)-1]
	if last.page != len(p.Pages)-1 {
		t.Errorf("抄送 stands on page %d of %d", last.page+1, len(p.Pages))
	}
	near(t, "抄送 in the last row of the text block", emTop(last.Line)+14, 262-(rowMM-14/MM)/2)
	checkLetter(t, l, p)
}

func TestTheIssuerStandsBesideTheNumber(t *testing.T) {
	l := sampleLetter(t)
	l.Issuer = "王学勤"
	p := mustSet(t, l, Options{})
	number, issuer := elements(p, ElementDocNumber)[0].Line, elements(p, ElementIssuer)[0].Line
	const oneCell = 156.0 / 28
	near(t, "number's left edge", cellLeft(number), 28+oneCell)
	near(t, "issuer's right edge", rightOf(issuer), 184-oneCell)
	near(t, "on one row", issuer.Runs[0].Y-number.Runs[0].Y, 0)
	if got := facesOf(issuer); got != "GongwenFangSong-Regular+LXGWWenKai-Light" {
		t.Errorf("签发人 is set in %s", got)
	}
	near(t, "rule below the number", p.Pages[0].Rules[0].Y-emTop(number)-16, 4)
}
