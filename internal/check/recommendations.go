package check

import "dafu/internal/gongwen"

var recommendationRules = []Rule{
	{
		ID: 42, Severity: Error, Title: "有建议没有答复", Needs: NeedsCase,
		About:  "提案的每条建议都要答复（标明答复之处的不再查找）；文中说的条数与实际答复的条数要一致。",
		Source: "办理规程（逐条答复）；交办信息",
		Wrong: join(
			given("提案有三条建议：加快社区食堂建设、培养护理人才、完善补贴制度", inCase(),
				"一、关于加快社区食堂建设\n已建成20个社区食堂。\n二、关于培养护理人才\n已培训500人。",
				"已建成20个社区食堂，并完善了补贴制度。",
				"感谢您的关心。",
			),
			texts(
				"结合提案提出的3个方面建议，我们将做好以下工作：\n一、加快建设\n已建成20个。\n二、培养人才\n已培训500人。",
				"二、下一步打算\n针对您提出的5条建议，我们将做好以下工作：\n（一）加快建设\n已建成20个。\n（二）培养人才\n已培训500人。\n（三）完善制度\n已出台办法。",
			),
		),
		Right: join(
			given("提案有三条建议：加快社区食堂建设、培养护理人才、完善补贴制度", inCase(),
				"一、关于加快社区食堂建设\n已建成20个社区食堂。\n二、关于培养护理人才\n已培训500人。\n三、关于完善补贴制度\n已出台办法。",
				"加快建设社区食堂，培养更多护理人才，并完善各项补贴制度。",
				"已建成20个社区食堂。省教育厅支持院校培训养老护理人员。对困难老人发放补贴，制度逐年完善。",
			),
			given("三条建议都已标明答复之处", inCase(func(c *Case) {
				for i := range c.Recommendations {
					c.Recommendations[i].Answered = true
				}
			}), "感谢您的关心。"),
			texts(
				"结合提案提出的2个方面建议，我们将做好以下工作：\n一、加快建设\n已建成20个。\n二、培养人才\n已培训500人。",
				"征集群众提出的128条建议，采纳45条。",
				"您提出的3条建议很有价值，我们将认真研究吸收。",
			),
		),
		find: findUnanswered,
	},
}

func findUnanswered(s *scan) {
	s.answersCount()
	if s.Case == nil {
		return
	}
	from, to := s.doc.BodyRange()
	if to = min(to, len(s.blocks)); from >= to {
		return
	}
	for i, seen := range s.sightings(from, to) {
		if r := s.Case.Recommendations[i]; !r.Answered && !seen.answers() {
			s.about("正文里没有找到对第%d条建议“%s”的答复", i+1, r.Text)
		}
	}
}

// answersCount compares 提案提出的6个方面建议，…以下工作 with the headings that
// follow.
func (s *scan) answersCount() {
	for i := range s.blocks {
		b := &s.blocks[i]
		if len(b.r) == 0 || b.r[len(b.r)-1] != '：' {
			continue
		}
		for j := index(b.r, 0, "提出的"); j >= 0; j = index(b.r, j+3, "提出的") {
			n, to := countAt(b.r, j+3)
			if n < 2 || n > 30 || !oneOf(runeAt(b.r, to), "个条点项方") {
				continue
			}
			if index(b.r[:min(to+8+2, len(b.r))], to, "建议") < 0 {
				continue
			}
			if got := s.headingsBelow(i); got >= 2 && got != n {
				s.advise(b, j+3, to+1, "说的是%d条建议，下面答复的是%d条", n, got)
			}
		}
	}
}

// headingsBelow counts the numbered blocks of the level that begins right below
// block i, up to a higher one.
func (s *scan) headingsBelow(i int) int {
	if i+1 >= len(s.blocks) {
		return 0
	}
	style := s.blocks[i+1].Number.Style
	if style == gongwen.Unnumbered {
		return 0
	}
	n := 0
	for j := i + 1; j < len(s.blocks); j++ {
		switch own := s.blocks[j].Number.Style; {
		case own == style:
			n++
		case own != gongwen.Unnumbered && own.Level() < style.Level():
			return n
		}
	}
	return n
}
