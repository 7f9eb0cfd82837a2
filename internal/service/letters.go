package service

import (
	"context"
	"strings"

	"dafu/internal/reply"
)

// Withdraw takes an issued letter back with a reason. The file is kept, and
// says from now on that it was withdrawn.
func (s *Service) Withdraw(ctx context.Context, a reply.Actor, letterID int64, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		l, d, err := s.openLetter(tx, a, reply.ViewLetter, letterID)
		if err == nil && l.CoHandlerID != 0 {
			err = noLetter(reply.Failf(reply.NotFound, "letter %d is no reply", letterID))
		}
		if err != nil {
			return err
		}
		mayHave := reply.Allowed(a.Account.Role, reply.StandingOf(a, d.Case), reply.WithdrawLetter, reply.Replied)
		if mayHave && l.State == reply.Withdrawn && l.Reason == reason {
			return nil // the second press of the button
		}
		if err := reply.Permit(a, reply.WithdrawLetter, d.Case); err != nil {
			return err
		}
		if err := reply.CheckReason(reason, "撤回答复"); err != nil {
			return err
		}
		if l.State != reply.Issued {
			return reply.Failf(reply.Conflict, "这份答复“%s”，不能撤回", l.State.Han())
		}
		l.State, l.EndedAt, l.Reason = reply.Withdrawn, s.clock(), reason
		if err := tx.UpdateLetter(&l, reply.Issued); err != nil {
			return err
		}
		if d.Case.State == reply.Replied {
			d.Case.State = reply.Revoked
		}
		d.Case.UpdatedAt = s.clock()
		if err := tx.PutCase(&d.Case); err != nil {
			return err
		}
		return s.record(tx, a, reply.WithdrawLetter, l.CaseID, "撤回"+l.DocNumber+"："+reason)
	})
}

// Revise opens an issued or withdrawn reply for a new version, with a reason.
// An issued letter stays in force until the new one is issued.
func (s *Service) Revise(ctx context.Context, a reply.Actor, caseID int64, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.change(ctx, a, reply.Revise, caseID, func(_ Tx, _ reply.Actor, d *dossier) (string, error) {
		if err := reply.CheckReason(reason, "重新答复"); err != nil {
			return "", err
		}
		d.Case.State, d.Case.RevisedBecause, d.Case.StartRevision = reply.Drafting, reason, d.draft.Revision
		return "重新答复：" + reason, nil
	})
}

// openLetter loads a letter with its case and checks that the actor may do the
// act; a letter of a foreign case is not found.
func (s *Service) openLetter(tx Tx, a reply.Actor, act reply.Act, letterID int64) (reply.Letter, dossier, error) {
	l, err := tx.Letter(letterID)
	if err != nil {
		return l, dossier{}, noLetter(err)
	}
	if l.CoHandlerID != 0 {
		d, err := s.openOpinionLetter(tx, a, act, l)
		return l, d, noLetter(err)
	}
	d, err := s.open(tx, a, act, l.CaseID)
	return l, d, noLetter(err)
}

func noLetter(err error) error {
	if reply.CodeOf(err) == reply.NotFound {
		return &reply.Error{Code: reply.NotFound, Text: "没有这份答复，或者它不在您的查阅范围内", Cause: err}
	}
	return err
}

// FindLetters lists the issued letters that the actor may read, newest first.
// Every word of words must occur in a letter.
func (s *Service) FindLetters(ctx context.Context, a reply.Actor, words string) (found []LetterView, err error) {
	if err := reply.PermitGeneral(a, reply.ListLetters); err != nil {
		return nil, err
	}
	filter := LetterFilter{Words: words}
	if a.Account.Role != reply.Coordinator {
		filter.DepartmentID = a.Account.DepartmentID
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		letters, err := tx.FindLetters(filter)
		if err != nil {
			return err
		}
		departments, err := departmentsByID(tx)
		if err != nil {
			return err
		}
		for _, l := range letters {
			c, err := tx.Case(l.CaseID)
			if err != nil {
				return err
			}
			if reply.Permit(a, reply.ViewLetter, c) == nil {
				found = append(found, LetterView{Letter: l, Case: c, Lead: departments[c.LeadID], OpensCase: reply.Permit(a, reply.ViewCase, c) == nil})
			}
		}
		return nil
	})
	return found, err
}

// Download returns the signed bytes of a letter, exactly as they were stored
// when it was issued.
func (s *Service) Download(ctx context.Context, a reply.Actor, letterID int64) (Download, error) {
	var file Download
	err := s.store.Read(ctx, func(tx Tx) error {
		l, d, err := s.openLetter(tx, a, reply.ViewLetter, letterID)
		if err != nil {
			return err
		}
		if !wasIssued(l) {
			return noLetter(reply.Failf(reply.NotFound, "letter %d is %s", letterID, l.State))
		}
		b, err := tx.SignedFile(letterID)
		file = download(letterStem(d.Case, l)+mark(l.State), b)
		return err
	})
	return file, err
}

// mark says in the file's name what is no longer in force.
func mark(s reply.LetterState) string {
	if s == reply.Issued {
		return ""
	}
	return "（" + s.Han() + "）"
}

func fileStem(c reply.Case) string {
	return forFile(c.Called() + "答复")
}

func download(stem string, b []byte) Download {
	return Download{Name: stem + ".pdf", Bytes: b, SHA256: digest(b)}
}
