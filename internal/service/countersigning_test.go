package service_test

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// headOf is the 负责人 of a co-handler.
func (s *stage) headOf(short string) reply.Actor {
	return s.actors[map[string]string{"省教育厅": "jiaoyu.fuze", "省市场监管局": "shijian.fuze"}[short]]
}

// agreed puts the draft before the co-handlers that have words in it, and all agree.
func (s *stage) agreed(id int64, revision int) {
	s.t.Helper()
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, revision))
	for _, short := range []string{"省教育厅", "省市场监管局"} {
		if s.stateOf(id, short) != reply.NothingToSign {
			s.confirm(id, short)
		}
	}
}

func (s *stage) confirm(id int64, short string) {
	s.t.Helper()
	s.must(s.ConfirmCountersign(s.ctx, s.headOf(short), id, s.sees(id, short).Digest))
}

func (s *stage) sees(id int64, short string) service.CountersignView {
	s.t.Helper()
	v, err := s.Countersign(s.ctx, s.headOf(short), id)
	s.must(err)
	return v
}

// merged is a case with everything merged, its draft not sent round yet.
func (s *stage) merged() (id int64, revision int) {
	s.t.Helper()
	id, revision = s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	return id, revision
}

// ownWords are some words of a department in the draft.
func (s *stage) ownWords(id int64, short string, n int) string {
	s.t.Helper()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	for _, b := range v.Draft.Body.StretchDocument(s.ids[short]).Blocks {
		if words := []rune(b.Words()); len(words) > n+10 {
			return string(words[10 : 10+n])
		}
	}
	s.t.Fatalf("%s has no words in the draft", short)
	return ""
}

func (s *stage) stateOf(id int64, short string) reply.CountersignState {
	s.t.Helper()
	v, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	for _, line := range v.Agreements {
		if line.Department.ShortName == short {
			return line.State
		}
	}
	return reply.NothingToSign
}

func (s *stage) send(id int64) error {
	s.t.Helper()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	return s.SendForApproval(s.ctx, s.drafter(), id, v.Draft.Revision)
}

func TestCountersign(t *testing.T) {
	s := newStage(t)
	id, revision := s.merged()
	if got := s.stateOf(id, "省教育厅"); got != reply.NotAsked {
		t.Errorf("before it is sent round: %s", got)
	}
	_, err := s.Countersign(s.ctx, s.headOf("省教育厅"), id)
	s.refused(err, reply.Conflict)
	s.refused(s.send(id), reply.Conflict)
	s.refused(s.AskCountersign(s.ctx, s.drafter(), id, revision-1), reply.Stale)
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, revision))
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, revision)) // pressed twice

	v := s.sees(id, "省教育厅")
	if v.State != reply.Waiting || len(v.Own) == 0 || v.Draft.Body.Text() == "" || len(v.Lines) != 1 {
		t.Fatalf("省教育厅 sees %s with %d stretches, %d lines", v.State, len(v.Own), len(v.Lines))
	}
	s.refused(s.ConfirmCountersign(s.ctx, s.actors["jiaoyu.chengban"], id, v.Digest), reply.Forbidden)
	s.refused(s.ConfirmCountersign(s.ctx, s.head(), id, v.Digest), reply.Forbidden)
	s.must(s.ConfirmCountersign(s.ctx, s.headOf("省教育厅"), id, v.Digest))
	s.must(s.ConfirmCountersign(s.ctx, s.headOf("省教育厅"), id, v.Digest))
	s.refused(s.send(id), reply.Conflict) // one has not agreed
	s.confirm(id, "省市场监管局")

	// The lead's edits elsewhere ask nobody again; inside, one.
	s.rewrite(id, "一、", "先说一句。\n一、")
	for _, short := range []string{"省教育厅", "省市场监管局"} {
		if got := s.stateOf(id, short); got != reply.Agreed {
			t.Errorf("after an edit elsewhere %s is %s", short, got)
		}
	}
	words := s.ownWords(id, "省教育厅", 6)
	s.rewrite(id, words, words[:12]+"改"+words[12:])
	if a, b := s.stateOf(id, "省教育厅"), s.stateOf(id, "省市场监管局"); a != reply.WaitingAgain || b != reply.Agreed {
		t.Errorf("after an edit in 省教育厅's words: %s, %s", a, b)
	}
	s.refused(s.send(id), reply.Conflict)
	again := s.sees(id, "省教育厅")
	inserted := ""
	for _, line := range again.Changes {
		for _, p := range line.Pieces {
			if p.Change == gongwen.Inserted {
				inserted += p.Text
			}
		}
	}
	if again.Base == nil || inserted != "改" {
		t.Errorf("it is shown %q as new since it agreed", inserted)
	}
	s.confirm(id, "省教育厅")
	s.must(s.send(id))
	if v, err := s.Case(s.ctx, s.actors["jiaoyu.chengban"], id); err != nil || len(v.Agreements) != 1 || v.Agreements[0].State != reply.Agreed {
		t.Errorf("a co-handler's case page: %v %+v", err, v.Agreements)
	}
}

// The head presses 确认 while the lead saves: it counts if its words are as it saw
// them, else it is told and nothing is noted.
func TestConfirmWhileTheLeadSaves(t *testing.T) {
	s := newStage(t)
	id, revision := s.merged()
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, revision))
	seen := s.sees(id, "省教育厅").Digest
	s.rewrite(id, "一、", "先说一句。\n一、")
	words := s.ownWords(id, "省市场监管局", 6)
	s.rewrite(id, words, words[:12]+"改"+words[12:])
	s.must(s.ConfirmCountersign(s.ctx, s.headOf("省教育厅"), id, seen))

	seen = s.sees(id, "省市场监管局").Digest
	words = s.ownWords(id, "省市场监管局", 6)
	s.rewrite(id, words, words[:3]+"再改"+words[3:])
	s.refused(s.ConfirmCountersign(s.ctx, s.headOf("省市场监管局"), id, seen), reply.Stale)
	if got := s.stateOf(id, "省市场监管局"); got != reply.Waiting {
		t.Errorf("it agreed to what it did not see: %s", got)
	}
	s.confirm(id, "省市场监管局")
}

func TestObjectAndOverride(t *testing.T) {
	s := newStage(t)
	id, revision := s.merged()
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, revision))
	s.confirm(id, "省市场监管局")
	edu := s.headOf("省教育厅")
	v := s.sees(id, "省教育厅")
	in := service.Objection{Digest: v.Digest, Quote: "原文里没有的话", Words: "数字要核对", Press: "p"}
	s.refused(s.ObjectCountersign(s.ctx, edu, id, in), reply.Invalid)
	in.Stretch, in.Quote = 99, ""
	s.refused(s.ObjectCountersign(s.ctx, edu, id, in), reply.Invalid)
	in.Stretch, in.Words = 0, " "
	s.refused(s.ObjectCountersign(s.ctx, edu, id, in), reply.Invalid)
	in.Words = "数字要核对"
	quote := []rune(v.Draft.Body.StretchDocument(s.ids["省教育厅"]).Blocks[0].Words())
	in.Quote = string(quote[2:8])
	s.must(s.ObjectCountersign(s.ctx, edu, id, in))
	s.must(s.ObjectCountersign(s.ctx, edu, id, in))
	threads := s.threads(s.drafter(), id)
	if len(threads) != 1 || threads[0].Quote != in.Quote || threads[0].Audience != reply.ForAll || threads[0].Department.ShortName != "省教育厅" {
		t.Errorf("the objection is the comment %+v", threads)
	}
	err := s.send(id)
	s.refused(err, reply.Conflict)
	if !strings.Contains(err.Error(), "数字要核对") {
		t.Errorf("the lead is told %v", err)
	}
	s.refused(s.OverrideCountersign(s.ctx, s.drafter(), id, "急"), reply.Forbidden)
	s.refused(s.OverrideCountersign(s.ctx, s.head(), id, " "), reply.Invalid)
	s.must(s.OverrideCountersign(s.ctx, s.head(), id, "已电话沟通，期限已到"))
	s.must(s.OverrideCountersign(s.ctx, s.head(), id, "已电话沟通，期限已到"))
	if got := s.stateOf(id, "省教育厅"); got != reply.PassedOver {
		t.Errorf("passed over it is %s", got)
	}
	words := s.ownWords(id, "省教育厅", 6)
	s.rewrite(id, words, "")
	if got := s.stateOf(id, "省教育厅"); got != reply.WaitingAgain {
		t.Errorf("its words changed after it was passed over: %s", got)
	}
	s.confirm(id, "省教育厅")
	s.must(s.send(id))

	// Its head objects while the letter waits for its signature: it is not issued.
	s.setDay(2024, 5, 31)
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	late := service.Objection{Digest: s.sees(id, "省教育厅").Digest, Words: "还有一处"}
	s.must(s.ObjectCountersign(s.ctx, edu, id, late))
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Conflict)
	_, err = s.PrepareIssue(s.ctx, s.head(), id)
	s.refused(err, reply.Conflict)
	s.confirm(id, "省教育厅")
	s.must2(s.Issue(s.ctx, s.head(), id, view.Approval()))
	s.refused(s.ConfirmCountersign(s.ctx, edu, id, late.Digest), reply.Conflict)
	_, err = s.Countersign(s.ctx, edu, id)
	s.refused(err, reply.Conflict)
}

// All words of a co-handler go after it agreed: it is asked about that too.
func TestCountersignWordsAllGone(t *testing.T) {
	s := newStage(t)
	id, revision := s.merged()
	s.agreed(id, revision)
	s.rewrite(id, s.draftText(id), "某某委员：\n只剩主办单位的一句话。\n")
	if got := s.stateOf(id, "省教育厅"); got != reply.WaitingAgain {
		t.Errorf("all its words are gone: %s", got)
	}
	v := s.sees(id, "省教育厅")
	if v.Digest != "" || len(v.Changes) == 0 {
		t.Errorf("it is shown %d lines, digest %q", len(v.Changes), v.Digest)
	}
	s.must(s.ObjectCountersign(s.ctx, s.headOf("省教育厅"), id, service.Objection{Words: "请恢复"}))
	s.overrule(id) // a letter that answers nothing is wrong
	s.confirm(id, "省教育厅")
	s.confirm(id, "省市场监管局")
	s.must(s.send(id))
}

func TestCountersignIsForTheCase(t *testing.T) {
	s := newStage(t)
	id := s.talk()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	s.refused(s.AskCountersign(s.ctx, s.drafter(), id, v.Draft.Revision), reply.Conflict) // nobody's words
	stranger := s.stranger()
	_, err = s.Countersign(s.ctx, stranger, id)
	s.refused(err, reply.NotFound)
	s.refused(s.ConfirmCountersign(s.ctx, stranger, id, ""), reply.NotFound)
	s.refused(s.ConfirmCountersign(s.ctx, s.headOf("省教育厅"), id, ""), reply.Conflict)
	s.refused(s.OverrideCountersign(s.ctx, stranger, id, "急"), reply.NotFound)
}

// TestCountersignFollowsTheDraft: words that the lead took whole are shown as
// unchanged in whatever order it has placed them.
func TestCountersignFollowsTheDraft(t *testing.T) {
	for _, c := range []struct {
		name  string
		swaps bool
	}{{"in the order of the form", false}, {"the other way round", true}} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			id, revision := s.collected()
			choices := s.choices(id)
			var own []int
			for i, one := range choices {
				if one.Department == s.ids["省市场监管局"] {
					own = append(own, i)
				}
			}
			if len(own) != 2 {
				t.Fatalf("省市场监管局 has %d places, want 2", len(own))
			}
			if c.swaps {
				choices[own[0]].Place, choices[own[1]].Place = choices[own[1]].Place, choices[own[0]].Place
			}
			revision, err := s.Merge(s.ctx, s.drafter(), id, revision, choices)
			s.must(err)
			s.must(s.AskCountersign(s.ctx, s.drafter(), id, revision))
			for _, line := range s.sees(id, "省市场监管局").Changes {
				for _, p := range line.Pieces {
					if p.Change != gongwen.Kept {
						t.Errorf("nobody changed %v %q", p.Change, p.Text)
					}
				}
			}
		})
	}
}
