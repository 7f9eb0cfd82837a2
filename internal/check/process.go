package check

import (
	"strings"

	"dafu/internal/reply"
)

var processRules = []Rule{
	{
		ID: 40, Severity: Error, Title: "会办意见没有处理完", Needs: NeedsProcess,
		About:  "每个会办单位都要有意见，每条意见都要采用或写明不采用的理由；文中所列会办单位要确是会办单位。",
		Source: "办理规程；交办信息",
		Wrong: join(
			given("省教育厅没有报送会办意见", inCase(work(0, CoWork{})), "在吸纳会办意见的基础上，答复如下。"),
			given("省市场监管局没有报送会办意见", inCase(work(1, CoWork{})), "感谢您的关心。"),
			given("省教育厅还有2条意见没有决定是否采用", inCase(work(0, CoWork{Submitted: true, Undecided: 2})), "感谢您的关心。"),
			given("不采用省教育厅的1条意见，没有写理由", inCase(work(0, CoWork{Submitted: true, Unreasoned: 1})), "感谢您的关心。"),
			given(exampleGiven, inCase(), "在吸纳省财政厅会办意见的基础上，答复如下。", "省民政厅在吸纳省教育厅、省财政厅会办意见的基础上，答复如下。"),
		),
		Right: join(
			given("两个会办单位的意见都已采用", inCase(work(0, CoWork{Submitted: true}), work(1, CoWork{Submitted: true})), "在吸纳省教育厅、省市场监管局会办意见的基础上，答复如下。"),
			given("主办单位不再等候省教育厅的意见", inCase(work(0, CoWork{Waived: true})), "感谢您的关心。"),
			given(exampleGiven, inCase(), "在吸纳某某省教育厅和省市场监管局（知识产权局）会办意见的基础上，答复如下。", "省财政厅安排专项资金3.4亿元。", "在充分吸纳会办意见的基础上，答复如下。"),
			texts("在吸纳省财政厅会办意见的基础上，答复如下。"),
		),
		find: findOpenOpinions,
	},
	{
		ID: 41, Severity: Error, Title: "会办单位没有会签", Needs: NeedsProcess,
		About:  "合并后的文本要经会办单位确认。",
		Source: "《党政机关公文处理工作条例》第十九条（征求意见）；办理规程",
		Wrong: join(
			given("省教育厅尚未会签", inCase(work(0, CoWork{Submitted: true, Confirmation: Pending})), "感谢您的关心。", "省教育厅支持高校建设。"),
			given("省市场监管局尚未会签", inCase(work(1, CoWork{Submitted: true, Confirmation: Pending})), "感谢您的关心。"),
			given("两个会办单位都尚未会签", inCase(work(0, CoWork{Submitted: true, Confirmation: Pending}), work(1, CoWork{Submitted: true, Confirmation: Pending})), "感谢您的关心。"),
			given("省教育厅已会签，省市场监管局尚未会签", inCase(work(0, CoWork{Submitted: true, Confirmation: Confirmed}), work(1, CoWork{Submitted: true, Confirmation: Pending})), "感谢您的关心。"),
		),
		Right: join(
			given("两个会办单位都已会签", inCase(work(0, CoWork{Submitted: true, Confirmation: Confirmed}), work(1, CoWork{Submitted: true, Confirmation: Confirmed})), "感谢您的关心。"),
			given("不要求会签", inCase(work(0, CoWork{Submitted: true})), "感谢您的关心。"),
			given("不再等候省教育厅的意见", inCase(work(0, CoWork{Waived: true, Confirmation: Pending})), "感谢您的关心。"),
			given(exampleGiven, inCase(), "感谢您的关心。"),
			texts("省教育厅尚未会签。"),
		),
		find: findUnconfirmed,
	},
	{
		ID: 43, Severity: Error, Title: "写了沟通，没有沟通记录", Needs: NeedsProcess,
		About:  "文中写明与委员、代表沟通协商的，要有沟通记录。",
		Source: "办理规程（先沟通后答复）",
		Wrong: given("没有沟通记录", inCase(talks()),
			"与您进行了充分沟通协商并达成共识。",
			"我们多次与您沟通，听取了您的意见。",
			"答复前，我们与您当面沟通。",
			"经与您充分沟通，现答复如下。",
			"承办人员登门走访，与您面对面沟通。",
		),
		Right: join(
			given("2024年5月20日座谈", inCase(talks(reply.Talk{Way: "座谈", With: "张某某", Outcome: "达成共识"})), "与您进行了充分沟通协商并达成共识。", "我们多次与您沟通。"),
			given("没有沟通记录", inCase(talks()), "下一步，我们将加强与您的沟通。", "经与省发展改革委多次沟通，会同有关部门完善了政策。", "加强部门之间的沟通协商。", "感谢您的关心。"),
			texts("与您进行了充分沟通协商并达成共识。"),
		),
		find: findUnrecordedTalk,
	},
}

func work(i int, w CoWork) func(*Case) {
	return func(c *Case) { c.CoHandlers[i].Work = &w }
}

func talks(all ...reply.Talk) func(*Case) {
	return func(c *Case) { c.Talks, c.TalksKnown = all, true }
}

func (b Body) called() string {
	if b.Short != "" {
		return b.Short
	}
	return b.Full
}

func findOpenOpinions(s *scan) {
	if s.Case == nil {
		return
	}
	for _, h := range s.Case.CoHandlers {
		switch w := h.Work; {
		case w == nil || w.Waived:
		case !w.Submitted:
			s.about("%s没有报送会办意见", h.called())
		case w.Undecided > 0:
			s.about("%s的会办意见还有%d条没有决定是否采用", h.called(), w.Undecided)
		case w.Unreasoned > 0:
			s.about("不采用%s的%d条意见没有写明理由", h.called(), w.Unreasoned)
		}
	}
	s.foreignCoHandlers()
}

// foreignCoHandlers finds in 吸纳…会办意见 registered bodies that are no
// co-handlers of the case.
func (s *scan) foreignCoHandlers() {
	var names lexicon
	bodies := s.bodies
	for i, b := range bodies {
		names.addAt(Row{Word: b.Full}, i)
		if b.Short != "" {
			names.addAt(Row{Word: b.Short}, i)
		}
	}
	own := func(b Body) bool {
		for _, h := range s.Case.CoHandlers {
			if h.Full == b.Full {
				return true
			}
		}
		return b.Full == s.Case.Lead.Full
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := index(b.r, 0, "会办意见"); j >= 0; j = index(b.r, j+4, "会办意见") {
			from := j
			for from > 0 && j-from < 200 && !oneOf(b.r[from-1], "，。；：") {
				from--
			}
			names.each(b.r[from:j], func(at int, e *entry) {
				if body := bodies[e.index]; !own(body) {
					s.find(b, from+at, from+at+len(e.word), nil, "“%s”不是本案的会办单位", string(e.word))
				}
			})
		}
	}
}

func findUnconfirmed(s *scan) {
	if s.Case == nil {
		return
	}
	for _, h := range s.Case.CoHandlers {
		if w := h.Work; w != nil && !w.Waived && w.Confirmation == Pending {
			s.about("%s尚未会签合并后的文本", h.called())
		}
	}
}

// claims are words that say that the talk has taken place.
var claims = []string{"充分沟通", "沟通协商并", "当面沟通", "面对面沟通", "面对面交流", "多次沟通", "与您沟通", "同您沟通", "与你委沟通", "与您座谈", "与您面商", "电话沟通", "您进行了沟通", "您作了沟通"}

func findUnrecordedTalk(s *scan) {
	if s.Case == nil || !s.Case.TalksKnown || len(s.Case.Talks) > 0 {
		return
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		for _, w := range claims {
			j := index(b.r, 0, w)
			if j < 0 {
				continue
			}
			from, to := sentence(b.r, j)
			text := string(b.r[from:to])
			if firstOf(text, "您", "委员", "代表", "你委", "贵委", "你会", "贵会") == "" || future(text) {
				continue
			}
			s.find(b, j, j+size(w), nil, "文中写了与委员、代表沟通，但没有沟通记录")
			return
		}
	}
}

func future(sentence string) bool {
	for _, w := range []string{"将", "下一步", "今后", "继续", "进一步"} {
		if strings.Contains(sentence, w) {
			return true
		}
	}
	return false
}
