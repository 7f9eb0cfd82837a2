package service

import (
	"fmt"
	"slices"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// requestsTo are the requests to one department, in the order of asking.
func (d dossier) requestsTo(department int64) []reply.Request {
	var all []reply.Request
	for _, r := range d.requests {
		if r.DepartmentID == department {
			all = append(all, r)
		}
	}
	return all
}

func (d dossier) collection(department int64, today calendar.Date) reply.Collection {
	return reply.CollectionOf(d.Case, department, d.latest(department), d.requests, today)
}

// waitsFor reports whether the department still owes something.
func (d dossier) waitsFor(department int64) bool {
	return d.collection(department, calendar.Date{}) > reply.Refused
}

// refused are the requests that a co-handler does not take on, as long as the lead
// has not put the same to another, asked again or withdrawn it.
func (d dossier) refused() []reply.Request {
	var all []reply.Request
	for _, r := range d.requests {
		if r.State != reply.NotTaken || slices.ContainsFunc(d.requests, func(one reply.Request) bool {
			return one.ID > r.ID && one.DepartmentID != r.DepartmentID && one.State != reply.NoLongerAsked &&
				one.State != reply.NotTaken && one.Heading == r.Heading && slices.Equal(one.Path, r.Path)
		}) {
			continue
		}
		all = append(all, r)
	}
	return all
}

// refusedWords says what was refused by whom, and what the lead can do.
func (d dossier) refusedWords(all []reply.Request) string {
	who := d.departments[all[0].DepartmentID].ShortName
	what := gongwen.Quoted(all[0].Name())
	if n := len(all); n > 1 {
		what += fmt.Sprintf("等%d项", n)
	}
	return who + "不承担会办事项" + what + "，请改请其他单位、再次要求，或撤销后自行起草"
}

// worst is how far collecting has come for the whole case.
func (d dossier) worst(today calendar.Date) reply.Collection {
	worst := reply.NoneAsked
	for _, id := range d.Case.CoHandlerIDs {
		worst = max(worst, d.collection(id, today))
	}
	return worst
}

// waiting are the department's requests that still wait.
func (d dossier) waiting(department int64) []reply.Request {
	var all []reply.Request
	for _, r := range d.requestsTo(department) {
		if r.Waits() {
			all = append(all, r)
		}
	}
	return all
}

// nextDue is when the next of what the department owes is due; no date if it
// owes nothing.
func (d dossier) nextDue(department int64) calendar.Date {
	if !d.waitsFor(department) {
		return calendar.Date{}
	}
	due := calendar.Date{}
	for _, r := range d.waiting(department) {
		if due.IsZero() || r.Due.Before(due) {
			due = r.Due
		}
	}
	if due.IsZero() {
		return d.Case.CoHandlingDue
	}
	return due
}

// earliestDue is when the next of what is missing is due.
func (d dossier) earliestDue() calendar.Date {
	first := calendar.Date{}
	for _, dep := range d.missing() {
		if due := d.nextDue(dep.ID); first.IsZero() || due.Before(first) {
			first = due
		}
	}
	return first
}

// missingWords says what is still to come from whom, and how late it is.
func (d dossier) missingWords(today calendar.Date) []string {
	var why []string
	for _, dep := range d.missing() {
		waiting := d.waiting(dep.ID)
		for _, r := range waiting {
			text := fmt.Sprintf("%s尚未报送会办事项“%s”", dep.ShortName, r.Name())
			if r.State == reply.AskedToRedo {
				text = fmt.Sprintf("%s的会办事项“%s”已退回重报，尚未重新报送", dep.ShortName, r.Name())
			}
			why = append(why, text+lateWords(r.Due, today))
		}
		if len(waiting) > 0 {
			continue
		}
		text := dep.ShortName + "尚未报送会办意见"
		if c := d.newest(dep.ID); c != nil {
			text = fmt.Sprintf("%s第%d次会办意见%s，尚未重新报送", dep.ShortName, c.Revision, c.Ending.Han())
		}
		why = append(why, text+lateWords(d.Case.CoHandlingDue, today))
	}
	return why
}

func lateWords(due, today calendar.Date) string {
	if late := due.DaysUntil(today); !due.IsZero() && late > 0 {
		return fmt.Sprintf("，已逾期 %d 天", late)
	}
	return ""
}
