package service

import (
	"context"
	"fmt"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

func preparedAs(d dossier, sha256 string, today calendar.Date) (reply.Letter, error) {
	for _, l := range d.letters {
		// The seal and the number's series are those of the department as printed.
		if l.Signatory != d.lead().FullName || !strings.HasPrefix(l.DocNumber, d.lead().NumberPrefix+"〔") {
			continue
		}
		if l.State == reply.Prepared && l.ApprovedSHA == sha256 && l.IssueDate == today && l.DraftRevision == d.draft.Revision {
			return l, nil
		}
	}
	return reply.Letter{}, moved()
}

// issuedAs finds the letter that these bytes already became.
func issuedAs(tx Tx, caseID int64, sha256 string) (reply.Letter, error) {
	letters, err := tx.LettersOf(caseID)
	if err != nil {
		return reply.Letter{}, err
	}
	for _, l := range letters {
		if l.State == reply.Issued && l.ApprovedSHA == sha256 {
			return l, nil
		}
	}
	return reply.Letter{}, reply.Failf(reply.Conflict, "这件提案的答复已经签发")
}

// keep stores the signed file, the number's use, the new states and the end of
// the job together. Only the latest attempt at an open job stores anything.
//
// Whether today is still the day on the letter does not matter any more: its
// date is that of the approval. The signature says when it was made.
func (s *Service) keep(ctx context.Context, w attempt, signed []byte) (reply.Letter, error) {
	l := w.letter
	err := s.store.Write(ctx, func(tx Tx) error {
		now, job := s.clock(), w.job
		job.Outcome, job.EndedAt, job.LeaseUntil, job.Reason = reply.JobSigned, now, now, ""
		if err := tx.UpdateSigningJob(job, w.job.Attempts); err != nil {
			return err
		}
		c, err := tx.Case(job.CaseID)
		if err != nil {
			return err
		}
		d, err := load(tx, c)
		if err != nil {
			return err
		}
		if err := s.replaceCurrent(tx, d); err != nil {
			return err
		}
		l.State, l.SignedSHA, l.IssuedBy, l.IssuedAt = reply.Issued, digest(signed), job.By, now
		if err := tx.AddSignedFile(l.ID, signed); err != nil {
			return err
		}
		if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
			return err
		}
		if err := s.close(tx, d, l, job); err != nil {
			return err
		}
		s.at(Keeping)
		return nil
	})
	return l, err
}

// replaceCurrent marks the letter that the new one takes the place of.
func (s *Service) replaceCurrent(tx Tx, d dossier) error {
	old := d.current()
	if old == nil {
		return nil
	}
	old.State, old.EndedAt, old.Reason = reply.Replaced, s.clock(), d.Case.RevisedBecause
	return tx.UpdateLetter(old, reply.Issued)
}

func (s *Service) close(tx Tx, d dossier, l reply.Letter, job reply.SigningJob) error {
	number, err := tx.ReserveNumber(d.Case.LeadID, l.IssueDate.Year, d.lead().FirstNumber(l.IssueDate.Year), d.Case.ID)
	if err != nil {
		return err
	}
	if err := tx.UseNumber(d.Case.LeadID, l.IssueDate.Year, number); err != nil {
		return err
	}
	// A number reserved before the turn of the year is for others to take.
	if err := tx.ReleaseNumbers(d.Case.ID); err != nil {
		return err
	}
	d.Case.State, d.Case.RevisedBecause, d.Case.UpdatedAt = reply.Replied, "", s.clock()
	if err := tx.PutCase(&d.Case); err != nil {
		return err
	}
	by := reply.Actor{Account: reply.Account{ID: job.By, Name: job.ByName, DepartmentID: d.Case.LeadID}}
	return s.record(tx, by, reply.Issue, d.Case.ID, issuedWords(l, job))
}

// issuedWords is the line of the audit log; a signature that did not succeed at
// once says when it was ordered.
func issuedWords(l reply.Letter, job reply.SigningJob) string {
	text := "签发" + l.DocNumber + "：审签文本摘要 " + l.ApprovedSHA[:12] + "，用印后文件摘要 " + l.SignedSHA[:12]
	if job.Attempts > 1 {
		at := job.At.In(calendar.China)
		text += fmt.Sprintf("（%s %s 批准，第 %d 次签章完成）", calendar.On(at).Han(), at.Format("15:04"), job.Attempts)
	}
	return text
}
