package service

import (
	"context"
	"fmt"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// keep stores the signed file, the number's use, the new states and the end of
// the job together. Only the latest attempt at an open job stores anything.
//
// Whether today is still the day on the letter does not matter any more: its
// date is that of the approval. The signature says when it was made.
func (s *Service) keep(ctx context.Context, w attempt, signed []byte) (reply.Letter, error) {
	l := w.letter
	err := s.system(ctx, func(tx Tx) error {
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
		p := d.paperOf(l)
		if err := s.replaceCurrent(tx, p); err != nil {
			return err
		}
		l.State, l.SignedSHA, l.IssuedBy, l.IssuedAt = reply.Issued, digest(signed), job.By, now
		if err := tx.AddSignedFile(l.ID, signed); err != nil {
			return err
		}
		if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
			return err
		}
		if err := s.close(tx, d, p, l, job); err != nil {
			return err
		}
		s.at(Keeping)
		return nil
	})
	return l, err
}

// replaceCurrent marks the letter that the new one takes the place of.
func (s *Service) replaceCurrent(tx Tx, p paper) error {
	old := p.current()
	if old == nil {
		return nil
	}
	old.State, old.EndedAt, old.Reason = reply.Replaced, s.clock(), p.Case.RevisedBecause
	if p.coHandlerID != 0 {
		old.Reason = fmt.Sprintf("第%d次报送另成一函", p.contribution)
	}
	return tx.UpdateLetter(old, reply.Issued)
}

func (s *Service) close(tx Tx, d dossier, p paper, l reply.Letter, job reply.SigningJob) error {
	// The letter's own number, whatever the department's prefix is by now.
	if err := tx.UseNumber(l.Number, l.CaseID, l.CoHandlerID); err != nil {
		return err
	}
	// Whatever else was reserved for it before is for others to take.
	if err := tx.ReleaseNumbers(d.Case.ID, p.coHandlerID); err != nil {
		return err
	}
	act := reply.IssueOpinionLetter
	if p.coHandlerID == 0 {
		act = reply.Issue
		d.Case.State, d.Case.RevisedBecause, d.Case.UpdatedAt = reply.Replied, "", s.clock()
		if err := tx.PutCase(&d.Case); err != nil {
			return err
		}
	}
	by := reply.Actor{Account: reply.Account{ID: job.By, Name: job.ByName, DepartmentID: p.author.ID}}
	return s.record(tx, by, act, d.Case.ID, issuedWords(l, job))
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
