package gongwen

import (
	"fmt"
	"strings"
	"testing"
)

func TestBlocksAreFollowed(t *testing.T) {
	const status = "一是建立部门会商机制，每季度研究一次桥梁养护。"
	const money = "二是安排专项资金三百万元，用于加固桥墩。"
	const rail = "三是委托设计单位完成人行护栏方案，年内开工。"
	base := []string{"一、工作开展情况", status, money, rail}
	for _, test := range []struct {
		name  string
		after []string
		want  string
	}{
		{"nothing changed", base, "[[0] [1] [2] [3]]"},
		{"a line above", append([]string{"关于老桥的答复"}, base...), "[[1] [2] [3] [4]]"},
		{"words inside are edited", []string{base[0], status, "二是安排专项资金五百万元，全部用于加固桥墩和桥面。", rail}, "[[0] [1] [2] [3]]"},
		{"an item is moved and renumbered", []string{base[0], "一是安排专项资金三百万元，用于加固桥墩。", "二是建立部门会商机制，每季度研究一次桥梁养护。", rail}, "[[0] [2] [1] [3]]"},
		{"moved and edited", []string{base[0], "一是年内委托设计单位完成人行护栏方案，年内开工。", "二是建立部门会商机制，每季度研究一次桥梁养护。", "三是安排专项资金三百万元，用于加固桥墩。"}, "[[0] [2] [3] [1]]"},
		{"deleted", []string{base[0], status, rail}, "[[0] [1] [] [2]]"},
		{"split", []string{base[0], status, "二是安排专项资金三百万元，", "用于加固桥墩。", rail}, "[[0] [1] [2 3] [4]]"},
		{"joined", []string{base[0], status, money + "三是委托设计单位完成人行护栏方案，年内开工。"}, "[[0] [1] [2] [2]]"},
		{"written anew", []string{"完全不同的内容，与从前没有关系。"}, "[[] [] [] []]"},
		{"nothing left", nil, "[[] [] [] []]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			old := Parse(strings.Join(base, "\n"), Source{})
			got := FollowBlocks(old, Parse(strings.Join(test.after, "\n"), Source{}))
			if fmt.Sprint(got) != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}
