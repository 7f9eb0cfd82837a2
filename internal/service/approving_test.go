package service_test

import (
	"strings"
	"sync"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func (s *stage) next(login string, id int64) service.NextStep {
	s.t.Helper()
	page, err := s.Case(s.ctx, s.actors[login], id)
	s.must(err)
	return page.Next
}

func TestTheOwnHeadApprovesExactlyWhatItSaw(t *testing.T) {
	s := newStage(t)
	id := s.register()
	drafter, head, o := s.actors["jiaoyu.chengban"], s.actors["jiaoyu.fuze"], s.opinionOf("省教育厅")
	_, err := s.SendOpinion(s.ctx, drafter, id, 0, reply.Opinion{Status: "写了一半"})
	s.refused(err, reply.Invalid)
	version, err := s.SendOpinion(s.ctx, drafter, id, 0, o)
	s.must(err)
	again, err := s.SendOpinion(s.ctx, drafter, id, 0, o)
	s.must(err)
	if again != version {
		t.Errorf("the second press: version %d after %d", again, version)
	}
	if got := s.next("jiaoyu.fuze", id); got.Act != reply.SubmitContribution || !strings.Contains(got.Text, "请审核") {
		t.Errorf("the head is told %+v", got)
	}
	w, err := s.Work(s.ctx, head)
	s.must(err)
	if len(w.Mine) != 1 {
		t.Error("what lies with the head is not on its list")
	}
	if got := s.next("jiaoyu.chengban", id); got.Act != "" || !strings.Contains(got.Text, "等待批准") {
		t.Errorf("the drafter is told %+v", got)
	}
	if page, err := s.Case(s.ctx, s.drafter(), id); err != nil || page.CoHandlers[1].Latest != nil {
		t.Errorf("the lead knows of it before the head has approved: %v", err)
	}

	// The drafter mends it meanwhile: what the head saw is not what is there now.
	mended := o
	mended.NextSteps += "\n（三）再加一条措施。"
	mine, err := s.SaveOpinion(s.ctx, drafter, id, version, mended)
	s.must(err)
	_, err = s.SubmitOpinion(s.ctx, head, id, version, o)
	s.refused(err, reply.Stale)
	s.refused(s.ReturnOpinion(s.ctx, head, id, version, "请核对"), reply.Conflict)
	version, err = s.SendOpinion(s.ctx, drafter, id, mine, mended)
	s.must(err)

	s.refused(s.ReturnOpinion(s.ctx, head, id, version, " "), reply.Invalid)
	s.refused(s.ReturnOpinion(s.ctx, head, id, version-1, "看的是上一稿"), reply.Stale)
	s.must(s.ReturnOpinion(s.ctx, head, id, version, "第三条没有依据"))
	if got := s.next("jiaoyu.chengban", id); got.Act != reply.SendOpinion || !strings.Contains(got.Text, "第三条没有依据") {
		t.Errorf("the drafter is told %+v", got)
	}
	_, err = s.SaveOpinion(s.ctx, drafter, id, version+1, o)
	s.must(err)
	if got := s.next("jiaoyu.chengban", id); !strings.Contains(got.Text, "第三条没有依据") {
		t.Errorf("the reason is gone before it was sent again: %+v", got)
	}
	version, err = s.SendOpinion(s.ctx, drafter, id, version+2, o)
	s.must(err)
	_, err = s.SubmitOpinion(s.ctx, drafter, id, version, o)
	s.refused(err, reply.Forbidden)
	_, err = s.SubmitOpinion(s.ctx, head, id, version, o)
	s.must(err)
	page, err := s.Case(s.ctx, head, id)
	s.must(err)
	if page.Events[0].Detail != "批准并报送第1次会办意见" || page.CoHandlers[0].Latest == nil {
		t.Errorf("the log says %q", page.Events[0].Detail)
	}
}

func TestARecalledOpinionIsNotApproved(t *testing.T) {
	s := newStage(t)
	id := s.register()
	drafter, head, o := s.actors["jiaoyu.chengban"], s.actors["jiaoyu.fuze"], s.opinionOf("省教育厅")
	s.refused(s.RecallOpinion(s.ctx, drafter, id), reply.Conflict)
	version, err := s.SendOpinion(s.ctx, drafter, id, 0, o)
	s.must(err)
	s.refused(s.RecallOpinion(s.ctx, head, id), reply.Forbidden)
	s.must(s.RecallOpinion(s.ctx, drafter, id))
	_, err = s.SubmitOpinion(s.ctx, head, id, version, o) // its page is still open
	s.refused(err, reply.Stale)
	if page, err := s.Case(s.ctx, head, id); err != nil || page.CoHandlers[0].Latest != nil {
		t.Errorf("it went out all the same: %v", err)
	}
}

func TestADepartmentWithoutAHeadIsToldSo(t *testing.T) {
	s := newStage(t)
	id := s.register()
	head := s.actors["jiaoyu.fuze"].Account
	_, err := s.SaveAccount(s.ctx, service.Operator, service.AccountInput{ID: head.ID, DepartmentID: head.DepartmentID, Login: head.Login, Name: head.Name, Role: head.Role, Disabled: true})
	s.must(err)
	v, err := s.Opinion(s.ctx, s.actors["jiaoyu.chengban"], id)
	s.must(err)
	if v.HasHead {
		t.Error("a disabled account counts as a head")
	}
	_, err = s.SendOpinion(s.ctx, s.actors["jiaoyu.chengban"], id, 0, s.opinionOf("省教育厅"))
	s.refused(err, reply.Conflict)
	if !strings.Contains(err.Error(), "请管理员为本单位建立负责人账号") {
		t.Errorf("told %v", err)
	}
}

func TestAReturnedContributionIsAskedForAgain(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	education := s.ids["省教育厅"]
	s.refused(s.ReturnContribution(s.ctx, s.drafter(), id, education, 1, ""), reply.Invalid)
	s.refused(s.ReturnContribution(s.ctx, s.actors["shijian.fuze"], id, education, 1, "有误"), reply.Forbidden)
	s.must(s.ReturnContribution(s.ctx, s.drafter(), id, education, 1, "数据截至去年，请更新。"))
	s.refused(s.ReturnContribution(s.ctx, s.drafter(), id, education, 1, "又一次"), reply.Conflict)
	if got := s.next("jiaoyu.chengban", id); got.Act != reply.SendOpinion || !strings.Contains(got.Text, "数据截至去年，请更新，还有") {
		t.Errorf("the co-handler is told %+v", got)
	}
	form, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	for _, e := range form.Entries {
		if e.Department.ID == education {
			t.Errorf("offered for merging after it was returned: %s", e.Entry.Heading)
		}
	}
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	if !strings.Contains(v.Text, "省教育厅持续推动高校") {
		t.Error("merged words went before the new ones came")
	}
	s.refused(s.SendForApproval(s.ctx, s.drafter(), id, revision), reply.Conflict)
	_, err = s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, 1, s.opinionOf("省教育厅")) // the same words, confirmed
	s.must(err)
	s.agreed(id, revision)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
}

func TestTakingBackEndsWithTheFirstMergedWord(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	all := s.choices(id)
	head := s.actors["jiaoyu.fuze"]
	s.refused(s.WithdrawContribution(s.ctx, s.actors["jiaoyu.chengban"], id, 1, "有误"), reply.Forbidden)
	s.must(s.WithdrawContribution(s.ctx, head, id, 1, "数字报错了"))
	s.refused(s.WithdrawContribution(s.ctx, head, id, 1, "数字报错了"), reply.Conflict)
	_, err := s.Merge(s.ctx, s.drafter(), id, revision, all)
	s.refused(err, reply.Stale)
	if !strings.Contains(err.Error(), "省教育厅在您合并之前撤回了第1次会办意见") {
		t.Errorf("the lead is told %v", err)
	}
	_, err = s.SubmitOpinion(s.ctx, head, id, 1, s.opinionOf("省教育厅"))
	s.must(err)
	_, err = s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	s.refused(s.WithdrawContribution(s.ctx, head, id, 2, "又报错了"), reply.Conflict)
}

// Whoever is first wins; the other is told, and nothing is done by half.
func TestTakenBackWhileBeingMerged(t *testing.T) {
	for range 4 {
		s := newStage(t)
		id, revision := s.collected()
		all := s.choices(id)
		var taken, merged error
		var both sync.WaitGroup
		both.Go(func() { taken = s.WithdrawContribution(s.ctx, s.actors["jiaoyu.fuze"], id, 1, "数字报错了") })
		both.Go(func() { _, merged = s.Merge(s.ctx, s.drafter(), id, revision, all) })
		both.Wait()
		if (taken == nil) == (merged == nil) {
			t.Fatalf("taken back: %v, merged: %v", taken, merged)
		}
		v, err := s.Draft(s.ctx, s.drafter(), id, "")
		s.must(err)
		if in := strings.Contains(v.Text, "省教育厅持续推动高校"); in != (merged == nil) {
			t.Errorf("merged: %v, and the words are in the draft: %v", merged, in)
		}
	}
}

func TestVanishedWordsAreAskedAbout(t *testing.T) {
	for verdict, stays := range map[reply.Verdict]bool{reply.TakenOut: false, reply.Kept: true} {
		s := newStage(t)
		id, revision := s.collected()
		revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
		s.must(err)
		o := s.opinionOf("省教育厅")
		o.NextSteps, _, _ = strings.Cut(o.NextSteps, "(二)")
		_, err = s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, 1, o)
		s.must(err)
		form, err := s.MergeForm(s.ctx, s.drafter(), id)
		s.must(err)
		if len(form.Vanished) != 1 || !strings.Contains(strings.Join(form.Vanished[0].Stands, ""), "面向高校定期征集") {
			t.Fatalf("vanished: %+v", form.Vanished)
		}
		for _, e := range form.Entries {
			if e.Decision == nil {
				t.Errorf("asked again about %q", e.Entry.Heading)
			}
		}
		s.refused(s.SendForApproval(s.ctx, s.drafter(), id, revision), reply.Conflict)
		gone := form.Vanished[0].Entry
		choice := []service.MergeChoice{{Department: gone.Department, Revision: gone.Revision, Entry: gone.Index, Verdict: verdict}}
		next, err := s.Merge(s.ctx, s.drafter(), id, revision, choice)
		s.must(err)
		again, err := s.Merge(s.ctx, s.drafter(), id, revision, choice)
		s.must(err)
		if again != next {
			t.Errorf("the second press made revision %d after %d", again, next)
		}
		v, err := s.Draft(s.ctx, s.drafter(), id, "")
		s.must(err)
		if strings.Contains(v.Text, "面向高校定期征集") != stays {
			t.Errorf("%s: in the draft %v", verdict, !stays)
		}
		for _, b := range v.Draft.Body.Blocks {
			for _, r := range b.Runs {
				if strings.Contains(r.Text, "面向高校定期征集") && r.Source.Department != s.ids["省科技厅"] {
					t.Errorf("kept, and still another's words: %+v", r.Source)
				}
			}
		}
		s.agreed(id, next)
		s.must(s.SendForApproval(s.ctx, s.drafter(), id, next))
	}
}
