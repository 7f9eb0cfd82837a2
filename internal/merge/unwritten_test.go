package merge

import (
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// TestAnOutlineIsStillToBeWritten: what a blank in the outline adds is no text, and
// a heading that a co-handler was asked for is not the lead's (faults U9).
func TestAnOutlineIsStillToBeWritten(t *testing.T) {
	const (
		head   = "关于某会第1号提案的答复\n张三委员：\n您提出的提案收悉。现答复如下：\n"
		foot   = "再次感谢您的关心，欢迎继续提出宝贵意见。\n某市城市管理局\n"
		twice  = "一、工作开展情况\n二、下一步的工作计划\n"
		filled = "一、工作开展情况\n已建成停车场15处。\n二、下一步的工作计划\n继续建设。\n"
	)
	on := func(heading string, state reply.RequestState, path ...string) []reply.Request {
		return []reply.Request{{Heading: heading, Path: path, State: state}}
	}
	for name, c := range map[string]struct {
		text     string
		requests []reply.Request
		want     int
	}{
		"as the outline leaves it":      {head + twice + foot, nil, 2},
		"with a blank":                  {head + twice + " \n　\n" + foot, nil, 2},
		"written":                       {head + filled + foot, nil, 0},
		"one of two":                    {head + "一、工作开展情况\n已建成。\n二、下一步的工作计划\n" + foot, nil, 1},
		"another closing":               {head + twice + "感谢您对城市管理工作的支持。\n" + foot, nil, 2},
		"a sub-heading":                 {head + "一、工作开展情况\n（一）停车\n已建成。\n（二）充电\n" + foot, nil, 1},
		"asked of a co-handler":         {head + twice + foot, on("工作开展情况", reply.Asked), 1},
		"asked above":                   {head + "一、工作开展情况\n（一）停车\n（二）充电\n" + foot, on("工作开展情况", reply.AskedToRedo), 0},
		"asked below":                   {head + "一、工作开展情况\n（一）停车\n（二）充电\n" + foot, on("停车", reply.Asked, "工作开展情况"), 1},
		"refused":                       {head + twice + foot, on("工作开展情况", reply.NotTaken), 2},
		"asked for the whole letter":    {head + twice + foot, on("", reply.Asked), 2},
		"without headings":              {head + foot, nil, 1},
		"without headings, and written": {head + "我局已建成停车场15处。\n" + foot, nil, 0},
	} {
		if got := Unwritten(gongwen.Parse(c.text, gongwen.Source{}), c.requests); got != c.want {
			t.Errorf("%s: %d to be written, want %d", name, got, c.want)
		}
	}
}
