package service_test

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// What somebody says that a line is stays with the draft through later saves, is
// what the pages go by, and is refused where the text has moved on.
func TestWhatALineIsStaysWithTheDraft(t *testing.T) {
	s := newStage(t)
	id := s.register()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	text := strings.Replace(v.Text, "工作开展情况\n", "工作开展情况\n我厅已开展工作。\n停车难困扰群众。\n", 1)
	saved, err := s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Text: text})
	s.must(err)
	at := -1
	for i, b := range saved.Draft.Body.Blocks {
		if b.Text() == "停车难困扰群众。" {
			at = i
		}
	}
	in := service.PartInput{Revision: saved.Draft.Revision, Block: at, Words: "停车难困扰群众。", Part: gongwen.PartProposal}
	for name, wrong := range map[string]service.PartInput{
		"another revision": {Revision: in.Revision - 1, Block: at, Words: in.Words, Part: in.Part},
		"other words":      {Revision: in.Revision, Block: at, Words: "别的文字。", Part: in.Part},
		"no such line":     {Revision: in.Revision, Block: 999, Words: in.Words, Part: in.Part},
	} {
		if _, err := s.SetPart(s.ctx, s.drafter(), id, wrong); reply.CodeOf(err) != reply.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.SetPart(s.ctx, s.actors["jiaoyu.fuze"], id, in); err == nil {
		t.Error("a co-handler says what a line of the lead's draft is")
	}
	next, err := s.SetPart(s.ctx, s.drafter(), id, in)
	s.must(err)
	if again, err := s.SetPart(s.ctx, s.drafter(), id, service.PartInput{Revision: next.Revision, Block: at, Words: in.Words, Part: in.Part}); err != nil || again.Revision != next.Revision {
		t.Errorf("said twice: revision %d, %v", again.Revision, err)
	}
	edited := strings.Replace(text, "已开展", "已全面开展", 1)
	later, err := s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Base: next.Revision, Text: edited})
	s.must(err)
	if b := later.Draft.Body.Blocks[at]; b.Hand != gongwen.PartProposal {
		t.Errorf("after an edit it is %s", b.Hand)
	}
	live, err := s.Live(s.ctx, s.drafter(), id, edited)
	s.must(err)
	for _, b := range live.Printed {
		if b == at {
			t.Error("the line is printed")
		}
	}
	if !strings.Contains(strings.Join(live.Notes, ""), "原文") || live.Parts[at].Part != gongwen.PartProposal {
		t.Errorf("notes %q, part %s", live.Notes, live.Parts[at].Part)
	}
}
