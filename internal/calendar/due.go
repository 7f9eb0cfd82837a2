package calendar

import "fmt"

// Urgency is how near a due date is; lists sort by it and show it in words.
type Urgency uint8

// The urgencies, worst last.
const (
	NoDue   Urgency = iota
	Ahead           // more than three days left
	Soon            // three days or fewer
	Today           // 今日到期
	Overdue         // 已逾期
)

// Due says how a due date stands to today.
type Due struct {
	Date    Date
	Urgency Urgency
	// Left counts the days left (negative: overdue), in working days if Working,
	// in natural days where the working days of a year in between are not known.
	Left    int
	Working bool
	Words   string // “还有 3 个工作日”, “今日到期”, “已逾期 2 天”
	Note    string // why natural days were counted, or ""
}

// Calendar knows the days off and the 调休 working days of some years.
type Calendar struct {
	years map[int]year
}

type year struct {
	off, work map[Date]bool
}

// soon is the number of days left from which on a due date is near.
const soon = 3

// Due says how due stands to today. Days left are counted in working days,
// days overdue in natural days: nobody is less late for a weekend.
func (c *Calendar) Due(today, due Date) Due {
	switch {
	case due.IsZero():
		return Due{}
	case due == today:
		return Due{Date: due, Urgency: Today, Words: "今日到期"}
	case due.Before(today):
		late := due.DaysUntil(today)
		return Due{Date: due, Urgency: Overdue, Left: -late, Words: fmt.Sprintf("已逾期 %d 天", late)}
	}
	if n, known := c.WorkingDaysBetween(today, due); known && n > 0 {
		return Due{Date: due, Urgency: ahead(n), Left: n, Working: true, Words: fmt.Sprintf("还有 %d 个工作日", n)}
	}
	n := today.DaysUntil(due)
	return Due{Date: due, Urgency: ahead(n), Left: n, Words: fmt.Sprintf("还有 %d 天", n), Note: c.whyNatural(today, due)}
}

func ahead(left int) Urgency {
	if left <= soon {
		return Soon
	}
	return Ahead
}

// whyNatural tells why the days to due were not counted in working days.
func (c *Calendar) whyNatural(today, due Date) string {
	y, unknown := c.unknownYear(today, due)
	if !unknown {
		return "到期之前没有工作日，按自然日计算"
	}
	for known := range c.years {
		if known > y {
			return fmt.Sprintf("没有%d年的放假安排，按自然日计算", y)
		}
	}
	return fmt.Sprintf("%d年放假安排尚未公布，按自然日计算", y)
}
