package service

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"dafu/internal/reply"
)

// Boundary names a step between a press of 签发 and the signed file in the
// store. At each the process may end: what is stored by then decides whether
// the job is done or done again.
type Boundary string

// The boundaries, in order.
const (
	Ordering Boundary = "ordering" // the order to sign is written, not yet committed
	Ordered  Boundary = "ordered"
	Claimed  Boundary = "claimed" // this attempt alone is at it
	Hashed   Boundary = "hashed"  // the stored bytes are those that were approved
	Signed   Boundary = "signed"
	Verified Boundary = "verified" // by our own verifier; the approved bytes are the prefix
	Keeping  Boundary = "keeping"  // file, hash and states are written, not yet committed
	Kept     Boundary = "kept"
)

// Boundaries lists them in order.
var Boundaries = []Boundary{Ordering, Ordered, Claimed, Hashed, Signed, Verified, Keeping, Kept}

// at lets a test stop the process here.
func (s *Service) at(b Boundary) {
	if s.boundary != nil {
		s.boundary(b)
	}
}

// Issue orders the very bytes whose SHA-256 was signed off to be signed, and
// signs them. The order is kept first: from then on the letter is issued or the
// order is open, through crashes and failures, until it is done or given up.
// Of those who press at the same time one signs and all see the same letter. If
// text, day or number have changed since it was seen, it fails with Stale.
//
// If the signature fails, the error is Unavailable, the letter comes back as
// Prepared, and the job stays open. A letter that comes back as Prepared
// without an error is being signed by another process.
func (s *Service) Issue(ctx context.Context, a reply.Actor, caseID int64, approved Approval) (reply.Letter, error) {
	l, err := s.signOff(ctx, a, approved, func(tx Tx, a reply.Actor) (paper, reply.Letter, error) {
		return s.findReply(tx, a, caseID, approved.SHA256)
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

// ordered makes the first attempt at a letter whose order to sign was just kept.
// Whatever happens to the attempt, the order stands.
func (s *Service) ordered(ctx context.Context, l reply.Letter) (reply.Letter, error) {
	now, err := s.takeUp(ctx, l.ID, respectful)
	if err != nil && now.ID == 0 {
		now = l
	}
	return now, err
}

// findReply is the finder of a case's reply.
func (s *Service) findReply(tx Tx, a reply.Actor, caseID int64, sha256 string) (paper, reply.Letter, error) {
	c, err := tx.Case(caseID)
	if err == nil && c.State == reply.Replied && reply.Allowed(a.Account.Role, reply.StandingOf(a, c), reply.Issue, reply.Approval) {
		l, err := issuedReply(tx, c, sha256)
		return paper{}, l, err
	}
	d, err := s.open(tx, a, reply.Issue, caseID)
	if err != nil {
		return paper{}, reply.Letter{}, err
	}
	if d.job.Open() {
		if d.job.ApprovedSHA != sha256 {
			return paper{}, reply.Letter{}, reply.Failf(reply.Conflict, "这件提案的另一份文本已经签发，正在签章")
		}
		l, err := tx.Letter(d.job.LetterID)
		return paper{}, l, err
	}
	return d.replyPaper(), reply.Letter{}, d.mustAgree()
}

func (s *Service) addJob(tx Tx, a reply.Actor, l reply.Letter) error {
	defer s.at(Ordering)
	return tx.AddSigningJob(reply.SigningJob{
		LetterID: l.ID, CaseID: l.CaseID, CoHandlerID: l.CoHandlerID, ApprovedSHA: l.ApprovedSHA,
		By: a.Account.ID, ByName: a.Account.Name, At: s.clock(),
	})
}

// issuedReply finds the letter that these bytes already became.
func issuedReply(tx Tx, c reply.Case, sha256 string) (reply.Letter, error) {
	d, err := load(tx, c)
	if err != nil {
		return reply.Letter{}, err
	}
	if l, found := d.replyPaper().issuedAs(sha256); found {
		return l, nil
	}
	return reply.Letter{}, reply.Failf(reply.Conflict, "这件提案的答复已经签发")
}

// RetrySigning takes an open job up again at once.
func (s *Service) RetrySigning(ctx context.Context, a reply.Actor, caseID int64) (reply.Letter, error) {
	var letterID int64
	err := s.act(ctx, a, reply.RetrySigning, caseID, func(_ Tx, _ reply.Actor, d *dossier) (string, error) {
		letterID = d.job.LetterID
		return "", nil
	})
	if err != nil {
		return reply.Letter{}, err
	}
	return s.takeUp(ctx, letterID, respectful)
}

// AbandonSigning gives an open job up, with a reason: the prepared letter ends
// without ever having been signed, its number is free again, and the case still
// waits for the 负责人. An attempt that is under way finds its job ended and
// stores nothing.
func (s *Service) AbandonSigning(ctx context.Context, a reply.Actor, caseID int64, reason string) error {
	return s.change(ctx, a, reply.AbandonSigning, caseID, func(tx Tx, _ reply.Actor, d *dossier) (string, error) {
		if err := reply.CheckReason(reason, "放弃签章"); err != nil {
			return "", err
		}
		return s.giveUp(tx, d.job, reason)
	})
}

// giveUp ends an open job without a signature and says so for the log.
func (s *Service) giveUp(tx Tx, job reply.SigningJob, reason string) (string, error) {
	job.Outcome, job.EndedAt = reply.JobAbandoned, s.clock()
	if err := tx.UpdateSigningJob(job, job.Attempts); err != nil {
		return "", err
	}
	l, err := tx.Letter(job.LetterID)
	if err != nil {
		return "", err
	}
	l.State, l.EndedAt, l.Reason = reply.Abandoned, s.clock(), reason
	if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
		return "", err
	}
	return "放弃签章，释放发文字号" + l.DocNumber + "：" + reason, tx.ReleaseNumbers(job.CaseID, job.CoHandlerID)
}

// ResumeSigning takes up every open job, whoever was at it: for the start of
// the program, when those who were at it are gone. Should another process still
// be at one, only the later attempt is kept. It returns how many letters were
// issued, and what failed, for the log.
func (s *Service) ResumeSigning(ctx context.Context) (int, error) {
	return s.continueSigning(ctx, overtaking, reply.SigningJob.Open)
}

// ContinueSigning takes up the open jobs that nobody is at and whose wait after
// the last failure is over.
func (s *Service) ContinueSigning(ctx context.Context) (int, error) {
	now := s.clock()
	return s.continueSigning(ctx, respectful, func(j reply.SigningJob) bool { return j.Due(now) })
}

// SigningWanted receives when somebody has looked at a case whose job is due;
// whoever keeps the program going then calls ContinueSigning.
func (s *Service) SigningWanted() <-chan struct{} { return s.wanted }

func (s *Service) continueSigning(ctx context.Context, m manner, wanted func(reply.SigningJob) bool) (issued int, _ error) {
	var jobs []reply.SigningJob
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		jobs, err = tx.OpenSigningJobs()
		return err
	})
	failures := []error{err}
	for _, j := range jobs {
		if ctx.Err() != nil || !wanted(j) {
			continue
		}
		l, err := s.takeUp(ctx, j.LetterID, m)
		if err != nil {
			failures = append(failures, fmt.Errorf("sign letter %d: %w", j.LetterID, err))
		} else if l.State == reply.Issued {
			issued++
		}
	}
	return issued, errors.Join(failures...)
}

// underWay are the attempts of this process, by letter; each channel closes
// when its attempt has ended.
type underWay struct {
	mu      sync.Mutex
	letters map[int64]chan struct{}
}

// begin returns nil to the one who is to make the attempt, and to others what
// they can wait for.
func (u *underWay) begin(letterID int64) <-chan struct{} {
	u.mu.Lock()
	defer u.mu.Unlock()
	if running, there := u.letters[letterID]; there {
		return running
	}
	u.letters[letterID] = make(chan struct{})
	return nil
}

func (u *underWay) end(letterID int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	close(u.letters[letterID])
	delete(u.letters, letterID)
}
