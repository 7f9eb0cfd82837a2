package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func TestARefusalLeadsBackToTheCase(t *testing.T) {
	s := newSite(t)
	s.as(t, "keji").post(s.path("/approval"), url.Values{"revision": {"0"}}).
		want(t, http.StatusConflict, `href="/cases/1">返回提案第0123号</a>`, "还没有答复稿")
	stale := s.as(t, "keji.head").get(s.path("/issue"))
	stale.want(t, http.StatusConflict, `href="/cases/1">返回提案第0123号</a>`)
	for _, got := range []answer{stale, s.as(t, "keji").get("/nothing")} {
		about := got.body[strings.Index(got.body, `<p class="about">`):]
		if text, _, _ := strings.Cut(about, "</p>"); !strings.HasSuffix(text, "。") {
			t.Errorf("no full stop at the end of %q", text)
		}
	}
	// Another department's case is not named.
	other := s.as(t, "caizheng").get(s.path("/issue"))
	other.want(t, http.StatusNotFound, "回到首页")
	if strings.Contains(other.body, "0123") {
		t.Error("the page names a case that is not theirs")
	}
}

func TestHandingInTheSameAgainGoesBackWithALine(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu.head")
	b.post(s.path("/opinion"), s.opinionForm())
	got := b.post(s.path("/opinion"), s.form(s.opinionForm(), "version", "1"))
	if got.status != http.StatusSeeOther || got.location != s.path("") {
		t.Fatalf("status %d to %q", got.status, got.location)
	}
	b.get(s.path("")).want(t, http.StatusOK, `<p class="flash"`, "内容与第1次报送完全相同")
}

func TestStampsSayWhoDraftedNotWhoRegistered(t *testing.T) {
	s := newSite(t)
	ctx := context.Background()
	id, err := s.service.CreateCase(ctx, s.actors["ducha"], s.caseInput("0789"))
	check(t, err)
	first := func(login string) stamp {
		v, err := s.service.Case(ctx, s.actors[login], id)
		check(t, err)
		return stamps(v, 2026)[0]
	}
	if got := first("keji"); got.Who != "" || got.At != "" {
		t.Errorf("before anybody wrote: %+v", got)
	}
	for revision, text := range []string{"张某某委员：\n甲。\n", "张某某委员：\n乙。\n"} {
		who := []string{"keji", "keji.head"}[revision]
		_, err := s.service.SaveDraft(ctx, s.actors[who], id, revision, text)
		check(t, err)
	}
	if got := first("keji"); got.Who != "省科技厅负责人" || got.At != "3月11日 10:03" {
		t.Errorf("the lead sees %+v", got)
	}
	if got := first("jiaoyu"); got.Who != "省科技厅" || got.At != "3月2日交办" {
		t.Errorf("a co-handler sees %+v", got)
	}
	later := service.CaseView{Standing: reply.CoHandling, Case: reply.Case{State: reply.Replied}, Lead: reply.Department{ShortName: "省科技厅"},
		Letters: []reply.Letter{{State: reply.Issued, IssuedAt: testDay}}}
	if got := stamps(later, 2026)[2]; got.Who != "省科技厅" || got.At != "3月11日 10:03" {
		t.Errorf("after the issue a co-handler sees %+v", got)
	}
}

func TestAccountFormNamesTheMissingDepartmentToo(t *testing.T) {
	s := newSite(t)
	got := s.as(t, "guanli").post("/registry/accounts/new", url.Values{"login": {""}, "name": {"x"}, "role": {"drafter"}, "way": {"type"}, "password": {""}})
	got.want(t, http.StatusUnprocessableEntity, "请填写账号", "请选择单位", "请填写密码，或选择自动生成", "请改正后重新填写密码")
	s.as(t, "keji").post("/registry/accounts/new", url.Values{"login": {""}, "role": {"drafter"}}).want(t, http.StatusForbidden, "不能")
}

func TestPasswordsAreAskedForAgain(t *testing.T) {
	s := newSite(t)
	got := s.as(t, "keji").post("/password", url.Values{"old": {testPassword}, "new": {"shiyong-2025-y"}, "repeat": {"other"}})
	got.want(t, http.StatusUnprocessableEntity, "请改正后重新填写密码", "两次输入的新密码不一致")
	if strings.Contains(got.body, "已填写的内容均已保留") {
		t.Error("the page says that the passwords are still there")
	}
}

func TestWhoHasNoWorkGoesHome(t *testing.T) {
	s := newSite(t)
	for login, to := range map[string]string{"guanli": "/registry", "keji.reader": "/letters"} {
		if got := s.as(t, login).get("/work"); got.location != to {
			t.Errorf("%s: %d to %q, want %q", login, got.status, got.location, to)
		}
	}
}

func TestTheOutlineIsChosenBeforeTheDraftIsBegun(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	const choose = `<input type="radio" name="skeleton"`
	if page := lead.get(s.path("/edit")).body; !strings.Contains(page, choose) || !strings.Contains(page, "送签前必填") {
		t.Error("before the draft there is nothing to choose")
	}
	lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {mergeDraft}, "then": {"stay"}})
	page := lead.get(s.path("/edit"))
	page.want(t, http.StatusOK, "答复稿已经起草，结构请直接在答复稿的文字里改", `name="skeleton" value="status-next-steps"`)
	if strings.Contains(page.body, choose) {
		t.Error("the outline can still be chosen, to no effect")
	}
}

func TestAnOutlineByRecommendationsAsksForThem(t *testing.T) {
	s := newSite(t)
	ctx := context.Background()
	v, err := s.service.Case(ctx, s.actors["keji"], s.caseID)
	check(t, err)
	lead := s.as(t, "keji")
	const hint = "尚未登记对策建议"
	if strings.Contains(lead.get(s.path("/draft?skeleton=per-recommendation")).body, hint) {
		t.Error("the case has recommendations")
	}
	in := s.caseInput(v.Case.Number)
	in.Recommendations = nil
	check(t, s.service.EditCase(ctx, s.actors["keji"], s.caseID, v.Case.Revision, in))
	lead.get(s.path("/draft?skeleton=per-recommendation")).want(t, http.StatusOK, hint, "修改交办信息")
	if strings.Contains(lead.get(s.path("/draft")).body, hint) {
		t.Error("the usual outline needs none")
	}
}

func TestWordsFollowTheKindOfCase(t *testing.T) {
	s := newSite(t)
	in := s.caseInput("0790")
	in.Kind = reply.Suggestion
	id, err := s.service.CreateCase(context.Background(), s.actors["keji"], in)
	check(t, err)
	s.as(t, "keji").get(casePath(id)).want(t, http.StatusOK, "<dt>提建议的代表</dt>", "应当与提建议的代表沟通")
	s.as(t, "keji").get(s.path("")).want(t, http.StatusOK, "<dt>提案者</dt>")
}
