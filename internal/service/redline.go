package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
)

// Redline returns two revisions of the draft as a redlined PDF (花脸稿), for
// those who may compare them. It never bears a seal.
func (s *Service) Redline(ctx context.Context, a reply.Actor, caseID int64, before, after int) (Download, error) {
	v, err := s.Compare(ctx, a, caseID, before, after)
	if err != nil {
		return Download{}, err
	}
	from, to := v.Before.shortName(), v.After.shortName()
	if from == to {
		from, to = v.Before.shortName()+v.Before.savedAt("（1月2日 15:04）"), v.After.shortName()+v.After.savedAt("（1月2日 15:04）")
	}
	subject := v.Case.Subject()
	set, err := s.press.SetRedline(layout.Redline{
		Name: from + " → " + to,
		Head: []string{
			subject + "的答复稿，" + v.Departments[v.Case.LeadID].ShortName + "主办",
			"从　" + v.Before.longName(), "到　" + v.After.longName() + changedWords(v.Changes),
		},
		Before: v.before, After: v.after, Houses: v.houses(), Names: v.names, Subject: subject,
		Stop: ended(ctx),
	})
	if err != nil {
		return Download{}, fmt.Errorf("set the redline: %w", endedBy(ctx, err))
	}
	return download("花脸稿-"+fileStem(v.Case)+"-"+forFile(from+"到"+to), set.PDF), nil
}

// shortName is what people call the revision.
func (r RevisionView) shortName() string {
	if r.Name != "" {
		return r.Name
	}
	return fmt.Sprintf("第%d稿", r.Edition)
}

func (r RevisionView) savedAt(form string) string { return r.SavedAt.In(calendar.China).Format(form) }

// longName says of a revision on paper which it is, when it was made and by whom.
func (r RevisionView) longName() string {
	name := fmt.Sprintf("第%d稿", r.Edition)
	if r.Name != "" {
		name += "“" + r.Name + "”"
	}
	return name + "，" + r.savedAt("2006年1月2日 15:04") + "　" + r.By + r.Kind.Han()
}

// changedWords says what a redline amounts to.
func changedWords(all []gongwen.Changed) string {
	added, gone := 0, 0
	for _, c := range all {
		for _, p := range c.Pieces {
			n := len([]rune(strings.TrimSuffix(p.Text, "\n")))
			switch p.Change {
			case gongwen.Inserted:
				added += n
			case gongwen.Deleted:
				gone += n
			}
		}
	}
	if added+gone == 0 && !slices.ContainsFunc(all, func(c gongwen.Changed) bool { return !c.Same() }) {
		return "。两稿文字完全相同"
	}
	return fmt.Sprintf("。加 %d 字，删 %d 字", added, gone)
}

// houses are the departments whose words stand in either revision, the lead
// first.
func (v ComparedView) houses() []layout.House {
	ids := append([]int64{v.Case.LeadID}, v.Case.CoHandlerIDs...)
	there := map[int64]bool{}
	for _, d := range []gongwen.Document{v.before, v.after} {
		for _, b := range d.Blocks {
			for _, r := range b.Runs {
				if id := r.Source.Department; id != 0 && !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
				there[r.Source.Department] = true
			}
		}
	}
	var all []layout.House
	for _, id := range ids {
		if d, known := v.Departments[id]; known && there[id] {
			all = append(all, layout.House{Department: id, Tag: d.Tag(), Name: d.ShortName})
		}
	}
	// Two houses with one tag are called by their names.
	seen := map[string]int{}
	for _, h := range all {
		seen[h.Tag]++
	}
	for i, h := range all {
		if seen[h.Tag] > 1 {
			all[i].Tag = h.Name
		}
	}
	return all
}

// forFile leaves out of words what file names cannot have.
func forFile(words string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return -1
		}
		return r
	}, words)
}
