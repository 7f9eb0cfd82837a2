package service

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// MaxVerified is how large a file may be to be judged, in bytes.
const MaxVerified = 20 << 20

// judgeStored judges the signed bytes of a letter as they are stored now.
func (s *Service) judgeStored(tx Tx, l reply.Letter) (*Judgement, error) {
	if s.verifier == nil {
		return nil, nil
	}
	file, err := tx.SignedFile(l.ID)
	if err != nil {
		return nil, err
	}
	j := s.verifier.Judge(file, s.clock())
	if digest(file) != l.SignedSHA {
		j = Judgement{Verdict: Invalid, Check: "stored", Reason: "存储的文件与签发时的摘要不一致，请与管理员联系。"}
	}
	return &j, nil
}

// LetterStanding tells the public how a letter of this house stands. DocNumber and
// Title are filled only for those who hold the file: they are part of it.
type LetterStanding struct {
	SHA256    string
	Signatory string // full name of the department
	IssueDate calendar.Date
	State     reply.LetterState // Issued, Withdrawn or Replaced
	EndedOn   calendar.Date     // when it was withdrawn or replaced
	Trial     bool
	DocNumber string
	Title     string
}

// FileCheck is what can be said of a file that somebody holds.
type FileCheck struct {
	Judgement Judgement
	SHA256    string
	Letter    *LetterStanding // nil if this house never issued these very bytes
}

// CheckFile judges a file and looks for the letter that it is. Nothing of it is
// kept, and no log says what was asked.
func (s *Service) CheckFile(ctx context.Context, file []byte) (c FileCheck, err error) {
	if s.verifier == nil {
		return c, unavailable("现在不能验证，请稍后再试", nil)
	}
	if len(file) > MaxVerified {
		return c, reply.Failf(reply.Invalid, "文件超过 20 MB，不能在这里验证")
	}
	if ctx.Err() != nil { // who sent it has left
		return c, context.Cause(ctx)
	}
	c.SHA256 = digest(file)
	c.Judgement = s.verifier.Judge(file, s.clock())
	err = s.store.Read(ctx, func(tx Tx) error {
		l, err := tx.LetterBySigned(c.SHA256)
		if reply.CodeOf(err) == reply.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		standing, err := letterStanding(tx, l)
		standing.DocNumber, standing.Title = l.DocNumber, l.Title
		c.Letter = &standing
		return err
	})
	return c, err
}

// CheckHash answers a letter's verification link (核验链接). Whoever has the
// hash may not have the file: they learn which department signed on which day
// and whether the letter is in force, and nothing that its pages say: no
// number, title, member, text or reason, and no way to the version that
// replaced it. A hash of 256 bits cannot be guessed; one that is wrong in any
// way is not found.
func (s *Service) CheckHash(ctx context.Context, sha string) (c FileCheck, err error) {
	sha = strings.ToLower(sha)
	if b, err := hex.DecodeString(sha); err != nil || len(b) != 32 {
		return c, noSuchFile(nil)
	}
	c.SHA256 = sha
	err = s.store.Read(ctx, func(tx Tx) error {
		l, err := tx.LetterBySigned(sha)
		if err != nil {
			return noSuchFile(err)
		}
		standing, err := letterStanding(tx, l)
		if err != nil {
			return err
		}
		c.Letter = &standing
		j, err := s.judgeStored(tx, l)
		if j != nil {
			c.Judgement = *j
		}
		return err
	})
	return c, err
}

func noSuchFile(cause error) error {
	if cause != nil && reply.CodeOf(cause) != reply.NotFound {
		return cause
	}
	return &reply.Error{Code: reply.NotFound, Text: "本系统没有签发过这份文件，或者核验链接不完整。有文件的，可以选择文件验证", Cause: cause}
}

func letterStanding(tx Tx, l reply.Letter) (LetterStanding, error) {
	s := LetterStanding{SHA256: l.SignedSHA, IssueDate: l.IssueDate, State: l.State, Trial: l.Trial, EndedOn: dayOf(l.EndedAt)}
	c, err := tx.Case(l.CaseID)
	if err != nil {
		return s, err
	}
	d, err := authorOf(tx, c, l)
	s.Signatory = d.FullName
	return s, err
}

func dayOf(t time.Time) calendar.Date {
	if t.IsZero() {
		return calendar.Date{}
	}
	return calendar.On(t)
}

// KeyNotices says which keys are gone, and which certificates have ended or end
// soon, to the
// administrator.
func (s *Service) KeyNotices(ctx context.Context, a reply.Actor) ([]string, error) {
	if err := reply.PermitGeneral(a, reply.ManageRegistry); err != nil {
		return nil, err
	}
	all, err := s.missingKeys(ctx)
	if announcer, ok := s.signer.(Announcer); ok {
		all = append(all, announcer.KeyNotices(s.clock())...)
	}
	return all, err
}
