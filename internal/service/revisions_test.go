package service_test

import (
	"strings"
	"testing"

	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// changed is a case with everything merged, the lead's own words typed into
// 省市场监管局's, and a newer contribution of that department with one entry
// reworded; it returns the entry and the draft's revision.
func (s *stage) changed() (id int64, e service.MergeEntry, revision int) {
	s.t.Helper()
	id, revision = s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	text := strings.Replace(v.Text, "结合实际积极采取措施", "结合我省实际积极采取措施", 1)
	revision, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, text)
	s.must(err)
	o := s.opinionOf("省市场监管局")
	o.Status = strings.Replace(o.Status, "现场咨询服务", "现场咨询和培训服务", 1)
	_, err = s.SubmitOpinion(s.ctx, s.actors["shijian.fuze"], id, 1, o)
	s.must(err)
	form, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	for _, one := range form.Entries {
		if one.Decision == nil {
			e = one
		}
	}
	return id, e, revision
}

// Whatever the lead makes of a reworded entry, the words that the department has
// replaced leave the draft, and nothing else does.
func TestReplacedWordsLeaveTheDraft(t *testing.T) {
	const old, now = "现场咨询服务等活动", "现场咨询和培训服务等活动"
	for _, tt := range []struct {
		name  string
		make  func(c *service.MergeChoice, e service.MergeEntry)
		stays bool // the new words are in the draft
	}{
		{"in place", func(c *service.MergeChoice, e service.MergeEntry) {}, true},
		{"elsewhere", func(c *service.MergeChoice, e service.MergeEntry) {
			c.Place = e.Suggestions[len(e.Suggestions)-1].Place
		}, true},
		{"edited, in place", func(c *service.MergeChoice, e service.MergeEntry) {
			c.Verdict, c.Text = reply.Edited, e.Entry.Words()+"成效明显。"
		}, true},
		{"declined", func(c *service.MergeChoice, e service.MergeEntry) {
			c.Verdict, c.Reason = reply.Declined, "与其他部分重复"
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t)
			id, e, revision := s.changed()
			if !e.Mixed || !strings.Contains(strings.Join(e.Stands, ""), "结合我省实际") || e.Suggestions[0].Kind != merge.InPlace {
				t.Fatalf("the page does not say what stands: %+v", e)
			}
			c := service.MergeChoice{Department: e.Entry.Department, Revision: e.Entry.Revision, Entry: e.Entry.Index, Verdict: reply.Used, Place: e.Suggestions[0].Place}
			tt.make(&c, e)
			next, err := s.Merge(s.ctx, s.drafter(), id, revision, []service.MergeChoice{c})
			s.must(err)
			v, err := s.Draft(s.ctx, s.drafter(), id, "")
			s.must(err)
			if strings.Contains(v.Text, old) || strings.Contains(v.Text, now) != tt.stays {
				t.Errorf("old words %v, new words %v", strings.Contains(v.Text, old), strings.Contains(v.Text, now))
			}
			if !strings.Contains(v.Text, "将持续提升海外知识产权纠纷应对指导能力") || !strings.Contains(v.Text, "省教育厅持续推动高校") {
				t.Error("words that did not change went too")
			}
			s.agreed(id, next)
			s.must(s.SendForApproval(s.ctx, s.drafter(), id, next))
		})
	}
}

func TestInPlaceOfWordsThatAreGone(t *testing.T) {
	s := newStage(t)
	id, e, revision := s.changed()
	c := service.MergeChoice{Department: e.Entry.Department, Revision: e.Entry.Revision, Entry: e.Entry.Index, Verdict: reply.Used, Place: e.Suggestions[0].Place}
	c.Place.After++
	_, err := s.Merge(s.ctx, s.drafter(), id, revision, []service.MergeChoice{c})
	s.refused(err, reply.Invalid)
	if p := reply.ProblemsOf(err); p[0].Field != "place-0" {
		t.Errorf("it is about %q", p[0].Field)
	}
}

// A third contribution is held against what was decided last, not against what
// came in between.
func TestBackToTheFirstWordsAsksNothing(t *testing.T) {
	s := newStage(t)
	id, _, revision := s.changed()
	_, err := s.SubmitOpinion(s.ctx, s.actors["shijian.fuze"], id, 2, s.opinionOf("省市场监管局"))
	s.must(err)
	form, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	for _, e := range form.Entries {
		if e.Decision == nil {
			t.Errorf("asked about %q, which stands in the draft as it is", e.Entry.Heading)
		}
	}
	s.agreed(id, revision)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
}
