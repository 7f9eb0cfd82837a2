package check

import "strings"

var documentRules = []Rule{
	{
		ID: 14, Severity: Advice, Title: "文件名没有加书名号",
		About:  "印发、出台、落实的文件，写出名称时要加书名号。",
		Source: gb15834 + " 4.15.3.1",
		Wrong: texts(
			"加快落实科技体制改革三年攻坚方案，推动任务落地。",
			"省教育厅印发职业教育改革实施方案，明确了任务。",
			"出台云南省养老服务设施管理办法，规范运营。",
			"认真贯彻落实云南省优化营商环境条例。",
			"印发了基层医疗卫生机构能力提升行动计划。",
			"省教育厅印发关于加强学校食品安全的通知，明确责任。",
		),
		Right: texts(
			"加快落实《科技体制改革三年攻坚方案》，推动任务落地。",
			"落实相关工作方案，推动任务落地。",
			"制定出台创新平台建设三年行动计划，推进梯次建设。",
			"出台一批配套实施细则。",
			"落实各项管理规定，加强日常检查。",
			"推动条例落实，加强执法检查。",
			"印发《养老服务设施管理办法》等规范性文件。",
		),
		find: findUnmarkedTitle,
	},
	{
		ID: 15, Severity: Error, Title: "发文字号写法不对", Fixable: true,
		About:  "发文字号由机关代字、六角括号括起的四位年份和序号组成，序号不加“第”、不编虚位，如云科提〔2024〕12号。",
		Source: "GB/T 9704-2012 7.2.5",
		Wrong: texts(
			"根据云科提[2024]12号文件要求。",
			"根据云科提（2024）12号文件要求。",
			"根据云科提【2024】12号文件要求。",
			"根据云科提〔2024〕第12号文件要求。",
			"根据云科提〔2024〕012号文件要求。",
			"按照国办发(2023)8号要求办理。",
		),
		Right: texts(
			"根据云科提〔2024〕12号文件要求。",
			"根据国办发〔2023〕8号、云政发〔2023〕21号文件要求。",
			"第328号提案已经办结。",
			"法院作出（2024）云01民终123号判决。",
			"会议（2024）12项议题均已落实。",
			"GB/T 9704-2012规定了公文格式。",
		),
		find: findDocNumber,
	},
}

var papersNamed = []string{"实施方案", "攻坚方案", "行动计划", "实施意见", "指导意见", "实施细则", "管理办法", "管理规定", "方案", "规划", "办法", "条例", "规定", "细则", "纲要"}

// vague are words that a document's own name does not have.
var vague = []string{
	"相关", "有关", "各项", "各类", "系列", "一批", "配套", "本", "该", "上述", "等", "的", "了", "和", "及", "与", "或", "并",
	"多个", "百余个", "部分", "若干部", "具体", "年度", "既定", "这", "其", "我", "推动", "推进", "制定", "完善", "建立", "加强", "开展", "国家",
	"每", "各", "现行", "应急", "工作方案", "整改", "会议", "将", "以", "为", "在", "要求", "情况", "到",
}

// maxPaperName is the longest name without marks that is looked at, minPaperName
// the shortest that says enough to be a name.
const (
	maxPaperName = 40
	minPaperName = 9
)

// leastName is how long a name must be that ends in one of papersNamed: the
// longer words say more by themselves.
func leastName(kind string) int {
	switch {
	case size(kind) == 4:
		return 7
	case kind == "条例":
		return 6
	}
	return minPaperName
}

// findUnmarkedTitle looks behind 印发, 出台 and 落实 for a stretch of Han that
// ends with what documents are called.
func findUnmarkedTitle(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j := 0; j+1 < len(b.r); j++ {
			w := ""
			switch b.r[j] {
			case '印', '出', '落':
				w = anyAt(b.r, j, "印发", "出台", "落实")
			}
			if w == "" || b.framed(j, j+1, inFrame) || anyBefore(b.r, j, "制定", "研究", "将", "拟", "计划", "尽快") != "" {
				continue
			}
			from := j + 2
			if runeAt(b.r, from) == '了' {
				from++
			}
			if to := paperName(b.r, from); to > 0 {
				s.find(b, from, to, nil, "“%s”像是文件名，应加书名号", string(b.r[from:to]))
			}
		}
	}
}

// paperName returns where the name of a document ends that begins at from, or 0.
func paperName(r []rune, from int) int {
	to := from
	for to < len(r) && to-from <= maxPaperName && (isHan(r[to]) || isDigit(r[to])) {
		to++
	}
	name := string(r[from:to])
	if to-from > maxPaperName {
		return 0
	}
	if strings.HasPrefix(name, "关于") && to-from >= minPaperName {
		if strings.HasSuffix(name, "的意见") || strings.HasSuffix(name, "的通知") || strings.HasSuffix(name, "的决定") {
			return to
		}
		return 0
	}
	ends := false
	for _, p := range papersNamed {
		ends = ends || strings.HasSuffix(name, p) && to-from >= leastName(p)
	}
	if !ends {
		return 0
	}
	for _, v := range vague {
		if strings.Contains(name, v) {
			return 0
		}
	}
	return to
}

var numberBrackets = map[rune]rune{'[': ']', '（': '）', '(': ')', '【': '】', '〔': '〕', '［': '］', '{': '}', '〖': '〗', '﹝': '﹞', '〈': '〉', '<': '>'}

// findDocNumber looks for a year in brackets between Han and a number with 号.
func findDocNumber(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 1; j+6 < len(b.r); j++ {
			shut, opens := numberBrackets[b.r[j]]
			if !opens || !isHan(b.r[j-1]) {
				continue
			}
			year, end := digitsAt(b.r, j+1, 4)
			if end == j+3 && year > 0 && year < 50 && closes(shut, runeAt(b.r, end)) && s.yearOfTwo(b, j, end) {
				continue
			}
			if end != j+5 || year < 1949 || year > 2100 || !closes(shut, b.r[end]) {
				continue
			}
			s.docNumber(b, j, end)
		}
	}
}

// letterInNumber finds [2023]闭08号: the marks can be put right, the word between
// belongs to somebody's series.
func (s *scan) letterInNumber(b *block, open, shut int) {
	number, to := digitsAt(b.r, shut+2, 6)
	if number == 0 || runeAt(b.r, to) != '号' || b.r[open] == '〔' && b.r[shut+2] != '0' {
		return
	}
	var edits []Edit
	if b.r[open] != '〔' {
		edits = append(append(edits, b.edit(open, open+1, "〔")...), b.edit(shut, shut+1, "〕")...)
	}
	zeros := shut + 2
	for b.r[zeros] == '0' {
		zeros++
	}
	if zeros > shut+2 {
		edits = append(edits, b.edit(shut+2, zeros, "")...)
	}
	s.find(b, open, to+1, edits, "发文字号用六角括号，序号不编虚位，应写成“〔%s〕%c%s号”的形式", string(b.r[open+1:shut]), b.r[shut+1], string(b.r[zeros:to]))
}

// yearOfTwo finds 〔24〕12号, whose year nobody but the writer knows.
func (s *scan) yearOfTwo(b *block, open, shut int) bool {
	from := shut + 1
	if runeAt(b.r, from) == '第' {
		from++
	}
	number, to := digitsAt(b.r, from, 6)
	if number == 0 || runeAt(b.r, to) != '号' || b.r[open] != '〔' && b.r[open] != '﹝' && b.r[open] != '[' {
		return false
	}
	year := "20" + string(b.r[open+1:shut])
	s.find(b, open, to+1, nil, "发文字号的年份写四位，如〔%s〕", year)
	return true
}

func (s *scan) docNumber(b *block, open, shut int) {
	from := shut + 1
	if runeAt(b.r, from) == '第' {
		from++
	} else if isHan(runeAt(b.r, from)) && isDigit(runeAt(b.r, from+1)) && b.r[open] != '（' && b.r[open] != '(' {
		s.letterInNumber(b, open, shut)
		return
	}
	number, to := digitsAt(b.r, from, 6)
	if number == 0 || runeAt(b.r, to) != '号' || to+1 < len(b.r) && oneOf(b.r[to+1], "线楼院地口馆门店") {
		return
	}
	zeros := from
	for b.r[zeros] == '0' {
		zeros++
	}
	var edits []Edit
	if b.r[open] != '〔' {
		edits = append(append(edits, b.edit(open, open+1, "〔")...), b.edit(shut, shut+1, "〕")...)
	}
	if zeros > shut+1 {
		edits = append(edits, b.edit(shut+1, zeros, "")...)
	}
	if len(edits) > 0 {
		right := "〔" + string(b.r[open+1:shut]) + "〕" + string(b.r[zeros:to]) + "号"
		s.find(b, open, to+1, edits, "发文字号应写成“%s”的形式", right)
	}
}
