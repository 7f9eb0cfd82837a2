package reply

import (
	"slices"
	"strings"
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

var science = Department{ID: 1, FullName: "某省科学技术厅", ShortName: "省科技厅", NumberPrefix: "某科提"}

const draftText = `某某委员：
您提出的提案收悉，现答复如下：
一、工作开展情况
已经做了一些工作，取得了一些成效。
某省科学技厅
2024年5月30日
（联系人及电话：某处，张某，123）
`

func TestComposeTakesNamesFromTheRegistry(t *testing.T) {
	c := goodCase()
	c.Contact = Person{"战略规划处", "桂某", "63104060"}
	c.CopyTo = []string{"省政府督查室", "省教育厅"}
	c.HandlingClass = "B"
	l := Compose(c, science, gongwen.Parse(draftText, gongwen.Source{Department: 1}), DocNumber("某科提", 2024, 12), day(2024, 5, 31))
	want := `关于政协某省第十三届委员会第二次会议第0123号提案的答复
某某委员：
您提出的提案收悉，现答复如下：
一、工作开展情况
已经做了一些工作，取得了一些成效。
某省科学技术厅
2024年5月31日
（联系人及电话：战略规划处，桂某，63104060）
`
	if got := l.Body.Text(); got != want {
		t.Errorf("composed:\n%s", got)
	}
	if l.DocNumber != "某科提〔2024〕12号" || l.Letterhead != "某省科学技术厅" || l.HandlingClass != "B" || l.Printer != l.Letterhead || l.PrintedOn != "2024年5月31日" {
		t.Errorf("around the text: %+v", l)
	}
}

func TestComposeKeepsTheTextsContactIfTheCaseHasNone(t *testing.T) {
	l := Compose(goodCase(), science, gongwen.Parse(draftText, gongwen.Source{}), "", calendar.Date{})
	if !strings.HasSuffix(l.Body.Text(), "某省科学技术厅\n（联系人及电话：某处，张某，123）\n") {
		t.Errorf("composed:\n%s", l.Body.Text())
	}
}

func TestReplacementsNameWhatIsNotPrinted(t *testing.T) {
	c := goodCase()
	c.Contact = Person{"战略规划处", "桂某", "63104060"}
	notes := Replacements(c, science, gongwen.Parse(draftText, gongwen.Source{}))
	for _, word := range []string{"某省科学技厅", "2024年5月30日", "某处，张某，123"} {
		if !slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, word) }) {
			t.Errorf("no note names %q: %q", word, notes)
		}
	}
	clean := "某某委员：\n现答复如下：\n" + science.FullName + "\n"
	if notes := Replacements(goodCase(), science, gongwen.Parse(clean, gongwen.Source{})); len(notes) != 0 {
		t.Errorf("notes on a text that prints as it stands: %q", notes)
	}
}

func TestContactNoteLeavesOutWhatIsUnknown(t *testing.T) {
	if got := ContactNote(Person{}); got != "" {
		t.Errorf("nobody: %q", got)
	}
	if got := ContactNote(Person{Name: "张某", Phone: "63104060"}); got != "（联系人及电话：张某，63104060）" {
		t.Errorf("no office: %q", got)
	}
}

func TestComposeFollowsTheDepartmentsHabits(t *testing.T) {
	c := goodCase()
	c.CopyTo = []string{"省政府督查室"}
	own := science
	own.Form, own.Duplex, own.Feedback, own.Printer = gongwen.LetterForm, true, true, "某省科学技术厅办公室"
	l := Compose(c, own, gongwen.Parse(draftText, gongwen.Source{}), "", day(2024, 5, 31))
	if l.Form != gongwen.LetterForm || !l.Duplex || l.Printer != "某省科学技术厅办公室" {
		t.Errorf("form %d, duplex %v, printer %q", l.Form, l.Duplex, l.Printer)
	}
	if len(l.Attachments) != 1 || l.Attachments[0].Title != "提案办理情况征询意见表" || *l.Attachments[0].Feedback != (gongwen.Feedback{
		Number: "0123", Subject: c.Title, Member: "某某", Department: own.FullName,
	}) {
		t.Errorf("attachments %+v", l.Attachments)
	}
	if l := Compose(c, science, gongwen.Document{}, "", day(2024, 5, 31)); l.Attachments != nil || l.Printer != science.FullName {
		t.Errorf("without habits: %+v", l)
	}
}
