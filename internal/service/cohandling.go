package service

import (
	"fmt"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// forCoHandler is the case without what is the lead's own affair: whom it no
// longer waits for, and why its head returned the draft.
func forCoHandler(c reply.Case) reply.Case {
	c.Waivers, c.ReturnedBecause, c.RevisedBecause = nil, "", ""
	return c
}

// withOwn adds the opinion that the actor's department is writing.
func (d *dossier) withOwn(tx Tx, a reply.Actor) (err error) {
	if reply.StandingOf(a, d.Case) == reply.CoHandling {
		d.own, err = tx.WorkingCopy(d.Case.ID, a.Account.DepartmentID)
	}
	return err
}

// coHandlingDue is the co-handler's due date for as long as it is waited for.
func (s *Service) coHandlingDue(a reply.Actor, d dossier) calendar.Due {
	if d.Case.State != reply.Drafting {
		return calendar.Due{}
	}
	return s.due(d.nextDue(a.Account.DepartmentID))
}

// handedIn says when the first contribution came, measured against its due date.
func (s *Service) handedIn(d dossier, department int64) string {
	for _, c := range d.contributions {
		if c.DepartmentID != department {
			continue
		}
		on := calendar.On(c.SubmittedAt)
		if late := d.Case.CoHandlingDue.DaysUntil(on); !d.Case.CoHandlingDue.IsZero() && late > 0 {
			return fmt.Sprintf("逾期%d天报送", late)
		}
		return "已按期报送"
	}
	return ""
}

func (s *Service) nextForCoHandler(a reply.Actor, d dossier) NextStep {
	own, head := a.Account.DepartmentID, a.Account.Role == reply.Head
	c, due := d.latest(own), s.due(d.nextDue(own)).Words
	step, asked := d.nextForCountersigner(a)
	switch {
	case d.own.Stage == reply.WithHead && head:
		return NextStep{reply.SubmitContribution, comma("承办人已送审，请审核会办意见并报送", due)}
	case d.own.Stage == reply.WithHead:
		return NextStep{Text: comma("已送本单位负责人审核，等待批准报送", due)}
	case d.own.Stage == reply.SentBack && !head:
		return NextStep{reply.SendOpinion, "本单位负责人退回修改：" + d.own.Reason}
	case !d.waitsFor(own) && asked:
		return step
	case !d.waitsFor(own) && d.owesLetter(own) && head:
		return NextStep{reply.PrepareOpinionLetter, "会办意见已报送，请签发会办意见函"}
	case !d.waitsFor(own) && d.owesLetter(own):
		return NextStep{Text: "会办意见已报送，等待本单位负责人签发会办意见函"}
	case c != nil && d.collection(own, s.Today()) == reply.Refused:
		return NextStep{Text: fmt.Sprintf("已告知主办单位不承担（第%d次，%s），等待%s处理；送签前可以改报",
			c.Revision, calendar.On(c.SubmittedAt).Han(), d.lead().ShortName)}
	case !d.waitsFor(own) && c != nil:
		return NextStep{Text: fmt.Sprintf("%s（第%d次，%s%s），等待%s合并、送签；送签前可以重新报送",
			s.handedIn(d, own), c.Revision, calendar.On(c.SubmittedAt).Han(), d.refusedBy(own), d.lead().ShortName)}
	}
	act := reply.SendOpinion
	if head {
		act = reply.SubmitContribution
	}
	return NextStep{act, s.owedWords(d, own)}
}

// refusedBy says how many of its requests the department does not take on.
func (d dossier) refusedBy(own int64) string {
	n := 0
	for _, r := range d.requestsTo(own) {
		if r.State == reply.NotTaken {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("，其中%d项不承担", n)
}

// owedWords says what a co-handler still owes.
func (s *Service) owedWords(d dossier, own int64) string {
	due := s.due(d.nextDue(own)).Words
	newest, waiting := d.newest(own), len(d.waiting(own))
	switch {
	case newest != nil && newest.Ending == reply.SentForRedoing:
		return comma(d.lead().ShortName+"退回重报："+newest.Reason, due)
	case waiting > 0:
		return comma(fmt.Sprintf("请报送会办意见，%d项会办事项待报送", waiting), due)
	case !d.waitsFor(own):
		return "主办单位已不再等候会办意见，仍可以报送"
	}
	return comma("请报送会办意见", due)
}

// comma joins two clauses, of which the second may be missing. The first may be
// somebody's own sentence.
func comma(a, b string) string {
	if b == "" {
		return a
	}
	return strings.TrimRight(a, "。；，") + "，" + b
}
