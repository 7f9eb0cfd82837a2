package merge

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

func TestFollow(t *testing.T) {
	const old = "一、工作情况\n（一）强化协同创新\n我局组建了联合体。\n（二）修桥\n已修三座桥。\n已养护九座。\n二、下一步打算\n（一）修桥\n再修两座。\n"
	hang := func(heading string, path ...string) reply.Request { return reply.Request{Heading: heading, Path: path} }
	status := hang("强化协同创新", "工作情况")
	for _, test := range []struct {
		name    string
		request reply.Request
		next    string
		heading string
		path    string
		gone    bool
	}{
		{"untouched", status, old, "强化协同创新", "工作情况", false},
		{"renumbered", status, strings.Replace(old, "（一）强化", "（三）强化", 1), "强化协同创新", "工作情况", false},
		{"moved under another heading", status, "一、工作情况\n（一）修桥\n已修三座桥。\n二、下一步打算\n（一）强化协同创新\n我局组建了联合体。\n", "强化协同创新", "下一步打算", false},
		{"reworded", status, strings.Replace(old, "强化协同创新", "强化协同攻关创新", 1), "强化协同攻关创新", "工作情况", false},
		{"quite another name over the same text", hang("修桥", "工作情况"), "一、工作情况\n（一）交通建设\n已修三座桥。\n已养护九座。\n二、下一步打算\n（一）管护\n再修两座。\n", "交通建设", "工作情况", false},
		{"the same words under two headings", hang("修桥", "下一步打算"), old, "修桥", "下一步打算", false},
		{"one of two gone: the other has the words", hang("修桥", "下一步打算"), strings.Replace(old, "（一）修桥\n再修两座。\n", "", 1), "修桥", "工作情况", false},
		{"gone", status, "一、工作情况\n（一）修桥\n已修三座桥。\n", "强化协同创新", "工作情况", true},
		{"gone, and what is like it stood there before", hang("修桥", "工作情况"), "一、工作情况\n（一）强化协同创新\n我局组建了联合体。\n", "修桥", "工作情况", true},
		{"all text taken out", status, "", "强化协同创新", "工作情况", true},
		{"the whole letter hangs on nothing", hang(""), "", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Follow(gongwen.Parse(old, lead), gongwen.Parse(test.next, lead), []reply.Request{test.request})[0]
			if got.Heading != test.heading || strings.Join(got.Path, "/") != test.path || got.Gone != test.gone {
				t.Errorf("%q under %q, gone %v", got.Heading, got.Path, got.Gone)
			}
		})
	}
	twins := gongwen.Parse("一、工作情况\n（一）强化协同创新\n我局组建了联合体。\n（二）强化协同创新攻关\n已立项三个。\n", lead)
	one := gongwen.Parse("一、工作情况\n（一）强化协同创新攻关\n已立项三个。\n", lead)
	if got := Follow(twins, one, []reply.Request{status})[0]; !got.Gone {
		t.Errorf("it hangs on %q, which stood there before as a heading of its own", got.Heading)
	}
	before := gongwen.Parse(old, lead)
	lost := Follow(before, gongwen.Document{}, []reply.Request{status})
	if back := Follow(gongwen.Document{}, before, lost)[0]; back.Gone {
		t.Error("the heading came back and its request did not")
	}
}

func TestAnAnswerIsSuggestedWhereItWasAskedFor(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	requests := []reply.Request{{ID: 5, Heading: "清障", Path: []string{"工作情况"}}, {ID: 6, Heading: "工作情况"}, {ID: 7}}
	c := reply.Contribution{DepartmentID: 2, Revision: 1, Opinion: reply.Opinion{
		Status:  "（一）修桥\n已修三座。",
		Answers: []reply.Answer{{Request: 5, Text: "已清障两处。\n用时三天。"}, {Request: 6, Text: "（一）铺路\n已铺三里。\n（二）修桥\n已修两座。"}, {Request: 7, Declined: "不属本局"}},
	}}
	all := Hang(Entries(c), d, requests)
	if got := list(all); got != "status [修桥] | 已修三座。\nstatus [] | 已清障两处。 | 用时三天。\nstatus [铺路] | 已铺三里。\nstatus [修桥] | 已修两座。\n" {
		t.Fatalf("entries\n%s", got)
	}
	for _, test := range []struct {
		entry int
		path  string
		asked bool
	}{{0, "修桥", false}, {1, "清障", true}, {2, "铺路", true}, {3, "修桥", true}} {
		e := all[test.entry]
		heading := -1
		for _, r := range requests {
			if e.Request != 0 && r.ID == e.Request {
				heading = HeadingOf(d, r)
			}
		}
		got := SuggestUnder(d, e, heading, 3)
		if len(got) == 0 || !strings.HasSuffix(got[0].Path, test.path) || got[0].Asked != test.asked || got[0].Asked != (got[0].Score == 1) {
			t.Errorf("entry %d: %+v", test.entry, got)
		}
		for _, other := range got[1:] {
			if other.Asked || other.Heading == got[0].Heading {
				t.Errorf("entry %d: %+v comes twice", test.entry, other)
			}
		}
	}
	bare := c
	bare.Opinion.Answers = nil
	if a, b := Entries(bare), Entries(c); a[0].Words() != b[0].Words() || a[0].Index != b[0].Index {
		t.Error("answers moved the entries of the halves")
	}
}
