package check

import (
	"slices"

	"dafu/internal/gongwen"
)

var longPassage = "推进高校、企业科研创新力量优化配置和资源共享，推动学校、企业提升协同创新能力"

var repeatRules = []Rule{
	{
		ID: 36, Severity: Advice, Title: "大段文字重复",
		About:  "同样的30字以上出现了两次，主办和会办单位的文字之间也不要重复。",
		Source: "公文核稿惯例；词表“阈值”",
		Wrong: join(
			texts(
				longPassage+"。\n"+longPassage+"。",
				"省教育厅"+longPassage+"，取得成效。下一步，将继续"+longPassage+"。",
				"一、工作情况\n"+longPassage+"。\n二、下一步打算\n"+longPassage+"。",
				longPassage+"，一是建平台。\n省科技厅表示，"+longPassage+"，二是强服务。",
			),
			given("前一段是省教育厅报送的文字", func(in *Input) {
				d := gongwen.Document{Blocks: []gongwen.Block{
					{Runs: []gongwen.Run{{Text: longPassage + "。", Source: gongwen.Source{Department: 2, Revision: 1}}}},
					{Runs: []gongwen.Run{{Text: "我厅" + longPassage + "。", Source: gongwen.Source{Department: 1}}}},
				}}
				in.Document, in.Case = &d, exampleCase()
			}, longPassage+"。\n我厅"+longPassage+"。"),
		),
		Right: texts(
			longPassage+"。",
			"印发《关于"+longPassage+"的实施意见》。落实《关于"+longPassage+"的实施意见》。",
			"加强组织领导，明确责任分工，细化任务清单。\n加强组织领导，明确责任分工，强化督促检查。",
			"开展“"+longPassage+"”活动。总结“"+longPassage+"”经验。",
			"省科技厅、省市场监管局、省教育厅联合开展检查。省科技厅、省市场监管局、省教育厅联合通报结果。",
		),
		find: findRepeats,
	},
}

// stride is how far apart the windows are that are remembered. Every window is
// looked up, and they are shorter than what is looked for by as much: no repeat
// gets through.
const stride = 8

// findRepeats looks for a stretch of limit characters that stood before, outside
// of titles and quotations: a rolling hash, each hit compared.
func findRepeats(s *scan) {
	limit := max(s.tables.threshold("重复", 30), 2*stride)
	seen := make(map[uint64]mention, len(s.source)/stride+1)
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind == gongwen.Paragraph {
			s.repeatsIn(b, limit, seen)
		}
	}
}

func (s *scan) repeatsIn(b *block, limit int, seen map[uint64]mention) {
	const base = 1099511628211
	window := limit - stride + 1
	var hash, power uint64 = 0, 1
	for range window {
		power *= base
	}
	run := 0 // characters since the last that does not count
	for i := b.head; i < len(b.r); i++ {
		if b.mask[i]&inFrame != 0 {
			run, hash = 0, 0
			continue
		}
		hash = hash*base + uint64(b.r[i])
		if run++; run > window {
			hash -= power * uint64(b.r[i-window])
		}
		if run < window {
			continue
		}
		here := mention{b, i + 1 - window, i + 1}
		first, known := seen[hash]
		if !known {
			if i%stride == 0 {
				seen[hash] = here
			}
			continue
		}
		if first.b == b && first.to > here.from || !sameRunes(first.b.r[first.from:first.to], b.r[here.from:here.to]) {
			continue
		}
		if first, here = s.extend(first, here, i+1-run); here.to-here.from >= limit {
			s.repeated(b, here.from, here.to-here.from, first)
			i, run, hash = here.to-1, 0, 0
		}
	}
}

// extend makes two stretches that are the same as long as they can be; the
// second does not begin before from, nor do they overlap.
func (s *scan) extend(first, here mention, from int) (mention, mention) {
	a, b := first.b, here.b
	apart := func() bool { return a != b || first.to <= here.from }
	for first.from > a.head && here.from > from && a.r[first.from-1] == b.r[here.from-1] && a.mask[first.from-1]&inFrame == 0 && (a != b || first.to < here.from) {
		first.from--
		here.from--
	}
	for first.to < len(a.r) && here.to < len(b.r) && a.r[first.to] == b.r[here.to] && (a.mask[first.to]|b.mask[here.to])&inFrame == 0 && (a != b || first.to < here.from) {
		first.to++
		here.to++
	}
	if !apart() {
		return first, mention{b, here.from, here.from}
	}
	return first, here
}

func sameRunes(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

func (s *scan) repeated(b *block, from, n int, first mention) {
	other, own := s.author(first.b, first.from), s.author(b, from)
	if other != own && other != "" && own != "" {
		s.find(b, from, from+n, nil, "这%d字与前面%s的文字相同（第%d行）", n, other, first.b.line.no)
		return
	}
	s.find(b, from, from+n, nil, "这%d字在第%d行已经出现过", n, first.b.line.no)
}

// author is the department whose words stand at a place, or "".
func (s *scan) author(b *block, at int) string { return s.called[s.departmentAt(b, at)] }

// departmentAt is the department whose words stand at a place, 0 if unknown.
func (p *paper) departmentAt(b *block, at int) int64 {
	if len(b.Runs) == 1 {
		return b.Runs[0].Source.Department
	}
	if i, _ := slices.BinarySearch(b.ends, at+1); i < len(b.Runs) {
		return b.Runs[i].Source.Department
	}
	return 0
}
