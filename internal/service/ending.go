package service

import (
	"context"
	"fmt"
	"strings"

	"dafu/internal/reply"
)

// ReturnContribution gives a contribution back to its department with a reason
// (退回重报): it stays on record and is not offered for merging any more, and its
// requests wait again. Words of it that stand in the draft stay until a new one
// comes.
func (s *Service) ReturnContribution(ctx context.Context, a reply.Actor, caseID, department int64, revision int, reason string) error {
	return s.end(ctx, a, reply.ReturnContribution, caseID, department, revision, reason)
}

// WithdrawContribution takes a contribution back (撤回报送) while none of its
// entries stands in the draft.
func (s *Service) WithdrawContribution(ctx context.Context, a reply.Actor, caseID int64, revision int, reason string) error {
	return s.end(ctx, a, reply.WithdrawContribution, caseID, a.Account.DepartmentID, revision, reason)
}

func (s *Service) end(ctx context.Context, a reply.Actor, act reply.Act, caseID, department int64, revision int, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, act, caseID)
		if err != nil {
			return err
		}
		c := d.latest(department)
		name := d.departments[department].ShortName
		switch {
		case !d.Case.HasCoHandler(department):
			return reply.Failf(reply.NotFound, "这件提案没有这个会办单位")
		case c == nil:
			return reply.Failf(reply.Conflict, "%s现在没有可以%s的会办意见", name, act.Han())
		case c.Revision != revision:
			return reply.Failf(reply.Stale, "%s已经重新报送（第%d次），请看过新的内容再决定", name, c.Revision)
		case act == reply.WithdrawContribution && !d.retractable(department):
			return reply.Failf(reply.Conflict, "%s已经采用了其中的文字，不能撤回。请修改后重新报送，或与%s联系", d.lead().ShortName, d.lead().ShortName)
		}
		if err := reply.CheckReason(reason, act.Han()); err != nil {
			return err
		}
		ended := *c
		ended.Ending, ended.Reason, ended.EndedAt = reply.SentForRedoing, reason, s.clock()
		if act == reply.WithdrawContribution {
			ended.Ending = reply.TakenBack
		}
		if err := tx.EndContribution(ended); err != nil {
			return err
		}
		for _, r := range d.requestsTo(department) {
			if err := s.settle(tx, r, act, reason); err != nil {
				return err
			}
		}
		return s.record(tx, a, act, caseID, fmt.Sprintf("%s%s第%d次会办意见：%s", act.Han(), name, revision, reason))
	})
}

// retractable tells whether the department may take its latest contribution
// back: none of its entries stands in the draft, as its own or carried over.
func (d dossier) retractable(department int64) bool {
	c := d.latest(department)
	if c == nil {
		return false
	}
	for _, one := range d.draft.Decisions {
		if one.Department == department && one.Revision == c.Revision && (one.Verdict == reply.Used || one.Verdict == reply.Edited) {
			return false
		}
	}
	return true
}
