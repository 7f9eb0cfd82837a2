package check

import (
	"slices"

	"dafu/internal/gongwen"
)

var itemRules = []Rule{
	{
		ID: 5, Severity: Advice, Title: "有“一是”没有“二是”",
		About:  "“一是”之后应该有“二是”，只有一项就不必编号。",
		Source: "行文惯例",
		Wrong: texts(
			"一是健全工作制度。明确各方职责。",
			"我们主要做了以下工作：一是健全制度，明确职责，狠抓落实。",
			"一、工作情况\n一是健全制度。明确职责。\n二、下一步打算\n继续推进。",
			"（一）强化保障\n一是加大投入。安排专项经费。\n（二）强化监管\n一是开展检查。\n二是通报结果。",
			"原因有以下方面：一是资金不足；另外，人员也不够。",
		),
		Right: texts(
			"一是健全制度。明确职责。\n二是强化监督。定期检查。",
			"我们做了以下工作：一是健全制度，二是强化监督。",
			"有一是一，有二是二，如实上报。",
			"这一是非曲直已经查清。",
			"一是健全制度。\n各地抓好落实。\n二是强化监督。",
			"统一是前提，协调是关键。",
		),
		find: findLoneItem,
	},
	{
		ID: 8, Severity: Advice, Title: "编号段落之间夹了没有编号的段落",
		About:  "“二是”和“三是”之间另起的一段没有编号，读者分不清它属于哪一项。",
		Source: gb9704,
		Wrong: texts(
			"一是健全制度。明确职责。\n各地认真落实。\n二是强化监督。定期检查。",
			"一是健全制度。\n二是强化监督。\n省教育厅同步开展检查。\n三是抓好整改。",
			"第一，健全制度。\n各地认真落实。\n第二，强化监督。",
			"一是健全制度。\n各地认真落实。\n各校也已落实。\n二是强化监督。",
			"二是强化监督。\n省财政厅安排专项资金。\n三是抓好整改。",
		),
		Right: texts(
			"一是健全制度。\n二是强化监督。\n各地认真落实。",
			"一是健全制度。\n二是强化监督。\n（二）加大投入\n各地安排资金。\n一是省级资金。\n二是市级资金。",
			"各地认真落实。\n一是健全制度。\n二是强化监督。",
			"一是健全制度。\n二是强化监督。\n下一步重点工作：\n一是抓好整改。\n二是巩固成果。",
			"1.健全制度。\n各地认真落实。\n2.强化监督。",
		),
		find: findStrayParagraph,
	},
}

// item is 一是 inside a paragraph.
type item struct{ from, to, value int }

// items returns the 一是, 二是 that begin a clause inside the words, behind the
// paragraph's own number.
func (b *block) items() (all []item) {
	for i := b.head; i < len(b.r); i++ {
		if b.r[i] != '是' || i < b.head+1 {
			continue
		}
		from := i - 1
		for from > b.head && i-from < 3 && hanNumeral(b.r[from-1]) {
			from--
		}
		v, to := hanAt(b.r, from)
		if v == 0 || v > 20 || to != i || from > 0 && !oneOf(b.r[from-1], "。；，：！？") || b.framed(from, i, inFrame) {
			continue
		}
		if next, _ := hanAt(b.r, i+1); next == v {
			continue // 一是一，二是二
		}
		all = append(all, item{from, i + 1, v})
	}
	return all
}

func hanNumeral(r rune) bool { return oneOf(r, "一二三四五六七八九十") }

// findLoneItem looks for the 二是 of each 一是: in its paragraph, or at the head
// of one that follows before the next heading.
func findLoneItem(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph {
			continue
		}
		inner := b.items()
		later := lastLater(inner)
		lone := slices.DeleteFunc(inner[later+1:], func(it item) bool { return it.value != 1 })
		first := later < 0 && b.Number.Style == gongwen.Enumerated && b.Number.Value == 1
		if !first && len(lone) == 0 || s.secondBelow(i) {
			continue
		}
		if first {
			s.find(b, 0, b.head, nil, "有“一是”，后面没有“二是”")
		}
		for _, it := range lone {
			s.find(b, it.from, it.to, nil, "有“一是”，后面没有“二是”")
		}
	}
}

// lastLater returns the last of the items that goes on with a series, or -1: 二是
// or, if that was left out, 三是: the gap is another rule's affair.
func lastLater(items []item) int {
	for j, it := range slices.Backward(items) {
		if it.value > 1 {
			return j
		}
	}
	return -1
}

// itemReach is how many blocks below a 一是 its 二是 is looked for.
const itemReach = 40

func (s *scan) secondBelow(i int) bool {
	for j := i + 1; j < len(s.blocks) && j-i < itemReach; j++ {
		b := &s.blocks[j]
		if b.Kind == gongwen.Heading || b.Number.Style == gongwen.Enumerated && b.Number.Value == 1 {
			return false
		}
		if b.Number.Style == gongwen.Enumerated {
			return true
		}
		if all := b.items(); len(all) > 0 && all[0].value > 1 {
			return true
		}
	}
	return false
}

func findStrayParagraph(s *scan) {
	stray, last := -1, gongwen.Number{}
	for i := range s.blocks {
		b := &s.blocks[i]
		n := b.Number
		switch {
		case b.Kind != gongwen.Paragraph || n.Style != gongwen.Unnumbered && n.Style.Level() <= 4:
			stray, last = -1, gongwen.Number{}
		case n.Style == gongwen.Unnumbered:
			if stray < 0 && last.Value > 0 {
				stray = i
			}
		default:
			if stray >= 0 && n.Style == last.Style && n.Value == last.Value+1 {
				s.find(&s.blocks[stray], 0, min(len(s.blocks[stray].r), 12), nil,
					"“%s”和“%s”之间的这一段没有编号", last.Mark, n.Mark)
			}
			stray, last = -1, n
		}
	}
}
