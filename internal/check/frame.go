package check

import (
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

var frameRules = []Rule{
	{
		ID: 49, Severity: Error, Title: "不是答复的文字",
		About:  "网页上带下来的文字、提案和建议的原文、第二件公文，以及与印出的标题、署名、日期、发文字号、抄送重复的行，不能留在文本里。",
		Source: "GB/T 9704-2012 7（公文各要素只有一处）",
		Wrong: join(
			texts(
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n<!--EndFragment-->",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n附件下载：",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n打印 关闭",
				"索引号：000014349/2024-00012\n发布机构：某某省教育厅\n关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n王建林委员：\n感谢您的关心。",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n关于加强养老服务体系建设的提案\n案由：养老难。\n建议加大投入。",
				"关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n关于政协某某省第十三届委员会第二次会议第0124号提案的答复\n李建国委员：\n感谢您的关心。",
			),
			given(exampleGiven, inCase(), "张某某委员：\n感谢您的关心。\n某某省民政厅\n我们将继续努力，为您服务。\n某某省民政厅\n2024年5月31日"),
		),
		Right: join(
			texts(
				"某某省教育厅\n某教函〔2024〕5号\n关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日",
				"王建林委员：\n感谢您的关心。\n此致\n敬礼\n某某省教育厅\n2024年5月31日\n（此件公开发布）\n抄送：省政府督查室。",
				"王建林委员：\n我们把打印、复印等事项纳入一次办。\n关于加强养老服务的提案，我们已经办理。",
				"王建林委员：\n感谢您的关心。\n联系人：李某某，0871-63104060\n某某省教育厅\n2024年5月31日",
				"特急\n办理类别：B\n关于政协某某省第十三届委员会第二次会议\n第0123号提案的答复\n王建林委员：\n感谢您的关心。",
			),
			given(exampleGiven, inCase(), "关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日"),
		),
		find: findForeign,
	},
	{
		ID: 50, Severity: Advice, Title: "要素与交办信息不一致", Needs: NeedsCase,
		About:  "文中写的发文字号、日期、类别、公开属性、抄送等与交办信息不一致的，印出的是交办信息。",
		Source: "交办信息",
		Wrong: join(
			given("公开属性登记为主动公开", inCase(), "公开属性：不予公开\n张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日"),
			given("办理类别登记为B", inCase(), "办理类别：A\n关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。"),
			given("抄送登记为省政府督查室", inCase(func(c *Case) { c.CopyTo = []string{"省政府督查室"} }), "张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n抄送：省政协提案委员会。"),
			given("没有登记抄送单位", inCase(), "张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n抄送：省政协提案委员会。"),
			given("发文字号登记为某民函〔2024〕12号", inCase(func(c *Case) { c.DocNumber = "某民函〔2024〕12号" }), "某民函〔2024〕13号\n关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。"),
		),
		Right: join(
			given("抄送登记为省政府督查室", inCase(func(c *Case) { c.CopyTo = []string{"省政府督查室"} }), "张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n抄送：省政府督查室。"),
			given(exampleGiven, inCase(), "张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日", "某某省民政厅\n关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。"),
			given("办理类别登记为B，主动公开", inCase(), "类别：B类\n（此件公开发布）\n关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。"),
			texts("公开属性：不予公开\n王建林委员：\n感谢您的关心。"),
		),
		find: findAgainst,
	},
}

func findForeign(s *scan) {
	for i := 0; i < len(s.frame.Typed); i++ {
		t := s.frame.Typed[i]
		if t.Fate != reply.Foreign && t.Fate != reply.Twice || s.secret(t.Block) {
			continue
		}
		b := &s.blocks[t.Block]
		if t.Fate == reply.Twice {
			s.findText(b, t)
			continue
		}
		last := i
		for last+1 < len(s.frame.Typed) && s.frame.Typed[last+1].Fate == reply.Foreign && s.frame.Typed[last+1].Part == t.Part && s.frame.Typed[last+1].Block == s.frame.Typed[last].Block+1 {
			last++
		}
		if f := s.findText(b, t); last > i {
			f.Count = last - i + 1
			f.Message += countLines(f.Count)
		}
		i = last
	}
}

// secret tells whether the line bears a mark of secrecy: another rule's affair.
func (s *scan) secret(block int) bool {
	return contains(s.blocks[block].r, "密") && len(s.blocks[block].r) < 12
}

func (s *scan) findText(b *block, t reply.Typed) *Finding {
	if s.frame.SecondLetter(t.Block) {
		return s.find(b, 0, len(b.r), nil, "从“%s”起是另一件公文，只取前一件", clip(t.Text))
	}
	return s.find(b, 0, len(b.r), nil, "%s", t.Message())
}

func countLines(n int) string { return "，连同后面共" + gongwen.Han(n) + "行" }

func clip(text string) string {
	if r := []rune(text); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return text
}

func findAgainst(s *scan) {
	if s.Case == nil {
		return
	}
	copied := false
	for _, t := range s.frame.Typed {
		if t.Block >= len(s.blocks) {
			continue
		}
		b := &s.blocks[t.Block]
		switch {
		case t.Part == gongwen.PartCopy && t.Fate == reply.Taken && len(s.Case.CopyTo) == 0 && !copied:
			copied = true
			s.advise(b, 0, len(b.r), "交办信息没有登记抄送单位，按这里的印")
		case t.Fate != reply.Against || !told[t.Part]:
		default:
			s.advise(b, 0, len(b.r), "%s", t.Message())
		}
	}
}

// told are the parts that no other rule holds against the case.
var told = map[gongwen.Part]bool{
	gongwen.PartNumber: true, gongwen.PartClass: true, gongwen.PartPublicity: true, gongwen.PartCopy: true,
	gongwen.PartIssuer: true, gongwen.PartUrgency: true, gongwen.PartLetterhead: true, gongwen.PartDate: true,
}
