package check

import (
	"strconv"
	"strings"

	"dafu/internal/gongwen"
)

const gb9704 = "GB/T 9704-2012 7.3.3"

var numberingRules = []Rule{
	{
		ID: 1, Severity: Error, Title: "序号不连续",
		About:  "同一层次的序号要从一起依次排下去，不能缺号、重号或颠倒。",
		Source: gb9704 + "（结构层次序数）",
		Wrong: texts(
			"一、工作开展情况\n（一）加强领导。成立专班。\n（三）加强督查。开展检查。",
			"一、工作开展情况\n已完成任务。\n三、下一步打算\n抓好落实。",
			"一、已做工作\n已完成任务。\n一、下一步打算\n抓好落实。",
			"1.新建车位200个。\n2.改造路口3处。\n4.增设标牌12块。",
			"一是健全制度。明确职责。\n三是强化监督。定期检查。",
			"我们做了以下工作：一是完善制度，二是加大投入，四是强化监管。",
			"一是加强领导；三是加强保障。",
			"（一）摸清底数。开展普查。\n（二）分类施策。逐户走访。\n（二）跟踪问效。每月通报。",
		),
		Right: texts(
			"一、工作开展情况\n（一）加强领导。成立专班。\n（二）加强督查。开展检查。\n二、下一步打算\n（一）抓好落实。按月调度。",
			"一、总体情况\n具体指标如下：\n1.新建车位200个。\n2.改造路口3处。\n各项措施如下：\n1.加密班次。\n2.延长运营时间。",
			"一是健全制度。明确职责。\n二是强化监督。一是查流程，二是查结果。\n三是抓好整改。限期完成。",
			"第一，健全制度。\n一是出台办法。\n二是开展培训。\n第二，强化监督。",
			"本项目为一期工程，投资3.4亿元。\n1.2024年完成设计。\n2.2025年完成施工。",
			"（1）材料：\n1）申请表。\n2）身份证。\n（2）程序：\n①受理。\n②办结。",
			"1.摸底数\n（一）查人口。\n（二）查住房。\n2.建台账\n（一）建到村。",
			"十、加强宣传\n做好宣传。\n十一、加强督查\n做好督查。",
		),
		find: findDisorder,
	},
	{
		ID: 2, Severity: Advice, Title: "序号越级",
		About:  "层次序数依次用“一、”“（一）”“1.”“（1）”，只有两层时可以“一、”之下直接用“1.”。",
		Source: gb9704,
		Wrong: texts(
			"一、工作情况\n（1）建成站点。已投入使用。\n（2）开通线路。已经运营。",
			"一、工作情况\n（一）建设站点\n（1）已建成3个。",
			"二、下一步打算\n（1）加大投入。\n（2）强化管理。",
			"一、工作情况\n（一）完善制度\n（1）出台办法。\n（2）开展培训。\n二、下一步打算\n继续推进。",
			"三、保障措施\n（一）组织保障\n（1）成立领导小组。\n（二）资金保障\n落实经费。",
		),
		Right: texts(
			"一、工作情况\n1.建成站点。已投入使用。\n2.开通线路。已经运营。",
			"一、工作情况\n（一）建设站点\n1.已建成3个。\n（1）城区2个。\n（2）乡镇1个。",
			"（一）建设站点。已建成3个。\n（二）开通线路。已开通2条。",
			"1.摸清底数。\n（1）开展普查。\n（2）建立台账。",
			"一、工作情况\n一是建成站点。\n二是开通线路。",
		),
		find: findSkippedLevel,
	},
	{
		ID: 3, Severity: Error, Title: "序号后的标点不对", Fixable: true,
		About:  "“一”后用顿号，“（一）”“（1）”后不用标点，“1”后用下圆点。",
		Source: gb9704 + "；GB/T 15834-2011 4.5.3",
		Wrong: texts(
			"一，工作开展情况\n已完成任务。",
			"一.工作开展情况\n已完成任务。",
			"（一）、加强组织领导\n成立专班。",
			"1、建成站点3个。",
			"（1）、建成站点3个。",
			"1．建成站点3个。",
			"(二)、加强督查检查\n按月通报。",
		),
		Right: texts(
			"一、工作开展情况\n已完成任务。",
			"（一）加强组织领导\n成立专班。",
			"1.建成站点3个。",
			"（1）建成站点3个。",
			"3.4亿元资金已经到位。",
			"1、2号楼已经交付使用。",
			"一、二级医院实现全覆盖。",
		),
		find: findWrongMark,
	},
	{
		ID: 4, Severity: Advice, Title: "“第一”后用了顿号", Fixable: true,
		About:  "“第一”“第二”等词语后用逗号，不用顿号。",
		Source: "GB/T 15834-2011 4.4.3（“第”字头的序次语）",
		Wrong: texts(
			"第一、健全制度。",
			"第二、强化监督，定期检查。",
			"我们将做好三件事：第一、健全制度；第二、强化监督；第三、抓好整改。",
			"为此，要抓好落实。第三、加强宣传。",
			"第十、做好总结。",
		),
		Right: texts(
			"第一，健全制度。",
			"第一、第二产业增加值稳步增长。",
			"第一、二、三产业协调发展。",
			"第三、四季度将继续推进。",
			"第一，健全制度；第二，强化监督。",
			"位居全省第一、全国第三。",
		),
		find: findOrdinalComma,
	},
}

// levels counts how far the numbers of the four levels have come.
type levels struct {
	last [5]int
	seen [5]int         // the same, never begun anew
	rank [5]int         // in which order the levels came up, from 1
	sub  map[string]int // 1） and ①, which stand below （1）, by their form
	item [2]int         // 一是, 第一，
	lead bool           // the block before is unnumbered,
	// title: and it leads in what follows: it ends with a colon, or without a mark.
	title bool
}

// findDisorder follows the numbers of every level, and the run-in items within
// their paragraphs.
func findDisorder(s *scan) {
	var l levels
	whole := s.whole()
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph && b.Kind != gongwen.Heading {
			continue
		}
		n := b.Number
		switch level := n.Style.Level(); {
		case level == 0:
			l.lead, l.title = true, !oneOf(b.r[len(b.r)-1], clauseMarks+"”")
			l.item[0] = max(l.item[0], s.inlineOrder(b, 0)) // 二是 within the paragraph below 一是
			continue
		case level <= 4:
			s.levelOrder(b, &l, whole)
			s.inlineOrder(b, 0)
		default:
			s.itemOrder(b, &l)
		}
		l.lead, l.title = false, false
	}
}

// itemOrder follows 一是 and 第一， at the heads of paragraphs, each for itself:
// one may stand within the other.
func (s *scan) itemOrder(b *block, l *levels) {
	n := b.Number
	last := &l.item[n.Style-gongwen.Enumerated]
	if n.Value != *last+1 && n.Value != 1 && *last > 0 {
		s.outOfOrder(b, 0, b.head, *last, n.Value, strings.TrimRight(n.Mark, "，、：,:"))
	}
	*last = n.Value
	if n.Style == gongwen.Enumerated {
		*last = s.inlineOrder(b, n.Value)
		return
	}
	l.item[0] = 0
	s.inlineOrder(b, 0)
}

func (s *scan) levelOrder(b *block, l *levels, whole bool) {
	if form := subForm(b); form != "" {
		s.subOrder(b, l, form)
		return
	}
	level := b.Number.Style.Level()
	last, value := l.last[level], b.Number.Value
	first := last == 0
	under := level > 1 && anyAbove(l.last[:level])
	switch {
	case value == last+1 || value == l.seen[level]+1 && value > 1:
		// numbers that go on through sections are no gap
	case value == 1 && (first || l.title || l.lead && level > 2 && last > 1):
	case first && !under && (level > 1 || !whole):
		// an excerpt may begin anywhere
	default:
		s.outOfOrder(b, 0, b.head, last, value, strings.Trim(b.Number.Mark, "、，,.．"))
	}
	if mark := b.Number.Mark; b.Number.Style != gongwen.ArabicDot && has(b.r, b.head, mark) {
		s.find(b, 0, b.head+size(mark), nil, "序号“%s”写了两遍", mark)
	}
	l.last[level], l.seen[level] = value, value
	l.below(level)
	clear(l.sub)
	l.item = [2]int{}
}

// below begins anew the levels below one: those of the standard, and those that
// came up later where somebody puts （一） below 1.
func (l *levels) below(level int) {
	if l.rank[level] == 0 {
		l.rank[level] = 1 + max(l.rank[1], l.rank[2], l.rank[3], l.rank[4])
	}
	for other := range l.last {
		if other > level || l.rank[other] > l.rank[level] {
			l.last[other] = 0
		}
	}
}

// subForm is the form of a number that stands below the four levels, or "".
func subForm(b *block) string {
	switch first := b.r[0]; {
	case b.Number.Style != gongwen.ArabicParen || first == '（' || first == '(':
		return ""
	case isDigit(first):
		return "1）"
	case first >= '①' && first <= '⑳':
		return "①"
	}
	return "⑴"
}

// subOrder follows the numbers of one such form; they may begin anew anywhere.
func (s *scan) subOrder(b *block, l *levels, form string) {
	last, value := l.sub[form], b.Number.Value
	if last > 0 && value != last+1 && value != 1 {
		s.outOfOrder(b, 0, b.head, last, value, b.Number.Mark)
	}
	if l.sub == nil {
		l.sub = map[string]int{}
	}
	l.sub[form] = value
}

func anyAbove(last []int) bool {
	for _, n := range last {
		if n > 0 {
			return true
		}
	}
	return false
}

// outOfOrder says what is wrong with a number that follows last.
func (s *scan) outOfOrder(b *block, from, to, last, value int, mark string) {
	switch missing := value - last - 1; {
	case value == last:
		s.find(b, from, to, nil, "序号“%s”重复", mark)
	case value < last:
		s.find(b, from, to, nil, "序号“%s”排在“%s”之后，顺序颠倒", mark, numberLike(mark, last))
	case missing == 1:
		s.find(b, from, to, nil, "序号“%s”前面缺“%s”", mark, numberLike(mark, last+1))
	default:
		s.find(b, from, to, nil, "序号“%s”前面缺“%s”到“%s”", mark, numberLike(mark, last+1), numberLike(mark, value-1))
	}
}

// numberLike writes n in the digits of another number of its series.
func numberLike(mark string, n int) string {
	for _, r := range mark {
		switch {
		case isDigit(r) || r >= '０' && r <= '９':
			return strconv.Itoa(n)
		case r >= '①' && r <= '⑳' && n <= 20:
			return string('①' + rune(n) - 1)
		case r >= '⑴' && r <= '⒇' && n <= 20:
			return string('⑴' + rune(n) - 1)
		}
	}
	return gongwen.Han(n)
}

// inlineOrder follows 一是…二是… inside one paragraph; head is the number of the
// paragraph itself, if it is an item. It returns the last number of the series
// that head belongs to.
func (s *scan) inlineOrder(b *block, head int) int {
	outer, inner := head, 0
	for _, it := range b.items() {
		switch {
		case inner > 0 && it.value == inner+1:
			inner = it.value
		case it.value == 1:
			inner = 1
		case outer > 0 && it.value == outer+1:
			outer, inner = it.value, 0
		case inner > 0:
			s.outOfOrder(b, it.from, it.to, inner, it.value, gongwen.Han(it.value)+"是")
			inner = it.value
		case outer > 0:
			s.outOfOrder(b, it.from, it.to, outer, it.value, gongwen.Han(it.value)+"是")
			outer = it.value
		default:
			outer = it.value // the series began in a paragraph before
		}
	}
	return outer
}

func findSkippedLevel(s *scan) {
	var open [5]bool
	for i := range s.blocks {
		b := &s.blocks[i]
		level := b.Number.Style.Level()
		if level == 0 || level > 4 || !b.running() {
			continue
		}
		parent := level - 1
		for parent > 0 && !open[parent] {
			parent--
		}
		if parent > 0 && parent < level-1 && !(parent == 1 && level == 3) && !open[level] {
			s.find(b, 0, b.head, nil, "“%s”直接放在第%s层之下，越过了中间的层次", b.Number.Mark, gongwen.Han(parent))
		}
		open[level] = true
		clear(open[level+1:])
	}
}

// rightEnd is how the mark of a level ends.
var rightEnd = map[gongwen.Style]string{gongwen.HanComma: "、", gongwen.HanParen: "）", gongwen.ArabicDot: ".", gongwen.ArabicParen: "）"}

func findWrongMark(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		want, known := rightEnd[b.Number.Style]
		if !known || b.head < 2 || !b.running() || strings.HasSuffix(b.Number.Mark, want) {
			continue
		}
		last := b.head - 1
		if b.r[last] == '）' || b.r[last] == ')' {
			continue // the bracket's width is another rule's affair
		}
		if want == "）" {
			s.find(b, 0, b.head, b.edit(last, b.head, ""), "“%s”后面不用标点", string(b.r[:last]))
			continue
		}
		if want == "、" && !strings.ContainsRune("，,.．", b.r[last]) || b.r[last] == '2' {
			continue
		}
		f := s.find(b, 0, b.head, b.edit(last, b.head, want), "序号“%s”后应该用“%s”", string(b.r[:last]), want)
		if b.r[last] == '．' {
			f.Severity = s.tables.severity(f.Rule).applied(Advice) // seen in print everywhere
		}
	}
}

func findOrdinalComma(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for i := index(b.r, 0, "第"); i >= 0; i = index(b.r, i+1, "第") {
			v, to := hanAt(b.r, i+1)
			if v == 0 || runeAt(b.r, to) != '、' || !opens(b.r, i) || b.framed(i, to, inFrame) {
				continue
			}
			next, end := hanAt(b.r, to+1)
			if runeAt(b.r, to+1) == '第' || next > 0 && end > to+1 || runeAt(b.r, to+1) == '全' {
				continue
			}
			s.find(b, i, to+1, b.edit(to, to+1, "，"), "“%s”后面应该用逗号", string(b.r[i:to]))
		}
	}
}
