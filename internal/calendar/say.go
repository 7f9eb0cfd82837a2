package calendar

import "fmt"

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// Weekday returns 星期一, or "" for no date.
func (d Date) Weekday() string {
	if d.IsZero() {
		return ""
	}
	return weekdays[d.Time().Weekday()]
}

// NextWorking returns d if it is a working day, else the first one after it. It
// reports false where d's year, or the year it would lie in, is not known.
func (c *Calendar) NextWorking(d Date) (Date, bool) {
	working, known := c.Working(d)
	if working || !known {
		return d, known
	}
	return c.AddWorkingDays(d, 1)
}

// Say tells what stands beside a date field: the weekday, whether one works on
// that day, how many working days are left, and on a day off the working day that
// is proposed instead.
func (c *Calendar) Say(today, d Date) string {
	if d.IsZero() {
		return ""
	}
	words := d.Weekday()
	working, known := c.Working(d)
	switch {
	case !known:
		words += fmt.Sprintf("，没有%d年的放假安排", d.Year)
	case working && (words == weekdays[0] || words == weekdays[6]):
		words += "，调休上班"
	case !working:
		words += "，休息日"
		if next, ok := c.NextWorking(d); ok && !d.Before(today) {
			words += fmt.Sprintf("，建议改为%d月%d日（%s）", next.Month, next.Day, next.Weekday())
		}
	}
	switch {
	case d == today:
		return words + "，今天"
	case d.Before(today):
		return words
	}
	return words + "，" + c.Due(today, d).Words
}
