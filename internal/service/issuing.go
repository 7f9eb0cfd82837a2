package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"dafu/internal/layout"
	"dafu/internal/reply"
)

// SendForApproval freezes the case and hands it to the 负责人. Revision is the
// draft that was looked at.
func (s *Service) SendForApproval(ctx context.Context, a reply.Actor, caseID int64, revision int) error {
	return s.change(ctx, a, reply.SendForApproval, caseID, func(tx Tx, d *dossier) (_ string, err error) {
		if d.draft.Revision != revision {
			return "", reply.Failf(reply.Stale, "答复稿在您之后有了改动，请重新审阅后再送签")
		}
		if d.checkup, err = s.checkup(tx, *d); err != nil {
			return "", err
		}
		if why := d.blocking(s.Today()); len(why) > 0 {
			var p reply.Problems
			for _, one := range why {
				p = append(p, &reply.Error{Code: reply.Conflict, Text: one})
			}
			return "", p
		}
		if _, err := s.set(s.composeDraft(*d), layout.Options{}); err != nil {
			return "", err
		}
		d.Case.State, d.Case.ReturnedBecause = reply.Approval, ""
		return fmt.Sprintf("送签答复稿第%d稿", d.draft.Edition), nil
	})
}

// Recall takes the draft back before it is issued.
func (s *Service) Recall(ctx context.Context, a reply.Actor, caseID int64) error {
	return s.change(ctx, a, reply.Recall, caseID, func(tx Tx, d *dossier) (string, error) {
		d.Case.State = reply.Drafting
		return "撤回送签", s.abandon(tx, *d)
	})
}

// ReturnDraft sends the draft back to the 承办人 with a reason. Revision is the
// draft that was looked at.
func (s *Service) ReturnDraft(ctx context.Context, a reply.Actor, caseID int64, revision int, reason string) error {
	return s.change(ctx, a, reply.ReturnDraft, caseID, func(tx Tx, d *dossier) (string, error) {
		if d.draft.Revision != revision {
			return "", reply.Failf(reply.Stale, "承办人在您之后送来了新的一稿，请重新审阅后再决定是否退回")
		}
		if err := reply.CheckReason(reason, "退回修改"); err != nil {
			return "", err
		}
		d.Case.State, d.Case.ReturnedBecause, d.Case.StartRevision = reply.Drafting, reason, d.draft.Revision
		return "退回修改：" + reason, s.abandon(tx, *d)
	})
}

// abandon gives up what was prepared for sign-off and frees its number.
func (s *Service) abandon(tx Tx, d dossier) error {
	for _, l := range d.letters {
		if l.State != reply.Prepared {
			continue
		}
		l.State, l.EndedAt = reply.Abandoned, s.clock()
		if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
			return err
		}
	}
	return tx.ReleaseNumbers(d.Case.ID, 0)
}

// PrepareIssue reserves the number and today's date, sets the letter, and
// stores its bytes: what the 负责人 sees is what Issue signs. Asking again
// returns the same letter, unless the day or the text moved: then the old one
// is abandoned and a new one made.
func (s *Service) PrepareIssue(ctx context.Context, a reply.Actor, caseID int64) (v IssueView, err error) {
	err = s.store.Write(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.PrepareIssue, caseID)
		if err != nil {
			return err
		}
		if err := d.mustAgree(); err != nil {
			return err
		}
		v.Case, v.Lead = d.Case, d.lead()
		for _, dep := range append(append([]reply.Department{}, d.lead()), d.coHandlingDepartments()...) {
			v.Receivers = append(v.Receivers, dep.ShortName)
		}
		if v.Checkup, err = s.checkup(tx, d); err != nil {
			return err
		}
		if v.Loose, err = looseEnds(tx, a, d); err != nil {
			return err
		}
		v.Letter, v.Pages, err = s.prepare(tx, a, reply.PrepareIssue, d.replyPaper())
		if err != nil {
			return err
		}
		v.Seal, err = s.press.Seal(d.lead().FullName, v.Letter.Trial, v.Letter.SealDiameter)
		return err
	})
	return v, err
}

// prepare sets a paper with the next number of its series and today's date. What
// was prepared before stands if it comes out the same.
func (s *Service) prepare(tx Tx, a reply.Actor, act reply.Act, p paper) (reply.Letter, int, error) {
	today := s.Today()
	if err := s.missingKey(tx, p.author); err != nil {
		return reply.Letter{}, 0, err
	}
	trial, err := s.signer.Trial(p.author)
	if err != nil {
		return reply.Letter{}, 0, unavailable("签章密钥现在不能使用，请与管理员联系", err)
	}
	number, err := tx.ReserveNumber(p.series(), today.Year, p.first(today.Year), p.Case.ID)
	if err != nil {
		return reply.Letter{}, 0, err
	}
	letter := p.compose(reply.DocNumber(p.prefix(), today.Year, number), today)
	set, err := s.set(letter, layout.Options{Specimen: trial})
	if err != nil {
		return reply.Letter{}, 0, err
	}
	if set.Seal == nil {
		return reply.Letter{}, 0, errors.New("the letter was set without a place for its seal")
	}
	made := p.prepared(letter, set, today, trial)
	for _, l := range p.letters {
		if l.State != reply.Prepared {
			continue
		}
		if l.ApprovedSHA == made.ApprovedSHA && l.IssueDate == today {
			return l, set.Pages, nil
		}
		l.State, l.EndedAt = reply.Abandoned, s.clock()
		if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
			return reply.Letter{}, 0, err
		}
	}
	made.PreparedAt = s.clock()
	if err := tx.AddLetter(&made, set.PDF); err != nil {
		return reply.Letter{}, 0, err
	}
	detail := fmt.Sprintf("%s：%s，成文日期%s，文件摘要 %s", act.Han(), made.DocNumber, today.Han(), made.ApprovedSHA[:12])
	return made, set.Pages, s.record(tx, a, act, p.Case.ID, detail)
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func unavailable(text string, cause error) error {
	return &reply.Error{Code: reply.Unavailable, Text: text, Cause: cause}
}

// PreparedFile returns the bytes that wait for sign-off.
func (s *Service) PreparedFile(ctx context.Context, a reply.Actor, letterID int64) (Download, error) {
	var file Download
	err := s.store.Read(ctx, func(tx Tx) error {
		l, d, err := s.openLetter(tx, a, reply.PrepareIssue, letterID)
		if err != nil {
			return err
		}
		if l.State != reply.Prepared {
			return moved()
		}
		b, err := tx.ApprovedFile(letterID)
		file = download("待签发-"+letterStem(d.Case, l), b)
		return err
	})
	return file, err
}

func moved() error {
	return reply.Failf(reply.Stale, "待签发的文本已经变化（日期或内容有改动），请重新审阅后签发")
}
