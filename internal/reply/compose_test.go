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
	if len(l.Attachments) != 1 || l.Attachments[0].Title != "提案办理情况征询意见表" || !slices.Equal(l.Attachments[0].Forms, []gongwen.Feedback{{
		Number: "0123", Subject: c.Title, Member: "某某", Department: own.FullName,
	}}) {
		t.Errorf("attachments %+v", l.Attachments)
	}
	if l := Compose(c, science, gongwen.Document{}, "", day(2024, 5, 31)); l.Attachments != nil || l.Printer != science.FullName {
		t.Errorf("without habits: %+v", l)
	}
}

// TestEachWhoAskedGetsAForm: three who signed together, and a collective, each say
// what they think of the reply on a form of their own (faults U16).
func TestEachWhoAskedGetsAForm(t *testing.T) {
	c := goodCase()
	c.Proposers = []Proposer{{Name: "李建国"}, {Name: "王秀英"}, {Name: "民盟某市委", Collective: true}}
	own := science
	own.Feedback = true
	l := Compose(c, own, gongwen.Parse(draftText, gongwen.Source{}), "", day(2024, 5, 31))
	if len(l.Attachments) != 1 || len(l.Attachments[0].Forms) != 3 {
		t.Fatalf("attachments %+v", l.Attachments)
	}
	for i, f := range l.Attachments[0].Forms {
		if f.Member != c.Proposers[i].Name || f.Collective != c.Proposers[i].Collective || f.Number != "0123" {
			t.Errorf("form %d is %+v", i+1, f)
		}
	}
	if _, member, sign := l.Attachments[0].Forms[2].Labels(); member != "提案单位" || sign != "盖　　章" {
		t.Errorf("the collective is called %s and signs at %s", member, sign)
	}
}

// TestALongSalutationIsASalutation: twenty who signed together are greeted, also in
// a draft that was stored with the line as a paragraph (faults U7).
func TestALongSalutationIsASalutation(t *testing.T) {
	c := goodCase()
	c.Proposers = nil
	names := make([]string, 20)
	for i := range names {
		names[i] = "欧阳建" + string([]rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")[i])
		c.Proposers = append(c.Proposers, Proposer{Name: names[i]})
	}
	text := "关于政协某省第十三届委员会第二次会议第0123号提案的答复\n" + strings.Join(names, "、") + "委员：\n你们提出的提案收悉。\n"
	body := gongwen.Parse(text, gongwen.Source{})
	if body.Blocks[1].Kind != gongwen.Addressee {
		t.Errorf("the salutation is read as %v", body.Blocks[1].Kind)
	}
	body.Blocks[1].Kind = gongwen.Paragraph // as an older version stored it
	if l := Compose(c, science, body, "", day(2024, 5, 31)); l.Body.Blocks[1].Kind != gongwen.Addressee {
		t.Errorf("the salutation is printed as %v", l.Body.Blocks[1].Kind)
	}
	for _, lead := range []string{
		"近年来我局坚持以人民为中心，认真落实省委省政府关于养老服务工作的决策部署，会同各区县和有关部门、各街道、各社区共同做好以下各个方面的工作任务：",
		"我局高度重视，先后会同发展改革、教育、科技、工业和信息化、公安、民政、财政、人力资源、自然资源、生态环境、住房城乡建设、交通运输等部门做了以下工作：",
	} {
		body := gongwen.Parse("关于政协某省第十三届委员会第二次会议第0123号提案的答复\n"+lead+"\n一是加强。\n", gongwen.Source{})
		if body.Blocks[1].Kind == gongwen.Addressee {
			t.Errorf("%s is taken for a salutation", lead)
		}
	}
}
