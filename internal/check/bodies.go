package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var bodyRules = []Rule{
	{
		ID: 26, Severity: Error, Title: "单位名称与登记的全称不一致",
		About:  "署名、主办单位和会办单位要用登记的全称，一字不差；单位改名以后用现在的名称。",
		Source: "GB/T 9704-2012 7.3.5.1；单位登记",
		Wrong: join(
			texts("感谢您的关心。\n云南省科学技厅\n2024年5月31日", "感谢您的关心。\n某某市场监督管局\n2024年5月31日", "感谢您的关心。\n某某省人力资源和社会保障厅厅\n2024年5月31日"),
			given(exampleGiven, inCase(), "感谢您的关心。\n某某省民政\n2024年5月31日", "感谢您的关心。\n省民政厅\n2024年5月31日", "感谢您的关心。\n某某省民证厅\n2024年5月31日"),
			given("某某省民政厅原名某某省民政局", inCase(func(c *Case) { c.Renamed = []Renaming{{"某某省民政局", "某某省民政厅"}} }),
				"该提案由某某省民政局主办。", "感谢您的关心。\n某某省民政局\n2024年5月31日"),
			given("会办单位登记为“某某省教肓厅”", inCase(func(c *Case) { c.CoHandlers[0].Full = "某某省教肓厅" }), "感谢您的关心。"),
		),
		Right: join(
			texts("感谢您的关心。\n云南省科学技术厅\n2024年5月31日", "感谢您的关心。\n某某市体育局\n2024年5月31日", "感谢您的关心。\n某某县教育体育局\n2024年5月31日", "感谢您的关心。\n某某省供销合作社联合社\n2024年5月31日", "感谢您的关心。\n某某市医疗保险局\n2024年5月31日", "感谢您的关心。\n某某县文化广电旅游局\n2024年5月31日"),
			given(exampleGiven, inCase(), "感谢您的关心。\n某某省民政厅\n2024年5月31日", "感谢您的关心。\n某某省教育厅\n2024年5月31日"),
			given("某某省民政厅原名某某省民政", inCase(func(c *Case) { c.Renamed = []Renaming{{"某某省民政", "某某省民政厅"}} }),
				"该提案由某某省民政厅主办。", "落实《某某省民政十四五规划》，原某某省民政建立了台账。"),
		),
		find: findUnregistered,
	},
	{
		ID: 27, Severity: Advice, Title: "名称前后不统一",
		About:  "同一单位全称、简称不要混用；简称、外文缩写先写全称再用。",
		Source: "《党政机关公文处理工作条例》第二十条（审核）；行文惯例",
		Wrong: join(
			texts(
				"依托中国科学院昆明植物研究所建设实验室，支持中科院昆明动物所开展研究。",
				"省市场监管局（知识产权局）加强保护。省市场监管局将继续开展检查。",
				"国家发展改革委印发通知。国家发改委要求抓好落实。",
				"省科学技术厅牵头推进，省科技厅负责落实。",
				"依托QWX合作平台开展交流，推进QWX机制建设。",
				"省养老办负责实施。成立某某省养老服务办公室（以下简称“省养老办”）。",
			),
			given(exampleGiven, inCase(), "某某省市场监督管理局牵头推进，省市场监管局负责落实。"),
		),
		Right: join(
			texts(
				"依托中国科学院昆明植物研究所建设实验室，支持中国科学院昆明动物研究所开展研究。",
				"大湄公河次区域经济合作（GMS）平台已经建成，GMS机制不断完善。",
				"省科技厅牵头，落实《云南省科学技术厅关于科技创新的通知》。",
				"全省GDP增长5%，CPI保持稳定。",
				"国家发展改革委印发通知，省发改委抓好落实。",
				"成立某某省养老服务办公室（以下简称“省养老办”），省养老办负责实施。",
				"会议通过RCEP（区域全面经济伙伴关系协定）相关议题。",
			),
			given(exampleGiven, inCase(), "某某省市场监督管理局（以下简称省市场监管局）牵头推进，省市场监管局负责落实。", "省教育厅支持高校建设，省市场监管局加强检查。"),
		),
		find: findMixedNames,
	},
}

// findUnregistered holds the signatories, and the case's own bodies, against the
// registry; without one, against the ends that names of bodies have.
func findUnregistered(s *scan) {
	s.renamed()
	known := s.bodies
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Signatory {
			continue
		}
		name := strings.TrimSpace(string(b.r))
		if len(known) > 0 {
			if suggestion, ok := registered(name, known); !ok {
				s.wrongSignatory(b, name, suggestion)
			}
			continue
		}
		if suggestion, from := s.nearName([]rune(name)); suggestion != "" {
			s.find(b, 0, len(b.r), nil, "署名“%s”不是单位全称%s", name, asking(suggestion)).Table = from
		}
	}
	if s.Case == nil || len(s.Case.Bodies) == 0 {
		return
	}
	check := func(what, name string) {
		if suggestion, ok := registered(name, s.Case.Bodies); !ok && name != "" {
			s.about("%s“%s”不是登记的单位全称%s", what, name, asking(suggestion))
		}
	}
	check("主办单位", s.Case.Lead.Full)
	for _, h := range s.Case.CoHandlers {
		check("会办单位", h.Full)
	}
}

// wrongSignatory tells of a 署名 that is no registered name. Unless it looks like a
// co-handler's, whose opinion the text may be, it should be the lead's.
func (s *scan) wrongSignatory(b *block, name, suggestion string) {
	if s.Case == nil || s.Case.Lead.Full == "" {
		s.find(b, 0, len(b.r), nil, "署名“%s”不是登记的单位全称%s", name, asking(suggestion))
		return
	}
	for _, r := range s.Case.Renamed {
		if r.Old == name {
			suggestion = r.New
		}
	}
	f := s.find(b, 0, len(b.r), nil, "署名“%s”不是登记的单位全称%s", name, asking(suggestion))
	for _, h := range s.Case.CoHandlers {
		if h.Full == suggestion {
			return
		}
	}
	f.differs(s.Case.Lead.Full, b.edit(0, len(b.r), s.Case.Lead.Full))
}

func asking(suggestion string) string {
	if suggestion == "" {
		return ""
	}
	return "，是否为“" + suggestion + "”"
}

// registered tells whether a name is a registered full name, and which one is
// near if it is none.
func registered(name string, bodies []Body) (suggestion string, ok bool) {
	best := 2
	r := []rune(name)
	for _, b := range bodies {
		switch {
		case b.Full == name:
			return "", true
		case b.Short == name:
			suggestion, best = b.Full, 0
		default:
			if d := distance(r, []rune(b.Full), 1); d < best {
				suggestion, best = b.Full, d
			}
		}
	}
	return suggestion, false
}

// nearName suggests a body's name for one that ends like none and is one
// character off.
func (s *scan) nearName(name []rune) (suggestion, table string) {
	best := []rune(nil)
	for i := 1; i < len(name)-2; i++ {
		if i > 0 && !oneOf(name[i-1], "省市县区州盟旗") && i > 4 {
			continue
		}
		rest := name[i:]
		for _, n := range s.tables.names {
			if stands(rest, 0, n.full) && len(rest) == len(n.full) || ends(name, n.full) || shortOf(name, n) {
				return "", ""
			}
			if len(rest) < 4 || rest[len(rest)-1] != n.full[len(n.full)-1] || !oneOf(name[i-1], "省市县区州盟旗某") {
				continue
			}
			if slip(rest, n.full) && best == nil {
				best, table = append(append([]rune{}, name[:i]...), n.full...), n.from
			}
		}
	}
	return string(best), table
}

// slip tells whether the name is the full one with a slip of the pen: one
// character missing, too many or, from six on, another. Bodies may differ by as
// much: 医疗保险局, 文化广电旅游局 without 和, 数据管理局 without 大.
func slip(name, full []rune) bool {
	if distance(name, full, 1) != 1 {
		return false
	}
	i := 0
	for i < len(name) && i < len(full) && name[i] == full[i] {
		i++
	}
	switch {
	case i == 0:
		return false
	case len(name) == len(full):
		return len(name) >= 6
	case len(name) < len(full):
		return full[i] != '和'
	}
	return name[i] != '和'
}

func ends(r, tail []rune) bool { return len(r) >= len(tail) && stands(r, len(r)-len(tail), tail) }

func shortOf(name []rune, n bodyName) bool {
	for _, short := range n.shorts {
		if ends(name, short) {
			return true
		}
	}
	return false
}
