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
	var d dossier
	var p proof
	own := a.Account.DepartmentID
	err = s.store.Read(ctx, func(tx Tx) error {
		var sheet paper
		if d, sheet, err = s.openOpinion(tx, a, reply.PrepareOpinionLetter, caseID, revision); err != nil {
			return err
		}
		if v.Job, err = tx.OpenSigningJobOf(caseID, own); err != nil {
			return err
		}
		if v.Job.Open() {
			v.Busy = v.Job.Busy(s.clock())
			v.Letter, err = tx.Letter(v.Job.LetterID)
			return err
		}
		if l := sheet.current(); l != nil && l.Contribution == revision {
			return reply.Failf(reply.Conflict, "第%d次报送已经成函签发：%s", revision, l.DocNumber)
		}
		p, err = s.numbered(tx, sheet)
		return err
	})
	if err != nil {
		return v, err
	}
	v.Case, v.Lead, v.Contribution, v.Receivers = d.Case, d.departments[own], revision, []string{d.lead().ShortName}
	if v.Job.Open() {
		return v, nil
	}
	return v, s.showProof(&v.IssueView, &p)
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
func (s *Service) IssueOpinionLetter(ctx context.Context, a reply.Actor, caseID int64, revision int, approved Approval) (reply.Letter, error) {
	l, err := s.signOff(ctx, a, approved, func(tx Tx, a reply.Actor) (paper, reply.Letter, error) {
		return s.findOpinion(tx, a, caseID, revision, approved.SHA256)
	})
	if err != nil {
		return reply.Letter{}, err
	}
	if l.State == reply.Issued {
		return l, nil
	}
	s.at(Ordered)
	return s.ordered(ctx, l)
}

// findOpinion is the finder of a 会办意见函.
func (s *Service) findOpinion(tx Tx, a reply.Actor, caseID int64, revision int, sha256 string) (p paper, l reply.Letter, err error) {
	if _, p, err = s.openOpinion(tx, a, reply.IssueOpinionLetter, caseID, revision); err != nil {
		return p, l, err
	}
	job, err := tx.OpenSigningJobOf(caseID, p.coHandlerID)
	switch {
	case err != nil:
		return p, l, err
	case job.Open() && job.ApprovedSHA != sha256:
		return p, l, reply.Failf(reply.Conflict, "另一份会办意见函已经签发，正在签章")
	case job.Open():
		l, err = tx.Letter(job.LetterID)
		return p, l, err
	}
	l, issued := p.issuedAs(sha256) // the second press of the button
	if now := p.current(); !issued && now != nil && now.Contribution == revision {
		return p, l, reply.Failf(reply.Conflict, "第%d次报送已经成函签发：%s", revision, now.DocNumber)
	}
	return p, l, nil
}

// RetryOpinionLetter takes the department's open job up again at once.
func (s *Service) RetryOpinionLetter(ctx context.Context, a reply.Actor, caseID int64) (reply.Letter, error) {
	var letterID int64
	err := s.actOnOpinionJob(ctx, a, reply.RetryOpinionLetter, caseID, func(_ Tx, job reply.SigningJob) (string, error) {
		letterID = job.LetterID
		return "", nil
	})
	if err != nil {
		return reply.Letter{}, err
	}
	return s.takeUp(ctx, letterID, respectful)
}

// AbandonOpinionLetter gives the department's open job up, with a reason, as
// AbandonSigning does.
func (s *Service) AbandonOpinionLetter(ctx context.Context, a reply.Actor, caseID int64, reason string) error {
	return s.actOnOpinionJob(ctx, a, reply.AbandonOpinionLetter, caseID, func(tx Tx, job reply.SigningJob) (string, error) {
		if err := reply.CheckReason(reason, "放弃签章"); err != nil {
			return "", err
		}
		return s.giveUp(tx, job, reason)
	})
}

func (s *Service) actOnOpinionJob(ctx context.Context, a reply.Actor, act reply.Act, caseID int64, fn func(Tx, reply.SigningJob) (string, error)) error {
	return s.act(ctx, a, act, caseID, func(tx Tx, a reply.Actor, _ *dossier) (string, error) {
		job, err := tx.OpenSigningJobOf(caseID, a.Account.DepartmentID)
		if err != nil {
			return "", err
		}
		if !job.Open() {
			return "", reply.Failf(reply.Conflict, "没有等待签章的会办意见函")
		}
		return fn(tx, job)
	})
}
