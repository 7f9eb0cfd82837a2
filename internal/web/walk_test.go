package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// walkForms are forms that are in order, by route; a route that is not here gets
// one with a reason.
func (s *testSite) walkForms() map[string]url.Values {
	sign := url.Values{"sha256": {strings.Repeat("a", 64)}, "number": {"某科提〔2026〕1号"}, "version": {"1"}}
	return map[string]url.Values{
		"/cases/new":          s.caseForm(),
		"/cases/:id/requests": {"heading": {"全文"}, "departments": {"2"}, "wanted": {"数据"}, "due": {"2026-03-20"}},
		"/cases/:id/opinion":  s.opinionForm(), "/cases/:id/opinion/autosave": s.opinionForm(), "/cases/:id/edit": s.form(s.caseForm(), "revision", "1"),
		"/cases/:id/comments":                 {"quote": {"文字"}, "words": {"好"}, "audience": {"all"}},
		"/cases/:id/comments/:comment/answer": {"words": {"好"}}, "/cases/:id/comments/:comment/state": {"state": {"open"}},
		"/cases/:id/countersign/object": {"words": {"不妥"}, "digest": {"x"}}, "/cases/:id/countersign/confirm": {"digest": {"x"}},
		"/cases/:id/issue": sign, "/cases/:id/opinion-letter/:revision/issue": sign,
		"/cases/:id/draft":             {"revision": {"0"}, "text": {"文字"}},
		"/cases/:id/talks":             {"on": {"2026-03-10"}, "way": {"电话"}, "with": {"张某某"}, "outcome": {"一致"}},
		"/cases/:id/merge":             {"revision": {"1"}},
		"/cases/:id/check/overrule":    {"key": {"00"}, "reason": {"无"}},
		"/cases/:id/requests/:request": {"revision": {"1"}, "wanted": {"数据"}, "due": {"2026-03-20"}, "heading": {"全文"}, "act": {"again"}},
	}
}

var walkJSON = map[string]string{
	"/cases/:id/desk/live": `{"text":"文字"}`, "/cases/:id/desk/save": `{"base":0,"text":"文字"}`,
	"/cases/:id/desk/ask":                      `{"heading":"全文","departments":[2],"wanted":"数据","due":"2026-03-20"}`,
	"/cases/:id/desk/request":                  `{"request":1,"revision":1,"act":"move","heading":"全文","reason":""}`,
	"/cases/:id/desk/comments":                 `{"text":"文字"}`,
	"/cases/:id/desk/comments/new":             `{"text":"文字","from":{"line":0,"column":0},"to":{"line":0,"column":1},"words":"好","audience":"all","press":""}`,
	"/cases/:id/desk/comments/:comment/answer": `{"words":"好","press":""}`, "/cases/:id/desk/comments/:comment/state": `{"open":true}`,
	"/cases/:id/desk/here": `{"tab":"x","gone":true}`, "/cases/:id/desk/leave": `{"key":"00","text":"文字"}`, "/cases/:id/desk/merge": `{"revision":1,"entry":"1.1.0","verdict":"declined","reason":"无"}`,
	"/cases/:id/desk/phrases": `{"id":1}`, "/cases/:id/desk/tidy": `{"text":"文字"}`, "/cases/:id/desk/part": `{"revision":1,"block":0,"words":"文字","part":"body"}`, "/cases/:id/desk/responses": `{"text":"文字","on":true}`,
}

// walkCases are cases in every state; each with a request, where that state has
// seen one.
func (s *testSite) walkCases(t *testing.T) map[string]int64 {
	t.Helper()
	ctx := context.Background()
	collecting, err := s.service.CreateCase(ctx, s.actors["keji"], s.caseInput("0910"))
	check(t, err)
	revision, err := s.service.SaveDraft(ctx, s.actors["keji"], collecting, 0, mergeDraft)
	check(t, err)
	check(t, s.service.AskParts(ctx, s.actors["keji"], collecting, service.RequestInput{
		DepartmentIDs: []int64{s.departments["省教育厅"]}, Wanted: "数据", Due: calendar.Date{Year: 2026, Month: 3, Day: 20},
	}))
	_, err = s.service.SaveOpinion(ctx, s.actors["jiaoyu"], collecting, 0, reply.Opinion{Status: "支持高校和企业合作。"})
	check(t, err)
	merged, err := s.service.CreateCase(ctx, s.actors["keji"], s.caseInput("0911"))
	check(t, err)
	_, err = s.service.SubmitOpinion(ctx, s.actors["jiaoyu.head"], merged, 0, reply.Opinion{Status: "支持高校和企业合作。", Contact: reply.Person{Office: "处", Name: "王某某", Phone: "0871-63104060"}})
	check(t, err)
	_, err = s.service.SaveDraft(ctx, s.actors["keji"], merged, 0, mergeDraft)
	check(t, err)
	_ = revision
	approval, _ := s.prepared(t, "0912")
	replied, _, _ := s.issued(t, "0913")
	revoked, letter, _ := s.issued(t, "0914")
	check(t, s.service.Withdraw(ctx, s.actors["keji.head"], letter.ID, "数据有误"))
	return map[string]int64{"new": s.caseID, "collecting": collecting, "handed in": merged, "approval": approval, "replied": replied, "revoked": revoked, "missing": 99999}
}

// Whoever posts whatever to a case in whatever state, also about things that
// there are not: it is done or refused, and never a fault of ours.
func TestNoPostIsAFaultOfOurs(t *testing.T) {
	s := newSite(t)
	cases := s.walkCases(t)
	forms := s.walkForms()
	skip := map[string]bool{"/login": true, "/logout": true, "/password": true}
	for _, login := range []string{"guanli", "caizheng", "keji.reader", "ducha", "jiaoyu", "jiaoyu.head", "keji", "keji.head"} {
		b := s.as(t, login)
		for _, state := range slices.Sorted(maps.Keys(cases)) {
			for _, r := range (&server{}).routes() {
				if r.method != http.MethodPost || skip[r.path] || !strings.Contains(r.path, "/:id") && state != "new" {
					continue
				}
				for _, object := range []string{"99", "2", "1"} {
					path := strings.NewReplacer(":department", object, ":revision", object, ":letter", object, ":request", object, ":comment", object).Replace(r.path)
					if path == r.path && object != "1" {
						continue
					}
					path = fill(path, cases[state])
					var got answer
					if form, known := forms[r.path]; r.access != person {
						got = b.postJSON(path, walkJSON[r.path])
					} else if known {
						got = b.post(path, form)
					} else {
						got = b.post(path, url.Values{"reason": {"数据有误"}, "revision": {"1"}})
					}
					if got.status >= 500 {
						t.Errorf("%s posts to %s (%s): %d\n%.200s", login, path, state, got.status, visible(got.body))
					}
				}
			}
		}
	}
	if n := strings.Count(s.log.String(), "level=ERROR"); n > 0 {
		t.Errorf("%d faults in the log:\n%.2000s", n, s.log)
	}
}
