package check

const gb15835 = "GB/T 15835-2011"

var rangeRules = []Rule{
	{
		ID: 19, Severity: Advice, Title: "数值范围用了短横线", Fixable: true,
		About:  "数值起止用浪纹线（3～5年），年份、月份起止用一字线（2013—2015年）。",
		Source: gb15834 + " 4.13.3",
		Wrong: texts(
			"力争用3-5年时间建成。",
			"2013-2015年，全省共立项25项。",
			"每年培训10-20人。",
			"投资1.5-2.5万元。",
			"1-5月，完成投资3.4亿元。",
			"每户补助3~5万元。",
		),
		Right: texts(
			"力争用3～5年时间建成。",
			"2021—2025年，全省共立项25项。",
			"联系电话：0871-63104060。",
			"GB/T 9704-2012规定了公文格式。",
			"档案2024-05-31-12已经归档。",
			"COVID-19疫情防控平稳转段。",
			"编号为2024-12号的档案已经归档。",
			"位于A-1栋3层。",
			"流程如图1-2所示，详见表3-1个案汇总。",
		),
		find: findHyphenRange,
	},
	{
		ID: 20, Severity: Advice, Title: "百分数范围前一个数缺百分号", Fixable: true,
		About:  "百分数起止时，前一个数的百分号不能省略。",
		Source: gb15835 + " 5.1.3",
		Wrong: texts(
			"占比达60-70%。",
			"占比达60～70%。",
			"奖励比例为50—70%。",
			"增速保持在5.5~6.5%。",
			"补贴20–30%的费用。",
		),
		Right: texts(
			"占比达60%～70%。",
			"占比达60%—70%。",
			"不低于70%的比例。",
			"从2020年的60%提高到70%。",
			"3～5个百分点。",
			"编号A-70%的样品。",
		),
		find: findPercentRange,
	},
	{
		ID: 25, Severity: Advice, Title: "比号用了冒号", Fixable: true,
		About:  "比例用比号“∶”，不用冒号。",
		Source: "数学符号惯例（GB/T 3102.11）；" + gb15834 + " 4.7（冒号不作比号）",
		Wrong: texts(
			"按照3:3:4的比例出资。",
			"按照3：3：4的比例出资。",
			"师生比达到1:15，高于全国平均水平。",
			"省、市、县按5:3:2分担。",
			"按1：1的比例配套资金。",
			"绘制1:5000比例尺地形图。",
		),
		Right: texts(
			"按照3∶3∶4的比例出资。",
			"会议于10:30开始。",
			"开放时间为9:00—17:30。",
			"记录时间为10:30:15。",
			"师生比达到1∶15。",
			"热线电话：12345。",
		),
		find: findRatio,
	},
}

const rangeDashes = "-~–‐‑−"

// rangeUnits are what a counted range is followed by; 号, 栋 and 层 name places.
const rangeUnits = "年月日天个人名项家次万亿元米公里亩吨件户岁倍小时分周届所座处"

func findHyphenRange(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 1; j+1 < len(b.r); j++ {
			if b.mask[j]&inURL == 0 && s.monthsOrTimes(b, j) {
				continue
			}
			if !isDigit(b.r[j-1]) || !isDigit(b.r[j+1]) || !oneOf(b.r[j], rangeDashes+"—") || b.mask[j]&inURL != 0 {
				continue
			}
			from, ok := rangeStart(b.r, j)
			right, _ := figureAt(b.r, j+1)
			if !ok || right.digits == 0 {
				continue
			}
			to := right.digits
			unit := runeAt(b.r, to)
			if !oneOf(unit, rangeUnits) || unit == 0 {
				continue
			}
			dash := "～"
			if unit == '月' || unit == '日' || unit == '年' && j-from == 4 && to-j-1 == 4 {
				dash = "—"
			}
			if unit == '日' && runeAt(b.r, to) == '日' && !isHan(runeAt(b.r, from-1)) {
				continue
			}
			if b.r[j] == '—' && (dash == "—" || !oneOf(unit, "个人名项家次万亿元亩吨件户岁所座处")) {
				continue // years and days may have it
			}
			s.find(b, from, to+1, b.edit(j, j+1, dash), "起止应写成“%s%s%s”", string(b.r[from:j]), dash, string(b.r[j+1:to+1]))
		}
	}
}

// monthsOrTimes finds 5月-6月 and 8:00-18:00, whose dash is —.
func (s *scan) monthsOrTimes(b *block, j int) bool {
	if !oneOf(b.r[j], rangeDashes) || !isDigit(b.r[j+1]) || b.r[j] == '~' {
		return false
	}
	from, to := j, j+1
	_, to = digitsAt(b.r, to, 2)
	if unit := b.r[j-1]; (unit == '年' || unit == '月' || unit == '日') && isDigit(runeAt(b.r, j-2)) {
		for from--; from > 0 && j-from < 6 && isDigit(b.r[from-1]); from-- {
		}
		for to < len(b.r) && isDigit(b.r[to]) && to-j < 6 {
			to++
		}
		if runeAt(b.r, to) != unit {
			return false
		}
		s.find(b, from, to+1, b.edit(j, j+1, "—"), "起止应写成“%s—%s”", string(b.r[from:j]), string(b.r[j+1:to+1]))
		return true
	}
	if from = j - 5; from < 0 || !isDigit(b.r[from]) {
		from = j - 4
	}
	if from < 0 || isDigit(runeAt(b.r, from-1)) || isLetter(runeAt(b.r, from-1)) || !oneOf(runeAt(b.r, to), ":：") || to == len(b.r) {
		return false
	}
	_, end := digitsAt(b.r, to+1, 2)
	if end != to+3 || isDigit(runeAt(b.r, end)) || !clockTime(b.r[from:j]) || !clockTime(b.r[j+1:end]) || !oneOf(b.r[j-3], ":：") {
		return false
	}
	s.find(b, from, end, b.edit(j, j+1, "—"), "起止应写成“%s—%s”", string(b.r[from:j]), string(b.r[j+1:end]))
	return true
}

// rangeStart returns where the number before the dash at j begins; false if it
// is part of a code or a date.
func rangeStart(r []rune, j int) (int, bool) {
	from := j
	for from > 0 && j-from < 12 && (isDigit(r[from-1]) || r[from-1] == '.' && from > 1 && isDigit(r[from-2])) {
		from--
	}
	before := runeAt(r, from-1)
	if r[from] == '0' && from+1 < j && r[from+1] != '.' {
		return 0, false // an area code
	}
	return from, before == 0 || !isLetter(before) && !oneOf(before, "图表式例号附栋楼第节章") && !oneOf(before, rangeDashes+"./ ")
}

func findPercentRange(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 1; j+1 < len(b.r); j++ {
			if !isDigit(b.r[j-1]) || !isDigit(b.r[j+1]) || !oneOf(b.r[j], rangeDashes+"～—") || b.mask[j]&inURL != 0 {
				continue
			}
			from, ok := rangeStart(b.r, j)
			right, _ := figureAt(b.r, j+1)
			sign := runeAt(b.r, right.digits)
			if !ok || right.digits == 0 || sign != '%' && sign != '％' && sign != '‰' {
				continue
			}
			dash := "～"
			if b.r[j] == '—' {
				dash = "—"
			}
			s.find(b, from, right.digits+1, b.edit(j, j+1, string(sign)+dash), "前一个数也要写百分号：“%s%c%s%s%c”",
				string(b.r[from:j]), sign, dash, string(b.r[j+1:right.digits]), sign)
		}
	}
}

func findRatio(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 1; j+1 < len(b.r); j++ {
			if !ratioColon(b.r, j) || b.mask[j]&inURL != 0 {
				continue
			}
			from := j
			for from > 0 && j-from < 12 && isDigit(b.r[from-1]) {
				from--
			}
			to, colons := ratioEnd(b.r, j)
			if before := runeAt(b.r, from-1); !isLetter(before) && before != '.' && ratio(b.r, from, to, len(colons)) {
				var edits []Edit
				for _, c := range colons {
					edits = append(edits, b.edit(c, c+1, "∶")...)
				}
				s.find(b, from, to, edits, "比例应使用比号“∶”")
			}
			j = to
		}
	}
}

func ratioColon(r []rune, j int) bool {
	return (r[j] == ':' || r[j] == '：') && isDigit(runeAt(r, j-1)) && isDigit(runeAt(r, j+1))
}

// ratioEnd returns where the ratio ends whose first colon is at j, and all its
// colons.
func ratioEnd(r []rune, j int) (to int, colons []int) {
	colons = []int{j}
	for to = j + 1; to < len(r) && len(colons) < 12; to++ {
		if ratioColon(r, to) {
			colons = append(colons, to)
		} else if !isDigit(r[to]) {
			break
		}
	}
	return to, colons
}

// ratio tells 3:3:4 and 比为1:15 from times.
func ratio(r []rune, from, to, colons int) bool {
	for _, w := range []string{"的比例", "比例", "的比", "配比", "分担", "配套"} {
		if has(r, to, w) {
			return true
		}
	}
	for i := max(from-6, 0); i < from; i++ {
		if r[i] == '比' && r[i] != '。' && !has(r, i, "比赛") {
			return true
		}
	}
	return colons > 1 && !clockTime(r[from:to])
}

// clockTime tells whether the digits can be a time: 10:30, 10:30:15.
func clockTime(r []rune) bool {
	hour, i := digitsAt(r, 0, 2)
	if i == 0 || hour > 24 {
		return false
	}
	for i < len(r) {
		part, end := digitsAt(r, i+1, 2)
		if end != i+3 || part > 59 {
			return false
		}
		i = end
	}
	return true
}
