package service

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"dafu/internal/reply"
)

// Presence is somebody who has the desk of a case open.
type Presence struct {
	Account int64
	Name    string
	Line    int // where the caret stands, from 0; -1 if the text is only read
}

// HereView is what a desk hears each time it says that it is there.
type HereView struct {
	Others  []Presence // the other accounts, by name
	Draft   reply.DraftMark
	SavedBy string
	// Comments changes whenever a comment (批注) is written or its state changes.
	Comments int
}

// absentAfter is how long somebody counts as present who is not heard of.
const absentAfter = 15 * time.Second

// present keeps who has which desk open. It is memory of the moment: after a
// start everybody says it anew.
type present struct {
	mu   sync.Mutex
	here map[int64]map[string]seenTab // by case, by tab
}

type seenTab struct {
	Presence
	at time.Time
}

// Here notes that a desk is open in a tab, with the caret's line, and returns
// who else is there and what was saved last. An empty tab only looks.
func (s *Service) Here(ctx context.Context, a reply.Actor, caseID int64, tab string, line int) (v HereView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewDraft, caseID)
		if err != nil {
			return err
		}
		r, err := revisionView(tx, d.draft)
		v.Draft, v.SavedBy = r.DraftMark, r.By
		if err != nil {
			return err
		}
		comments, err := readableComments(tx, a, d.Case)
		v.Comments = stampOf(comments)
		return err
	})
	if err != nil {
		return v, err
	}
	v.Others = s.present.note(caseID, tab, Presence{a.Account.ID, a.Account.Name, line}, s.clock())
	return v, nil
}

// Away notes that a tab was closed.
func (s *Service) Away(caseID int64, tab string) {
	s.present.mu.Lock()
	defer s.present.mu.Unlock()
	tabs := s.present.here[caseID]
	if delete(tabs, tab); len(tabs) == 0 {
		delete(s.present.here, caseID)
	}
}

// maxTabs bounds what one case can make the process remember.
const maxTabs = 100

func (p *present) note(caseID int64, tab string, who Presence, now time.Time) (others []Presence) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.here == nil {
		p.here = map[int64]map[string]seenTab{}
	}
	tabs := p.here[caseID]
	if tabs == nil {
		tabs = map[string]seenTab{}
		p.here[caseID] = tabs
	}
	for key, one := range tabs {
		if now.Sub(one.at).Abs() > absentAfter {
			delete(tabs, key)
		}
	}
	if _, known := tabs[tab]; tab != "" && (known || len(tabs) < maxTabs) {
		tabs[tab] = seenTab{who, now}
	}
	byAccount := map[int64]Presence{}
	for _, one := range tabs {
		if one.Account != who.Account {
			byAccount[one.Account] = one.Presence
		}
	}
	for _, one := range byAccount {
		others = append(others, one)
	}
	slices.SortFunc(others, func(x, y Presence) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Account, y.Account)) })
	return others
}
