package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var compareRules = []Rule{
	{
		ID: 47, Severity: Advice, Title: "各单位的数据不一致", Needs: NeedsCase,
		About:  "不同单位写的同一数据要一致（1.2亿和12000万是同一个数）。",
		Source: "数据核对惯例",
		Wrong: join(
			given(exampleGiven, inCase(),
				"省民政厅负责统计。2023年，全省社区食堂共有320个。\n省教育厅配合统计。2023年，全省社区食堂共有350个。",
				"省民政厅统计，全省养老床位达到12万张。\n省教育厅统计，全省养老床位达到13万张。",
				"省民政厅2023年投入养老补贴资金1.2亿元。\n省教育厅2023年投入养老补贴资金1.3亿元。",
				"省民政厅会同有关部门培训护理人员500人。\n省市场监管局会同有关部门培训护理人员600人。"),
			given("第一段是省民政厅的文字，第二段是省教育厅的文字", func(in *Input) {
				d := gongwen.Document{Blocks: []gongwen.Block{
					{Runs: []gongwen.Run{{Text: "2023年，全省社区食堂共有320个。", Source: gongwen.Source{Department: 1}}}},
					{Runs: []gongwen.Run{{Text: "2023年，全省社区食堂共有350个。", Source: gongwen.Source{Department: 2, Revision: 1}}}},
				}}
				in.Document, in.Case = &d, exampleCase()
			}, "2023年，全省社区食堂共有320个。\n2023年，全省社区食堂共有350个。"),
		),
		Right: join(
			given(exampleGiven, inCase(),
				"省民政厅2023年投入养老补贴资金1.2亿元。\n省教育厅2023年投入养老补贴资金12000万元。",
				"省民政厅负责统计。2023年，全省社区食堂共有320个。\n省教育厅配合统计。2022年，全省社区食堂共有350个。",
				"省民政厅建成社区食堂20个。\n省教育厅建成老年大学35所。",
				"省民政厅负责统计。2023年，全省社区食堂共有320个。其中，城区社区食堂共有200个。"),
			texts("2023年，全省社区食堂共有320个。\n2023年，全省社区食堂共有350个。"),
		),
		find: findDifferingFigures,
	},
}

// claim is a number that a department gives for something in a year.
type claim struct {
	mention
	value      float64
	department string
}

// minSubject is how many characters must stand before a number, without a mark
// between, to say what it counts.
const minSubject = 4

// findDifferingFigures compares numbers that have the same words before them,
// the same unit and the same year, and different authors.
func findDifferingFigures(s *scan) {
	if s.Case == nil {
		return
	}
	names := s.bodyNames()
	seen := map[string]claim{}
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph {
			continue
		}
		s.claims(b, names, func(key string, c claim) {
			first, known := seen[key]
			if !known {
				seen[key] = c
				return
			}
			if first.department != c.department && first.value != c.value {
				s.find(c.b, c.from, c.to, nil, "%s写的是“%s”，%s写的是“%s”（第%d行），数据不一致", c.department, string(c.b.r[c.from:c.to]),
					first.department, string(first.b.r[first.from:first.to]), first.b.line.no)
			}
		})
	}
}

// bodyNames finds the short and full names of the case's bodies.
func (s *scan) bodyNames() *lexicon {
	names := &lexicon{}
	for i, b := range s.bodies {
		names.addAt(Row{Word: b.Full, Use: b.called()}, i)
		if b.Short != "" {
			names.addAt(Row{Word: b.Short, Use: b.called()}, i)
		}
	}
	return names
}

// claims calls f with every number of the block that says what it counts. Whose
// it is, the runs say, or else the department that the text named last.
func (s *scan) claims(b *block, names *lexicon, f func(string, claim)) {
	type owner struct {
		from int
		name string
	}
	var owners []owner
	names.each(b.r, func(at int, e *entry) {
		if at == 0 || oneOf(b.r[at-1], "。；，") {
			owners = append(owners, owner{at, e.row.Use})
		}
	})
	year, department := "", ""
	for i := b.head; i < len(b.r); i++ {
		for len(owners) > 0 && owners[0].from <= i {
			department, owners = owners[0].name, owners[1:]
		}
		if endsSentence(b.r[i]) {
			year = ""
		}
		n, ok := figureAt(b.r, i)
		if !ok {
			continue
		}
		if runeAt(b.r, n.to) == '年' {
			year = string(b.r[n.from:n.to])
			i = n.to
			continue
		}
		who := s.author(b, n.from)
		if who == "" {
			who = department
		}
		key := subjectOf(b.r, n)
		if who != "" && key != "" && b.mask[n.from]&(inFrame|inParen) == 0 {
			f(year+"|"+key, claim{mention{b, n.from, min(n.to+1, len(b.r))}, n.value, who})
		}
		i = n.to - 1
	}
}

// subjectOf is what a number counts: the words before it, without the name of
// who says so, and its unit; "" if they are too few to say.
func subjectOf(r []rune, n figure) string {
	unit := runeAt(r, n.to)
	if !isHan(unit) {
		return ""
	}
	from := n.from
	for from > 0 && n.from-from < 12 && isHan(r[from-1]) && r[from-1] != '年' {
		from--
	}
	subject := string(r[from:n.from])
	for _, w := range []string{"厅", "局", "部门", "委"} {
		if i := strings.LastIndex(subject, w); i >= 0 {
			subject = subject[i+len(w):]
		}
	}
	if size(subject) < minSubject {
		return ""
	}
	return subject + "|" + string(unit)
}
