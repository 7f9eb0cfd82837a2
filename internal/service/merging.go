package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// suggestions is how many places the merge screen puts on top.
const suggestions = 3

// MergeForm returns the merge screen: every entry of the contributions that
// count, with its suggested places in the draft; what a newer contribution
// changes; and what it does not have any more.
func (s *Service) MergeForm(ctx context.Context, a reply.Actor, caseID int64) (v MergeView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.Merge, caseID)
		if err != nil {
			return err
		}
		if d.draft.Revision == 0 {
			return reply.Failf(reply.Conflict, "还没有答复稿，请先起草并保存，再合并会办意见")
		}
		v = MergeView{
			Case: d.Case, Draft: d.draft, Outline: merge.Spots(d.draft.Body), Missing: d.missing(),
			Superseded: d.superseded(), Can: s.can(a, d.Case),
		}
		readings := d.readings()
		for _, r := range readings {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			v.Entries = append(v.Entries, d.mergeEntry(r))
		}
		d.orderAnswers(readings, v.Entries)
		for _, gone := range d.vanished() {
			v.Vanished = append(v.Vanished, VanishedEntry{
				Entry: gone.Entry, Department: d.departments[gone.Entry.Department], Stands: merge.Words(d.draft.Body, gone.Stands),
			})
		}
		return nil
	})
	return v, err
}

// orderAnswers keeps the answers to one request in their order.
func (d dossier) orderAnswers(readings []reading, all []MergeEntry) {
	entries, stands, suggested := make([]merge.Entry, len(all)), make([]int, len(all)), make([][]merge.Suggestion, len(all))
	for i, one := range all {
		entries[i], stands[i], suggested[i] = one.Entry, -1, one.Suggestions
		if one.Entry.Request != 0 && one.Decision != nil && one.Decision.Verdict != reply.Declined {
			for _, at := range d.standing(readings[i].Words) {
				stands[i] = max(stands[i], at.Block)
			}
		}
	}
	merge.InOrder(entries, stands, suggested)
}

func (d dossier) mergeEntry(r reading) MergeEntry {
	body := d.draft.Body
	one := MergeEntry{Entry: r.Entry, Department: d.departments[r.Entry.Department], Decision: r.Verdict, Before: r.Before, Changed: r.Was != nil}
	heading := -1
	for _, asked := range d.requests {
		if r.Entry.Request != 0 && asked.ID == r.Entry.Request {
			one.Request = &asked
			heading = merge.HeadingOf(body, asked)
		}
	}
	if r.Verdict != nil {
		if r.Verdict.Verdict != reply.Declined {
			one.Unused = merge.Unused(r.Words, body)
		}
		return one
	}
	one.Suggestions = merge.SuggestUnder(body, r.Entry, heading, suggestions)
	if r.Was == nil {
		return one
	}
	one.Difference = merge.Difference(r.Was.Words(), r.Entry.Words())
	one.Suggestions = asBefore(body, one.Suggestions, r.Before)
	pieces := d.standing(*r.Was)
	if stands := merge.Whole(body, pieces); len(stands) > 0 {
		one.Stands, one.Mixed = merge.Words(body, stands), len(stands) != len(pieces)
		one.Suggestions = slices.DeleteFunc(one.Suggestions, func(s merge.Suggestion) bool { // its end goes with the old words
			return s.Kind == merge.Appended && slices.ContainsFunc(stands, func(at merge.Stretch) bool { return at.Block == s.After })
		})
		one.Suggestions = append([]merge.Suggestion{merge.Here(body, stands[0])}, one.Suggestions...)
	}
	return one
}

// asBefore puts the suggestion under the heading that the earlier words stood
// under on top.
func asBefore(body gongwen.Document, all []merge.Suggestion, before *reply.Decision) []merge.Suggestion {
	if before != nil {
		slices.SortStableFunc(all, func(x, y merge.Suggestion) int {
			return cmp.Compare(rank(body, x, before), rank(body, y, before))
		})
	}
	return all
}

func rank(body gongwen.Document, s merge.Suggestion, before *reply.Decision) int {
	if under(body, s.Place) == before.Under {
		return 0
	}
	return 1
}

// Merge carries out the lead's verdicts on entries, all or none, and returns
// the draft's new revision. Choices without a verdict leave their entry open.
func (s *Service) Merge(ctx context.Context, a reply.Actor, caseID int64, revision int, choices []MergeChoice) (int, error) {
	saved := 0
	err := s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.Merge, caseID)
		if err != nil {
			return err
		}
		if d.draft.Revision != revision {
			if d.decidedAlready(choices) {
				saved = d.draft.Revision // the second press of the button
				return nil
			}
			return reply.Failf(reply.Stale, "答复稿在您之后有了改动，位置可能变了，请重新打开合并页面核对")
		}
		type result struct {
			next   reply.Draft
			detail string
		}
		m, err := costly(tx, d, "merge", func() (m result, err error) {
			m.next, m.detail, err = s.merged(d, choices)
			return m, err
		})
		if err != nil {
			return err
		}
		next, err := s.addDraft(tx, a, &d, m.next)
		if err != nil {
			return err
		}
		saved = next.Revision
		return s.record(tx, a, reply.Merge, caseID, m.detail)
	})
	return saved, err
}

// decidedAlready tells whether all of the choices stand in the draft exactly as
// they are made here; another person's choice on the same entry is none of them.
func (d dossier) decidedAlready(choices []MergeChoice) bool {
	any := false
	for _, c := range choices {
		if c.Verdict == "" {
			continue
		}
		any = true
		v := d.decision(merge.Entry{Department: c.Department, Revision: c.Revision, Index: c.Entry})
		if v == nil || v.Press != c.press() {
			return false
		}
	}
	return any
}

// press is a digest of everything that was chosen for an entry.
func (c MergeChoice) press() string {
	return digest(fmt.Appendf(nil, "%s %s %d %q %q", c.Verdict, c.Place.Kind, c.Place.After, c.Text, c.Reason))[:16]
}

// merged returns the next draft and what the log says of it.
func (s *Service) merged(d dossier, choices []MergeChoice) (reply.Draft, string, error) {
	next := reply.Draft{Kind: reply.Merged}
	m := merging{dossier: d, readings: d.readings(), vanished: d.vanished(), decisions: slices.Clone(d.draft.Decisions), body: d.draft.Body}
	for i, c := range choices {
		if c.Verdict == "" {
			continue
		}
		if err := m.take(i, c); err != nil {
			return next, "", err
		}
	}
	if err := m.problems.Err(); err != nil {
		return next, "", err
	}
	if m.used+m.settled+len(m.declined) == 0 {
		return next, "", reply.Failf(reply.Invalid, "还没有选择任何一处，请至少处理一处再合并")
	}
	merged, err := merge.Remake(m.body, m.insertions, m.anew, m.out)
	if err != nil {
		return next, "", &reply.Error{Code: reply.Invalid, Text: "有一处的位置不对，请重新选择位置", Cause: err}
	}
	next.Body, next.Decisions = merged, m.decisions
	after := d
	after.draft = next
	if len(after.undecided()) == 0 && len(after.missing()) == 0 {
		next.Body = merge.Finish(merged)
	}
	return next, m.detail(), nil
}

// entryName is how a message calls an entry: its heading or its first words.
func entryName(e merge.Entry) string {
	if e.Heading != "" {
		return e.Heading
	}
	if len(e.Body) == 0 {
		return "会办意见"
	}
	words := []rune(e.Body[0].Words())
	if len(words) > 16 {
		return string(words[:16]) + "…"
	}
	return string(words)
}

// under names the innermost heading at a place.
func under(body gongwen.Document, p merge.Place) string {
	if p.After < 0 || p.After >= len(body.Blocks) {
		return ""
	}
	if b := body.Blocks[p.After]; b.Kind == gongwen.Heading {
		return b.Text()
	}
	path := body.Path(p.After)
	if len(path) == 0 {
		return ""
	}
	return body.Blocks[path[len(path)-1]].Text()
}
