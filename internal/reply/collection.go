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
	AllIn                       // 已报送: received, withdrawn or waived
	Refused                     // 不承担: answered, with no word that could be used
	Awaited                     // 待报送
	DueToday                    // 今日到期
	PastDue                     // 逾期
)

// CollectionOf is how far one co-handler has come. Latest is its contribution that
// counts, or nil. Where the lead asked for parts, those decide; where
// it did not, the opinion as a whole does, unless the lead waived it.
func CollectionOf(c Case, department int64, latest *Contribution, requests []Request, today calendar.Date) Collection {
	worst, asked, refused := AllIn, false, latest != nil
	for _, r := range requests {
		if r.DepartmentID != department || r.State == NoLongerAsked {
			continue
		}
		asked, refused = true, refused || r.State == NotTaken
		if r.Waits() {
			worst = max(worst, awaited(r.Due, today))
		}
	}
	if worst == AllIn && refused && (latest == nil || !latest.Opinion.HasWords()) {
		return Refused
	}
	if asked || latest != nil {
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
