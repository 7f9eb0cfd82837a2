package service

import (
	"context"
	"fmt"
	"strings"

	"dafu/internal/check"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Differences are the findings, of those that nobody left or took on, that say where
// the text differs from the case.
func (c Checkup) Differences() (all []Found) {
	for _, f := range c.Findings {
		if f.Differs && f.Exemption == nil {
			all = append(all, f)
		}
	}
	return all
}

// ConformDraft lets the stored draft follow the case in every place where it differs
// and can be mended, and returns the next revision. Revision is the one that was
// looked at; keys are the differences that were shown.
func (s *Service) ConformDraft(ctx context.Context, a reply.Actor, caseID int64, revision int, keys []string) (int, error) {
	saved := 0
	err := s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		now, err := s.checkup(tx, d)
		if err != nil {
			return err
		}
		var shown []check.Finding
		for _, key := range keys {
			if f := now.find(key); f != nil && f.Differs && len(f.Align) > 0 {
				shown = append(shown, f.Finding)
			}
		}
		switch {
		case len(shown) == 0 && len(now.Differences()) == 0:
			saved = d.draft.Revision // nothing differs any more: the second press of the button
			return nil
		case d.draft.Revision != revision || len(shown) < len(keys):
			return reply.Failf(reply.Stale, "答复稿或交办信息在您之后有了变化，没有改动。请看现在的不一致之处，再按一次")
		}
		type result struct {
			body gongwen.Document
			n    int
		}
		conform, err := costly(tx, d, fmt.Sprintf("align %d differences", len(shown)), func() (r result, _ error) {
			var text string
			text, r.n = check.Align(d.draft.Body.Text(), shown)
			r.body = gongwen.Retrace(d.draft.Body, text, gongwen.Source{Department: d.Case.LeadID})
			return r, nil
		})
		if err != nil {
			return err
		}
		next, err := s.addDraft(tx, a, &d, reply.Draft{Kind: reply.Saved, Body: conform.body, Decisions: d.draft.Decisions})
		if err != nil {
			return err
		}
		saved = next.Revision
		return s.record(tx, a, reply.SaveDraft, caseID, fmt.Sprintf("按交办信息改正答复稿 %d 处：%s", conform.n, strings.Join(messages(shown), "；")))
	})
	return saved, err
}

func messages(all []check.Finding) (out []string) {
	for _, f := range all {
		out = append(out, f.Message)
	}
	return out
}
