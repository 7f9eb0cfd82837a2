package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// suggestions is how many places the merge screen puts on top.
const suggestions = 3

// MergeForm returns the merge screen: every entry of the latest contributions
// with its suggested places in the draft.
func (s *Service) MergeForm(ctx context.Context, a reply.Actor, caseID int64) (v MergeView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.Merge, caseID)
		if err != nil {
			return err
		}
		if d.draft.Revision == 0 {
			return reply.Failf(reply.Conflict, "还没有答复稿，请先起草并保存，再合并会办意见")
		}
		body := d.base()
		v = MergeView{
			Case: d.Case, Draft: d.draft, Outline: merge.Spots(body), Missing: d.missing(),
			Superseded: d.superseded(), Can: s.can(a, d.Case),
		}
		v.Draft.Body = body
		for _, e := range d.entries() {
			one := MergeEntry{Entry: e, Department: d.departments[e.Department], Decision: d.decision(e)}
			if one.Decision == nil {
				one.Before, one.Changed = d.before(e)
				one.Suggestions = asBefore(body, merge.Suggest(body, e, suggestions), one.Before)
			}
			v.Entries = append(v.Entries, one)
		}
		return nil
	})
	return v, err
}

// before finds the verdict on an entry of an earlier contribution that has the
// same heading, or the same words where it has none.
func (d dossier) before(e merge.Entry) (verdict *reply.Decision, changed bool) {
	for i := len(d.contributions) - 1; i >= 0; i-- {
		c := d.contributions[i]
		if c.DepartmentID != e.Department || c.Revision >= e.Revision {
			continue
		}
		for _, old := range merge.Entries(c) {
			same := old.Part == e.Part && old.Words() == e.Words()
			if v := d.decision(old); v != nil && (same || old.Part == e.Part && old.Heading != "" && old.Heading == e.Heading) {
				return v, !same
			}
		}
	}
	return nil, false
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
	err := s.store.Write(ctx, func(tx Tx) error {
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
		next, detail, err := s.merged(d, choices)
		if err != nil {
			return err
		}
		if next, err = s.addDraft(tx, a, &d, next); err != nil {
			return err
		}
		saved = next.Revision
		return s.record(tx, a, reply.Merge, caseID, detail)
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
	next := reply.Draft{Kind: reply.Merged, Decisions: d.decisionsThatStand()}
	body := d.base()
	entries := d.entries()
	var insertions []merge.Insertion
	var problems reply.Problems
	used, declined := 0, []string{}
	for i, c := range choices {
		if c.Verdict == "" {
			continue
		}
		e, err := d.choosable(entries, c)
		if err != nil {
			return next, "", err
		}
		decision := reply.Decision{Department: c.Department, Revision: c.Revision, Entry: c.Entry, Verdict: c.Verdict, Press: c.press()}
		switch c.Verdict {
		case reply.Declined:
			decision.Reason = strings.TrimSpace(c.Reason)
			declined = append(declined, fmt.Sprintf("%s“%s”（%s）", d.departments[e.Department].ShortName, entryName(e), decision.Reason))
			if decision.Reason == "" {
				problems.Add(fmt.Sprintf("reason-%d", i), "请填写不采用“%s”的理由，会记入办理记录", entryName(e))
			}
		case reply.Used, reply.Edited:
			used++
			if c.Verdict == reply.Edited {
				problems.CheckText(fmt.Sprintf("text-%d", i), "修改后的文字", c.Text, reply.MaxText)
				if strings.TrimSpace(c.Text) == "" {
					problems.Add(fmt.Sprintf("text-%d", i), "请填写修改后的文字；如果都不用，请选择“不采用”并说明理由")
				}
				e = merge.Retype(e, c.Text, gongwen.Source{Department: d.Case.LeadID})
			}
			decision.Under = under(body, c.Place)
			insertions = append(insertions, merge.Insertion{Entry: e, Place: c.Place})
		default:
			problems.Add(fmt.Sprintf("verdict-%d", i), "请选择采用、修改后采用或不采用")
		}
		next.Decisions = append(next.Decisions, decision)
	}
	if err := problems.Err(); err != nil {
		return next, "", err
	}
	if used+len(declined) == 0 && len(d.superseded()) == 0 {
		return next, "", reply.Failf(reply.Invalid, "还没有选择任何一处，请至少处理一处再合并")
	}
	merged, err := merge.Merge(body, insertions)
	if err != nil {
		return next, "", &reply.Error{Code: reply.Invalid, Text: "有一处的位置不对，请重新选择位置", Cause: err}
	}
	next.Body = merged
	after := d
	after.draft = next
	if len(after.undecided()) == 0 && len(after.missing()) == 0 {
		next.Body = merge.Finish(merged)
	}
	detail := fmt.Sprintf("合并会办意见：采用%d处", used)
	if len(declined) > 0 {
		detail += fmt.Sprintf("，不采用%d处：%s", len(declined), strings.Join(declined, "；"))
	}
	return next, detail, nil
}

// decisionsThatStand are those on contributions that no newer one replaced.
func (d dossier) decisionsThatStand() []reply.Decision {
	var stand []reply.Decision
	for _, one := range d.draft.Decisions {
		if c := d.latest(one.Department); c != nil && c.Revision == one.Revision {
			stand = append(stand, one)
		}
	}
	return stand
}

// choosable finds the entry that a choice is about and checks that it is still
// to be decided.
func (d dossier) choosable(entries []merge.Entry, c MergeChoice) (merge.Entry, error) {
	for _, e := range entries {
		if e.Department != c.Department || e.Index != c.Entry {
			continue
		}
		if e.Revision != c.Revision {
			return e, reply.Failf(reply.Stale, "%s重新报送了会办意见，请重新打开合并页面", d.departments[c.Department].ShortName)
		}
		if d.decision(e) != nil {
			return e, reply.Failf(reply.Conflict, "“%s”已经处理过了，请重新打开合并页面", entryName(e))
		}
		return e, nil
	}
	return merge.Entry{}, reply.Failf(reply.NotFound, "没有这一处会办意见，请重新打开合并页面")
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
