package check

import (
	"time"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

var dateRules = []Rule{
	{
		ID: 16, Severity: Error, Title: "日期写法不对",
		About:  "日期写成2024年5月31日：年份四位，月、日不编虚位，不用点、横线或斜线。",
		Source: "GB/T 9704-2012 7.3.5.4；GB/T 15835-2011 5.1.4",
		Wrong: texts(
			"会议于2024.5.31召开。",
			"会议于2024-5-31召开。",
			"会议于2024/5/31召开。",
			"试点自24年5月启动。",
			"会议于2024年05月31日召开。",
			"会议于5月08日召开。",
			"某某省教育厅\n二〇二四年五月三十一日",
			"某某省教育厅\n2024年5月",
			"王建林委员：\n感谢您的关心。\n某某省教育厅\n2023531",
			"开放时间为2024.05.01-2024.06.01。",
			"会议于2023531召开。",
			"因95年修路，原路口已经封闭。",
		),
		Right: texts(
			"会议于2024年5月31日召开。",
			"上世纪90年代以来，我省坚持改革。",
			"您在提案中写道：“自24年5月起试点”。",
			"该项目于20240531号批次中抽检。",
			"该工程历时24年5个月建成。",
			"工期共24年。",
			"系统版本为2024.5.31.1，请及时升级。",
			"网址为https://www.example.gov.cn/2024/5/31/index.html。",
			"联系电话：0871-6310-4060。",
			"GB/T 9704-2012规定了公文格式。",
		),
		find: findDateForm,
	},
	{
		ID: 17, Severity: Error, Title: "日期不存在",
		About:  "月份是1至12，日不超过当月天数，2月29日只在闰年。",
		Source: "历法",
		Wrong: texts(
			"会议于2024年9月31日召开。",
			"会议于2023年2月29日召开。",
			"截至6月31日，任务全部完成。",
			"会议于2024年13月1日召开。",
			"截至2024年5月32日。",
			"时间为2月30日。",
		),
		Right: texts(
			"会议于2024年9月30日召开。",
			"会议于2024年2月29日召开。",
			"截至2月29日，任务全部完成。",
			"每月31日前报送。",
			"历时13个月，工程完工。",
			"截至12月31日，任务全部完成。",
		),
		find: findNoSuchDay,
	},
	{
		ID: 18, Severity: Error, Title: "成文日期不合理", Needs: NeedsCase,
		About:  "成文日期不早于交办日期，也不晚于今天。",
		Source: "GB/T 9704-2012 7.3.5.4；交办信息",
		Wrong: join(
			given("2024年3月1日交办，今天是2024年6月3日", dated,
				"某某省教育厅\n2024年2月29日",
				"某某省教育厅\n2023年5月31日",
				"某某省教育厅\n2024年6月4日",
				"某某省教育厅\n2025年5月31日",
				"感谢您的关心。\n某某省教育厅\n2042年5月31日\n（联系人及电话：办公室，0800-0000001）"),
		),
		Right: join(
			given("2024年3月1日交办，今天是2024年6月3日", dated,
				"某某省教育厅\n2024年5月31日",
				"某某省教育厅\n2024年3月1日",
				"某某省教育厅\n2024年6月3日",
				"规划期至2035年12月31日。\n某某省教育厅\n2024年5月31日"),
			texts("某某省教育厅\n2024年5月31日"),
		),
		find: findIssueDate,
	},
}

func dated(in *Input) {
	in.Today = calendar.Date{Year: 2024, Month: 6, Day: 3}
	in.Case = exampleCase()
	in.Case.AssignedOn = calendar.Date{Year: 2024, Month: 3, Day: 1}
}

func findDateForm(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind == gongwen.IssueDate && !containsDigit(b.r) {
			s.find(b, 0, len(b.r), nil, "成文日期用阿拉伯数字，如2024年5月31日")
			continue
		}
		found := s.n
		for j := 0; j < len(b.r); j++ {
			if !isDigit(b.r[j]) || isDigit(runeAt(b.r, j-1)) {
				continue
			}
			if to, why := badDate(b, j); why != "" {
				s.find(b, j, to, nil, "日期“%s”%s", string(b.r[j:to]), why)
				j = to
			}
		}
		if b.Kind == gongwen.IssueDate && s.n == found && !plainDate(b.r) {
			s.find(b, 0, len(b.r), nil, "成文日期要写全年、月、日，如2024年5月31日")
		}
	}
}

// plainDate tells whether the line has the form of a date; whether there is such a
// day is another rule's affair.
func plainDate(r []rune) bool {
	at := 0
	for _, part := range []struct {
		mark   rune
		digits int
	}{{'年', 4}, {'月', 2}, {'日', 2}} {
		for runeAt(r, at) == ' ' {
			at++
		}
		_, to := digitsAt(r, at, 4)
		if to == at || to-at > part.digits || part.digits == 4 && to-at != 4 {
			return false
		}
		for runeAt(r, to) == ' ' {
			to++
		}
		if runeAt(r, to) != part.mark {
			return false
		}
		at = to + 1
	}
	return true
}

func containsDigit(r []rune) bool {
	for _, c := range r {
		if isDigit(c) {
			return true
		}
	}
	return false
}

// badDate reads the digits at i: where the date ends and what is wrong with it.
func badDate(b *block, i int) (to int, why string) {
	r := b.r
	n, end := digitsAt(r, i, 4)
	before := runeAt(r, i-1)
	switch {
	case b.framed(i, i+1, inAnyRun) || isLetter(before) || before != 0 && oneOf(before, ".-/_"):
		return 0, ""
	case end == i+4 && n >= 1900 && n < 2100 && end < len(r) && oneOf(r[end], ".-/"):
		return parted(r, i, end)
	case end == i+2 && runeAt(r, end) == '年' && !isHan(before) || end == i+2 && runeAt(r, end) == '年' && before != 0 && oneOf(before, "自至在于到从是，。（截"):
		month, to := digitsAt(r, end+1, 2)
		if to > end+1 && runeAt(r, to) == '月' && month >= 1 && month <= 12 {
			return to + 1, "年份要写四位"
		}
		if n >= 50 {
			return shortYear(r, end, before)
		}
	case end == i+2 && runeAt(r, end) == '年' && n >= 50:
		return shortYear(r, end, before)
	case before != 0 && oneOf(before, "于自在至") && runOfDigits(r, i) >= 7 && dayInDigits(r, i):
		return i + runOfDigits(r, i), "应写成年、月、日的形式"
	case end == i+2 && r[i] == '0' && n > 0 && (runeAt(r, end) == '月' || runeAt(r, end) == '日') && (before == '年' || before == '月' || !isHan(before)):
		return end + 1, "的月、日前不加“0”"
	}
	return 0, ""
}

// shortYear judges 95年 before the word for what happened then: 因95年修路.
func shortYear(r []rune, end int, before rune) (to int, why string) {
	if before != 0 && oneOf(before, "因于自从") && runeAt(r, end+1) != 0 && oneOf(runeAt(r, end+1), "修建成开起底初出颁改投创竣") {
		return end + 1, "年份要写四位"
	}
	return 0, ""
}

// runOfDigits is how many digits stand at i, nine if there are more.
func runOfDigits(r []rune, i int) int {
	n := 0
	for n < 9 && isDigit(runeAt(r, i+n)) {
		n++
	}
	return n
}

// dayInDigits tells whether the digits at i are a day written without marks, 20240531
// or 2023531: behind 于 or 自 and before what begins or ends on a day.
func dayInDigits(r []rune, i int) bool {
	n := runOfDigits(r, i)
	before := runeAt(r, i-1)
	if n < 7 || n > 8 || before == 0 || !oneOf(before, "于自在至") || anyAt(r, i+n, "召开", "起", "前", "止", "印发", "举行", "启动", "开工", "建成", "完成") == "" {
		return false
	}
	year, _ := digitsAt(r[i:i+4], 0, 4)
	month, _ := digitsAt(r[i+4:i+n-2], 0, 2)
	day, _ := digitsAt(r[i+n-2:i+n], 0, 2)
	return year >= 1950 && year <= 2050 && month >= 1 && month <= 12 && day >= 1 && day <= days[month]
}

// parted reads 2024.5.31 and the like.
func parted(r []rune, i, end int) (to int, why string) {
	mark := r[end]
	month, to := digitsAt(r, end+1, 2)
	if to == end+1 || month < 1 || month > 12 || runeAt(r, to) != mark {
		return 0, ""
	}
	day, last := digitsAt(r, to+1, 2)
	if last == to+1 || day < 1 || day > 31 || isAlnum(runeAt(r, last)) {
		return 0, ""
	}
	if next := runeAt(r, last); next != 0 && oneOf(next, ".-/_") && isAlnum(runeAt(r, last+1)) {
		if year, to := digitsAt(r, last+1, 4); mark != '-' && next == '-' && to == last+5 && year >= 1900 && year < 2100 && runeAt(r, to) == mark {
			return last, "应写成年、月、日的形式" // 2024.5.1-2024.6.1
		}
		return 0, ""
	}
	return last, "应写成年、月、日的形式"
}

// days is how many days a month has in the longest year.
var days = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func findNoSuchDay(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := index(b.r, 0, "月"); j >= 0; j = index(b.r, j+1, "月") {
			from := j
			for from > 0 && isDigit(b.r[from-1]) {
				from--
			}
			month, end := digitsAt(b.r, from, 2)
			if end != j || from == j {
				continue
			}
			year := yearBefore(b.r, from)
			if year > 0 && (month < 1 || month > 12) {
				s.find(b, from, j+1, nil, "没有%d月", month)
				continue
			}
			day, to := digitsAt(b.r, j+1, 2)
			if to == j+1 || runeAt(b.r, to) != '日' || month < 1 || month > 12 {
				continue
			}
			if day < 1 || day > days[month] || month == 2 && day == 29 && year > 0 && !leap(year) {
				s.find(b, from, to+1, nil, "没有%d月%d日这一天", month, day)
			}
		}
	}
}

func leap(year int) bool {
	return time.Date(year, time.February, 29, 0, 0, 0, 0, time.UTC).Month() == time.February
}

// yearBefore returns the year that stands right before i as 2024年, or 0.
func yearBefore(r []rune, i int) int {
	if i < 5 || r[i-1] != '年' || isDigit(runeAt(r, i-6)) {
		return 0
	}
	if year, end := digitsAt(r, i-5, 4); end == i-1 {
		return year
	}
	return 0
}

func findIssueDate(s *scan) {
	b := s.first(gongwen.IssueDate)
	if b == nil {
		return
	}
	on, ok := dateOf(b.r)
	if !ok {
		return
	}
	switch {
	case s.Case != nil && !s.Case.AssignedOn.IsZero() && on.Before(s.Case.AssignedOn):
		s.find(b, 0, len(b.r), nil, "成文日期早于交办日期%s", s.Case.AssignedOn.Han())
	case !s.Today.IsZero() && s.Today.Before(on):
		s.find(b, 0, len(b.r), nil, "成文日期在今天（%s）之后", s.Today.Han())
	}
}

// dateOf reads 2024年5月31日.
func dateOf(r []rune) (calendar.Date, bool) {
	y, to := digitsAt(r, 0, 4)
	if to != 4 || runeAt(r, 4) != '年' {
		return calendar.Date{}, false
	}
	m, end := digitsAt(r, 5, 2)
	if end == 5 || runeAt(r, end) != '月' {
		return calendar.Date{}, false
	}
	d, last := digitsAt(r, end+1, 2)
	if last == end+1 || runeAt(r, last) != '日' || m < 1 || m > 12 || d < 1 || d > days[m] {
		return calendar.Date{}, false
	}
	return calendar.Date{Year: y, Month: time.Month(m), Day: d}, true
}
