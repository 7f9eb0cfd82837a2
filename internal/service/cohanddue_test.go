package service_test

import (
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// item is the case as a line of somebody's 待办.
func (s *stage) item(login string, id int64) service.WorkItem {
	s.t.Helper()
	w, err := s.Work(s.ctx, s.actors[login])
	s.must(err)
	for _, one := range append(w.Mine, w.Others...) {
		if one.Case.ID == id {
			return one
		}
	}
	s.t.Fatalf("%s has no such case", login)
	return service.WorkItem{}
}

// TestADecliningCoHandler: it declines its only request; the lists say so and what is
// to be done, and it is not told that it handed in (faults U8).
func TestADecliningCoHandler(t *testing.T) {
	s := newStage(t)
	id, r, _ := s.asked()
	o := s.answering("", r)
	o.Answers[0].Declined = "不属本厅职责。"
	_, err := s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, 0, o)
	s.must(err)
	own := s.item("jiaoyu.chengban", id)
	if own.Collection != reply.Refused || strings.Contains(own.Waiting, "报送") && !strings.Contains(own.Waiting, "不承担") || strings.Contains(own.Waiting, "已按期") {
		t.Errorf("the co-handler reads %s, %q", own.Collection.Han(), own.Waiting)
	}
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	for _, one := range page.CoHandlers {
		if one.Department.ShortName == "省教育厅" && one.Collection != reply.Refused {
			t.Errorf("the case page says %s", one.Collection.Han())
		}
	}
	lead := s.item("keji.chengban", id)
	for _, want := range []string{"省教育厅不承担", innovation, "改请其他单位"} {
		if !strings.Contains(lead.Waiting, want) {
			t.Errorf("the lead reads %q, want %q in it", lead.Waiting, want)
		}
	}
	if !lead.Mine || lead.Act != reply.AskPart || strings.Contains(lead.Waiting, "合并") {
		t.Errorf("the lead's line is %+v", lead)
	}
	// Withdrawn, the lead writes it by itself; or another department is asked.
	s.must(s.WithdrawRequest(s.ctx, s.drafter(), id, r.ID, "由我厅起草"))
	if lead := s.item("keji.chengban", id); strings.Contains(lead.Waiting, "不承担") {
		t.Errorf("after it was settled the lead reads %q", lead.Waiting)
	}
	if own := s.item("jiaoyu.chengban", id); own.Collection != reply.Refused || own.Mine {
		t.Errorf("after it was settled the co-handler reads %s, %q", own.Collection.Han(), own.Waiting)
	}
}

// TestABlankIsNoDraft: who must act follows from what is owed (faults U9).
func TestABlankIsNoDraft(t *testing.T) {
	s := newStage(t)
	id := s.register()
	if !s.item("keji.chengban", id).Mine {
		t.Fatal("a new case does not wait for its drafter")
	}
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	_, err = s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Text: v.Text + " \n　\n", Auto: true})
	s.must(err)
	if one := s.item("keji.chengban", id); !one.Mine || one.Act != reply.SaveDraft {
		t.Errorf("with a blank in its outline the case reads %q", one.Waiting)
	}
	text := strings.Replace(v.Text, "工作开展情况\n", "工作开展情况\n我厅已开展工作。\n", 1)
	text = strings.Replace(text, "下一步的工作计划\n", "下一步的工作计划\n我厅将继续推进。\n", 1)
	_, err = s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Base: 1, Text: text})
	s.must(err)
	if one := s.item("keji.chengban", id); one.Mine || !strings.Contains(one.Waiting, "等待") {
		t.Errorf("with its draft written the case reads %q", one.Waiting)
	}
}

// TestACommentAsksADepartment: one for all that names a department stands in that
// one's 待办 until it has said something (faults U10).
func TestACommentAsksADepartment(t *testing.T) {
	s := newStage(t)
	id := s.talk()
	for _, short := range []string{"省教育厅", "省市场监管局"} {
		login := map[string]string{"省教育厅": "jiaoyu.fuze", "省市场监管局": "shijian.fuze"}[short]
		_, err := s.SubmitOpinion(s.ctx, s.actors[login], id, 0, s.opinionOf(short))
		s.must(err)
	}
	if one := s.item("jiaoyu.chengban", id); one.Mine {
		t.Fatalf("before: %q", one.Waiting)
	}
	c := s.remark(s.drafter(), id, "引进高层次人才", "请教育厅核对人数。", reply.ForAll)
	one := s.item("jiaoyu.chengban", id)
	if !one.Mine || one.Act != reply.ViewComments || !strings.Contains(one.Waiting, "请教育厅核对人数") {
		t.Errorf("the one that is named reads %q (%v, %s)", one.Waiting, one.Mine, one.Act)
	}
	if one := s.item("shijian.chengban", id); one.Mine {
		t.Errorf("the other reads %q", one.Waiting)
	}
	page, err := s.Case(s.ctx, s.actors["jiaoyu.chengban"], id)
	s.must(err)
	if page.Next.Act != reply.ViewComments {
		t.Errorf("its case page says %+v", page.Next)
	}
	s.must(s.AnswerComment(s.ctx, s.actors["jiaoyu.chengban"], id, c.ID, "人数无误，请省科技厅定。", "a"))
	if one := s.item("jiaoyu.chengban", id); one.Mine {
		t.Errorf("after its answer it reads %q", one.Waiting)
	}
	if one := s.item("keji.chengban", id); !strings.Contains(one.Waiting, "批注请本单位答复") {
		t.Errorf("the lead, which the answer names, reads %q", one.Waiting)
	}
	s.must(s.SetComment(s.ctx, s.drafter(), id, c.ID, reply.ResolvedComment))
	if one := s.item("keji.chengban", id); strings.Contains(one.Waiting, "批注请本单位答复") {
		t.Errorf("after it was resolved the lead reads %q", one.Waiting)
	}
	s.remark(s.drafter(), id, "引进高层次人才", "省教育厅的人数偏低。", reply.ForLead)
	if one := s.item("jiaoyu.chengban", id); one.Mine {
		t.Errorf("a remark for the lead's house alone reached it: %q", one.Waiting)
	}
}

// TestNoTalkIsSaid where no talk with the member is on record, and keeps the draft from
// approval where the department wants it so (faults U14).
func TestNoTalkIsSaid(t *testing.T) {
	s := newStage(t)
	id := s.talk()
	has := func(all []string) bool { return strings.Contains(strings.Join(all, "\n"), "沟通的记录") }
	look := func() service.CaseView {
		v, err := s.Case(s.ctx, s.drafter(), id)
		s.must(err)
		return v
	}
	talks := look().Case.Talks
	if len(talks) != 0 {
		t.Fatalf("talks %v", talks)
	}
	if v := look(); !has(v.Loose) || has(v.Blocking) {
		t.Errorf("loose %q, blocking %q", v.Loose, v.Blocking)
	}
	in := s.departmentInput("省科技厅")
	in.TalkRequired = true
	_, err := s.SaveDepartment(s.ctx, s.secondAdministrator(), in)
	s.must(err)
	if v := look(); has(v.Loose) || !has(v.Blocking) {
		t.Errorf("where it is required: loose %q, blocking %q", v.Loose, v.Blocking)
	}
	if err := s.SendForApproval(s.ctx, s.drafter(), id, look().Draft.Revision); err == nil || !strings.Contains(err.Error(), "沟通的记录") {
		t.Errorf("sent for approval: %v", err)
	}
	s.must(s.RecordTalk(s.ctx, s.drafter(), id, reply.Talk{On: s.Today(), Way: "电话", With: "某某委员", Outcome: "同意答复意见。"}))
	if v := look(); has(v.Loose) || has(v.Blocking) {
		t.Errorf("with a record: loose %q, blocking %q", v.Loose, v.Blocking)
	}
}
