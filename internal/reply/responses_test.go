package reply

import (
	"reflect"
	"testing"

	"dafu/internal/gongwen"
)

func TestResponsesFollowTheText(t *testing.T) {
	const (
		bridge = "一是安排专项资金三百万元，用于加固桥墩。\n"
		rail   = "二是委托设计单位完成人行护栏方案，年内开工。\n"
		file   = "三是逐桥建立档案，每年检测一次。\n"
	)
	recommendations := []string{"加固桥墩", "增设护栏", "一桥一档"}
	text := func(s string) gongwen.Document { return gongwen.Parse(s, gongwen.Source{}) }
	links := []Response{{Recommendation: "加固桥墩", Block: 0}, {Recommendation: "增设护栏", Block: 1}, {Recommendation: "增设护栏", Block: 2}}
	first := text(bridge + rail + file)
	step := func(old, next gongwen.Document, want [][]int) {
		t.Helper()
		links = FollowResponses(links, old, next)
		if got := Answered(recommendations, links, next); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v (%+v)", got, want, links)
		}
	}
	cut := text(rail + file)
	step(first, cut, [][]int{nil, {0, 1}, nil})
	moved := text(rail + file + bridge)
	step(cut, moved, [][]int{{2}, {0, 1}, nil}) // pasted elsewhere after a save between
	edited := text("二是委托设计单位完成人行护栏和照明方案，年内开工。\n" + file + bridge)
	step(moved, edited, [][]int{{2}, {0, 1}, nil})
	step(edited, text("完全另写的一段话。"), [][]int{nil, nil, nil})
	step(text("完全另写的一段话。"), first, [][]int{{0}, {2}, nil}) // back: what was edited meanwhile has other words
}

func TestLinking(t *testing.T) {
	d := gongwen.Parse("关于老桥的答复\n张三委员：\n一、工作开展情况\n一是安排专项资金。\n", gongwen.Source{})
	if _, err := LinkResponse(nil, "加固桥墩", d, []int{0, 1}, true); CodeOf(err) != Invalid {
		t.Errorf("a title answers: %v", err)
	}
	links, err := LinkResponse(nil, "加固桥墩", d, []int{1, 2, 3, 99}, true)
	if err != nil || !reflect.DeepEqual(Answered([]string{"加固桥墩"}, links, d), [][]int{{2, 3}}) {
		t.Errorf("%v %+v", err, links)
	}
	again, _ := LinkResponse(links, "加固桥墩", d, []int{3}, true)
	if len(again) != 2 {
		t.Errorf("linked twice: %+v", again)
	}
	less, _ := LinkResponse(again, "加固桥墩", d, []int{2}, false)
	if !reflect.DeepEqual(Answered([]string{"加固桥墩"}, less, d), [][]int{{3}}) {
		t.Errorf("unlinked: %+v", less)
	}
}

func TestRewordedRecommendationsKeepTheirLinks(t *testing.T) {
	links := []Response{{Recommendation: "甲", Block: 1}, {Recommendation: "乙", Block: 2}}
	for _, test := range []struct {
		name  string
		after []string
		want  [][]int
	}{
		{"reworded", []string{"甲的新说法", "乙"}, [][]int{{1}, {2}}},
		{"in another order", []string{"乙", "甲"}, [][]int{{2}, {1}}},
		{"one put in front", []string{"丙", "甲", "乙"}, [][]int{nil, {1}, {2}}},
		{"one taken out", []string{"乙"}, [][]int{{2}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Answered(test.after, RenameResponses(links, []string{"甲", "乙"}, test.after), gongwen.Document{})
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestAHeadingMadeFromARecommendationAnswersIt(t *testing.T) {
	recommendations := []string{"一、推进“医养结合”；", "二、关于加固桥墩的问题。", "增设护栏", "增设护栏。", "健全机制"}
	for _, c := range []struct {
		name, text string
		want       [][]int
	}{
		{"as the outline writes it", "一、关于“推进‘医养结合’”的建议\n已经开始。\n二、关于“加固桥墩”的建议\n已经完成。\n", [][]int{{0}, {2}, nil, nil, nil}},
		{"nothing is written below it", "一、关于“推进‘医养结合’”的建议\n二、关于“加固桥墩”的建议\n已经完成。\n", [][]int{nil, {1}, nil, nil, nil}},
		{"word for word", "（一）推进医养结合\n已经开始。\n1.增设护栏\n已经完成。\n", [][]int{{0}, nil, {2}, {2}, nil}},
		{"below a heading of its own", "一、健全机制\n（一）组织领导\n成立了小组。\n", [][]int{nil, nil, nil, nil, {0}}},
		{"as a run-in heading", "1.增设护栏。年内在三座桥增设。\n", [][]int{nil, nil, {0}, {0}, nil}},
		{"other words", "一、关于增设路灯的建议\n已经完成。\n", [][]int{nil, nil, nil, nil, nil}},
		{"in running text", "增设护栏\n", [][]int{nil, nil, nil, nil, nil}},
	} {
		if got := Answered(recommendations, nil, gongwen.Parse(c.text, gongwen.Source{})); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	d := gongwen.Parse("一、健全机制\n已经开始。\n", gongwen.Source{})
	both := []Response{{Recommendation: "健全机制", Block: 1}, {Recommendation: "健全机制", Block: 0}}
	if got := Answered([]string{"健全机制"}, both, d); !reflect.DeepEqual(got, [][]int{{0, 1}}) {
		t.Errorf("linked too: %v", got)
	}
}

func TestAHeadingOfTheSameWordsCannotBeUnlinked(t *testing.T) {
	d := gongwen.Parse("一、健全机制\n已经开始。\n二、其他工作\n没有开始。\n", gongwen.Source{})
	if _, err := LinkResponse(nil, "健全机制", d, []int{0}, false); CodeOf(err) != Conflict {
		t.Errorf("it is said to be unlinked: %v", err)
	}
	if got, err := LinkResponse([]Response{{Recommendation: "健全机制", Block: 2}}, "健全机制", d, []int{2}, false); err != nil || len(got) != 0 {
		t.Errorf("another heading stays linked: %v %v", got, err)
	}
}
