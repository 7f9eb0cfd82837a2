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

// Opinion returns the co-handler's form.
func (s *Service) Opinion(ctx context.Context, a reply.Actor, caseID int64) (v OpinionView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewOwnOpinion, caseID)
		if err != nil {
			return err
		}
		own := a.Account.DepartmentID
		v = OpinionView{
			Case: d.Case, Lead: d.lead(), Department: d.departments[own],
			Can: s.can(a, d.Case), Due: s.due(d.Case.CoHandlingDue),
		}
		for _, c := range d.contributions {
			if c.DepartmentID == own {
				v.Submitted = append(v.Submitted, c)
			}
		}
		slices.Reverse(v.Submitted)
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

// staleOpinion is what a second writer of the same opinion is told.
func staleOpinion() error {
	return reply.Failf(reply.Stale, "本单位有人在您之后保存了这份会办意见，您填写的内容仍在，请核对后再保存")
}

// SaveOpinion saves the working copy without handing it in and returns its new
// version. Version is the one that the form showed. Saving the same words again
// with an old version is the second press of a button, and succeeds.
func (s *Service) SaveOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, o reply.Opinion) (int, error) {
	o = trimmed(o)
	err := s.store.Write(ctx, func(tx Tx) error {
		if _, err := s.open(tx, a, reply.SaveOpinion, caseID); err != nil {
			return err
		}
		if err := reply.CheckOpinion(o, false); err != nil {
			return err
		}
		done, err := s.putWorkingCopy(tx, a, caseID, &version, o)
		if err != nil || done {
			return err
		}
		return s.record(tx, a, reply.SaveOpinion, caseID, "暂存会办意见")
	})
	return version, err
}

// SubmitOpinion hands the opinion in as the department's next contribution and
// returns the working copy's new version.
func (s *Service) SubmitOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, o reply.Opinion) (int, error) {
	o = trimmed(o)
	err := s.store.Write(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.SubmitContribution, caseID)
		if err != nil {
			return err
		}
		if err := reply.CheckOpinion(o, true); err != nil {
			return err
		}
		if err := checkEntries(a, o); err != nil {
			return err
		}
		again, err := s.putWorkingCopy(tx, a, caseID, &version, o)
		if err != nil {
			return err
		}
		before := d.latest(a.Account.DepartmentID)
		revision := 1
		if before != nil {
			if before.Opinion == o {
				if again {
					return nil // the second press of the button
				}
				return reply.Failf(reply.Conflict, "内容与第%d次报送完全相同，没有重复报送", before.Revision)
			}
			revision = before.Revision + 1
		}
		c := reply.Contribution{
			CaseID: caseID, DepartmentID: a.Account.DepartmentID, Revision: revision,
			Opinion: o, SubmittedBy: a.Account.ID, SubmittedAt: s.clock(),
		}
		if err := tx.AddContribution(&c); err != nil {
			return err
		}
		return s.record(tx, a, reply.SubmitContribution, caseID, fmt.Sprintf("报送第%d次会办意见", revision))
	})
	return version, err
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

// putWorkingCopy stores o over the version named. It reports true, and changes
// nothing, where exactly these words are already stored.
func (s *Service) putWorkingCopy(tx Tx, a reply.Actor, caseID int64, version *int, o reply.Opinion) (bool, error) {
	stored, err := tx.WorkingCopy(caseID, a.Account.DepartmentID)
	if err != nil {
		return false, err
	}
	if stored.Version != *version {
		if stored.Version > *version && stored.Opinion == o {
			*version = stored.Version
			return true, nil
		}
		return false, staleOpinion()
	}
	w := reply.WorkingCopy{
		CaseID: caseID, DepartmentID: a.Account.DepartmentID, Version: *version,
		Opinion: o, SavedBy: a.Account.ID, SavedAt: s.clock(),
	}
	if err := tx.PutWorkingCopy(&w); err != nil {
		return false, err
	}
	*version = w.Version
	return false, nil
}

// trimmed drops what no reader sees; words stay as typed.
func trimmed(o reply.Opinion) reply.Opinion {
	o.Status, o.NextSteps = strings.TrimSpace(gongwen.Clean(o.Status)), strings.TrimSpace(gongwen.Clean(o.NextSteps))
	o.Contact = trimmedPerson(o.Contact)
	return o
}

func trimmedPerson(p reply.Person) reply.Person {
	return reply.Person{Office: strings.TrimSpace(p.Office), Name: strings.TrimSpace(p.Name), Phone: strings.TrimSpace(p.Phone)}
}

// Contribution returns one submitted opinion: to its own department, and to
// those who may see everybody's.
func (s *Service) Contribution(ctx context.Context, a reply.Actor, caseID, department int64, revision int) (c reply.Contribution, err error) {
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
			if one.DepartmentID == department && one.Revision == revision {
				c = one
				return nil
			}
		}
		return reply.Failf(reply.NotFound, "没有这一次报送")
	})
	return c, err
}
