package merge

import (
	"fmt"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// list prints entries for a reader: part, heading, paragraphs.
func list(all []Entry) string {
	var s strings.Builder
	for _, e := range all {
		fmt.Fprintf(&s, "%s [%s]", e.Part, e.Heading)
		for _, b := range e.Body {
			fmt.Fprintf(&s, " | %s", b.Text())
		}
		s.WriteByte('\n')
	}
	return s.String()
}

func TestEntries(t *testing.T) {
	for _, test := range []struct{ name, status, next, want string }{
		{"headings", "（一）修桥\n已修三座。\n又修两座。\n（二）铺路\n已铺九里。", "", `
status [修桥] | 已修三座。 | 又修两座。
status [铺路] | 已铺九里。
`},
		{"items", "一是修桥。已修三座。\n二是抓紧铺路,已铺九里。", "", `
status [修桥] | 已修三座。
status [] | 抓紧铺路，已铺九里。
`},
		{"run-in headings without a number", "加强桥梁养护工作。我局已修三座桥。\n又修了两座桥。\n加快道路建设。已铺九里。", "", `
status [加强桥梁养护工作] | 我局已修三座桥。 | 又修了两座桥。
status [加快道路建设] | 已铺九里。
`},
		{"plain paragraphs", "我局近年来修桥三座，铺路九里。\n今年以来，已完成投资3亿元。", "将继续修桥，不断铺路。", `
status [] | 我局近年来修桥三座，铺路九里。
status [] | 今年以来，已完成投资3亿元。
next_steps [] | 将继续修桥，不断铺路。
`},
		{"a first sentence is no heading", "去年修桥3座。其中石桥一座。\n取得了成效。群众满意。", "", `
status [] | 去年修桥3座。其中石桥一座。
status [] | 取得了成效。群众满意。
`},
		{"words before the first heading", "我局高度重视，专题研究。\n（一）修桥\n已修三座。", "", `
status [] | 我局高度重视，专题研究。
status [修桥] | 已修三座。
`},
		{"items below a heading", "（一）修桥\n一是勘察。已勘察三处。\n二是施工。已开工。", "", `
status [修桥] | 一是勘察。已勘察三处。 | 二是施工。已开工。
`},
		{"headings below a heading are run in", "（一）修桥\n1.勘察\n已勘察三处。\n2.施工\n已开工。", "", `
status [修桥] | 1.勘察。已勘察三处。 | 2.施工。已开工。
`},
		{"a heading below a heading that has no text", "一、修桥\n（一）勘察\n二、铺路\n已铺九里。", "", `
status [修桥] | （一）勘察
status [铺路] | 已铺九里。
`},
		{"the title of the part", "一、工作情况\n（一）修桥\n已修三座。", "二、下一步工作打算\n将再修两座桥，铺好路。", `
status [修桥] | 已修三座。
next_steps [] | 将再修两座桥，铺好路。
`},
		{"a heading alone", "（一）修桥\n（二）铺路\n已铺九里。", "", `
status [修桥]
status [铺路] | 已铺九里。
`},
		{"a short line that looks like a name", "县公路局", "", `
status [] | 县公路局
`},
		{"a whole letter in one field", "关于老桥的会办意见\n县交通局：\n一、工作情况\n已修桥三座，铺路九里。\n二、下一步打算\n将再修两座，铺好路。\n县公路局", "", `
status [] | 已修桥三座，铺路九里。
next_steps [] | 将再修两座，铺好路。
`},
		{"nothing", " \n", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := reply.Contribution{DepartmentID: 7, Revision: 3, Opinion: reply.Opinion{Status: test.status, NextSteps: test.next}}
			all := Entries(c)
			if got := list(all); got != strings.TrimPrefix(test.want, "\n") {
				t.Errorf("got\n%swant%s", got, test.want)
			}
			for i, e := range all {
				if e.Index != i || e.Department != 7 || e.Revision != 3 {
					t.Errorf("entry %d is numbered %d of %d/%d", i, e.Index, e.Department, e.Revision)
				}
				checkSources(t, e.Body, gongwen.Source{Department: 7, Revision: 3})
				for _, b := range e.Body {
					if b.Kind != gongwen.Paragraph || b.Number.Style == gongwen.HanComma || b.Number.Style == gongwen.HanParen {
						t.Errorf("%s would open a section of the letter", b.Text())
					}
				}
			}
		})
	}
}

func checkSources(t *testing.T, blocks []gongwen.Block, want gongwen.Source) {
	t.Helper()
	for _, b := range blocks {
		for _, r := range b.Runs {
			if r.Source != want {
				t.Errorf("%q has the source %v, want %v", r.Text, r.Source, want)
			}
		}
	}
}

func TestTheSampleHasTheSevenEntriesThatWerePlaced(t *testing.T) {
	for name := range scenes {
		s := load(t, name)
		n := 0
		for _, all := range s.entries {
			n += len(all)
		}
		if n != len(s.placements) {
			t.Errorf("%s: %d entries, %d were placed", name, n, len(s.placements))
		}
		found := map[string]bool{}
		for _, p := range s.placements {
			e := s.entry(t, p)
			found[fmt.Sprint(e.Department, e.Index)] = true
		}
		if len(found) != n {
			t.Errorf("%s: %d different entries were placed, want %d", name, len(found), n)
		}
	}
}

func TestSplitOpinion(t *testing.T) {
	for _, test := range []struct {
		name, letter, status, next string
		contact                    reply.Person
	}{
		{"a letter with everything", "关于第17号提案的会办意见\r\n县交通局:\r\n你局转来的提案收悉。现提出意见如下:\r\n一、工作情况\r\n（一）修桥\r\n已修三座。\r\n二、下一步工作打算\r\n再修两座。\r\n特此函复。\r\n县财政局\r\n2026年3月2日\r\n（联系人及电话：建设科，王五，0999-7654321）",
			"（一）修桥\n已修三座。", "再修两座。", reply.Person{Office: "建设科", Name: "王五", Phone: "0999-7654321"}},
		{"titles without numbers", "县交通局：\n工作开展情况\n已修三座。\n下一步工作安排\n再修两座。", "已修三座。", "再修两座。", reply.Person{}},
		{"no titles, but 下一步", "我局已修三座。\n下一步，我局将再修两座。\n还要铺路。", "我局已修三座。", "下一步，我局将再修两座。\n还要铺路。", reply.Person{}},
		{"next steps under a heading that says more", "一、工作成效\n已修三座。\n二、下一步全力修桥\n再修两座。", "已修三座。", "二、下一步全力修桥\n再修两座。", reply.Person{}},
		{"a heading with a word of the table", "一、关于“制定计划”的建议\n已制定。\n二、完善规划\n已完善。", "一、关于“制定计划”的建议\n已制定。\n二、完善规划\n已完善。", "", reply.Person{}},
		{"contact without an office", "已修三座。\n联系人：王五，7654321", "已修三座。", "", reply.Person{Name: "王五", Phone: "7654321"}},
		{"nothing", "", "", "", reply.Person{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := SplitOpinion(test.letter)
			if want := (reply.Opinion{Status: test.status, NextSteps: test.next, Contact: test.contact}); !got.Equal(want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

// A text of a great many paragraphs is taken apart into so many entries and no more;
// none of its words is lost.
func TestAManyTimesBrokenOpinion(t *testing.T) {
	text := strings.Repeat("甲\n", 5000)
	all := Entries(reply.Contribution{Opinion: reply.Opinion{Status: text, NextSteps: "乙"}})
	if len(all) != maxEntries+1 {
		t.Errorf("%d entries", len(all))
	}
	words := 0
	for _, e := range all {
		words += strings.Count(e.Words(), "甲")
	}
	if words != 5000 {
		t.Errorf("%d of 5000 paragraphs are left", words)
	}
	for _, c := range Compare(all, all) {
		if !c.Same {
			t.Fatalf("%v is not itself", c.New)
		}
	}
}
