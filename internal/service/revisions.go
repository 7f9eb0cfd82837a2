package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// RevisionView is a line of the list of revisions.
type RevisionView struct {
	reply.DraftMark
	By string
}

// RevisionsView is the list of a draft's revisions, newest first.
type RevisionsView struct {
	Case      reply.Case
	Revisions []RevisionView
	Can       map[reply.Act]bool
}

// Revisions lists what is kept of the draft's history.
func (s *Service) Revisions(ctx context.Context, a reply.Actor, caseID int64) (v RevisionsView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewDraft, caseID)
		if err != nil {
			return err
		}
		v.Case, v.Can = d.Case, s.can(a, d.Case)
		marks, err := tx.DraftMarks(caseID)
		if err != nil {
			return err
		}
		names := map[int64]string{}
		for _, m := range marks {
			name, known := names[m.SavedBy]
			if !known {
				if name, err = accountName(tx, m.SavedBy); err != nil {
					return err
				}
				names[m.SavedBy] = name
			}
			v.Revisions = append(v.Revisions, RevisionView{m, name})
		}
		slices.Reverse(v.Revisions)
		return nil
	})
	return v, err
}

// ComparedView is two revisions of a draft beside each other.
type ComparedView struct {
	Case          reply.Case
	Before, After RevisionView
	Changes       []gongwen.Changed
	Swaps         []gongwen.Swap // figures, dates and names that changed in the same words
	Departments   map[int64]reply.Department
	Can           map[reply.Act]bool

	before, after gongwen.Document
	names         []string // proper names of the case
}

// Compare returns what changed from one revision to another.
func (s *Service) Compare(ctx context.Context, a reply.Actor, caseID int64, before, after int) (v ComparedView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewDraft, caseID)
		if err != nil {
			return err
		}
		v.Case, v.Departments, v.Can = d.Case, d.departments, s.can(a, d.Case)
		v.names = d.properNames()
		if v.Before, v.before, err = revisionOf(tx, caseID, before); err != nil {
			return err
		}
		v.After, v.after, err = revisionOf(tx, caseID, after)
		return err
	})
	if err != nil {
		return v, err
	}
	v.Changes = gongwen.Compare(v.before, v.after, v.names...)
	v.Swaps = gongwen.Swaps(v.before, v.after, v.names...)
	return v, nil
}

func revisionOf(tx Tx, caseID int64, revision int) (RevisionView, gongwen.Document, error) {
	d, err := tx.Draft(caseID, revision)
	if err != nil {
		return RevisionView{}, d.Body, err
	}
	v, err := revisionView(tx, d)
	return v, d.Body, err
}

func revisionView(tx Tx, d reply.Draft) (RevisionView, error) {
	by, err := accountName(tx, d.SavedBy)
	return RevisionView{reply.DraftMark{
		Revision: d.Revision, Edition: d.Edition, Kind: d.Kind, Name: d.Name, SavedBy: d.SavedBy, SavedAt: d.SavedAt,
	}, by}, err
}

// Restore makes an earlier revision the latest one again, with its sources and
// with what had become of the opinions by then. Base is the latest revision that
// was seen.
func (s *Service) Restore(ctx context.Context, a reply.Actor, caseID int64, revision, base int) (restored int, err error) {
	err = s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		old, err := tx.Draft(caseID, revision)
		if err != nil {
			return err
		}
		if d.draft.Kind == reply.Restored && sameDraft(d.draft, old) {
			restored = d.draft.Revision // the second press
			return nil
		}
		if d.draft.Revision != base {
			return reply.Failf(reply.Stale, "有人在您之后修改了答复稿，请核对后再恢复")
		}
		next, err := s.addDraft(tx, a, &d, reply.Draft{Kind: reply.Restored, Body: old.Body, Decisions: old.Decisions})
		restored = next.Revision
		if err != nil {
			return err
		}
		return s.record(tx, a, reply.SaveDraft, caseID, "恢复答复稿："+revisionName(old))
	})
	return restored, err
}

func sameDraft(x, y reply.Draft) bool {
	return x.Body.Text() == y.Body.Text() && slices.EqualFunc(x.Decisions, y.Decisions, func(a, b reply.Decision) bool { return a == b })
}

// revisionName is how the log calls a revision.
func revisionName(d reply.Draft) string {
	return cmp.Or(d.Name, fmt.Sprintf("第%d稿", d.Edition)) + d.SavedAt.In(calendar.China).Format("（1月2日 15:04）")
}

const maxRevisionName = 40 // characters

// NameRevision gives a revision a name; named ones are never thinned out.
func (s *Service) NameRevision(ctx context.Context, a reply.Actor, caseID int64, revision int, name string) error {
	name = strings.TrimSpace(name)
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		if _, err := s.open(tx, a, reply.SaveDraft, caseID); err != nil {
			return err
		}
		var p reply.Problems
		if p.CheckLine("name", "名称", name, maxRevisionName); len(p) > 0 {
			return p.Err()
		}
		return tx.NameDraft(caseID, revision, name)
	})
}
