package service

import (
	"context"
	"fmt"
	"slices"

	"dafu/internal/layout"
	"dafu/internal/reply"
)

// SendForApproval freezes the case and hands it to the 负责人. Revision is the
// draft that was looked at.
func (s *Service) SendForApproval(ctx context.Context, a reply.Actor, caseID int64, revision int) error {
	return s.weighed(ctx, a, reply.SendForApproval, caseID, s.storing(func(tx Tx, _ reply.Actor, d *dossier) (_ string, err error) {
		if d.draft.Revision != revision {
			return "", reply.Failf(reply.Stale, "答复稿在您之后有了改动，请重新审阅后再送签")
		}
		if d.checkup, err = s.checkup(tx, *d); err != nil {
			return "", err
		}
		owed, err := costly(tx, *d, "what is owed, "+s.Today().Han(), func() ([]string, error) { return blockerTexts(d.owed(s.Today())), nil })
		if err != nil {
			return "", err
		}
		if why := slices.Concat(owed, d.checkup.faults(), d.unsigned()); len(why) > 0 {
			var p reply.Problems
			for _, one := range why {
				p = append(p, &reply.Error{Code: reply.Conflict, Text: one})
			}
			return "", p
		}
		_, err = costly(tx, *d, "set "+s.Today().Han(), func() (int, error) {
			set, err := s.set(s.composeDraft(*d), layout.Options{})
			return set.Pages, err
		})
		if err != nil {
			return "", err
		}
		d.Case.State, d.Case.ReturnedBecause = reply.Approval, ""
		return fmt.Sprintf("送签答复稿第%d稿", d.draft.Edition), nil
	}))
}

// Recall takes the draft back before it is issued.
func (s *Service) Recall(ctx context.Context, a reply.Actor, caseID int64) error {
	return s.change(ctx, a, reply.Recall, caseID, func(tx Tx, _ reply.Actor, d *dossier) (string, error) {
		d.Case.State = reply.Drafting
		return "撤回送签", s.abandon(tx, *d)
	})
}

// ReturnDraft sends the draft back to the 承办人 with a reason. Revision is the
// draft that was looked at.
func (s *Service) ReturnDraft(ctx context.Context, a reply.Actor, caseID int64, revision int, reason string) error {
	return s.change(ctx, a, reply.ReturnDraft, caseID, func(tx Tx, _ reply.Actor, d *dossier) (string, error) {
		if d.draft.Revision != revision {
			return "", reply.Failf(reply.Stale, "承办人在您之后送来了新的一稿，请重新审阅后再决定是否退回")
		}
		if err := reply.CheckReason(reason, "退回修改"); err != nil {
			return "", err
		}
		d.Case.State, d.Case.ReturnedBecause, d.Case.StartRevision = reply.Drafting, reason, d.draft.Revision
		return "退回修改：" + reason, s.abandon(tx, *d)
	})
}

// abandon gives up what was prepared for sign-off and frees its number.
func (s *Service) abandon(tx Tx, d dossier) error {
	for _, l := range d.letters {
		if l.State != reply.Prepared {
			continue
		}
		l.State, l.EndedAt = reply.Abandoned, s.clock()
		if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
			return err
		}
	}
	return tx.ReleaseNumbers(d.Case.ID, 0)
}
