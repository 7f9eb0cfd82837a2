package layout

import (
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

func TestAttachmentsBeginOnPagesOfTheirOwn(t *testing.T) {
	l := withForm(sealed(dressed(letterOf(shortText))))
	p := mustSet(t, l, Options{})
	marks, titles := elements(p, ElementAnnexMark), elements(p, ElementAnnexTitle)
	for i, want := range []string{"附件1", "附件2"} {
		m, title := marks[i], titles[i]
		if got := string(runesOf(m.Line)); got != want || m.page != len(p.Pages)-2+i {
			t.Errorf("%s on page %d of %d, want %s", got, m.page+1, len(p.Pages), want)
		}
		if facesOf(m.Line) != "NotoSansSC-Medium" {
			t.Errorf("the mark is set in %s", facesOf(m.Line))
		}
		near(t, "mark on row 1", emTop(m.Line), 37)
		near(t, "mark's left edge", leftOf(m.Line), 28)
		near(t, "title on row 3", emTop(title.Line)+11-8, 37+2*rowMM)
		near(t, "title's middle", (leftOf(title.Line)+rightOf(title.Line))/2, 106)
	}
	if n := len(elements(p, ElementPageNumber)); n != len(p.Pages) {
		t.Errorf("%d page numbers on %d pages", n, len(p.Pages))
	}
	imprint := elements(p, ElementImprint)[0]
	if imprint.page != len(p.Pages)-1 {
		t.Errorf("the imprint stands on page %d, before an attachment", imprint.page+1)
	}
	for _, line := range p.Pages[len(p.Pages)-1].Lines {
		if line.Element == ElementAnnexText && (line.Annex != 2 || line.Block != -1) {
			t.Errorf("%q says it stands in attachment %d, block %d", string(runesOf(line)), line.Annex, line.Block)
		}
	}
	if s := p.Seals; len(s) != 1 || s[0].Page != len(p.Pages)-3 {
		t.Errorf("seals at %+v", s)
	}
}

func TestTheLetterNotesItsAttachments(t *testing.T) {
	p := mustSet(t, withForm(dressed(letterOf(shortText))), Options{})
	notes, body := elements(p, ElementAttachment), elements(p, ElementBody)
	if got := string(runesOf(notes[0].Line)); got != "附件：1.提案办理情况征询意见表" {
		t.Errorf("the note reads %q", got)
	}
	near(t, "one blank line below the text", notes[0].Runs[0].Y-body[len(body)-1].Runs[0].Y, 2*rowMM)
	near(t, "second number under the first", leftOf(notes[1].Line), leftOf(notes[0].Line)/MM+3*cell/MM)

	single := mustSet(t, oneForm(letterOf(shortText)), Options{})
	if got := string(runesOf(elements(single, ElementAttachment)[0].Line)); got != "附件：提案办理情况征询意见表" {
		t.Errorf("the note of one attachment reads %q", got)
	}
	if got := string(runesOf(elements(single, ElementAnnexMark)[0].Line)); got != "附件" {
		t.Errorf("one attachment is marked %q", got)
	}
	own := oneForm(letterOf(strings.Replace(shortText, "云南省科学技术厅\n", "附件：1.征询意见表\n云南省科学技术厅\n", 1)))
	noted := mustSet(t, own, Options{})
	if n := len(elements(noted, ElementAttachment)); n != 1 {
		t.Errorf("%d notes, want the text's own alone", n)
	}
	if got := string(runesOf(elements(noted, ElementAnnexMark)[0].Line)); got != "附件1" {
		t.Errorf("the note says 1., the mark %q", got)
	}
}

func TestTheFormIsAClosedTable(t *testing.T) {
	for name, subject := range map[string]string{
		"usual":         "关于充分发挥云南区位和开放优势加快推动新质生产力发展的提案",
		"empty":         "",
		"several pages": strings.Repeat("关于加强科技创新的建议，", 300),
	} {
		t.Run(name, func(t *testing.T) {
			l := oneForm(letterOf(shortText))
			f := l.Attachments[0].Forms[0]
			f.Subject = subject
			l.Attachments[0].Forms = []gongwen.Feedback{f}
			p := mustSet(t, l, Options{})
			var words string
			for n, page := range p.Pages {
				for _, line := range page.Lines {
					if line.Element == ElementForm {
						words += string(runesOf(line))
					}
				}
				checkGrid(t, n, page)
			}
			for _, want := range []string{"提案编号", "第0123号", "杨建林", subject, "承办单位", "□不满意", "意见建议", "委员签名", f.Note} {
				if !strings.Contains(strings.ReplaceAll(words, "案　　由", ""), want) {
					t.Errorf("the form lacks %q", want)
				}
			}
			checkInside(t, p)
		})
	}
}

// checkGrid: every vertical ends on two rules, and no text touches a line.
func checkGrid(t *testing.T, n int, page Page) {
	t.Helper()
	on := func(y float64) bool {
		for _, r := range page.Rules {
			if r.Y-y < hair && y-r.Y < hair {
				return true
			}
		}
		return false
	}
	for _, c := range page.Columns {
		if !on(c.Y1) || !on(c.Y2) || c.Y2-c.Y1 < 20 {
			t.Errorf("page %d: a vertical from %.2f to %.2f mm ends on no rule", n+1, c.Y1/MM, c.Y2/MM)
		}
		for _, l := range page.Lines {
			inside := l.Runs[0].Y > c.Y1 && l.Runs[0].Y < c.Y2
			if right, _ := rightEdge(l); inside && leftOf(l) < c.X && right > c.X {
				t.Errorf("page %d: %q crosses a vertical", n+1, string(runesOf(l)))
			}
		}
	}
}

func TestTheFormForASuggestionSpeaksOfTheDeputy(t *testing.T) {
	l := oneForm(letterOf(shortText))
	l.Attachments[0].Forms = []gongwen.Feedback{{Suggestion: true}}
	var words string
	for _, line := range elements(mustSet(t, l, Options{}), ElementForm) {
		words += string(runesOf(line.Line))
	}
	if !strings.Contains(words, "建议编号") || !strings.Contains(words, "代表签名") || strings.Contains(words, "委员") {
		t.Errorf("the form reads %s", words)
	}
}

func TestACharacterOfAnAttachmentWithoutAGlyphIsNamed(t *testing.T) {
	for name, a := range map[string]gongwen.Annex{
		"title": {Title: "犇"},
		"text":  {Title: "表", Body: gongwen.Parse("姓犇名。\n", gongwen.Source{})},
		"form":  {Title: "表", Forms: []gongwen.Feedback{{Subject: "犇"}}},
		"note":  {Title: "表", Forms: []gongwen.Feedback{{Note: "犇"}}},
	} {
		l := letterOf("关于甲的答复\n附件：1.表\n")
		l.Attachments = []gongwen.Annex{a}
		_, err := Set(l, lacking{shippedFaces(), '犇'}, Options{})
		missing, ok := err.(*UnprintableError)
		if !ok || len(missing.Characters) != 1 || missing.Characters[0].Block != -1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheImprintFindsRoomBelowTheForm(t *testing.T) {
	for name, l := range map[string]gongwen.Letter{
		"文件格式": oneForm(dressed(letterOf(shortText))),
		"信函格式": inLetterForm(oneForm(dressed(letterOf(shortText)))),
	} {
		p := mustSet(t, l, Options{})
		form, copies := elements(p, ElementForm), elements(p, ElementCopyTo)
		if form[0].page != copies[0].page {
			t.Errorf("%s: the form stands on page %d, 抄送 on %d", name, form[0].page+1, copies[0].page+1)
		}
		last := form[len(form)-1].Line
		if gap := emTop(copies[0].Line) - emTop(last) - 14; gap < 14 {
			t.Errorf("%s: 抄送 stands %.1f points below the form's note", name, gap)
		}
	}
}

// TestEveryFormStandsOnItsPage: three who signed together get three forms under one
// mark, and no name is broken (faults U16).
func TestEveryFormStandsOnItsPage(t *testing.T) {
	l := oneForm(letterOf(shortText))
	members := []string{"李建国", "阿卜杜拉·买买提江·图尔荪", "中国民主同盟某某省某某市委员会"}
	l.Attachments[0].Forms = nil
	for i, m := range members {
		l.Attachments[0].Forms = append(l.Attachments[0].Forms, gongwen.Feedback{Number: "0123", Member: m, Collective: i == 2})
	}
	p := mustSet(t, l, Options{})
	var found []string
	for n, page := range p.Pages {
		marks := 0
		for _, line := range page.Lines {
			words := string(runesOf(line))
			if slices.Contains(members, words) {
				found = append(found, words)
			}
			if line.Element == ElementAnnexMark {
				marks++
			}
		}
		if len(page.Columns) > 0 && marks != 1 {
			t.Errorf("page %d: a form under %d marks", n+1, marks)
		}
		checkGrid(t, n, page)
	}
	if !slices.Equal(found, members) {
		t.Errorf("whole on one line stand %q", found)
	}
	if n := len(elements(p, ElementAttachment)); n > 1 {
		t.Errorf("%d notes for one kind of form", n)
	}
	checkInside(t, p)
}
