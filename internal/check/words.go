package check

import (
	"slices"

	"dafu/internal/gongwen"
)

var wordRules = []Rule{
	{
		ID: 30, Severity: Advice, Title: "词语重复", Fixable: true,
		About:  "同一个词接连打了两遍。",
		Source: "公文核稿惯例",
		Wrong: texts(
			"关于关于加强养老服务的提案收悉。",
			"我省的的养老服务水平不断提高。",
			"省教育厅进一步进一步加大投入。",
			"推动学校和和企业合作。",
			"加强加强组织领导。",
			"有关部门正在在推进此项工作。",
			"这是大家的的的心愿。",
			"由省省教育厅负责。",
		),
		Right: texts(
			"工作人员常常深入一线。",
			"以达到提质增效的目的的方式推进。",
			"为了了解情况，我们走访了企业。",
			"的的确确取得了成效。",
			"一项一项抓落实，一批一批推进。",
			"各地各部门认真研究研究，考虑考虑。",
			"为在在建项目提供服务。",
			"平平安安、红红火火过大年。",
			"二〇二〇年完成普查。",
			"我市人大代表代表群众提出意见，党组织组织党员学习。",
			"关于《关于加强停车管理的提案》的答复",
			"印发《关于关心下一代工作的意见》。",
			"将将来的需求一并考虑。",
			"和和美美的家庭氛围。",
			"全省省级财政投入稳步增长，全市市场秩序良好，为了了却群众心愿。",
		),
		find: findDoubled,
	},
	{
		ID: 31, Severity: Advice, Title: "常见错别字和易混词", Fixable: true,
		About:  "词表里的常见错字和第一批异形词整理表（GF 1001-2001）里不推荐的词形；“截止”和“截至”、“制定”和“制订”等易混的词。",
		Source: "词表“错别字”“混用”；GF 1001-2001；《现代汉语词典》",
		Wrong: texts(
			"为企业开设专用帐户。",
			"对重点工作作出布署。",
			"截止2024年2月，已建成36个。",
			"制定工作方案。制订实施细则。",
			"建立问题台帐，逐项销号。",
			"截止目前，任务已全部完成。",
			"服务质量一如继往。",
			"节目丰富多采，再接再砺。",
			"用词要简炼，不能模胡。",
		),
		Right: texts(
			"为企业开设专用账户。",
			"对重点工作作出部署。",
			"截至2024年2月，已建成36个。",
			"报名截止时间为2024年2月。",
			"受理期限到2024年2月截止。",
			"既使用财政资金，又吸引社会资本。",
			"国家俱乐部联盟成立。",
			"不断完善长效机制。",
			"恢复盖章手续，按装机容量补贴。",
			"制定工作方案，制定实施细则。",
			"供热中心建成，绿色采购落地，发展转型加快，按纳税额补助。",
			"法人材料齐全，主要末端设备完好，部分付款已到，省委过去多次研究。",
			"一笔划拨资金，规定单位报送，组成份额不变，框架式桥梁，统筹画好蓝图。",
		),
		find: findTypos,
	},
	{
		ID: 32, Severity: Advice, Title: "用语与本单位词表不一致",
		About:  "本单位用语表里规定的写法。",
		Source: "词表“用语”",
		Wrong: join(
			texts("感谢政协代表的关心。", "在省委省政府领导下推进工作。", "为残废人提供服务。", "市委市政府高度重视。"),
			given("本单位用语表：云大 → 云南大学", withTerm("云大", "云南大学"), "与云大开展合作。"),
			given("本单位用语表：老年饭桌 → 社区食堂", withTerm("老年饭桌", "社区食堂"), "新建老年饭桌20个。"),
		),
		Right: join(
			texts("感谢政协委员的关心。", "在省委、省政府领导下推进工作。", "为残疾人提供服务。", "人大代表、政协委员视察工作。"),
			given("本单位用语表：云大 → 云南大学", withTerm("云大", "云南大学"), "与云南大学开展合作。", "与云南师范大学开展合作。"),
		),
		find: findTerms,
	},
}

// withTerm lays a department's table with one term on top of the shipped one.
func withTerm(word, use string) func(*Input) {
	return func(in *Input) {
		in.Tables = Shipped().With(Table{Name: "本单位用语表", Version: "1", Rows: []Row{{Kind: kindTerm, Word: word, Use: use}}})
	}
}

// singles are words of one character that nobody writes twice, with the
// characters behind (and before) that make two of them right.
var singles = map[rune]struct{ behind, before string }{
	'的': {"确士", "目有中众"},
	'和': {"美气睦谐平声", "祥温柔缓"},
	'在': {"建职线校岗编营场册位外内此于", "存现"},
	'与': {"会", "参赋给"},
	'及': {"时其格早第", "普以涉遍"},
	'或': {"许者", ""},
	'是': {"否非", "就"},
	'于': {"都是田", ""},
	'将': {"来士领军帅要就近", ""},
	'被': {"子褥告", ""},
	'了': {"解却然结断事", "为除"},
	'省': {"级属直管里力钱时事", "全我各本该外两多"},
	'市': {"级属直管场民区值面委政", "全我各本该外两多城"},
	'县': {"级属直管域城乡委政", "全我各本该外两多"},
}

// twice are words of two characters that may be said twice, or that a longer
// word may follow.
var twice = map[string]string{
	"讨论": "", "研究": "", "考虑": "", "学习": "", "商量": "", "了解": "", "打听": "", "尝试": "", "体验": "", "锻炼": "", "休息": "", "沟通": "", "交流": "",
	"代表": "", "组织": "", "领导": "", "指导": "", "规划": "", "编辑": "", "委托": "",
	"许多": "", "很多": "", "非常": "", "特别": "", "彻底": "", "永远": "", "哈哈": "", "轰隆": "",
}

// findDoubled looks for a word of one to five characters that follows itself.
func findDoubled(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph && b.Kind != gongwen.Heading && b.Kind != gongwen.Title {
			continue
		}
		for j := b.head; j+1 < len(b.r); j++ {
			n := doubledAt(b.r, j)
			if n == 0 {
				continue
			}
			to := j + 2*n
			for slices.Equal(b.r[j:j+n], b.r[to:min(to+n, len(b.r))]) {
				to += n
			}
			switch {
			case !b.framed(j, to, inAnyRun):
				s.find(b, j, to, b.edit(j+n, to, ""), "“%s”重复", string(b.r[j:j+n]))
				j = to - 1
			case b.mask[j]&inURL == 0 && has(b.r, j, "关于关于"):
				s.find(b, j, j+4, nil, "名称里的“关于”重复，请核对原名") // the words of a name are nobody's to change
				j = to - 1
			}
		}
		s.doubledAround(b)
	}
}

// doubledAround finds a word within a name's marks that stands outside of them too:
// 关于《关于…》 and 《…的提案》的提案.
func (s *scan) doubledAround(b *block) {
	for i := 1; i+1 < len(b.r); i++ {
		switch b.r[i] {
		case '《', '“':
			if b.Kind != gongwen.Title && hasBefore(b.r, i, "关于") && has(b.r, i+1, "关于") && !answeredName(b.r, i) {
				s.find(b, i-2, i+3, nil, "“%s”前面的“关于”多余", string(b.r[i:i+3]))
			}
		case '》', '”':
			for _, w := range []string{"的提案", "的建议", "的议案"} {
				if hasBefore(b.r, i, w) && has(b.r, i+1, w) {
					s.find(b, i-3, i+4, nil, "“%s”重复", string([]rune(w)[1:]))
				}
			}
		}
	}
}

// answeredName tells whether the name that opens at i is what a reply or a notice is
// about: 关于《关于…的提案》的答复.
func answeredName(r []rune, i int) bool {
	for j := i + 1; j < len(r) && j-i < 80; j++ {
		if r[j] == '》' || r[j] == '”' {
			return runeAt(r, j+1) == '的' || runeAt(r, j+1) == '（'
		}
	}
	return false
}

// doubledAt returns the length of the word at i if the same follows, else 0.
func doubledAt(r []rune, i int) int {
	if r[i] == r[i+1] {
		ok, known := singles[r[i]]
		before, behind := runeAt(r, i-1), runeAt(r, i+2)
		if known && !(behind != 0 && oneOf(behind, ok.behind)) && (before == 0 || isHan(before) && !oneOf(before, ok.before)) {
			return 1
		}
		return 0
	}
	for n := 2; n <= 5 && i+2*n <= len(r); n++ {
		if r[i] != r[i+n] || !doubledWord(r, i, n) {
			continue
		}
		return n
	}
	return 0
}

// doubledWord tells whether r[i:i+n] stands twice and is a word that should
// not: Han without numerals, not 一项一项 and 研究研究.
func doubledWord(r []rune, i, n int) bool {
	for k := range n {
		if c := r[i+k]; c != r[i+n+k] || !isHan(c) || c == '〇' || k == 0 && oneOf(c, "一二三四五六七八九十百千万亿零两几每某逐半") {
			return false
		}
	}
	if runeAt(r, i+2*n) == r[i] && n > 1 && runeAt(r, i+2*n+1) == r[i+1] {
		return true
	}
	if _, known := twice[string(r[i:i+n])]; known {
		return false
	}
	// 发展|发展改革委, 研究生|研究…: the second may begin a longer word.
	return anyAt(r, i+n, "研究生", "学生会", "发展改革", "管理局", "科技厅", "教育厅", "人民政府", "生活区", "市场监") == ""
}

// until are what 截至, and not 截止, is followed by.
var until = []string{"目前", "去年", "今年", "本月", "上月", "当前", "现在", "到目前", "到20", "上年", "年底", "发稿", "报告期"}

func findTypos(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() && b.Kind != gongwen.Title {
			continue
		}
		s.tables.typos.each(b.r, func(at int, e *entry) {
			to := at + len(e.word)
			if !b.framed(at, to, inAnyRun) {
				edits := b.edit(at, to, e.row.Use)
				if e.chased {
					edits = nil
				}
				s.find(b, at, to, edits, "“%s”应为“%s”", e.row.Word, e.row.Use).Table = e.row.from
			}
		})
		for j := index(b.r, 0, "截止"); j >= 0; j = index(b.r, j+2, "截止") {
			if b.framed(j, j+2, inAnyRun) || !isDigit(runeAt(b.r, j+2)) && anyAt(b.r, j+2, until...) == "" {
				continue
			}
			s.find(b, j, j+2, b.edit(j+1, j+2, "至"), "后面写明时间时用“截至”，“截止”后面不带时间")
		}
	}
	for _, row := range s.tables.mixes {
		s.mixed(row)
	}
}

// mixed reports the rarer of two words that are both used.
func (s *scan) mixed(row Row) {
	a, b := s.mentions(row.Word), s.mentions(row.Use)
	if len(a) == 0 || len(b) == 0 {
		return
	}
	often, rare, right := a, b, row.Word
	if len(b) > len(a) {
		often, rare, right = b, a, row.Use
	}
	var edits []Edit
	for _, m := range rare {
		edits = append(edits, m.b.edit(m.from, m.to, right)...)
	}
	m := rare[0]
	f := s.find(m.b, m.from, m.to, edits, "“%s”用了%d次，“%s”用了%d次，全文宜统一", right, len(often), string(m.b.r[m.from:m.to]), len(rare))
	f.Count, f.Table = len(rare), row.from
}

func (s *scan) mentions(word string) (all []mention) {
	n := size(word)
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j := index(b.r, 0, word); j >= 0; j = index(b.r, j+n, word) {
			if b.mask[j]&inAnyRun == 0 {
				all = append(all, mention{b, j, j + n})
			}
		}
	}
	return all
}

func findTerms(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() && b.Kind != gongwen.Title {
			continue
		}
		s.tables.terms.each(b.r, func(at int, e *entry) {
			to := at + len(e.word)
			if b.framed(at, to, inAnyRun) {
				return
			}
			text := "“" + e.row.Word + "”应写作“" + e.row.Use + "”"
			if e.row.Use == "" {
				text = "本单位公文里不用“" + e.row.Word + "”"
			}
			if e.row.Note != "" {
				text += "（" + e.row.Note + "）"
			}
			s.find(b, at, to, nil, "%s", text).Table = e.row.from
		})
	}
}
