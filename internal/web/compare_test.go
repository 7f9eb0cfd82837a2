package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestRedlineFile(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	first, err := s.service.SaveDraft(t.Context(), s.actors["keji"], s.caseID, 0, "张某某委员：\n现答复如下。\n")
	check(t, err)
	_, err = s.service.SaveDraft(t.Context(), s.actors["keji"], s.caseID, first, "张某某委员：\n现将有关情况答复如下。\n")
	check(t, err)
	lead.get(s.path("/compare?from=1&to=2")).want(t, http.StatusOK, `href="/cases/1/redline.pdf?from=1&amp;to=2"`, "打印花脸稿")
	got := lead.get(s.path("/redline.pdf?from=2&to=1"))
	got.want(t, http.StatusOK)
	if !strings.HasPrefix(got.body, "%PDF-") || got.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "inline") {
		t.Errorf("it is %s, %s", got.header.Get("Content-Type"), got.header.Get("Content-Disposition"))
	}
	for _, c := range []struct {
		login, query string
		status       int
	}{
		{"keji", "?from=1&to=9", http.StatusNotFound}, {"keji", "?from=x&to=1", http.StatusNotFound}, {"keji", "", http.StatusNotFound},
		{"jiaoyu", "?from=1&to=2", http.StatusForbidden}, {"caizheng", "?from=1&to=2", http.StatusNotFound},
	} {
		s.as(t, c.login).get(s.path("/redline.pdf"+c.query)).want(t, c.status)
	}
}

// A figure that changed in the same words is named above the text, with a link to
// its line.
func TestChangedFiguresStandAboveTheComparison(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	first, err := s.service.SaveDraft(t.Context(), s.actors["keji"], s.caseID, 0, "张某某委员：\n全市新增停车泊位1200个，已经投入使用。\n")
	check(t, err)
	_, err = s.service.SaveDraft(t.Context(), s.actors["keji"], s.caseID, first, "张某某委员：\n全市新增停车泊位1300个，已经投入使用。\n")
	check(t, err)
	lead.get(s.path("/compare?from=1&to=2")).want(t, http.StatusOK, "（1处）", `<del>1200</del> → <a href="#b1">1300</a>`, `id="b1"`)
	if same := lead.get(s.path("/compare?from=1&to=1")); strings.Contains(same.body, "swaps-head") {
		t.Error("equal revisions have a list")
	}
}
