package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"dafu/internal/calendar"
	"dafu/internal/layout"
	"dafu/internal/reply"
)

// Approval names what the 负责人 saw and signs off: the file and its number.
type Approval struct {
	SHA256    string // of the file, in hex
	DocNumber string
	Version   int // of the letters of its kind; one that was given up since is not approved again
}

// Approval is what a press of 签发 on this view signs off.
func (v IssueView) Approval() Approval {
	return Approval{SHA256: v.Letter.ApprovedSHA, DocNumber: v.Letter.DocNumber, Version: v.Letter.Version}
}

// proof is a paper with the number that it would be given today. Laid out, it is
// what the 负责人 sees. Nothing of it is stored before it is signed off.
type proof struct {
	paper  paper
	number reply.Number
	on     calendar.Date

	letter reply.Letter // without ID until it is stored
	pdf    []byte
	pages  int
}

// numbered gives a paper the next number of its series, without reserving it.
func (s *Service) numbered(tx Tx, p paper) (proof, error) {
	today := s.Today()
	if err := s.missingKey(tx, p.author); err != nil {
		return proof{}, err
	}
	n, err := tx.NextNumber(p.prefix(), today.Year, p.first(today.Year), p.Case.ID, p.coHandlerID)
	return proof{paper: p, number: n, on: today}, err
}

// sameAs tells whether the other is laid out in the same way: nothing that its
// words are made of has changed, nor its number and day.
func (p proof) sameAs(other proof) bool {
	return p.number == other.number && p.on == other.on && p.paper.premise == other.paper.premise
}

// layOut sets a proof on paper. It belongs outside of transactions.
func (s *Service) layOut(p *proof) error {
	author := p.paper.author
	trial, err := s.signer.Trial(author)
	if err != nil {
		return unavailable("签章密钥现在不能使用，请与管理员联系", err)
	}
	l := p.paper.compose(p.number, p.on)
	set, err := s.set(l, layout.Options{Specimen: trial})
	if err != nil {
		return err
	}
	if set.Seal == nil {
		return errors.New("the letter was set without a place for its seal")
	}
	p.pdf, p.pages = set.PDF, set.Pages
	p.letter = reply.Letter{
		CaseID: p.paper.Case.ID, CoHandlerID: p.paper.coHandlerID, Version: p.paper.nextVersion(), DraftRevision: p.paper.draft, Contribution: p.paper.contribution,
		State: reply.Prepared, DocNumber: p.number.String(), Number: p.number, IssueDate: p.on,
		Title: l.Title(), Text: l.Body.Text(), Signatory: l.Signatory(), Trial: trial,
		SealPage: set.Seal.Page, SealX: set.Seal.X, SealY: set.Seal.Y, SealDiameter: set.Seal.Diameter,
		ApprovedSHA: digest(set.PDF),
	}
	return nil
}

// finder finds the paper that an actor may sign off; or the letter, if it was
// signed off already.
type finder func(tx Tx, a reply.Actor) (paper, reply.Letter, error)

// signOff keeps the order to sign what was approved. The paper is laid out once
// more before the write, which compares what it rests on: what was seen is what
// is signed. In the write it gets its number, its row and its order together.
func (s *Service) signOff(ctx context.Context, a reply.Actor, approved Approval, find finder) (l reply.Letter, err error) {
	for range redo {
		var p proof
		if p, err = s.approvedProof(ctx, a, approved, find); err != nil {
			return l, err
		}
		err = s.write(ctx, a, func(tx Tx, a reply.Actor) error {
			paper, there, err := find(tx, a)
			l = there
			if err != nil || l.ID != 0 {
				return err
			}
			now, err := s.numbered(tx, paper)
			if err != nil {
				return err
			}
			if p.letter.ApprovedSHA == "" || !now.sameAs(p) {
				return errOvertaken
			}
			p.paper = paper
			l, err = s.order(tx, a, p)
			return err
		})
		if !errors.Is(err, errOvertaken) {
			return l, err
		}
	}
	return l, moved()
}

// approvedProof lays out what is to be signed off and holds it against what was
// seen. It returns no letter if there is one already.
func (s *Service) approvedProof(ctx context.Context, a reply.Actor, approved Approval, find finder) (p proof, err error) {
	there := reply.Letter{}
	err = s.store.Read(ctx, func(tx Tx) error {
		var paper paper
		if paper, there, err = find(tx, a); err != nil || there.ID != 0 {
			return err
		}
		p, err = s.numbered(tx, paper)
		return err
	})
	if err != nil || there.ID != 0 {
		return p, err
	}
	if n := p.number.String(); approved.DocNumber != n {
		return p, reply.Failf(reply.Stale, "发文字号现在是%s，不再是您看到的%s，请重新审阅后签发", n, approved.DocNumber)
	}
	if approved.Version != p.paper.nextVersion() {
		return p, moved()
	}
	if err := s.layOut(&p); err != nil {
		return p, err
	}
	if p.letter.ApprovedSHA != approved.SHA256 {
		return p, moved()
	}
	return p, nil
}

// order stores a proof as a letter with its number and the order to sign it.
// What was prepared before and never ordered ends.
func (s *Service) order(tx Tx, a reply.Actor, p proof) (reply.Letter, error) {
	l := p.letter
	for _, old := range p.paper.letters {
		if old.State != reply.Prepared {
			continue
		}
		old.State, old.EndedAt = reply.Abandoned, s.clock()
		if err := tx.UpdateLetter(&old, reply.Prepared); err != nil {
			return l, err
		}
	}
	l.PreparedAt = s.clock()
	if err := tx.ReserveNumber(l.Number, l.CaseID, l.CoHandlerID); err != nil {
		return l, err
	}
	if err := tx.AddLetter(&l, p.pdf); err != nil {
		return l, err
	}
	return l, s.addJob(tx, a, l)
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func unavailable(text string, cause error) error {
	return &reply.Error{Code: reply.Unavailable, Text: text, Cause: cause}
}

func moved() error {
	return reply.Failf(reply.Stale, "待签发的文本已经变化（日期或内容有改动），请重新审阅后签发")
}

// premise names the revisions of everything in a dossier that words are made of.
func (d dossier) premise() string {
	text := fmt.Appendf(nil, "case %d/%d draft %d", d.Case.ID, d.Case.Revision, d.draft.Revision)
	for _, id := range append([]int64{d.Case.LeadID}, d.Case.CoHandlerIDs...) {
		text = fmt.Appendf(text, " department %d/%d", id, d.departments[id].Revision)
	}
	for _, r := range d.requests {
		text = fmt.Appendf(text, " request %d/%d", r.ID, r.Revision)
	}
	for _, c := range d.contributions {
		text = fmt.Appendf(text, " contribution %d/%d/%s", c.DepartmentID, c.Revision, c.Ending)
	}
	for _, c := range d.countersigns {
		text = fmt.Appendf(text, " countersign %d", c.ID)
	}
	for _, l := range d.letters {
		text = fmt.Appendf(text, " letter %d/%s", l.ID, l.State)
	}
	for _, l := range d.opinionLetters {
		text = fmt.Appendf(text, " letter %d/%s", l.ID, l.State)
	}
	return string(text)
}
