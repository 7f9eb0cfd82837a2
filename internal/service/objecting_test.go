package service_test

import (
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// about is a draft that says something about 省教育厅 and holds no word of it.
const about = "一、工作情况\n我厅会同省教育厅建成实训基地12个。组织实施人才项目。\n二、下一步打算\n我厅将继续推进。\n"

// TestADepartmentObjectsToWhatIsSaidOfIt: the lead's sentence about it, and words that
// it picks; the lead reads of it, and a change asks it again (faults U11).
func TestADepartmentObjectsToWhatIsSaidOfIt(t *testing.T) {
	s := newStage(t)
	id := s.register()
	_, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, about)
	s.must(err)
	edu := s.headOf("省教育厅")
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, s.revision(id)))
	v := s.sees(id, "省教育厅")
	if len(v.Named) != 1 || v.Named[0].Words != "我厅会同省教育厅建成实训基地12个。" || v.State != reply.NothingToSign {
		t.Fatalf("named %+v, %s", v.Named, v.State)
	}
	if _, err := s.Countersign(s.ctx, s.headOf("省市场监管局"), id); reply.CodeOf(err) != reply.Conflict {
		t.Errorf("the one that is not named reads the draft: %v", err)
	}
	s.must(s.ObjectCountersign(s.ctx, edu, id, service.Objection{Digest: v.Digest, Sentence: v.Named[0].Words, Words: "应为10个。", Press: "a"}))
	if got := s.stateOf(id, "省教育厅"); got != reply.Objecting {
		t.Errorf("after its objection: %s", got)
	}
	if all := s.threads(s.drafter(), id); len(all) != 1 || all[0].Quote != v.Named[0].Words {
		t.Errorf("the lead's margin has %+v", all)
	}
	if err := s.send(id); err == nil || !strings.Contains(err.Error(), "应为10个") {
		t.Errorf("sent for approval over an objection: %v", err)
	}
	s.rewrite(id, "组织实施人才项目", "组织实施科研项目") // elsewhere
	if got := s.stateOf(id, "省教育厅"); got != reply.Objecting {
		t.Errorf("after an edit elsewhere: %s", got)
	}
	s.rewrite(id, "12个", "10个")
	if got := s.stateOf(id, "省教育厅"); got != reply.WaitingAgain {
		t.Errorf("after the sentence was changed: %s", got)
	}
	s.confirm(id, "省教育厅")
	if got := s.stateOf(id, "省教育厅"); got != reply.Agreed {
		t.Errorf("after it agreed: %s", got)
	}
	// Words that do not name it at all.
	in := service.Objection{Digest: s.sees(id, "省教育厅").Digest, Stretch: service.Anywhere, Quote: "组织实施科研项目", Words: "由本厅实施。", Press: "b"}
	s.must(s.ObjectCountersign(s.ctx, edu, id, in))
	if got := s.stateOf(id, "省教育厅"); got != reply.Objecting {
		t.Errorf("after it objected to words of its choice: %s", got)
	}
	in.Quote = "没有这句话"
	if err := s.ObjectCountersign(s.ctx, edu, id, in); err != nil && reply.CodeOf(err) != reply.Invalid {
		t.Errorf("words that are not there: %v", err)
	}
	in.Sentence, in.Words = "我厅会同省教育厅建成实训基地12个。", "仍不同意"
	if err := s.ObjectCountersign(s.ctx, edu, id, in); reply.CodeOf(err) != reply.Stale {
		t.Errorf("a sentence that was changed meanwhile: %v", err)
	}
}

// TestACoHandlerBeginsAComment before the draft is put before it: on a heading, for it
// sees nothing else of the text; afterwards on any words (faults U11).
func TestACoHandlerBeginsAComment(t *testing.T) {
	s := newStage(t)
	id := s.register()
	_, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, about)
	s.must(err)
	edu := s.actors["jiaoyu.chengban"]
	page, err := s.Comments(s.ctx, edu, id)
	s.must(err)
	if !page.CanBegin || len(page.Headings) != 2 {
		t.Fatalf("can begin %v on %v", page.CanBegin, page.Headings)
	}
	in := service.CommentInput{Words: "请单列一节讲校企合作。", Audience: reply.ForAll, Press: "a"}
	s.must(s.WriteCommentOn(s.ctx, edu, id, page.Headings[0].Text, in))
	if err := s.WriteCommentOn(s.ctx, edu, id, "组织实施人才项目", service.CommentInput{Words: "猜", Audience: reply.ForAll, Press: "b"}); reply.CodeOf(err) != reply.Conflict {
		t.Errorf("on words that it has not read: %v", err)
	}
	if err := s.WriteCommentOn(s.ctx, edu, id, page.Headings[1].Text, service.CommentInput{Words: "内部", Audience: reply.ForLead, Press: "c"}); reply.CodeOf(err) != reply.Forbidden {
		t.Errorf("for the lead's house: %v", err)
	}
	if all := s.threads(s.drafter(), id); len(all) != 1 || all[0].Quote != "一、工作情况" {
		t.Errorf("the lead reads %+v", all)
	}
	s.must(s.AskCountersign(s.ctx, s.drafter(), id, s.revision(id)))
	s.must(s.WriteCommentOn(s.ctx, edu, id, "组织实施人才项目", service.CommentInput{Words: "请写明数量。", Audience: reply.ForAll, Press: "d"}))
}
