package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// funcs are the words that every screen uses for dates, states and people.
func funcs(now func() time.Time) template.FuncMap {
	thisYear := func() int { return calendar.On(now()).Year }
	return template.FuncMap{
		"day":     func(d calendar.Date) string { return dayWords(d, thisYear()) },
		"day1":    func(t time.Time) string { return dayWords(calendar.On(t), thisYear()) },
		"moment":  func(t time.Time) string { return momentWords(t, thisYear()) },
		"exactly": exactWords,
		"weekday": weekday,
		"urgency": urgency,
		"count":   utf8.RuneCountInString,
		"short":   func(sha string) string { return sha[:min(12, len(sha))] },
		"lines":   func(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") },
		"tag":     func(shortName string) string { return reply.Department{ShortName: shortName}.Tag() },
		"clip":    clip,
		"tint":    func(id int64) string { return fmt.Sprintf("tint-%d", id%6) },
		"inc":     func(i int) int { return i + 1 },
		"asker":   asker,
		"stop":    stop,
		"clause":  gongwen.Clause,
		"quote":   gongwen.Quoted,
		"member":  memberWords,
		"says":    strings.Contains, // no need to say it twice
		"can":     func(all map[reply.Act]bool, act string) bool { return all[reply.Act(act)] },
	}
}

// dayWords is 5月31日, with the year where it is not this one.
func dayWords(d calendar.Date, thisYear int) string {
	if d.IsZero() || d.Year != thisYear {
		return d.Han()
	}
	return fmt.Sprintf("%d月%d日", d.Month, d.Day)
}

// momentWords is 5月31日 14:03.
func momentWords(t time.Time, thisYear int) string {
	if t.IsZero() {
		return ""
	}
	return dayWords(calendar.On(t), thisYear) + t.In(calendar.China).Format(" 15:04")
}

// exactWords is 2024年5月31日 14:03:05, for what may be read years later.
func exactWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return calendar.On(t).Han() + t.In(calendar.China).Format(" 15:04:05")
}

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

func weekday(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return weekdays[d.Time().Weekday()]
}

// urgency names the style of a due date; its words say the same.
func urgency(d calendar.Due) string {
	switch d.Urgency {
	case calendar.Overdue:
		return "overdue"
	case calendar.Today:
		return "today"
	case calendar.Soon:
		return "soon"
	}
	return "ahead"
}

// phoneAdvice is what is shown beside a number that lacks its area code.
func phoneAdvice(phone string) string {
	if reply.LacksAreaCode(phone) {
		return "没有区号，外地拨打不通。可以写成“区号-" + phone + "”；不改也可以保存。"
	}
	return ""
}

// asker names who asks, shortened where there are many.
func asker(all []reply.Proposer) string {
	switch len(all) {
	case 0:
		return ""
	case 1, 2, 3:
		names := make([]string, len(all))
		for i, p := range all {
			names[i] = p.Name
		}
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等 %d 位", all[0].Name, len(all))
}

// stop ends a sentence that has no end mark of its own.
func stop(text string) string {
	if text == "" {
		return ""
	}
	return gongwen.Joined(text + "。")
}

// memberWords names who asks, by what was asked: 提案者 or 提建议的代表.
func memberWords(k reply.Kind) string {
	if k == reply.Suggestion {
		return "提建议的代表"
	}
	return "提案者"
}

// caseName is how titles and lists call a case: 提案第0123号.
func caseName(c reply.Case) string {
	return string(c.Kind) + "第" + reply.BareNumber(c.Number) + "号"
}

// screenTitle says where one is: 提案第0123号 · 拟稿.
func screenTitle(c reply.Case, here string) string { return caseName(c) + " · " + here }

// clip shortens a quotation to what a line bears: its beginning and its end.
func clip(s string) string {
	const most, head, tail = 60, 40, 15
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:head]) + "……" + string(r[len(r)-tail:])
}
