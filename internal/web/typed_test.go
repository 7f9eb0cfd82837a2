package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A form that comes too late cannot be shown again; its words can.
func TestARefusedFormsWordsComeBack(t *testing.T) {
	s, lead := readyToMerge(t)
	id, _ := s.prepared(t, "0779")
	for name, tt := range map[string]struct {
		who  *browser
		path string
		form url.Values
		code int
		want string
	}{
		"a draft after it was sent": {lead, "/draft", url.Values{"revision": {"1"}, "text": {"又改了一个下午的答复稿。"}}, http.StatusConflict, "又改了一个下午的答复稿。"},
		"a return by the drafter":   {lead, "/return", url.Values{"revision": {"1"}, "reason": {"想退回的理由写在这里"}}, http.StatusForbidden, "想退回的理由写在这里"},
	} {
		t.Run(name, func(t *testing.T) {
			page := tt.who.post(casePath(id)+tt.path, tt.form)
			page.want(t, tt.code, tt.want, "您填写的内容", "没有保存")
		})
	}
	page := lead.post("/login", url.Values{"login": {"keji"}, "password": {"secret words 1"}, "next": {""}})
	if strings.Contains(page.body, "secret words") {
		t.Error("a password comes back")
	}
	if got := typedWords(url.Values{"password": {"x"}, "old": {"y"}, "new": {"z"}}); got != nil {
		t.Errorf("secrets among the words: %v", got)
	}
}
