package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// Opinion returns the co-handler's form. It shows the outline of the lead's
// draft and the department's own requests; of the draft's text and of the other
// departments' requests it shows nothing.
func (s *Service) Opinion(ctx context.Context, a reply.Actor, caseID int64) (v OpinionView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewOwnOpinion, caseID)
		if err != nil {
			return err
		}
		own := a.Account.DepartmentID
		v = OpinionView{
			Case: forCoHandler(d.Case), Lead: d.lead(), Department: d.departments[own],
			Can: s.can(a, d.Case), Due: s.due(d.Case.CoHandlingDue), Headings: merge.Headings(d.draft.Body),
		}
		for _, r := range d.requestsTo(own) {
			v.Requests = append(v.Requests, RequestView{Request: r, Department: d.departments[own], Due: s.due(r.Due), Block: merge.HeadingOf(d.draft.Body, r)})
		}
		for _, c := range d.contributions {
			if c.DepartmentID == own {
				v.Submitted = append(v.Submitted, c)
			}
		}
		slices.Reverse(v.Submitted)
		v.Retractable = d.retractable(own)
		if v.HasHead, err = hasHead(tx, own); err != nil {
			return err
		}
		comments, err := readableComments(tx, a, d.Case)
		if err != nil {
			return err
		}
		for _, c := range comments {
			if c.ThreadOf == 0 {
				v.Comments++
			}
		}
		v.Copy, err = tx.WorkingCopy(caseID, own)
		return err
	})
	return v, err
}

// staleOpinion is what a second writer of the same opinion is told, which may be
// the same person in another window.
func staleOpinion(stored reply.WorkingCopy, a reply.Actor) error {
	if stored.SavedBy == a.Account.ID {
		return reply.Failf(reply.Stale, "您在另一个窗口保存过这份会办意见，这里填写的内容仍在，请核对后再保存")
	}
	return reply.Failf(reply.Stale, "本单位有人在您之后保存了这份会办意见，您填写的内容仍在，请核对后再保存")
}

// SaveOpinion saves the working copy without handing it in and returns its new
// version. Version is the one that the form showed. Saving the same words again
// with an old version is the second press of a button, and succeeds. A drafter
// that saves what lies with the head has taken it back.
func (s *Service) SaveOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, o reply.Opinion) (int, error) {
	o = trimmed(o)
	err := s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveOpinion, caseID)
		if err != nil {
			return err
		}
		if err := checkOpinion(d, a, o, false); err != nil {
			return err
		}
		stored, err := tx.WorkingCopy(caseID, a.Account.DepartmentID)
		if err != nil {
			return err
		}
		next, detail := stored, "暂存会办意见"
		switch {
		case stored.Stage == reply.WithHead && a.Account.Role != reply.Head:
			next.Stage, detail = reply.Writing, "修改会办意见，撤回送审"
		case stored.Stage == "":
			next.Stage = reply.Writing
		}
		done, err := s.putWorkingCopy(tx, a, stored, &next, &version, o)
		if err != nil || done {
			return err
		}
		return s.record(tx, a, reply.SaveOpinion, caseID, detail)
	})
	return version, err
}

// SubmitOpinion hands the opinion in as the department's next contribution and
// returns the working copy's new version. Only its own head may: what is handed
// in are the words that the head saw, at the version named.
func (s *Service) SubmitOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, o reply.Opinion) (int, error) {
	o = trimmed(o)
	err := s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SubmitContribution, caseID)
		if err != nil {
			return err
		}
		if err := checkOpinion(d, a, o, true); err != nil {
			return err
		}
		stored, err := tx.WorkingCopy(caseID, a.Account.DepartmentID)
		if err != nil {
			return err
		}
		next := stored
		next.Stage, next.Reason = reply.Writing, ""
		again, err := s.putWorkingCopy(tx, a, stored, &next, &version, o)
		if err != nil {
			return err
		}
		sent := owedOnly(o, d.requestsTo(a.Account.DepartmentID))
		if before := d.latest(a.Account.DepartmentID); before != nil && before.Opinion.Equal(sent) && !d.asksAgain(*before) {
			if again {
				return nil // the second press of the button
			}
			return reply.Failf(reply.Conflict, "内容与第%d次报送完全相同，没有重复报送", before.Revision)
		}
		if again {
			return reply.Failf(reply.Stale, "承办人在您打开之后撤回或退改过这份会办意见，请核对后再报送")
		}
		detail := "报送"
		if stored.Stage == reply.WithHead && stored.Opinion.Equal(o) {
			detail = "批准并报送"
		}
		return s.contribute(tx, a, d, sent, detail)
	})
	return version, err
}

// contribute stores the department's next contribution and settles its requests.
func (s *Service) contribute(tx Tx, a reply.Actor, d dossier, o reply.Opinion, how string) error {
	own := a.Account.DepartmentID
	c := reply.Contribution{
		CaseID: d.Case.ID, DepartmentID: own, Revision: 1, Opinion: o, SubmittedBy: a.Account.ID, SubmittedAt: s.clock(),
	}
	if before := d.newest(own); before != nil {
		c.Revision = before.Revision + 1
	}
	if err := tx.AddContribution(&c); err != nil {
		return err
	}
	answered, declined := 0, []string{}
	for _, r := range d.requestsTo(own) {
		act, answer := reply.DropAnswer, o.Answer(r.ID)
		switch {
		case answer.Text != "":
			act = reply.ReceiveAnswer
			answered++
		case answer.Declined != "":
			act = reply.DeclineRequest
			declined = append(declined, fmt.Sprintf("“%s”（%s）", r.Name(), answer.Declined))
		}
		if err := s.settle(tx, r, act, answer.Declined); err != nil {
			return err
		}
	}
	detail := fmt.Sprintf("%s第%d次会办意见", how, c.Revision)
	if answered > 0 {
		detail += fmt.Sprintf("，答复会办事项%d项", answered)
	}
	if len(declined) > 0 {
		detail += "，不承担：" + strings.Join(declined, "；")
	}
	return s.record(tx, a, reply.SubmitContribution, d.Case.ID, detail)
}

// checkOpinion complains about what cannot be saved, or not be handed in.
func checkOpinion(d dossier, a reply.Actor, o reply.Opinion, submit bool) error {
	p := reply.ProblemsOf(reply.CheckOpinion(o, submit))
	p = append(p, reply.ProblemsOf(reply.CheckAnswers(o, d.requestsTo(a.Account.DepartmentID), submit))...)
	if len(p) > 0 || !submit {
		return p.Err()
	}
	return checkEntries(a, o)
}

// checkEntries refuses an opinion that falls into more entries than anybody
// could place one by one.
func checkEntries(a reply.Actor, o reply.Opinion) error {
	n := len(merge.Entries(reply.Contribution{DepartmentID: a.Account.DepartmentID, Revision: 1, Opinion: o}))
	if n > reply.MaxEntries {
		return reply.FieldError("status", "内容分成了%d处，最多%d处，请合并段落，或用小标题归成几个方面", n, reply.MaxEntries)
	}
	return nil
}

// owedOnly leaves out what is said to requests that the lead has withdrawn.
func owedOnly(o reply.Opinion, requests []reply.Request) reply.Opinion {
	o.Answers = slices.DeleteFunc(slices.Clone(o.Answers), func(a reply.Answer) bool {
		return slices.ContainsFunc(requests, func(r reply.Request) bool {
			return r.ID == a.Request && r.State == reply.NoLongerAsked
		})
	})
	return o
}

// asksAgain tells whether the lead has asked again for something that the
// contribution says already: the same words may be handed in once more.
func (d dossier) asksAgain(c reply.Contribution) bool {
	return slices.ContainsFunc(d.waiting(c.DepartmentID), func(r reply.Request) bool { return c.Opinion.Answer(r.ID).Given() })
}

// putWorkingCopy stores o over the version named, at the next stage. It reports
// true, and changes nothing, where exactly these words are already stored.
func (s *Service) putWorkingCopy(tx Tx, a reply.Actor, stored reply.WorkingCopy, next *reply.WorkingCopy, version *int, o reply.Opinion) (bool, error) {
	if stored.Version != *version {
		if stored.Version > *version && stored.Opinion.Equal(o) {
			*version = stored.Version
			return true, nil
		}
		return false, staleOpinion(stored, a)
	}
	next.Opinion, next.SavedBy, next.SavedAt = o, a.Account.ID, s.clock()
	if err := tx.PutWorkingCopy(next); err != nil {
		return false, err
	}
	*version = next.Version
	return false, nil
}

// trimmed drops what no reader sees; words stay as typed. An answer that says
// nothing is none.
func trimmed(o reply.Opinion) reply.Opinion {
	clean := func(s string) string { return strings.TrimSpace(gongwen.Clean(s)) }
	o.Status, o.NextSteps = clean(o.Status), clean(o.NextSteps)
	o.Contact = trimmedPerson(o.Contact)
	var answers []reply.Answer
	for _, a := range o.Answers {
		if a.Text, a.Declined = clean(a.Text), strings.TrimSpace(a.Declined); a.Given() {
			answers = append(answers, a)
		}
	}
	slices.SortStableFunc(answers, func(x, y reply.Answer) int { return int(x.Request - y.Request) })
	o.Answers = answers
	return o
}

func trimmedPerson(p reply.Person) reply.Person {
	return reply.Person{Office: strings.TrimSpace(p.Office), Name: strings.TrimSpace(p.Name), Phone: strings.TrimSpace(p.Phone)}
}

// Contribution returns one submitted opinion: to its own department, and to
// those who may see everybody's.
func (s *Service) Contribution(ctx context.Context, a reply.Actor, caseID, department int64, revision int) (v ContributionView, err error) {
	act := reply.ViewContributions
	if department == a.Account.DepartmentID {
		act = reply.ViewOwnOpinion
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, act, caseID)
		if err != nil {
			return err
		}
		for _, one := range d.contributions {
			if one.DepartmentID != department || one.Revision != revision {
				continue
			}
			v = ContributionView{Case: d.Case, Department: d.departments[department], Contribution: one, Requests: d.requestsTo(department), Can: s.can(a, d.Case)}
			v.Counts = d.latest(department) != nil && d.latest(department).Revision == revision
			v.Retractable = d.retractable(department)
			if act == reply.ViewOwnOpinion {
				v.Case = forCoHandler(d.Case)
			}
			return nil
		}
		return reply.Failf(reply.NotFound, "没有这一次报送")
	})
	return v, err
}
