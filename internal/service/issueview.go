package service

import (
	"context"

	"dafu/internal/reply"
)

// PrepareIssue lays out the reply as it would be issued today, with the number
// that it would be given. Nothing is stored and nothing reserved: Issue lays the
// same out again and keeps it. The letter in the view has no ID.
func (s *Service) PrepareIssue(ctx context.Context, a reply.Actor, caseID int64) (v IssueView, err error) {
	var d dossier
	var p proof
	err = s.store.Read(ctx, func(tx Tx) error {
		if d, p, err = s.replyProof(tx, a, caseID); err != nil {
			return err
		}
		if v.Checkup, err = s.checkup(tx, d); err != nil {
			return err
		}
		v.Loose, err = looseEnds(tx, a, d)
		return err
	})
	if err != nil {
		return v, err
	}
	v.Case, v.Lead = d.Case, d.lead()
	for _, dep := range append([]reply.Department{d.lead()}, d.coHandlingDepartments()...) {
		v.Receivers = append(v.Receivers, dep.ShortName)
	}
	return v, s.showProof(&v, &p)
}

// showProof lays a proof out for its view.
func (s *Service) showProof(v *IssueView, p *proof) (err error) {
	if err := s.layOut(p); err != nil {
		return err
	}
	v.Letter, v.Pages = p.letter, p.pages
	v.Seal, err = s.press.Seal(p.paper.author.FullName, v.Letter.Trial, v.Letter.SealDiameter)
	return err
}

func (s *Service) replyProof(tx Tx, a reply.Actor, caseID int64) (d dossier, p proof, err error) {
	if d, err = s.open(tx, a, reply.PrepareIssue, caseID); err != nil {
		return d, p, err
	}
	if err := d.mustAgree(); err != nil {
		return d, p, err
	}
	p, err = s.numbered(tx, d.replyPaper())
	return d, p, err
}

// PreparedFile returns the bytes that PrepareIssue speaks of.
func (s *Service) PreparedFile(ctx context.Context, a reply.Actor, caseID int64) (Download, error) {
	return s.proofFile(ctx, func(tx Tx) (proof, error) {
		_, p, err := s.replyProof(tx, a, caseID)
		return p, err
	})
}

// PreparedOpinionFile returns the bytes that PrepareOpinionLetter speaks of.
func (s *Service) PreparedOpinionFile(ctx context.Context, a reply.Actor, caseID int64, revision int) (Download, error) {
	return s.proofFile(ctx, func(tx Tx) (proof, error) {
		_, p, err := s.openOpinion(tx, a, reply.PrepareOpinionLetter, caseID, revision)
		if err != nil {
			return proof{}, err
		}
		return s.numbered(tx, p)
	})
}

func (s *Service) proofFile(ctx context.Context, find func(Tx) (proof, error)) (Download, error) {
	var p proof
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		p, err = find(tx)
		return err
	})
	if err == nil {
		err = s.layOut(&p)
	}
	if err != nil {
		return Download{}, err
	}
	return download("待签发-"+letterStem(p.paper.Case, p.letter), p.pdf), nil
}
