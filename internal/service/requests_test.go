package service_test

import (
	"strings"
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

const (
	innovation = "强化协同创新"
	status     = "工作开展情况"
)

// asked is a case with a draft and one request to 省教育厅; it returns the
// request and the draft's revision.
func (s *stage) asked() (id int64, r reply.Request, revision int) {
	s.t.Helper()
	id = s.register()
	s.setDay(2024, 3, 12)
	revision, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, s.m.Lead)
	s.must(err)
	s.must(s.AskParts(s.ctx, s.drafter(), id, service.RequestInput{
		DepartmentIDs: []int64{s.ids["省教育厅"]}, Heading: []string{status, innovation}, Wanted: "近三年产学研合作的做法和数据",
	}))
	return id, s.requests(id)[0].Request, revision
}

func (s *stage) requests(id int64) []service.RequestView {
	s.t.Helper()
	v, err := s.Requests(s.ctx, s.drafter(), id)
	s.must(err)
	return v.Requests
}

func (s *stage) answering(text string, requests ...reply.Request) reply.Opinion {
	o := reply.Opinion{Contact: s.opinionOf("省教育厅").Contact}
	for _, r := range requests {
		o.Answers = append(o.Answers, reply.Answer{Request: r.ID, Text: text})
	}
	return o
}

func TestARequestGoesItsWay(t *testing.T) {
	s := newStage(t)
	id, r, revision := s.asked()
	if r.State != reply.Asked || r.Due != s.m.File.CoHandlingDue || r.Heading != innovation {
		t.Fatalf("asked for %+v", r)
	}
	head, drafter := s.actors["jiaoyu.fuze"], s.actors["jiaoyu.chengban"]
	page, err := s.Case(s.ctx, drafter, id)
	s.must(err)
	if page.Next.Act != reply.SendOpinion || !strings.Contains(page.Next.Text, "1项会办事项待报送") {
		t.Errorf("the co-handler is told %+v", page.Next)
	}
	_, err = s.SubmitOpinion(s.ctx, head, id, 0, s.answering("省教育厅支持校企共建中心。", r))
	s.must(err)
	if got := s.requests(id)[0]; got.State != reply.Received {
		t.Errorf("after it was answered: %s", got.State)
	}
	form, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	e := form.Entries[0]
	if len(form.Entries) != 1 || e.Request == nil || e.Entry.Part != merge.Status || !e.Suggestions[0].Asked || !strings.HasSuffix(e.Suggestions[0].Path, innovation) {
		t.Fatalf("offered for merging: %+v", form.Entries)
	}
	_, err = s.Merge(s.ctx, s.drafter(), id, revision, []service.MergeChoice{{
		Department: e.Entry.Department, Revision: 1, Entry: 0, Verdict: reply.Used, Place: e.Suggestions[0].Place,
	}})
	s.must(err)
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	if !strings.Contains(v.Text, "省教育厅支持校企共建中心。") {
		t.Error("the answer is not in the draft")
	}
}

func TestRequestsOfOthersAreNotSeen(t *testing.T) {
	s := newStage(t)
	id, r, _ := s.asked()
	s.must(s.AskParts(s.ctx, s.drafter(), id, service.RequestInput{
		DepartmentIDs: []int64{s.ids["省市场监管局"], s.ids["省教育厅"]}, Wanted: "对全文的意见", Due: s.m.File.CoHandlingDue.AddDays(5),
	}))
	v, err := s.Opinion(s.ctx, s.actors["shijian.chengban"], id)
	s.must(err)
	if len(v.Requests) != 1 || v.Requests[0].Name() != "全文" || len(v.Headings) < 10 {
		t.Errorf("it sees %+v under %d headings", v.Requests, len(v.Headings))
	}
	page, err := s.Case(s.ctx, s.actors["shijian.chengban"], id)
	s.must(err)
	for _, h := range page.CoHandlers {
		for _, one := range h.Requests {
			if one.DepartmentID != s.ids["省市场监管局"] {
				t.Errorf("it sees %+v", one)
			}
		}
	}
	_, err = s.Requests(s.ctx, s.actors["shijian.fuze"], id)
	s.refused(err, reply.Forbidden)
	_, err = s.SaveOpinion(s.ctx, s.actors["shijian.chengban"], id, 0, s.answering("替别人答的", r))
	s.refused(err, reply.Invalid)
}

func TestRequestsAreCheckedAndAskedOnce(t *testing.T) {
	s := newStage(t)
	id, _, _ := s.asked()
	in := service.RequestInput{DepartmentIDs: []int64{s.ids["省教育厅"]}, Heading: []string{status, innovation}, Wanted: "近三年产学研合作的做法和数据"}
	s.must(s.AskParts(s.ctx, s.drafter(), id, in)) // the second press
	if got := s.requests(id); len(got) != 1 {
		t.Errorf("asked %d times", len(got))
	}
	for field, change := range map[string]func(*service.RequestInput){
		"wanted":      func(in *service.RequestInput) { in.Wanted = " " },
		"departments": func(in *service.RequestInput) { in.DepartmentIDs = []int64{s.ids["省科技厅"]} },
		"heading":     func(in *service.RequestInput) { in.Heading = []string{"没有这个标题"} },
		"due":         func(in *service.RequestInput) { in.Due = s.Today().AddDays(-1) },
	} {
		bad := in
		change(&bad)
		err := s.AskParts(s.ctx, s.drafter(), id, bad)
		if p := reply.ProblemsOf(err); len(p) != 1 || p[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	none := in
	none.DepartmentIDs = nil
	s.refused(s.AskParts(s.ctx, s.drafter(), id, none), reply.Invalid)
	s.refused(s.AskParts(s.ctx, s.actors["jiaoyu.fuze"], id, in), reply.Forbidden)
}

func TestMissingPartsBlockByName(t *testing.T) {
	s := newStage(t)
	id, r, revision := s.asked()
	s.must(s.Waive(s.ctx, s.drafter(), id, s.ids["省市场监管局"], "来函说明无意见"))
	s.now = r.Due.AddDays(2).Time()
	err := s.SendForApproval(s.ctx, s.drafter(), id, revision)
	s.refused(err, reply.Conflict)
	if want := "省教育厅尚未报送会办事项“强化协同创新”，已逾期 2 天"; !strings.Contains(err.Error(), want) {
		t.Errorf("%v\nlacks %s", err, want)
	}
	if strings.Contains(err.Error(), "省教育厅尚未报送会办意见") {
		t.Errorf("said twice: %v", err)
	}
	s.refused(s.WithdrawRequest(s.ctx, s.drafter(), id, r.ID, " "), reply.Invalid)
	s.must(s.WithdrawRequest(s.ctx, s.drafter(), id, r.ID, "已从公开资料取得"))
	s.refused(s.WithdrawRequest(s.ctx, s.drafter(), id, r.ID, "又一次"), reply.Conflict)
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if all := strings.Join(page.Blocking, ""); !strings.Contains(all, "省教育厅尚未报送会办意见") || strings.Contains(all, innovation) {
		t.Errorf("with its only request withdrawn: %q", page.Blocking)
	}
	s.must(s.Waive(s.ctx, s.drafter(), id, s.ids["省教育厅"], "不再需要"))
	s.overrule(id) // the letter numbers parts that it does not have
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
}

func TestWaivingWithdrawsWhatWaits(t *testing.T) {
	s := newStage(t)
	id, _, _ := s.asked()
	s.must(s.Waive(s.ctx, s.drafter(), id, s.ids["省教育厅"], "该单位来函说明无意见"))
	if got := s.requests(id)[0]; got.State != reply.NoLongerAsked || got.Reason != "该单位来函说明无意见" {
		t.Errorf("waived, and asked for still: %+v", got)
	}
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if strings.Contains(strings.Join(page.Blocking, ""), "省教育厅") || page.CoHandlers[1].Collection != reply.AllIn {
		t.Errorf("still waiting: %q", page.Blocking)
	}
}

func TestDecliningIsPartOfWhatTheHeadApproves(t *testing.T) {
	s := newStage(t)
	id, r, _ := s.asked()
	o := reply.Opinion{Contact: s.opinionOf("省教育厅").Contact, Answers: []reply.Answer{{Request: r.ID, Declined: "由省发展改革委负责"}}}
	_, err := s.SubmitOpinion(s.ctx, s.actors["jiaoyu.chengban"], id, 0, o)
	s.refused(err, reply.Forbidden)
	version, err := s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, 0, o)
	s.must(err)
	if got := s.requests(id)[0]; got.State != reply.NotTaken || got.Reason != "由省发展改革委负责" {
		t.Errorf("declined: %+v", got)
	}
	s.must(s.AskAgain(s.ctx, s.drafter(), id, r.ID, 2, service.RequestInput{Wanted: "请只提供高校的数据", Due: r.Due, Heading: []string{status, innovation}}))
	s.refused(s.AskAgain(s.ctx, s.drafter(), id, r.ID, 2, service.RequestInput{Wanted: "另一个人的话", Due: r.Due}), reply.Stale)
	if got := s.requests(id)[0]; got.State != reply.Asked || got.Reason != "" || got.Wanted != "请只提供高校的数据" {
		t.Errorf("asked again: %+v", got)
	}
	_, err = s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, version, s.answering("高校已建中心九个。", r))
	s.must(err)
	if got := s.requests(id)[0]; got.State != reply.Received {
		t.Errorf("answered after all: %s", got.State)
	}
}

func TestARequestFollowsItsHeading(t *testing.T) {
	s := newStage(t)
	id, r, revision := s.asked()
	text := strings.Replace(s.m.Lead, innovation, "强化协同创新攻关", 1)
	revision, err := s.SaveDraft(s.ctx, s.drafter(), id, revision, text)
	s.must(err)
	if got := s.requests(id)[0]; got.Heading != "强化协同创新攻关" || got.Gone || got.Block < 0 {
		t.Errorf("reworded: %+v", got)
	}
	revision, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, "杨建林委员：\n一、工作开展情况\n另写。\n")
	s.must(err)
	got := s.requests(id)[0]
	if !got.Gone || got.Name() != "强化协同创新攻关（标题已删除）" || got.State != reply.Asked {
		t.Errorf("its heading is gone: %+v", got)
	}
	s.must(s.MoveRequest(s.ctx, s.drafter(), id, r.ID, got.Revision, []string{status}))
	if got := s.requests(id)[0]; got.Gone || got.Heading != status {
		t.Errorf("hung elsewhere: %+v", got)
	}
	_, err = s.SaveDraft(s.ctx, s.drafter(), id, revision, text)
	s.must(err)
}

func TestOneWorstStateInEveryList(t *testing.T) {
	s := newStage(t)
	id, r, _ := s.asked()
	seen := func(login string) reply.Collection {
		w, err := s.Work(s.ctx, s.actors[login])
		s.must(err)
		for _, one := range append(w.Mine, w.Others...) {
			if one.Case.ID == id {
				return one.Collection
			}
		}
		t.Fatalf("%s has no such case", login)
		return 0
	}
	_, err := s.SubmitOpinion(s.ctx, s.actors["shijian.fuze"], id, 0, s.opinionOf("省市场监管局"))
	s.must(err)
	for _, step := range []struct {
		day              calendar.Date
		all, edu, market reply.Collection
	}{
		{r.Due.AddDays(-1), reply.Awaited, reply.Awaited, reply.AllIn},
		{r.Due, reply.DueToday, reply.DueToday, reply.AllIn},
		{r.Due.AddDays(1), reply.PastDue, reply.PastDue, reply.AllIn},
	} {
		s.now = step.day.Time()
		for login, want := range map[string]reply.Collection{
			"keji.chengban": step.all, "keji.fuze": step.all, "ducha": step.all, "jiaoyu.chengban": step.edu, "jiaoyu.fuze": step.edu, "shijian.chengban": step.market,
		} {
			if got := seen(login); got != want {
				t.Errorf("%s: %s sees %s, want %s", step.day, login, got.Han(), want.Han())
			}
		}
	}
}
