package check

import "dafu/internal/gongwen"

var sinceRules = []Rule{
	{
		ID: 48, Severity: Advice, Title: "“目前”“近年来”没有写明日期",
		About:  "“目前”“近年来”“近三年”多次出现时，宜写明从何时起、截至何时。",
		Source: "公文核稿惯例；词表“阈值”",
		Wrong: texts(
			"近三年选拔人才500多人。",
			"近两年来，培养科技领军人才12名。",
			"目前，我省有高新区7个。目前，已建成36个。目前，任务已经完成。",
			"近年来，我省加大投入。近年来，成效明显。近年来，群众满意。",
			"近5年，全省投入3.4亿元。",
		),
		Right: texts(
			"近三年（2021—2023年）选拔人才500多人。",
			"目前，我省有高新区7个。",
			"近年来，我省不断加大投入。",
			"截至2024年2月，已建成36个。",
			"2021年以来，近三年累计投入3.4亿元。",
			"附近三年级学生参加活动。",
		),
		find: findUndated,
	},
}

var nows = []string{"截至目前", "目前", "近年来", "近些年"}

// findUndated counts the words that stand in a sentence without a year.
func findUndated(s *scan) {
	limit := s.tables.threshold("时间词", 3)
	hits := map[string][]mention{}
	total := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph {
			continue
		}
		for j := 0; j < len(b.r); j++ {
			if c := b.r[j]; c != '截' && c != '目' && c != '近' || b.mask[j]&inFrame != 0 {
				continue
			}
			w := anyAt(b.r, j, nows...)
			if w == "" {
				if to := recentYears(b.r, j); to > 0 && !yearIn(b.r, j) {
					s.find(b, j, to, nil, "“%s”没有写明从哪年到哪年", string(b.r[j:to]))
				}
				continue
			}
			if w == "截至目前" {
				j += 2
				w = "目前"
			}
			if !yearIn(b.r, j) {
				hits[w] = append(hits[w], mention{b, j, j + size(w)})
				total++
			}
		}
	}
	if total < limit {
		return
	}
	for _, w := range nows {
		if all := hits[w]; len(all) > 1 {
			f := s.find(all[0].b, all[0].from, all[0].to, nil, "“%s”出现%d次，都没有写明日期", w, len(all))
			f.Count = len(all)
		}
	}
}

// recentYears returns where 近三年 or 近5年来 ends, or 0.
func recentYears(r []rune, i int) int {
	if r[i] != '近' || anyBefore(r, i, "附", "最", "接", "将", "临", "靠", "相") != "" {
		return 0
	}
	n, to := countAt(r, i+1)
	if n < 2 || n > 30 || runeAt(r, to) != '年' || runeAt(r, to+1) == '级' || runeAt(r, to+1) == '的' && runeAt(r, to+2) == '努' {
		return 0
	}
	if runeAt(r, to+1) == '来' {
		return to + 2
	}
	return to + 1
}

// yearIn tells whether a year stands in the same sentence.
func yearIn(r []rune, i int) bool {
	from, to := sentence(r, i)
	for j := from; j+4 < to; j++ {
		if year, end := digitsAt(r, j, 4); end == j+4 && year >= 1949 && year < 2100 && !isDigit(runeAt(r, j-1)) && (r[end] == '年' || r[end] == '—') {
			return true
		}
	}
	return false
}
