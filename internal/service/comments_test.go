package service_test

import (
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// at is where words stand in a text.
func (s *stage) at(text, words string) (from, to service.TypedPlace) {
	s.t.Helper()
	before, _, ok := strings.Cut(text, words)
	if !ok {
		s.t.Fatalf("%q is not in the text", words)
	}
	line := strings.Count(before, "\n")
	column := len([]rune(before[strings.LastIndex(before, "\n")+1:]))
	return service.TypedPlace{Line: line, Column: column}, service.TypedPlace{Line: line, Column: column + len([]rune(words))}
}

// remark writes a comment on words of the latest draft.
func (s *stage) remark(a reply.Actor, id int64, words, said string, to reply.Audience) reply.Comment {
	s.t.Helper()
	text := s.draftText(id)
	in := service.CommentInput{Text: text, Words: said, Audience: to, Press: said}
	in.From, in.To = s.at(text, words)
	c, err := s.WriteComment(s.ctx, a, id, in)
	s.must(err)
	return c
}

func (s *stage) draftText(id int64) string {
	s.t.Helper()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	return v.Text
}

func (s *stage) threads(a reply.Actor, id int64) []service.Thread {
	s.t.Helper()
	v, err := s.Comments(s.ctx, a, id)
	s.must(err)
	return v.Threads
}

const remarked = "一、工作情况\n省科技厅按照三比三比四的比例出资，支持高新区建设。\n组织实施人才项目，引进高层次人才。\n"

// talk is a case with a short draft.
func (s *stage) talk() int64 {
	s.t.Helper()
	id := s.register()
	_, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, remarked)
	s.must(err)
	return id
}

func (s *stage) rewrite(id int64, from, to string) {
	s.t.Helper()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	if !strings.Contains(v.Text, from) {
		s.t.Fatalf("%q is not in the draft", from)
	}
	_, err = s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Base: v.Draft.Revision, Text: strings.Replace(v.Text, from, to, 1)})
	s.must(err)
}

func TestCommentsFollowTheirWords(t *testing.T) {
	s := newStage(t)
	id := s.talk()
	s.remark(s.drafter(), id, "人才项目", "项目名称要写全", reply.ForLead)
	s.remark(s.head(), id, "三比三比四", "请核对比例", reply.ForLead)
	got := s.threads(s.drafter(), id)
	if len(got) != 2 || got[0].Quote != "三比三比四" || got[1].Quote != "人才项目" {
		t.Fatalf("not in the order of the text: %+v", got)
	}
	s.rewrite(id, "一、工作情况\n", "近年来，成效明显。\n一、工作情况\n")
	s.rewrite(id, "人才项目", "人才重大项目")
	s.rewrite(id, "按照三比三比四的比例", "")
	got = s.threads(s.drafter(), id)
	if !got[0].Span.Gone || got[0].Now != "" || got[0].Quote != "三比三比四" {
		t.Errorf("its words were deleted: %+v", got[0])
	}
	if got[1].Now != "人才重大项目" || got[1].Span.From.Block != 3 {
		t.Errorf("its words moved and grew: %+v", got[1])
	}

	// In a text that is not saved yet they stand where its words stand there, in
	// the columns of what was typed.
	v, err := s.CommentsIn(s.ctx, s.drafter(), id, "近年来，成效明显。\n\n  一、工作情况\n引进高层次人才,  组织实施人才重大项目。\n")
	s.must(err)
	if c := v.Threads[1]; c.From != (service.TypedPlace{Line: 3, Column: 14}) || c.To != (service.TypedPlace{Line: 3, Column: 20}) {
		t.Errorf("in the typed text it stands at %v to %v", c.From, c.To)
	}
	if v.Open != 2 {
		t.Errorf("%d are open", v.Open)
	}
	if text := s.draftText(id); strings.Contains(text, "核对") {
		t.Errorf("a comment is in the text: %s", text)
	}
}

// Every way in which a draft gets its next revision takes the comments along.
func TestCommentsGoAlongWithMergingAndRestoring(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	words := "省科技厅"
	s.remark(s.drafter(), id, words, "简称对吗", reply.ForLead)
	s.must2(s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id)))
	if got := s.threads(s.drafter(), id)[0]; got.Now != words {
		t.Errorf("after merging: %+v", got)
	}
	s.rewrite(id, s.draftText(id), "全部重写。\n")
	if got := s.threads(s.drafter(), id)[0]; !got.Span.Gone {
		t.Errorf("after all was written anew: %+v", got)
	}
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	s.must2(s.Restore(s.ctx, s.drafter(), id, revision, v.Draft.Revision))
	if got := s.threads(s.drafter(), id)[0]; !got.Span.Gone {
		t.Errorf("four characters were taken for the words that came back: %+v", got)
	}
}

func (s *stage) must2(_ any, err error) {
	s.t.Helper()
	s.must(err)
}

func TestWhoReadsComments(t *testing.T) {
	s := newStage(t)
	id := s.talk()
	inner := s.remark(s.drafter(), id, "三比三比四", "内部先议", reply.ForLead)
	outer := s.remark(s.drafter(), id, "人才项目", "请教育厅核对", reply.ForAll)
	edu := s.actors["jiaoyu.chengban"]
	if got := s.threads(edu, id); len(got) != 1 || got[0].ID != outer.ID || got[0].Quote != "人才项目" {
		t.Fatalf("a co-handler sees %+v", got)
	}
	s.refused(s.AnswerComment(s.ctx, edu, id, inner.ID, "我也说一句", ""), reply.NotFound)
	s.refused(s.SetComment(s.ctx, edu, id, inner.ID, reply.ResolvedComment), reply.NotFound)
	s.refused(s.SetComment(s.ctx, edu, id, outer.ID, reply.ResolvedComment), reply.Forbidden)
	s.must(s.AnswerComment(s.ctx, edu, id, outer.ID, "已核对，无误", "x"))
	_, err := s.CommentsIn(s.ctx, edu, id, remarked)
	s.refused(err, reply.Forbidden)
	_, err = s.WriteComment(s.ctx, edu, id, service.CommentInput{Text: remarked, To: service.TypedPlace{Column: 3}, Words: "猜", Audience: reply.ForAll})
	s.refused(err, reply.Conflict) // the draft is not sent round yet
	stranger := s.stranger()
	_, err = s.Comments(s.ctx, stranger, id)
	s.refused(err, reply.NotFound)
	s.refused(s.AnswerComment(s.ctx, stranger, id, outer.ID, "猜", ""), reply.NotFound)
	if got := s.threads(s.drafter(), id); len(got[1].Answers) != 1 || got[1].Answers[0].Department.ShortName != "省教育厅" || got[1].Answers[0].Audience != reply.ForAll {
		t.Errorf("the lead reads %+v", got[1].Answers)
	}
	v, err := s.Case(s.ctx, edu, id)
	s.must(err)
	for _, e := range v.Events {
		if strings.Contains(e.Detail, "三比三比四") {
			t.Errorf("a co-handler's timeline quotes what is not for it: %s", e.Detail)
		}
	}
}

func TestCommentsBadLuck(t *testing.T) {
	s := newStage(t)
	id := s.talk()
	seen := s.draftText(id)
	in := service.CommentInput{Text: seen, Words: "请核对", Audience: reply.ForLead, Press: "p1"}
	in.From, in.To = s.at(seen, "三比三比四")

	// Pressed twice it is one comment, said twice it is two.
	first, err := s.WriteComment(s.ctx, s.drafter(), id, in)
	s.must(err)
	again, err := s.WriteComment(s.ctx, s.drafter(), id, in)
	s.must(err)
	in.Press = "p2"
	other, err := s.WriteComment(s.ctx, s.drafter(), id, in)
	s.must(err)
	if again.ID != first.ID || other.ID == first.ID {
		t.Errorf("comments %d, %d, %d", first.ID, again.ID, other.ID)
	}

	// Somebody saved meanwhile: the comment goes to the words; or is not written.
	s.rewrite(id, "省科技厅", "近年来，省科技厅")
	in.Press = "p3"
	moved, err := s.WriteComment(s.ctx, s.head(), id, in)
	s.must(err)
	if moved.Quote != "三比三比四" || moved.Span.From.At != 10 {
		t.Errorf("commented on %q at %+v", moved.Quote, moved.Span)
	}
	s.rewrite(id, "三比三比四", "一定")
	in.Press = "p4"
	_, err = s.WriteComment(s.ctx, s.drafter(), id, in)
	s.refused(err, reply.Stale)

	in.From, in.To = in.To, in.From
	_, err = s.WriteComment(s.ctx, s.drafter(), id, in)
	s.refused(err, reply.Invalid)
	in.From, in.To = service.TypedPlace{Line: -4, Column: -9}, service.TypedPlace{Line: 999, Column: 999}
	_, err = s.WriteComment(s.ctx, s.drafter(), id, in)
	s.must(err) // all of it
	in.Words = " "
	_, err = s.WriteComment(s.ctx, s.drafter(), id, in)
	s.refused(err, reply.Invalid)
	in.Words, in.Audience = "好", "everybody"
	_, err = s.WriteComment(s.ctx, s.drafter(), id, in)
	s.refused(err, reply.Invalid)

	// Two answers at once stand both; resolving twice is once; an answer reopens.
	s.must(s.SetComment(s.ctx, s.head(), id, first.ID, reply.ResolvedComment))
	s.must(s.SetComment(s.ctx, s.drafter(), id, first.ID, reply.ResolvedComment))
	s.must(s.AnswerComment(s.ctx, s.drafter(), id, first.ID, "还要核对", "a1"))
	s.must(s.SetComment(s.ctx, s.head(), id, first.ID, reply.ResolvedComment))
	s.must(s.AnswerComment(s.ctx, s.drafter(), id, first.ID, "还要核对", "a1"))
	for _, c := range s.threads(s.drafter(), id) {
		if c.ID == first.ID && (len(c.Answers) != 1 || c.State != reply.ResolvedComment || c.ChangedBy != s.head().Account.Name) {
			t.Errorf("after an answer pressed twice: %+v", c)
		}
	}
	s.refused(s.AnswerComment(s.ctx, s.drafter(), id, 999, "谁", ""), reply.NotFound)
}

// A comment is no part of the letter, and closes with it.
func TestCommentsEndWithTheLetter(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	s.remark(s.head(), id, "省科技厅", "签发前再看一眼", reply.ForLead)
	s.setDay(2024, 5, 31)
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	l, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
	if strings.Contains(l.Text, "再看一眼") {
		t.Error("the letter says what was said in its margin")
	}
	got := s.threads(s.drafter(), id)
	if len(got) != 1 || got[0].Text != "签发前再看一眼" {
		t.Errorf("after issuing they read %+v", got)
	}
	s.refused(s.AnswerComment(s.ctx, s.drafter(), id, got[0].ID, "晚了", ""), reply.Conflict)
	s.refused(s.SetComment(s.ctx, s.head(), id, got[0].ID, reply.ResolvedComment), reply.Conflict)
}
