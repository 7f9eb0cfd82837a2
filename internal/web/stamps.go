package web

import (
	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// stamp is one step of the way of a case, as on a signature block.
type stamp struct {
	Label, Who string
	At         string
	Done, Now  bool
}

// stamps says how far the case has come, with who and when as far as the actor
// may know it.
func stamps(v service.CaseView, year int) []stamp {
	all := []stamp{{Label: "拟稿"}, {Label: "待签发"}, {Label: "已签发"}}
	step := map[reply.State]int{reply.Drafting: 0, reply.Approval: 1, reply.Replied: 2, reply.Revoked: 2}[v.Case.State]
	for i := range all {
		all[i].Done, all[i].Now = i < step || v.Case.State == reply.Replied, i == step
	}
	last := reply.Issue
	if v.Case.State == reply.Revoked {
		all[2].Label, last = "已撤回", reply.WithdrawLetter
	}
	if v.Signing != nil {
		all[1].Label = "待签章"
	}
	if v.Standing == reply.CoHandling {
		stampForCoHandler(v, all[:step+1], year)
		return all
	}
	if v.Draft.Revision > 0 { // the last writer, also where it was saved on its own
		all[0].Who, all[0].At = v.DraftBy, momentWords(v.Draft.SavedAt, year)
	}
	marks := map[reply.Act]int{reply.SendForApproval: 1, last: 2}
	for _, e := range v.Events { // newest first
		if i, ok := marks[e.Act]; ok && i <= step && all[i].At == "" {
			all[i].Who, all[i].At = e.AccountName, momentWords(e.At, year)
		}
	}
	return all
}

// stampForCoHandler names the lead department, whose people are its own affair,
// and the days that a co-handler knows of: the assignment and the letter's.
func stampForCoHandler(v service.CaseView, reached []stamp, year int) {
	for i := range reached {
		reached[i].Who = v.Lead.ShortName
	}
	reached[0].At = dayWords(v.Case.AssignedOn, year) + "交办"
	if v.Case.State == reply.Approval {
		reached[1].At = dayWords(calendar.On(v.Case.UpdatedAt), year)
	}
	if len(reached) < 3 {
		return
	}
	for _, l := range v.Letters { // newest first
		if v.Case.State == reply.Revoked && l.State == reply.Withdrawn {
			reached[2].At = momentWords(l.EndedAt, year)
			break
		}
		if l.State == reply.Issued {
			reached[2].At = momentWords(l.IssuedAt, year)
			break
		}
	}
}
