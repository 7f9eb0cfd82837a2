package service

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

func (s *Service) skeleton(name string) merge.Skeleton {
	for _, one := range s.skeletons {
		if one.Name == name {
			return one
		}
	}
	return merge.Skeleton{}
}

// Draft returns the lead's text. Before the first save it is the skeleton named
// (or the case's own), filled from the case.
func (s *Service) Draft(ctx context.Context, a reply.Actor, caseID int64, skeleton string) (v DraftView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewDraft, caseID)
		if err != nil {
			return err
		}
		v = DraftView{Case: d.Case, Lead: d.lead(), Draft: d.draft, Can: s.can(a, d.Case), Outlines: s.skeletons}
		if d.draft.Revision == 0 {
			v.Draft.Body = s.outlined(d, skeleton)
		}
		v.Text = v.Draft.Body.Text()
		v.Notes = reply.Replacements(d.Case, d.lead(), v.Draft.Body)
		return nil
	})
	return v, err
}

// outlined is what a draft begins with: the outline of that name, "" for the
// case's own, filled from the case.
func (s *Service) outlined(d dossier, skeleton string) gongwen.Document {
	text := s.skeleton(cmp.Or(skeleton, d.Case.Skeleton)).Fill(d.Case, d.lead(), d.coHandlingDepartments())
	return gongwen.Parse(text, gongwen.Source{Department: d.Case.LeadID})
}

// SaveDraft saves the edited text as the next revision and returns it. Revision
// is the one that was edited, 0 for the first. Words that were there keep their
// source; new ones are the lead's.
func (s *Service) SaveDraft(ctx context.Context, a reply.Actor, caseID int64, revision int, text string) (int, error) {
	saved := 0
	err := s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		if err := checkDraftText(text); err != nil {
			return err
		}
		body, _, err := s.traced(tx, d, text)
		if err != nil {
			return err
		}
		same := body.Text() == d.draft.Body.Text()
		switch {
		case d.draft.Revision > 0 && same && revision <= d.draft.Revision:
			saved = d.draft.Revision // nothing changed, or the second press of the button
			return nil
		case d.draft.Revision != revision:
			return reply.Failf(reply.Stale, "有人在您之后修改了答复稿，您的文字仍在下面，请核对后再保存")
		}
		next, err := s.addDraft(tx, a, &d, reply.Draft{Kind: reply.Saved, Body: body, Decisions: d.draft.Decisions})
		saved = next.Revision
		return err
	})
	return saved, err
}

// addDraft makes next the draft's latest revision, with its event if it was
// saved on purpose. What it does not name it takes from the dossier, where it
// becomes the draft.
func (s *Service) addDraft(tx Tx, a reply.Actor, d *dossier, next reply.Draft) (reply.Draft, error) {
	next.CaseID, next.Revision, next.Edition = d.Case.ID, d.draft.Revision+1, d.draft.NextEdition()
	next.SavedBy, next.SavedAt = a.Account.ID, s.clock()
	if err := tx.AddDraft(&next); err != nil {
		return next, err
	}
	if err := carry(tx, d, next); err != nil {
		return next, err
	}
	d.draft = next
	if next.Kind == reply.Saved {
		return next, s.record(tx, a, reply.SaveDraft, d.Case.ID, fmt.Sprintf("保存答复稿第%d稿", next.Edition))
	}
	return next, nil
}

func checkDraftText(text string) error {
	var p reply.Problems
	p.CheckText("text", "答复稿", text, reply.MaxText)
	if len(p) == 0 && strings.TrimSpace(gongwen.Clean(text)) == "" {
		p.Add("text", "请填写答复稿")
	}
	return p.Err()
}

// Preview returns the draft's pages as a PDF with the watermark 草稿 and who
// asked for it. They break where the issued letter's will: the number's place is
// left empty, the date is today's, the seal's room is kept without a seal.
func (s *Service) Preview(ctx context.Context, a reply.Actor, caseID int64) (Download, error) {
	var d dossier
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		d, err = s.open(tx, a, reply.ViewDraft, caseID)
		return err
	})
	if err != nil {
		return Download{}, err
	}
	if d.draft.Revision == 0 {
		return Download{}, reply.Failf(reply.Conflict, "还没有答复稿，请先起草并保存")
	}
	set, err := s.set(s.composeDraft(d), layout.Options{Draft: "草稿 " + a.Account.Name + " " + s.Today().Han(), Stop: ended(ctx)})
	if err != nil {
		return Download{}, endedBy(ctx, err)
	}
	return download("草稿-"+fileStem(d.Case), set.PDF), nil
}

// composeDraft is the letter as it would be issued today, without its number.
func (s *Service) composeDraft(d dossier) gongwen.Letter {
	l, _ := s.composeDraftFrame(d)
	return l
}

// composeDraftFrame is composeDraft, with what became of each line.
func (s *Service) composeDraftFrame(d dossier) (gongwen.Letter, reply.Frame) {
	today := s.Today()
	return reply.ComposeFrame(d.Case, d.lead(), d.draft.Body, reply.DocNumber(d.lead().NumberPrefix, today.Year, 0), today)
}

// set sets a letter; characters that cannot be printed become a complaint that
// names them.
func (s *Service) set(l gongwen.Letter, o layout.Options) (Setting, error) {
	set, err := s.press.Set(l, o)
	var unprintable *layout.UnprintableError
	if errors.As(err, &unprintable) {
		return set, &reply.Error{Code: reply.Invalid, Text: unprintable.Error() + "。请改用规范字，或请管理员安装含有这些字的字体", Cause: err}
	}
	if err != nil {
		return set, fmt.Errorf("set the letter: %w", err)
	}
	return set, nil
}
