package service

import (
	"context"

	"dafu/internal/reply"
)

// OpinionIssueView is the page on which a head signs a 会办意见函 off. Job is the
// open order to sign one, or the zero job; with it nothing is prepared.
type OpinionIssueView struct {
	IssueView
	Contribution int
	Job          reply.SigningJob
	Busy         bool
}

// PrepareOpinionLetter is PrepareIssue for the department's latest contribution.
func (s *Service) PrepareOpinionLetter(ctx context.Context, a reply.Actor, caseID int64, revision int) (v OpinionIssueView, err error) {
	own := a.Account.DepartmentID
	err = s.store.Write(ctx, func(tx Tx) error {
		d, p, err := s.openOpinion(tx, a, reply.PrepareOpinionLetter, caseID, revision)
		if err != nil {
			return err
		}
		v.Case, v.Lead, v.Contribution, v.Receivers = d.Case, d.departments[own], revision, []string{d.lead().ShortName}
		if v.Job, err = tx.OpenSigningJobOf(caseID, own); err != nil {
			return err
		}
		if v.Job.Open() {
			v.Busy = v.Job.Busy(s.clock())
			v.Letter, err = tx.Letter(v.Job.LetterID)
			return err
		}
		if l := p.current(); l != nil && l.Contribution == revision {
			return reply.Failf(reply.Conflict, "第%d次报送已经成函签发：%s", revision, l.DocNumber)
		}
		if v.Letter, v.Pages, err = s.prepare(tx, a, reply.PrepareOpinionLetter, p); err != nil {
			return err
		}
		v.Seal, err = s.press.Seal(p.author.FullName, v.Letter.Trial, v.Letter.SealDiameter)
		return err
	})
	return v, err
}

// openOpinion opens the case for an act with the letter of a contribution that
// counts.
func (s *Service) openOpinion(tx Tx, a reply.Actor, act reply.Act, caseID int64, revision int) (dossier, paper, error) {
	d, err := s.open(tx, a, act, caseID)
	if err != nil {
		return d, paper{}, err
	}
	own := a.Account.DepartmentID
	sent, err := d.sendable(own, revision)
	if err != nil {
		return d, paper{}, err
	}
	if latest := d.latest(own); latest == nil || latest.Revision != revision {
		return d, paper{}, reply.Failf(reply.Conflict, "第%d次报送之后又报送过，请用最近一次的成函", revision)
	}
	return d, d.opinionPaper(*sent), nil
}

// IssueOpinionLetter is Issue for a 会办意见函: the very bytes whose SHA-256 was
// signed off are signed, with the co-handler's key.
func (s *Service) IssueOpinionLetter(ctx context.Context, a reply.Actor, caseID int64, revision int, sha256 string) (reply.Letter, error) {
	var l reply.Letter
	err := s.store.Write(ctx, func(tx Tx) error {
		_, p, err := s.openOpinion(tx, a, reply.IssueOpinionLetter, caseID, revision)
		if err != nil {
			return err
		}
		job, err := tx.OpenSigningJobOf(caseID, p.coHandlerID)
		switch {
		case err != nil:
			return err
		case job.Open() && job.ApprovedSHA != sha256:
			return reply.Failf(reply.Conflict, "另一份会办意见函已经签发，正在签章")
		case job.Open():
			l, err = tx.Letter(job.LetterID)
			return err
		}
		if issued, found := p.issuedAs(sha256); found {
			l = issued // the second press of the button
			return nil
		}
		if l, err = p.preparedAs(sha256, s.Today()); err != nil {
			return err
		}
		return s.addJob(tx, a, l)
	})
	if err != nil || l.State == reply.Issued {
		return l, err
	}
	s.at(Ordered)
	return s.takeUp(ctx, l.ID, respectful)
}

// RetryOpinionLetter takes the department's open job up again at once.
func (s *Service) RetryOpinionLetter(ctx context.Context, a reply.Actor, caseID int64) (reply.Letter, error) {
	var job reply.SigningJob
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		job, err = s.openOpinionJob(tx, a, reply.RetryOpinionLetter, caseID)
		return err
	})
	if err != nil {
		return reply.Letter{}, err
	}
	return s.takeUp(ctx, job.LetterID, respectful)
}

// AbandonOpinionLetter gives the department's open job up, with a reason, as
// AbandonSigning does.
func (s *Service) AbandonOpinionLetter(ctx context.Context, a reply.Actor, caseID int64, reason string) error {
	return s.store.Write(ctx, func(tx Tx) error {
		job, err := s.openOpinionJob(tx, a, reply.AbandonOpinionLetter, caseID)
		if err != nil {
			return err
		}
		if err := reply.CheckReason(reason, "放弃签章"); err != nil {
			return err
		}
		detail, err := s.giveUp(tx, job, reason)
		if err != nil {
			return err
		}
		return s.record(tx, a, reply.AbandonOpinionLetter, caseID, detail)
	})
}

func (s *Service) openOpinionJob(tx Tx, a reply.Actor, act reply.Act, caseID int64) (reply.SigningJob, error) {
	if _, err := s.open(tx, a, act, caseID); err != nil {
		return reply.SigningJob{}, err
	}
	job, err := tx.OpenSigningJobOf(caseID, a.Account.DepartmentID)
	if err == nil && !job.Open() {
		err = reply.Failf(reply.Conflict, "没有等待签章的会办意见函")
	}
	return job, err
}
