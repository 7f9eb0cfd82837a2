package web

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
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

	// Its head signs it; the lead reads it; the other co-handlers do not know of it.
	boss := s.as(t, "jiaoyu.head")
	boss.get(s.path("")).want(t, http.StatusOK, "签发会办意见函", s.path("/opinion-letter/1/issue"))
	b.get(s.path("/opinion-letter/1/issue")).want(t, http.StatusForbidden)
	shown := boss.get(s.path("/opinion-letter/1/issue"))
	shown.want(t, http.StatusOK, "某教提函〔2026〕1号", "关于政协某省第九届委员会第四次会议第0123号提案的会办意见", "签发并用印", "试用印章")
	form = shownForm(t, shown.body)
	boss.post(s.path("/opinion-letter/1/issue"), url.Values{"sha256": {strings.Repeat("a", 64)}, "number": form["number"], "version": {"1"}}).want(t, http.StatusConflict, "请重新审阅")
	boss.post(s.path("/opinion-letter/1/issue"), url.Values{"sha256": form["sha256"], "number": {"某教提函〔2026〕9号"}, "version": {"1"}}).want(t, http.StatusConflict, "发文字号现在是某教提函〔2026〕1号")
	prepared := regexp.MustCompile(`/cases/\d+/opinion-letter/1/issue/prepared\.pdf`).FindString(shown.body)
	if got := boss.get(prepared); !strings.HasPrefix(got.body, "%PDF-") {
		t.Errorf("what is to be signed cannot be seen: %d", got.status)
	}
	s.as(t, "keji.head").get(prepared).want(t, http.StatusForbidden)
	if got := boss.post(s.path("/opinion-letter/1/issue"), form); got.status != http.StatusSeeOther {
		t.Fatalf("signing: %d %.600s", got.status, visible(got.body))
	}
	page = boss.get(s.path("")).body
	file := regexp.MustCompile(`/letters/\d+/download`).FindString(page)
	if file == "" || !strings.Contains(page, "某教提函〔2026〕1号") || strings.Contains(page, "签发会办意见函</a>") {
		t.Errorf("the case page after signing:\n%.2000s", visible(page))
	}
	lead := s.as(t, "keji")
	lead.get(s.path("")).want(t, http.StatusOK, "会办意见函", "某教提函〔2026〕1号")
	if got := lead.get(file); !strings.HasPrefix(got.body, "%PDF-") || !strings.Contains(got.body, "/Sig") {
		t.Errorf("the lead reads %d", got.status)
	}
	s.as(t, "caizheng").get(file).want(t, http.StatusNotFound)
	boss.post(s.path("/opinion-letter/1/retry"), url.Values{}).want(t, http.StatusConflict, "没有等待签章的会办意见函")
}

// A signature that does not succeed is retried or given up on the same page.
func TestAnOpinionLetterWaitsForItsSignature(t *testing.T) {
	var broken atomic.Bool
	s := newSiteWith(t, func(keys service.Signer) service.Signer { return &moody{keys, &broken} })
	head := s.actors["jiaoyu.head"]
	_, err := s.service.SubmitOpinion(t.Context(), head, s.caseID, 0, reply.Opinion{Status: "支持高校与企业合作。", Contact: reply.Person{Office: "高教处", Name: "王某某", Phone: "0871-63104060"}})
	check(t, err)
	_, err = s.service.SaveDepartment(t.Context(), service.Operator, service.DepartmentInput{ID: s.departments["省教育厅"], FullName: "某省教育厅", ShortName: "省教育厅", NumberPrefix: "某教提函", OpinionPrefix: "某教会函"})
	check(t, err)
	boss := s.as(t, "jiaoyu.head")
	path := s.path("/opinion-letter/1")
	sign := func() answer {
		return boss.post(path+"/issue", shownForm(t, boss.get(path+"/issue").body))
	}
	broken.Store(true)
	if got := sign(); got.status != http.StatusSeeOther {
		t.Fatalf("signing without a key: %d", got.status)
	}
	boss.get(path+"/issue").want(t, http.StatusOK, "签章没有完成", "重试签章", "放弃签章")
	boss.post(path+"/abandon", url.Values{"reason": {" "}}).want(t, http.StatusUnprocessableEntity, "请填写理由", "重试签章")
	boss.post(path+"/abandon", url.Values{"reason": {"密钥坏了"}}).want(t, http.StatusSeeOther)
	_ = sign()
	broken.Store(false)
	boss.post(path+"/retry", url.Values{}).want(t, http.StatusSeeOther)
	boss.get(s.path("")).want(t, http.StatusOK, "某教会函〔2026〕1号", "有效", "放弃签章，释放发文字号某教会函〔2026〕1号：密钥坏了")
}

// moody is a signer whose key comes and goes.
type moody struct {
	service.Signer
	broken *atomic.Bool
}

func (m *moody) Sign(pdf []byte, d reply.Department, seal service.Seal, place layout.SealPlace, at time.Time) ([]byte, error) {
	if m.broken.Load() {
		return nil, errors.New("token removed")
	}
	return m.Signer.Sign(pdf, d, seal, place, at)
}
