package service_test

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// stranger is the 负责人 of a department that has nothing to do with the case.
func (s *stage) stranger() reply.Actor {
	s.t.Helper()
	dep, err := s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{FullName: "某省水利厅", ShortName: "省水利厅", NumberPrefix: "某水提"})
	s.must(err)
	id, err := s.SaveAccount(s.ctx, service.Operator, service.AccountInput{
		DepartmentID: dep, Login: "shuili.fuze", Name: "省水利厅负责人", Role: reply.Head, Password: password,
	})
	s.must(err)
	a, err := s.Actor(s.ctx, id)
	s.must(err)
	return a
}

func TestAnotherDepartmentKnowsNothing(t *testing.T) {
	s := newStage(t)
	id := s.register()
	a := s.stranger()
	acts := map[string]func(id int64) error{
		"case":         func(id int64) error { _, err := s.Case(s.ctx, a, id); return err },
		"opinion":      func(id int64) error { _, err := s.Opinion(s.ctx, a, id); return err },
		"save opinion": func(id int64) error { _, err := s.SaveOpinion(s.ctx, a, id, 0, reply.Opinion{}); return err },
		"draft":        func(id int64) error { _, err := s.Draft(s.ctx, a, id, ""); return err },
		"save draft":   func(id int64) error { _, err := s.SaveDraft(s.ctx, a, id, 0, "文"); return err },
		"preview":      func(id int64) error { _, err := s.Preview(s.ctx, a, id); return err },
		"merge":        func(id int64) error { _, err := s.MergeForm(s.ctx, a, id); return err },
		"send":         func(id int64) error { return s.SendForApproval(s.ctx, a, id, 1) },
		"prepare":      func(id int64) error { _, err := s.PrepareIssue(s.ctx, a, id); return err },
		"issue":        func(id int64) error { _, err := s.Issue(s.ctx, a, id, service.Approval{}); return err },
		"contribution": func(id int64) error { _, err := s.Contribution(s.ctx, a, id, s.ids["省教育厅"], 1); return err },
	}
	for name, act := range acts {
		foreign, absent := act(id), act(id+99)
		if reply.CodeOf(foreign) != reply.NotFound || reply.CodeOf(absent) != reply.NotFound {
			t.Errorf("%s: foreign %v, absent %v", name, foreign, absent)
			continue
		}
		if reply.ProblemsOf(foreign)[0].Text != reply.ProblemsOf(absent)[0].Text {
			t.Errorf("%s: a foreign case is told apart from one that does not exist", name)
		}
	}
	for login, who := range s.actors {
		if _, err := s.Case(s.ctx, who, id+99); reply.CodeOf(err) != reply.NotFound {
			t.Errorf("%s opens a case that does not exist: %v", login, err)
		}
		if _, err := s.Draft(s.ctx, who, id+99, ""); reply.CodeOf(err) != reply.NotFound {
			t.Errorf("%s opens a draft that does not exist: %v", login, err)
		}
	}
}

func TestCoHandlersDoNotSeeEachOther(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	education := s.actors["jiaoyu.chengban"]
	view, err := s.Case(s.ctx, education, id)
	s.must(err)
	if len(view.CoHandlers) != 1 || view.CoHandlers[0].Department.ShortName != "省教育厅" || view.Draft.Revision != 0 || view.Blocking != nil {
		t.Errorf("a co-handler sees %+v", view)
	}
	for _, e := range view.Events {
		if e.DepartmentID != education.Department.ID {
			t.Errorf("a co-handler sees %q of another department", e.Detail)
		}
	}
	_, err = s.Contribution(s.ctx, education, id, s.ids["省市场监管局"], 1)
	s.refused(err, reply.Forbidden)
	_, err = s.Draft(s.ctx, education, id, "")
	s.refused(err, reply.Forbidden)
	own, err := s.Contribution(s.ctx, education, id, s.ids["省教育厅"], 1)
	s.must(err)
	if !own.Contribution.Opinion.Equal(s.opinionOf("省教育厅")) {
		t.Error("its own contribution comes back changed")
	}
}

func TestOpinionsAreSavedOnceAndNeverLost(t *testing.T) {
	s := newStage(t)
	id := s.register()
	a := s.actors["jiaoyu.fuze"]
	o := s.opinionOf("省教育厅")

	version, err := s.SaveOpinion(s.ctx, a, id, 0, reply.Opinion{Status: "写了一半"})
	s.must(err)
	_, err = s.SaveOpinion(s.ctx, a, id, 0, reply.Opinion{Status: "同事写的"})
	s.refused(err, reply.Stale)
	_, err = s.SubmitOpinion(s.ctx, a, id, version, reply.Opinion{Status: "写了一半"})
	s.refused(err, reply.Invalid)
	view, err := s.Opinion(s.ctx, a, id)
	s.must(err)
	if view.Copy.Opinion.Status != "写了一半" || len(view.Submitted) != 0 {
		t.Errorf("after refusals: %+v", view)
	}

	after, err := s.SubmitOpinion(s.ctx, a, id, version, o)
	s.must(err)
	again, err := s.SubmitOpinion(s.ctx, a, id, version, o)
	s.must(err)
	if again != after {
		t.Errorf("the second press: version %d, want %d", again, after)
	}
	_, err = s.SubmitOpinion(s.ctx, a, id, after, o)
	s.refused(err, reply.Conflict)
	o.NextSteps += "\n（三）再加一条措施。"
	_, err = s.SubmitOpinion(s.ctx, a, id, after, o)
	s.must(err)
	view, err = s.Opinion(s.ctx, a, id)
	s.must(err)
	if len(view.Submitted) != 2 || view.Submitted[0].Revision != 2 || view.Submitted[1].Opinion.Equal(o) {
		t.Errorf("revisions %+v", view.Submitted)
	}
}

func TestDraftKeepsWhoseWords(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	view, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	before := merge.Shares(view.Draft.Body)
	edited := strings.Replace(view.Text, "协同创新中心成为人才聚集区", "协同创新中心已经成为人才聚集区", 1)
	_, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, edited)
	s.must(err)
	view, err = s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	after := merge.Shares(view.Draft.Body)
	for _, short := range []string{"省教育厅", "省市场监管局"} {
		if after[s.ids[short]] != before[s.ids[short]] || after[s.ids[short]] == 0 {
			t.Errorf("%s had %d characters, now %d", short, before[s.ids[short]], after[s.ids[short]])
		}
	}
	if got := after[s.ids["省科技厅"]] - before[s.ids["省科技厅"]]; got != 2 {
		t.Errorf("the lead typed 2 characters and has %d more", got)
	}
}

func TestDraftStaleAndTwice(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	again, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, s.m.Lead)
	s.must(err)
	if again != revision {
		t.Errorf("the second press made revision %d", again)
	}
	_, err = s.SaveDraft(s.ctx, s.head(), id, 0, "另一个人的文字")
	s.refused(err, reply.Stale)
	for name, text := range map[string]string{
		"empty": " \r\n\u3000\ufeff", "binary": "PK\x03\x04\x00", "endless": strings.Repeat("长", reply.MaxText+1), "secret": "秘密★\n正文",
	} {
		_, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, text)
		if reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	view, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	if view.Draft.Revision != revision {
		t.Errorf("refused texts moved the draft to %d", view.Draft.Revision)
	}
}

func TestMergeVerdicts(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	all := s.choices(id)
	declined := append([]service.MergeChoice{}, all...)
	declined[0] = service.MergeChoice{Department: all[0].Department, Revision: all[0].Revision, Entry: all[0].Entry, Verdict: reply.Declined}
	_, err := s.Merge(s.ctx, s.drafter(), id, revision, declined)
	s.refused(err, reply.Invalid)
	declined[0].Reason = "与第二部分重复"
	declined[1].Verdict, declined[1].Text = reply.Edited, "省教育厅支持高校建设新兴交叉学科专业。"
	next, err := s.Merge(s.ctx, s.drafter(), id, revision, declined[:2])
	s.must(err)
	again, err := s.Merge(s.ctx, s.drafter(), id, revision, declined[:2])
	s.must(err)
	if again != next {
		t.Errorf("the second press made revision %d after %d", again, next)
	}
	other := append([]service.MergeChoice{}, declined[:2]...)
	other[1].Text = "另一个人改成的文字。"
	_, err = s.Merge(s.ctx, s.head(), id, revision, other)
	s.refused(err, reply.Stale)
	_, err = s.Merge(s.ctx, s.drafter(), id, revision, all[2:])
	s.refused(err, reply.Stale)
	view, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	if !strings.Contains(view.Text, "\n省教育厅支持高校建设新兴交叉学科专业。\n") || strings.Contains(view.Text, "高校协同创新中心，推进") {
		t.Error("the edited entry is not in, or the declined one is")
	}
	s.refused(s.SendForApproval(s.ctx, s.drafter(), id, next), reply.Conflict)
	form, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	open := 0
	for _, e := range form.Entries {
		if e.Decision == nil {
			open++
		}
	}
	if open != 5 {
		t.Errorf("%d entries are open, want 5", open)
	}
}

func TestANewContributionReplacesTheMergedWords(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	o := s.opinionOf("省市场监管局")
	o.Status = strings.Replace(o.Status, "落实《云南省加快对接RCEP行动计划》，", "", 1)
	o.Status = strings.Replace(o.Status, "落实《云南省加快对接RCEP行动计划》,", "", 1)
	_, err = s.SubmitOpinion(s.ctx, s.actors["shijian.fuze"], id, 1, o)
	s.must(err)

	s.refused(s.SendForApproval(s.ctx, s.drafter(), id, revision), reply.Conflict)
	form, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	if len(form.Superseded) != 1 || form.Superseded[0].ShortName != "省市场监管局" {
		t.Fatalf("superseded: %+v", form.Superseded)
	}
	var choices []service.MergeChoice
	for _, e := range form.Entries {
		if e.Decision == nil {
			choices = append(choices, service.MergeChoice{
				Department: e.Entry.Department, Revision: e.Entry.Revision, Entry: e.Entry.Index,
				Verdict: reply.Used, Place: e.Suggestions[0].Place,
			})
		}
	}
	if e := form.Entries[0]; e.Before == nil || e.Before.Verdict != reply.Used || !e.Changed || len(e.Stands) == 0 || e.Suggestions[0].Kind != merge.InPlace {
		t.Errorf("the earlier words are not at hand: %+v", e)
	}
	if e := form.Entries[1]; e.Decision == nil || e.Decision.Revision != 1 || len(e.Unused) > 0 {
		t.Errorf("the entry that did not change: %+v", e)
	}
	if len(choices) != 1 {
		t.Fatalf("%d entries to decide, want the one that was changed", len(choices))
	}
	before, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	_, err = s.Merge(s.ctx, s.drafter(), id, revision, choices)
	s.must(err)
	view, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	if want := strings.Replace(before.Text, "落实《云南省加快对接RCEP行动计划》，", "", 1); view.Text != want {
		t.Error("more changed in the draft than the department changed, or less")
	}
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if page.Next.Act != reply.AskCountersign || page.CoHandlers[0].Used != 2 {
		t.Errorf("after the change was taken: %+v, %+v", page.Next, page.CoHandlers[0])
	}
	for _, b := range view.Draft.Body.Blocks {
		for _, r := range b.Runs {
			if r.Source.Department == s.ids["省市场监管局"] && r.Source.Revision == 1 && strings.Contains(r.Text, "RCEP") {
				t.Errorf("the changed words are still the first contribution's: %q", r.Text)
			}
		}
	}
}

func TestNothingGoesUpUnfinished(t *testing.T) {
	s := newStage(t)
	in := s.input()
	in.HandlingClass, in.Contact = "", reply.Person{}
	id, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)
	err = s.SendForApproval(s.ctx, s.drafter(), id, 0)
	s.refused(err, reply.Conflict)
	for _, word := range []string{"还没有答复稿", "省市场监管局尚未报送", "省教育厅尚未报送", "办理类别", "联系人"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("not told of %q: %v", word, err)
		}
	}
	s.must(s.Waive(s.ctx, s.drafter(), id, s.ids["省教育厅"], "该单位来函说明无会办意见"))
	s.refused(s.Waive(s.ctx, s.drafter(), id, s.ids["省教育厅"], "又一次"), reply.Conflict)
	view, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if strings.Contains(strings.Join(view.Blocking, ""), "省教育厅") {
		t.Errorf("still waiting for a department that was waived: %q", view.Blocking)
	}
}

func TestARareNamePrintsOrIsRefusedByName(t *testing.T) {
	s := newStage(t)
	id, revision := s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	view, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	withName := func(name string) string {
		return strings.Replace(view.Text, "2023年立项支持", name+"院士2023年立项支持", 1)
	}
	revision, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, withName("𠮷𬭎"))
	s.must(err)
	if _, err := s.Preview(s.ctx, s.drafter(), id); err != nil {
		t.Errorf("𠮷 and 𬭎 do not print: %v", err)
	}
	const nobodyHas = "\U0003FFFD"
	revision, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, withName(nobodyHas))
	s.must(err)
	s.agreed(id, revision)
	err = s.SendForApproval(s.ctx, s.drafter(), id, revision)
	s.refused(err, reply.Conflict)
	if !strings.Contains(err.Error(), "U+3FFFD") {
		t.Errorf("the character is not named: %v", err)
	}
	s.overrule(id)
	err = s.SendForApproval(s.ctx, s.drafter(), id, revision)
	s.refused(err, reply.Invalid) // what cannot be printed cannot be taken on
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if page.Case.State != reply.Drafting {
		t.Error("it went up all the same")
	}
}

func TestSkeletonsFillFromTheCase(t *testing.T) {
	s := newStage(t)
	id := s.register()
	for _, one := range s.Skeletons() {
		view, err := s.Draft(s.ctx, s.drafter(), id, one.Name)
		s.must(err)
		if !strings.Contains(view.Text, "\n杨建林委员：\n") || !strings.Contains(view.Text, s.m.File.Title) || strings.Contains(view.Text, "【") {
			t.Errorf("%s:\n%s", one.Name, view.Text)
		}
		if view.Draft.Revision != 0 || view.Draft.Body.First(gongwen.Heading) < 0 {
			t.Errorf("%s: revision %d without headings", one.Name, view.Draft.Revision)
		}
	}
}

func TestWordsKeepTheirDepartmentAndDepartmentsTheirWords(t *testing.T) {
	s := newStage(t)
	id := s.register()
	_, err := s.SaveOpinion(s.ctx, s.actors["jiaoyu.chengban"], id, 0, reply.Opinion{Status: "写了一半"})
	s.must(err)
	s.must(s.Waive(s.ctx, s.drafter(), id, s.ids["省市场监管局"], "无会办意见"))
	in := s.input()
	in.CoHandlerIDs = []int64{s.ids["省市场监管局"]}
	s.refused(s.EditCase(s.ctx, s.drafter(), id, 2, in), reply.Invalid)
	in.CoHandlerIDs = []int64{s.ids["省教育厅"]}
	s.must(s.EditCase(s.ctx, s.drafter(), id, 2, in))
	in.CoHandlerIDs = s.input().CoHandlerIDs
	s.must(s.EditCase(s.ctx, s.drafter(), id, 3, in))
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if len(page.Case.Waivers) != 0 {
		t.Error("a waiver outlived its co-handler")
	}
	if !strings.Contains(page.Events[0].Detail, "会办单位 “省教育厅”→“省市场监管局、省教育厅”") {
		t.Errorf("the log says %q", page.Events[0].Detail)
	}
}

func TestTheSecondPressMakesNothingTwice(t *testing.T) {
	s := newStage(t)
	id := s.register()
	again, err := s.CreateCase(s.ctx, s.drafter(), s.input())
	s.must(err)
	if again != id {
		t.Errorf("registered twice: %d, %d", id, again)
	}
	talk := s.m.File.Talks[0]
	s.setDay(2024, 5, 21)
	s.must(s.RecordTalk(s.ctx, s.drafter(), id, talk))
	s.must(s.RecordTalk(s.ctx, s.drafter(), id, talk))
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if len(page.Case.Talks) != 1 || len(page.Events) != 2 {
		t.Errorf("%d talks, %d events", len(page.Case.Talks), len(page.Events))
	}
}

func TestACoHandlerThatReportedIsNotChased(t *testing.T) {
	s := newStage(t)
	id := s.register()
	a := s.actors["jiaoyu.fuze"]
	s.setDay(2024, 3, 31)
	_, err := s.SubmitOpinion(s.ctx, a, id, 0, s.opinionOf("省教育厅"))
	s.must(err)
	page, err := s.Case(s.ctx, a, id)
	s.must(err)
	if !page.CoDue.Date.IsZero() || !strings.HasPrefix(page.Next.Text, "逾期2天报送") {
		t.Errorf("due %+v, next %q", page.CoDue, page.Next.Text)
	}
}

func TestTooManyEntriesAreRefused(t *testing.T) {
	s := newStage(t)
	id := s.register()
	o := s.opinionOf("省教育厅")
	o.Status = strings.Repeat("做了一件事。\n", reply.MaxEntries+1)
	_, err := s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, 0, o)
	s.refused(err, reply.Invalid)
}
