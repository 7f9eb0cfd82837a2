package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A draft that answers another proposal is named on the case's page and mended at a
// press; the desk offers the same as a fix of its own, never among all fixes.
func TestDifferencesOnTheCasePageAndAtTheDesk(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	text := "张某某委员：\n您提出的《关于进一步方便群众查询科研项目信息的提案》收悉，现答复如下：\n一、工作开展情况\n建成平台20个。\n某省科学技术厅\n"
	redirected(t, lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {text}, "then": {"stay"}}), s.path("/draft"))
	page := lead.get(s.path(""))
	page.want(t, http.StatusOK, "与交办信息不一致（1 处）", "这里答复的是“关于进一步方便群众查询科研项目信息的提案”，登记的案由是“关于加快科技创新的提案”，不是同一件提案", "按交办信息改正")
	keys := keysIn(page.body, s.path("/conform"))
	if len(keys) != 1 {
		t.Fatalf("keys %q", keys)
	}
	type heard struct {
		Checked struct {
			Findings []struct {
				Fix   string
				Alone bool
				Edits []any
			}
		}
	}
	offered := false
	for _, f := range jsonOf[heard](t, lead.postJSON(s.path("/desk/live"), fmt.Sprintf(`{"text":%q,"have":[]}`, text))).Checked.Findings {
		offered = offered || f.Alone && f.Fix == "关于加快科技创新的提案" && len(f.Edits) == 1
	}
	if !offered {
		t.Error("the desk does not offer to follow the case")
	}
	s.as(t, "ducha").post(s.path("/conform"), url.Values{"revision": {"1"}, "key": keys}).want(t, http.StatusForbidden)
	redirected(t, lead.post(s.path("/conform"), url.Values{"revision": {"9"}, "key": keys}), s.path(""))
	lead.get(s.path("")).want(t, http.StatusOK, "没有改动。请看现在的不一致之处", "与交办信息不一致")
	redirected(t, lead.post(s.path("/conform"), url.Values{"revision": {"1"}, "key": keys}), s.path(""))
	page = lead.get(s.path(""))
	page.want(t, http.StatusOK, "答复稿已按交办信息改正，存为新的一稿", "按交办信息改正答复稿 1 处")
	if strings.Contains(page.body, "与交办信息不一致") {
		t.Error("it still differs")
	}
	draft, err := s.service.Draft(context.Background(), s.actors["keji"], s.caseID, "")
	check(t, err)
	if !strings.Contains(draft.Text, "您提出的《关于加快科技创新的提案》收悉") {
		t.Errorf("the draft is\n%s", draft.Text)
	}
}

// The form of a case names what cannot stand and keeps what was typed; another lead
// with the same number is told of.
func TestNumbersAndDatesAtTheField(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	form := func() url.Values { return s.form(s.caseForm(), "number", "第０４５６号") }
	f := form()
	f.Set("number", "04 56")
	f.Set("assigned_on", "0001-01-01")
	f.Set("reply_due", "9999-12-31")
	lead.post("/cases/new", f).want(t, http.StatusUnprocessableEntity, "编号“04 56”不像提案、建议的编号", "在 10 年以前，请核对年份", "比交办日期晚 3 年以上", `value="04 56"`, `value="9999-12-31"`)
	got := lead.post("/cases/new", form())
	if got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, got.body)
	}
	lead.get(got.location).want(t, http.StatusOK, "提案第0456号")
	f = form()
	f.Set("number", "456")
	lead.post("/cases/new", f).want(t, http.StatusUnprocessableEntity, "这家主办单位已经登记过这一届次的这个编号：第0456号提案")
	other := s.caseInput("0456")
	other.LeadID, other.CoHandlerIDs = s.departments["省教育厅"], nil
	_, err := s.service.CreateCase(context.Background(), s.actors["jiaoyu"], other)
	check(t, err)
	lead.get(got.location).want(t, http.StatusOK, "某省教育厅也登记为这件提案的主办单位。如属分办，不必处理")
}
