package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var classRules = []Rule{
	{
		ID: 44, Severity: Error, Title: "办理类别缺失或与内容不符", Needs: NeedsCase,
		About:  "答复要标明办理类别，文中所写的与登记的一致；标为A类（已解决）的，内容不能只有打算。",
		Source: "办理规程（办理类别）",
		Wrong: join(
			given("没有登记办理类别", inCase(func(c *Case) { c.HandlingClass = "" }), "感谢您的关心。", "已建成20个社区食堂。", "一、工作情况\n已建成20个社区食堂。"),
			given("办理类别为A", inCase(func(c *Case) { c.HandlingClass = "A" }), "下一步，我们将建设20个社区食堂。", "我们计划出台补贴办法。\n将适时启动试点。"),
			given("办理类别为B", inCase(), "办理类别：A类\n张某某委员：\n感谢您的关心。", "类别：C\n张某某委员：\n感谢您的关心。"),
		),
		Right: join(
			given("办理类别为A", inCase(func(c *Case) { c.HandlingClass = "A" }), "已建成20个社区食堂。下一步，我们将继续推进。", "印发了补贴办法。"),
			given("办理类别为B", inCase(), "下一步，我们将建设20个社区食堂。", "感谢您的关心。", "办理类别：B类\n张某某委员：\n感谢您的关心。"),
			texts("下一步，我们将建设20个社区食堂。"),
		),
		find: findClass,
	},
}

// firstOf returns the first of the words that the text has, or "".
func firstOf(text string, words ...string) string {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

func findClass(s *scan) {
	if s.Case == nil {
		return
	}
	if s.Case.HandlingClass == "" {
		s.about("没有登记办理类别")
		return
	}
	s.classDiffers()
	if s.Case.HandlingClass != "A" && s.Case.HandlingClass != "甲" {
		return
	}
	promise := mention{}
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph {
			continue
		}
		for from := 0; from < len(b.r); {
			_, to := sentence(b.r, from)
			text := string(b.r[from:to])
			w := firstOf(text, "将", "计划", "拟", "下一步", "适时")
			if w == "" && firstOf(text, "已", "了", "完成", "建成", "开展", "印发", "出台", "实施", "落实", "实现", "安排", "共") != "" {
				return
			}
			if j := index(b.r[:to], from, w); j >= 0 && promise.b == nil {
				promise = mention{b, j, j + size(w)}
			}
			from = to
		}
	}
	if promise.b != nil {
		s.advise(promise.b, promise.from, promise.to, "办理类别为%s（已解决），但文中只有打算，没有已做的工作", s.Case.HandlingClass)
	}
}
