package service

import (
	"context"

	"dafu/internal/layout"
	"dafu/internal/reply"
)

// OpinionLetter returns a contribution of the actor's own department as a letter
// to the lead (会办意见函), in pages that say 草稿: without its number, with today's
// date, the seal's room kept. Nothing is stored.
func (s *Service) OpinionLetter(ctx context.Context, a reply.Actor, caseID int64, revision int) (Download, error) {
	var d dossier
	var sent *reply.Contribution
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		if d, err = s.open(tx, a, reply.ViewOpinionLetter, caseID); err != nil {
			return err
		}
		sent, err = d.sendable(a.Account.DepartmentID, revision)
		return err
	})
	if err != nil {
		return Download{}, err
	}
	own, today := d.departments[a.Account.DepartmentID], s.Today()
	letter := reply.ComposeOpinion(d.Case, own, d.lead(), *sent, d.answered(*sent), reply.DocNumber(own.OpinionPrefix, today.Year, 0), today)
	set, err := s.set(letter, layout.Options{Draft: "草稿 " + a.Account.Name + " " + today.Han()})
	if err != nil {
		return Download{}, err
	}
	return download("草稿-"+forFile("第"+d.Case.Number+"号"+string(d.Case.Kind)+"会办意见函"), set.PDF), nil
}

// sendable finds the contribution that a letter can be made of.
func (d dossier) sendable(department int64, revision int) (*reply.Contribution, error) {
	if d.departments[department].OpinionPrefix == "" {
		return nil, reply.Failf(reply.Conflict, "本单位没有设会办意见函代字，不用会办意见函。要用时请管理员在单位资料里填写")
	}
	for i, c := range d.contributions {
		if c.DepartmentID != department || c.Revision != revision {
			continue
		}
		if c.Ending != "" {
			return nil, reply.Failf(reply.Conflict, "第%d次报送%s，不能成函", c.Revision, c.Ending.Han())
		}
		return &d.contributions[i], nil
	}
	return nil, reply.Failf(reply.NotFound, "没有这一次报送")
}

// answered are a contribution's answers with their requests, in the order in
// which they were asked for.
func (d dossier) answered(c reply.Contribution) []reply.AnsweredRequest {
	var all []reply.AnsweredRequest
	for _, r := range d.requestsTo(c.DepartmentID) {
		if a := c.Opinion.Answer(r.ID); a.Given() {
			all = append(all, reply.AnsweredRequest{Request: r, Answer: a})
		}
	}
	return all
}

// opinionActs are what acts on a letter by its number are called for a 会办意见函.
// What is not among them is not done with one.
var opinionActs = map[reply.Act]reply.Act{
	reply.ViewLetter: reply.ReadOpinionLetter, reply.PrepareIssue: reply.PrepareOpinionLetter,
}

// openOpinionLetter is open for a 会办意见函. Other co-handlers' are not found.
func (s *Service) openOpinionLetter(tx Tx, a reply.Actor, act reply.Act, l reply.Letter) (dossier, error) {
	own, known := opinionActs[act]
	if !known {
		return dossier{}, reply.Failf(reply.NotFound, "letter %d is no reply", l.ID)
	}
	d, err := s.open(tx, a, own, l.CaseID)
	if err == nil && reply.StandingOf(a, d.Case) == reply.CoHandling && l.CoHandlerID != a.Account.DepartmentID {
		err = reply.Failf(reply.NotFound, "letter %d is another department's", l.ID)
	}
	return d, err
}

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
