package reply

import (
	"strconv"

	"dafu/internal/calendar"
)

// Collection is how far the collecting of parts has come, of one co-handler or
// of a whole case: the worst of what is asked for. Worst last.
type Collection uint8

// The states of collecting.
const (
	NoneAsked Collection = iota // there is nobody to ask
	AllIn                       // 已报送: received, declined, withdrawn or waived
	Awaited                     // 待报送
	DueToday                    // 今日到期
	PastDue                     // 逾期
)

// CollectionOf is how far one co-handler has come. In tells whether a
// contribution of it counts. Where the lead asked for parts, those decide; where
// it did not, the opinion as a whole does, unless the lead waived it.
func CollectionOf(c Case, department int64, in bool, requests []Request, today calendar.Date) Collection {
	worst, asked := AllIn, false
	for _, r := range requests {
		if r.DepartmentID != department || r.State == NoLongerAsked {
			continue
		}
		asked = true
		if r.Waits() {
			worst = max(worst, awaited(r.Due, today))
		}
	}
	if asked || in {
		return worst
	}
	for _, w := range c.Waivers {
		if w.DepartmentID == department {
			return AllIn
		}
	}
	return awaited(c.CoHandlingDue, today)
}

func awaited(due, today calendar.Date) Collection {
	switch {
	case due.IsZero() || today.Before(due):
		return Awaited
	case due == today:
		return DueToday
	}
	return PastDue
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
