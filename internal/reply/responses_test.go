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
		if got := Answered(recommendations, links); !reflect.DeepEqual(got, want) {
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
	if err != nil || !reflect.DeepEqual(Answered([]string{"加固桥墩"}, links), [][]int{{2, 3}}) {
		t.Errorf("%v %+v", err, links)
	}
	again, _ := LinkResponse(links, "加固桥墩", d, []int{3}, true)
	if len(again) != 2 {
		t.Errorf("linked twice: %+v", again)
	}
	less, _ := LinkResponse(again, "加固桥墩", d, []int{2}, false)
	if !reflect.DeepEqual(Answered([]string{"加固桥墩"}, less), [][]int{{3}}) {
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
			got := Answered(test.after, RenameResponses(links, []string{"甲", "乙"}, test.after))
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
