package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
)

// manner is how an attempt treats one that may still be under way elsewhere.
type manner bool

const (
	respectful manner = false // leaves the job to whoever holds its lease
	overtaking manner = true  // begins another attempt; the former can end nothing then
)

// attempt is one try to sign, with everything it needs.
type attempt struct {
	job      reply.SigningJob
	letter   reply.Letter
	author   reply.Department // whose seal and key
	approved []byte
}

// takeUp makes an attempt at the letter's job, or waits for the one that this
// process is already making. It returns the letter as it then stands.
func (s *Service) takeUp(ctx context.Context, letterID int64, m manner) (reply.Letter, error) {
	if running := s.underWay.begin(letterID); running != nil {
		select {
		case <-running:
		case <-ctx.Done():
		}
		return s.standing(ctx, letterID)
	}
	defer s.underWay.end(letterID)
	// Whoever pressed may close the browser: the attempt goes on.
	return s.try(context.WithoutCancel(ctx), letterID, m)
}

// standing is how a letter stands after somebody else's attempt.
func (s *Service) standing(ctx context.Context, letterID int64) (l reply.Letter, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if l, err = tx.Letter(letterID); err != nil || l.State == reply.Issued {
			return err
		}
		job, err := tx.SigningJob(letterID)
		switch {
		case err != nil:
			return err
		case !job.Open():
			return reply.Failf(reply.Stale, "这次签章已经放弃，没有签发，请重新审阅")
		case !job.Busy(s.clock()):
			return signingFailed(errors.New(job.Reason))
		}
		return nil
	})
	return l, err
}

func (s *Service) try(ctx context.Context, letterID int64, m manner) (reply.Letter, error) {
	var w attempt
	claimed := false
	err := s.system(ctx, func(tx Tx) (err error) {
		w, claimed, err = s.claim(tx, letterID, m)
		return err
	})
	if err != nil {
		return w.letter, err
	}
	if !claimed {
		return s.standing(ctx, letterID)
	}
	s.at(Claimed)
	var signed []byte
	if err = s.store.Read(ctx, func(tx Tx) error { return s.missingKey(tx, w.author) }); err == nil {
		signed, err = s.signed(w)
	}
	if err != nil {
		return s.failed(ctx, w, err)
	}
	l, err := s.keep(ctx, w, signed)
	if err != nil {
		return s.failed(ctx, w, err)
	}
	s.at(Kept)
	return l, nil
}

// claim begins the next attempt, unless the job has ended or is another's.
func (s *Service) claim(tx Tx, letterID int64, m manner) (w attempt, claimed bool, err error) {
	if w.job, err = tx.SigningJob(letterID); err != nil {
		return w, false, err
	}
	now := s.clock()
	if !w.job.Open() || m == respectful && w.job.Busy(now) {
		return w, false, nil
	}
	w.job.Attempts++
	w.job.LeaseUntil = now.Add(reply.SigningLease)
	if err := tx.UpdateSigningJob(w.job, w.job.Attempts-1); err != nil {
		return w, false, err
	}
	if w.letter, err = tx.Letter(letterID); err != nil {
		return w, false, err
	}
	c, err := tx.Case(w.job.CaseID)
	if err != nil {
		return w, false, err
	}
	if w.author, err = authorOf(tx, c, w.letter); err != nil {
		return w, false, err
	}
	w.approved, err = tx.ApprovedFile(letterID)
	return w, err == nil, err
}

// signed hashes the stored bytes again, signs them, and holds the result to our
// own verifier. A panic of an adapter becomes a failed attempt: the next start
// must not fall over the same job.
func (s *Service) signed(w attempt) (out []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			out, err = nil, fmt.Errorf("panic while signing: %v", v)
		}
	}()
	if sha := digest(w.approved); sha != w.job.ApprovedSHA || sha != w.letter.ApprovedSHA {
		return nil, reply.Failf(reply.Conflict, "存储的文件与审阅时的不一致，没有签章，请放弃后重新审阅签发")
	}
	if w.letter.Signatory != w.author.FullName {
		return nil, reply.Failf(reply.Conflict, "%s已经改名为%s，印章与署名不一致，没有签章，请放弃后重新审阅签发", w.letter.Signatory, w.author.FullName)
	}
	s.at(Hashed)
	seal, err := s.press.Seal(w.author.FullName, w.letter.Trial, w.letter.SealDiameter)
	if err != nil {
		return nil, fmt.Errorf("draw the seal: %w", err)
	}
	l := w.letter
	place := layout.SealPlace{Page: l.SealPage, X: l.SealX, Y: l.SealY, Diameter: l.SealDiameter}
	if out, err = s.signer.Sign(w.approved, w.author, seal, place, s.clock()); err != nil {
		return nil, err
	}
	s.at(Signed)
	if err := s.checkSigned(w, out); err != nil {
		return nil, err
	}
	s.at(Verified)
	return out, nil
}

func (s *Service) checkSigned(w attempt, out []byte) error {
	if !bytes.HasPrefix(out, w.approved) {
		return errors.New("the signed file does not begin with the approved one")
	}
	if s.verifier == nil {
		return nil // a Signer has verified the result itself
	}
	j := s.verifier.Judge(out, s.clock())
	if !j.Verdict.Holds() {
		return fmt.Errorf("the signature just made does not verify: %s: %s", j.Check, j.Reason)
	}
	// A key that was changed for another kind since must not undo what the
	// letter's pages say: 样张 or not.
	if trial := j.Verdict == TrialOnly; trial != w.letter.Trial {
		return reply.Failf(reply.Conflict, "签章密钥在审阅之后更换过，没有签章，请放弃后重新审阅签发")
	}
	return nil
}

// failed leaves the job open with the reason, and returns what to tell whoever
// waits for it. An attempt that was overtaken, or whose job was given up,
// leaves no reason: the letter stands as the others left it.
func (s *Service) failed(ctx context.Context, w attempt, cause error) (reply.Letter, error) {
	err := s.system(ctx, func(tx Tx) error {
		w.job.LeaseUntil, w.job.FailedAt, w.job.Reason = time.Time{}, s.clock(), signingReason(cause)
		return tx.UpdateSigningJob(w.job, w.job.Attempts)
	})
	if reply.CodeOf(err) == reply.Stale {
		return s.standing(ctx, w.letter.ID)
	}
	return w.letter, signingFailed(errors.Join(cause, err))
}

// signingReason is what of a failure may be shown.
func signingReason(cause error) string {
	if p := reply.ProblemsOf(cause); len(p) > 0 && p[0].Text != "" {
		return p[0].Text
	}
	return "签章密钥或时间戳服务没有响应"
}

func signingFailed(cause error) error {
	return unavailable("签章没有完成，系统会自动重试，签发后文字和日期不变；多次不成功请与管理员联系", cause)
}
