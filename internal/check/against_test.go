package check

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

const answered = "关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n您提出的《关于加强养老服务体系建设的提案》收悉，现答复如下：\n" +
	"该提案由某某省民政厅主办。\n某某省民政厅\n2024年5月31日\n（联系人及电话：养老服务处，李某某，0800-0000001）\n"

// Where the case was changed after the draft, or the draft is another's, the place
// is found however large the difference is, both sides are named, and one press
// makes the text what it would be if it had been drafted from the case.
func TestDifferencesFromTheCase(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Case)
		error  bool // blocks issuing where the text is printed as it stands
		says   []string
	}{
		{"another proposal's title", func(c *Case) { c.Title = "关于进一步方便群众查询科研项目信息的提案" }, true, []string{"关于加强养老服务体系建设的提案", "关于进一步方便群众查询科研项目信息的提案"}},
		{"a title one word apart", func(c *Case) { c.Title = "关于加强养老服务队伍建设的提案" }, true, []string{"关于加强养老服务队伍建设的提案"}},
		{"a title with marks", func(c *Case) { c.Title = "关于落实《养老服务条例》的提案" }, true, []string{"落实《养老服务条例》"}},
		{"the kind", func(c *Case) { c.Kind, c.Title = reply.Suggestion, "关于加强养老服务体系建设的建议" }, true, []string{"登记的是建议，答复代表，这里写的是“委员”，全文共3处"}},
		{"the number", func(c *Case) { c.Number = "0132" }, false, []string{"“0123”与登记的“0132”"}},
		{"the session", func(c *Case) { c.Session = "政协某某省第十三届委员会第三次会议" }, false, []string{"届次与登记的“政协某某省第十三届委员会第三次会议”"}},
		{"the proposer", func(c *Case) { c.Proposers = []reply.Proposer{{Name: "赵某"}} }, true, []string{"“张某某”与登记的提案者"}},
		{"the contact", func(c *Case) { c.Contact = reply.Person{Office: "规划处", Name: "王某", Phone: "0800-0000009"} }, false, []string{"联系人与登记的“（联系人及电话：规划处，王某，0800-0000009）”"}},
		{"the telephone", func(c *Case) { c.Contact.Phone = "0800-0000009" }, false, []string{"联系人与登记的"}},
		{"the department's name", func(c *Case) {
			c.Renamed = []Renaming{{c.Lead.Full, "某某省民政和养老事业厅"}}
			c.Lead.Full = "某某省民政和养老事业厅"
			c.Bodies[0] = c.Lead
		}, false, []string{"“某某省民政厅”现在登记为“某某省民政和养老事业厅”", "署名“某某省民政厅”不是登记的单位全称"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := exampleCase()
			c.Recommendations, c.Composed = nil, true
			if all := Run(Input{Text: answered, Case: c}); len(all) != 0 {
				t.Fatalf("before: %+v", all)
			}
			tt.change(c)
			all := Differences(Run(Input{Text: answered, Case: c}))
			errors, _ := Count(all)
			if (errors > 0) != tt.error {
				t.Errorf("%d errors of %d", errors, len(all))
			}
			var said strings.Builder
			for _, f := range all {
				said.WriteString(f.Message + "\n")
			}
			for _, want := range tt.says {
				if !strings.Contains(said.String(), want) {
					t.Errorf("nobody says %q, only:\n%s", want, said.String())
				}
			}
			text, n := Align(answered, all)
			if n == 0 || n != len(all) {
				t.Fatalf("%d of %d mended", n, len(all))
			}
			for _, f := range Run(Input{Text: text, Case: c}) {
				t.Errorf("afterwards W%d %q: %s\n%s", f.Rule, f.Text, f.Message, text)
			}
			if fixed, _ := Fix(Input{Text: answered, Case: c}); fixed != answered {
				t.Errorf("among all fixes it becomes\n%s", fixed)
			}
		})
	}
}

// A law, a plan or a notice is not the proposal's title; nor is another proposal
// that the letter only mentions.
func TestWhatIsNoTitleOfTheProposal(t *testing.T) {
	for _, opening := range []string{
		"您好！按照《关于推进基本养老服务体系建设的意见》，现答复如下：",
		"您提出的《民法典》实施问题，我们高度重视。",
		"感谢您对《某某省养老服务条例》立法的支持，您提出的意见已转省人大。",
		"国务院提出的《关于发展银发经济的意见》为我们指明了方向，感谢您的关心。",
		"您提出的提案收悉。省政协委员在《关于发展老年教育的提案》中也提出了类似意见。",
		"您提出的第0123号提案收悉，现答复如下：",
		"您提出的《关于加强养老服务体系建设》提案收悉。",
		"您提出的《加强养老服务体系建设》的提案收悉。",
		"您提出的关于加强养老服务体系建设的提案收悉。",
		"您提出的《关于加强 “养老服务”体系建设的建议》（第123号）收悉。",
		"您提出的《关于发展老年教育的提案》《关于加强养老服务体系建设的提案》收悉。",
		"您提出的“一老一小”问题，“银发经济”的建议，我们已经吸纳。",
		"您提出的“关于培养护理人才”的意见已经采纳。",
	} {
		c := exampleCase()
		for _, f := range Run(Input{Text: "张某某委员：\n" + opening + "\n一、工作情况\n您提出的《关于发展老年教育的提案》另行答复。", Case: c}) {
			if f.Rule == 39 {
				t.Errorf("%s\nE39 %q: %s", opening, f.Text, f.Message)
			}
		}
	}
}

// Correct letters of the corpus are right in a case of their own title and wrong in
// another's.
func TestCorrectLettersNameTheirProposal(t *testing.T) {
	named := 0
	for _, text := range correctTexts(t) {
		doc := gongwen.Parse(text, gongwen.Source{})
		if len(doc.Blocks) < 4 {
			continue
		}
		c := &Case{Title: "关于甲乙丙丁戊己庚辛的提案", Number: "999999"}
		p := newPaper(Input{Text: text, Case: c})
		s := scan{paper: p}
		all := s.namings()
		if len(all) == 0 {
			continue
		}
		named++
		c.Title = all[0].title()
		for _, f := range Run(Input{Text: text, Case: &Case{Title: c.Title}}) {
			if f.Rule == 39 && f.Severity == Error && f.Differs {
				t.Errorf("%q in its own case: %s", f.Text, f.Message)
			}
		}
	}
	if named < 4 {
		t.Errorf("only %d letters name their proposal", named)
	}
}

// A text at fault everywhere is read in one pass.
func TestDifferencesAreFoundInLongTexts(t *testing.T) {
	for _, unit := range []string{"您提出的《", "您提出的《关于甲的提案》", "第1号建议", "提案", "“关于", "您提出的关于"} {
		c := exampleCase()
		c.Kind = reply.Suggestion
		text := "张某某委员：\n" + strings.Repeat(unit, 60000/size(unit)) + "\n"
		for _, f := range Run(Input{Text: text, Case: c}) {
			if f.End < f.Start {
				t.Errorf("%s: %+v", unit, f)
			}
		}
	}
}
