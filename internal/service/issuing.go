package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
)

// SendForApproval freezes the case and hands it to the 负责人. Revision is the
// draft that was looked at.
func (s *Service) SendForApproval(ctx context.Context, a reply.Actor, caseID int64, revision int) error {
	return s.change(ctx, a, reply.SendForApproval, caseID, func(_ Tx, d *dossier) (string, error) {
		if d.draft.Revision != revision {
			return "", reply.Failf(reply.Stale, "答复稿在您之后有了改动，请重新审阅后再送签")
		}
		if why := d.blocking(); len(why) > 0 {
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
		return fmt.Sprintf("送签答复稿第%d稿", revision), nil
	})
}

// Recall takes the draft back before it is issued.
func (s *Service) Recall(ctx context.Context, a reply.Actor, caseID int64) error {
	return s.change(ctx, a, reply.Recall, caseID, func(tx Tx, d *dossier) (string, error) {
		d.Case.State = reply.Drafting
		return "撤回送签", s.abandon(tx, *d)
	})
}

// ReturnDraft sends the draft back to the 承办人 with a reason.
func (s *Service) ReturnDraft(ctx context.Context, a reply.Actor, caseID int64, reason string) error {
	return s.change(ctx, a, reply.ReturnDraft, caseID, func(tx Tx, d *dossier) (string, error) {
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
	return tx.ReleaseNumbers(d.Case.ID)
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
		v.Case, v.Lead = d.Case, d.lead()
		for _, dep := range append(append([]reply.Department{}, d.lead()), d.coHandlingDepartments()...) {
			v.Receivers = append(v.Receivers, dep.ShortName)
		}
		v.Letter, v.Pages, err = s.prepare(tx, a, d)
		if err != nil {
			return err
		}
		v.Seal, err = s.press.Seal(d.lead().FullName, v.Letter.Trial, v.Letter.SealDiameter)
		return err
	})
	return v, err
}

func (s *Service) prepare(tx Tx, a reply.Actor, d dossier) (reply.Letter, int, error) {
	today, lead := s.Today(), d.lead()
	trial, err := s.signer.Trial(lead)
	if err != nil {
		return reply.Letter{}, 0, unavailable("签章密钥现在不能使用，请与管理员联系", err)
	}
	number, err := tx.ReserveNumber(lead.ID, today.Year, lead.FirstNumber(today.Year), d.Case.ID)
	if err != nil {
		return reply.Letter{}, 0, err
	}
	letter := reply.Compose(d.Case, lead, d.draft.Body, reply.DocNumber(lead.NumberPrefix, today.Year, number), today)
	set, err := s.set(letter, layout.Options{Specimen: trial})
	if err != nil {
		return reply.Letter{}, 0, err
	}
	if set.Seal == nil {
		return reply.Letter{}, 0, errors.New("the letter was set without a place for its seal")
	}
	made := prepared(d, letter, set, today, trial)
	for _, l := range d.letters {
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
	detail := fmt.Sprintf("生成待签发文本：%s，成文日期%s，文件摘要 %s", made.DocNumber, today.Han(), made.ApprovedSHA[:12])
	return made, set.Pages, s.record(tx, a, reply.PrepareIssue, d.Case.ID, detail)
}

func prepared(d dossier, l gongwen.Letter, set Setting, today calendar.Date, trial bool) reply.Letter {
	return reply.Letter{
		CaseID: d.Case.ID, Version: len(d.letters) + 1, DraftRevision: d.draft.Revision, State: reply.Prepared,
		DocNumber: l.DocNumber, IssueDate: today, Title: l.Title(), Text: l.Body.Text(), Signatory: l.Signatory(), Trial: trial,
		SealPage: set.Seal.Page, SealX: set.Seal.X, SealY: set.Seal.Y, SealDiameter: set.Seal.Diameter,
		ApprovedSHA: digest(set.PDF),
	}
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
		file = download("待签发-"+fileStem(d.Case), b)
		return err
	})
	return file, err
}

func moved() error {
	return reply.Failf(reply.Stale, "待签发的文本已经变化（日期或内容有改动），请重新审阅后签发")
}

// Issue signs the very bytes whose SHA-256 was signed off. The signature is
// made outside the transaction; what is stored is stored together, once: of two
// who press at the same time, one issues and both see the same letter.
func (s *Service) Issue(ctx context.Context, a reply.Actor, caseID int64, sha256 string) (reply.Letter, error) {
	var l reply.Letter
	var lead reply.Department
	var approved []byte
	err := s.store.Read(ctx, func(tx Tx) error {
		c, err := tx.Case(caseID)
		if err == nil && c.State == reply.Replied && reply.Allowed(a.Account.Role, reply.StandingOf(a, c), reply.Issue, reply.Approval) {
			l, err = issuedAs(tx, caseID, sha256)
			return err
		}
		d, err := s.open(tx, a, reply.Issue, caseID)
		if err != nil {
			return err
		}
		lead = d.lead()
		if l, err = preparedAs(d, sha256, s.Today()); err != nil {
			return err
		}
		approved, err = tx.ApprovedFile(l.ID)
		return err
	})
	if err != nil || l.State == reply.Issued {
		return l, err
	}
	if digest(approved) != l.ApprovedSHA {
		return l, errors.New("the stored bytes are not those that were shown for sign-off")
	}
	signed, err := s.sign(l, lead, approved)
	if err != nil {
		return l, err
	}
	return s.keep(ctx, a, l, signed)
}

func (s *Service) sign(l reply.Letter, lead reply.Department, approved []byte) ([]byte, error) {
	seal, err := s.press.Seal(lead.FullName, l.Trial, l.SealDiameter)
	if err != nil {
		return nil, fmt.Errorf("draw the seal: %w", err)
	}
	place := layout.SealPlace{Page: l.SealPage, X: l.SealX, Y: l.SealY, Diameter: l.SealDiameter}
	signed, err := s.signer.Sign(approved, lead, seal, place, s.clock())
	if err != nil {
		return nil, unavailable("签章没有成功，答复尚未签发，请稍后再试；多次不成功请与管理员联系", err)
	}
	return signed, nil
}

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

// keep stores the signed file, the number's use and the new states together.
func (s *Service) keep(ctx context.Context, a reply.Actor, l reply.Letter, signed []byte) (reply.Letter, error) {
	err := s.store.Write(ctx, func(tx Tx) error {
		c, err := tx.Case(l.CaseID)
		if err != nil {
			return err
		}
		if c.State == reply.Replied {
			l, err = issuedAs(tx, l.CaseID, l.ApprovedSHA)
			return err
		}
		d, err := s.open(tx, a, reply.Issue, l.CaseID)
		if err != nil {
			return err
		}
		if l, err = preparedAs(d, l.ApprovedSHA, s.Today()); err != nil {
			return err
		}
		if err := s.replaceCurrent(tx, d); err != nil {
			return err
		}
		l.State, l.SignedSHA, l.IssuedBy, l.IssuedAt = reply.Issued, digest(signed), a.Account.ID, s.clock()
		if err := tx.AddSignedFile(l.ID, signed); err != nil {
			return err
		}
		if err := tx.UpdateLetter(&l, reply.Prepared); err != nil {
			return err
		}
		return s.close(tx, a, d, l)
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

func (s *Service) close(tx Tx, a reply.Actor, d dossier, l reply.Letter) error {
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
	return s.record(tx, a, reply.Issue, d.Case.ID, "签发"+l.DocNumber+"：审签文本摘要 "+l.ApprovedSHA[:12]+"，用印后文件摘要 "+l.SignedSHA[:12])
}
