package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dafu/internal/reply"
)

func TestOpinionLetterOfAContribution(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	head := s.actors["jiaoyu.head"]
	_, err := s.service.SubmitOpinion(ctx, head, s.caseID, 0, reply.Opinion{Status: "支持高校与企业合作。", Contact: reply.Person{Office: "高教处", Name: "王某某", Phone: "0871-63104060"}})
	check(t, err)
	b := s.as(t, "jiaoyu")
	page := s.path("/contributions/2/1")
	if strings.Contains(b.get(page).body, "会办意见函") {
		t.Error("a department without such letters is offered one")
	}
	b.get(s.path("/opinion-letter/1")).want(t, http.StatusConflict, "没有设会办意见函代字")

	guanli := s.as(t, "guanli")
	form := url.Values{
		"full_name": {"某省教育厅"}, "short_name": {"省教育厅"}, "number_prefix": {"某教提函"}, "opinion_prefix": {"某教提函〔2026〕"},
		"next_number": {"1"}, "letter_form": {"file"}, "printer": {""}, "revision": {"1"},
	}
	guanli.post("/registry/departments/2", form).want(t, http.StatusUnprocessableEntity, "会办意见函代字")
	form.Set("opinion_prefix", "某教提函")
	if got := guanli.post("/registry/departments/2", form); got.status != http.StatusSeeOther {
		t.Fatalf("saving the department: %d %.600s", got.status, visible(got.body))
	}
	guanli.get("/registry/departments/2").want(t, http.StatusOK, `name="opinion_prefix" type="text" value="某教提函"`)

	b.get(page).want(t, http.StatusOK, "会办意见函（草稿 PDF）", s.path("/opinion-letter/1"))
	got := b.get(s.path("/opinion-letter/1"))
	got.want(t, http.StatusOK)
	if !strings.HasPrefix(got.body, "%PDF-") {
		t.Errorf("it is %.20q", got.body)
	}
	b.get(s.path("/opinion-letter/9")).want(t, http.StatusNotFound)
	s.as(t, "keji").get(s.path("/opinion-letter/1")).want(t, http.StatusForbidden)
	s.as(t, "caizheng").get(s.path("/opinion-letter/1")).want(t, http.StatusNotFound)
	if strings.Contains(s.as(t, "keji").get(page).body, "会办意见函（草稿 PDF）") {
		t.Error("the lead is offered the co-handler's letter")
	}
}
