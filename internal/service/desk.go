package service

import (
	"context"
	"fmt"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// TextInput is what the desk (文稿台) sends to be saved.
type TextInput struct {
	Base int // the revision that was edited, 0 for the first
	Text string
	Auto bool // saved on its own, not by somebody's press
}

// SavedText is what became of it.
type SavedText struct {
	Draft reply.Draft
	Text  string // the draft's
	// Merged: somebody else had saved something since Base, and it stands in Text
	// beside what was sent.
	Merged bool
	// Conflicts are the places that both changed; if there are any, nothing was
	// saved: Draft is the other's, and Text is both put together, with one's own
	// words where they conflict.
	Conflicts []gongwen.Conflict
	By        string // who saved the draft that was there
}

// SaveText saves the desk's text as the next revision. What somebody else saved
// since Base stays, where the two did not touch the same words.
func (s *Service) SaveText(ctx context.Context, a reply.Actor, caseID int64, in TextInput) (out SavedText, err error) {
	err = s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		out = SavedText{}
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		if err := checkDraftText(in.Text); err != nil {
			return err
		}
		text, conflicts, err := s.reconciled(tx, d, in)
		if err != nil {
			return err
		}
		if len(conflicts) > 0 {
			out = SavedText{Draft: d.draft, Text: text, Conflicts: conflicts}
			out.By, err = accountName(tx, d.draft.SavedBy)
			return err
		}
		out.Merged = d.draft.Revision != in.Base
		out.Draft, err = s.saveText(tx, a, &d, text, in.Auto)
		out.Text = out.Draft.Body.Text()
		return err
	})
	return out, err
}

// reconciled puts the text together with what was saved since its base.
func (s *Service) reconciled(tx Tx, d dossier, in TextInput) (string, []gongwen.Conflict, error) {
	if in.Base == d.draft.Revision {
		return in.Text, nil, nil
	}
	both, err := costly(tx, d, fmt.Sprintf("reconcile from %d", in.Base), func() (both gongwen.Reconciled, _ error) {
		base, err := s.baseOf(tx, d, in.Base)
		if err != nil {
			return both, err
		}
		if base.Revision == 0 { // both began with the outline
			base.Body = s.outlined(d, "")
		}
		mine := gongwen.Parse(in.Text, gongwen.Source{}).Text()
		return gongwen.Reconcile(base.Body.Text(), mine, d.draft.Body.Text()), nil
	})
	return both.Text, both.Conflicts, err
}

// baseOf is the revision that was edited, or the one before it that is left. One
// that was thinned out while a desk stood open is often still in memory.
func (s *Service) baseOf(tx Tx, d dossier, revision int) (reply.Draft, error) {
	if revision < 1 || revision > d.draft.Revision { // no such revision yet: not to be remembered
		return tx.DraftUpTo(d.Case.ID, revision)
	}
	return s.drafts.upTo(tx, d.Case.ID, revision)
}

// saveText adds the revision, unless it says what is there already: then it is
// the second press, or nothing to save.
func (s *Service) saveText(tx Tx, a reply.Actor, d *dossier, text string, auto bool) (reply.Draft, error) {
	body, _, err := s.traced(tx, *d, text)
	if err != nil {
		return d.draft, err
	}
	kind := reply.Saved
	if auto {
		kind = reply.Autosaved
	}
	same := d.draft.Revision > 0 && body.Text() == d.draft.Body.Text()
	if same && (auto || d.draft.Kind != reply.Autosaved) {
		return d.draft, nil
	}
	next, err := s.addDraft(tx, a, d, reply.Draft{Kind: kind, Body: body, Decisions: d.draft.Decisions})
	if err != nil {
		return next, err
	}
	marks, err := tx.DraftMarks(d.Case.ID)
	if err != nil {
		return next, err
	}
	return next, tx.DropDrafts(d.Case.ID, reply.Thin(marks, s.clock()))
}

func accountName(tx Tx, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	account, err := tx.Account(id)
	return account.Name, err
}

// DeskView is the desk when it is opened.
type DeskView struct {
	DraftView
	SavedBy     string
	Departments []reply.Department // whose words can stand in the text, the lead first
	// Agreements say how the co-handlers that were asked stand to their words (会签).
	Agreements map[int64]reply.CountersignState
	// HandedIn are the contributions whose words can stand in the text.
	HandedIn []reply.Contribution
}

// Desk returns what the desk opens with.
func (s *Service) Desk(ctx context.Context, a reply.Actor, caseID int64, skeleton string) (v DeskView, err error) {
	if v.DraftView, err = s.Draft(ctx, a, caseID, skeleton); err != nil {
		return v, err
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		departments, err := departmentsByID(tx)
		if err != nil {
			return err
		}
		for _, id := range append([]int64{v.Case.LeadID}, v.Case.CoHandlerIDs...) {
			v.Departments = append(v.Departments, departments[id])
		}
		if v.HandedIn, err = tx.Contributions(caseID); err != nil {
			return err
		}
		countersigns, err := tx.Countersigns(caseID)
		if err != nil {
			return err
		}
		v.Agreements = map[int64]reply.CountersignState{}
		for _, id := range v.Case.CoHandlerIDs {
			state := reply.AgreementOf(countersigns, id, v.Draft.Body.Digest(id), reply.StandsIn(v.Draft.Body)).State
			if state != reply.NothingToSign && state != reply.NotAsked {
				v.Agreements[id] = state
			}
		}
		v.SavedBy, err = accountName(tx, v.Draft.SavedBy)
		return err
	})
	return v, err
}
