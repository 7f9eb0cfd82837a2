package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestPrintUnsealed(t *testing.T) {
	s := newSite(t)
	id, l, _ := s.issued(t, "0456")
	lead := s.as(t, "keji")
	lead.get(casePath(id)).want(t, http.StatusOK, "下载供盖章的打印件", `action="`+letterPath(l.ID)+`/print"`)
	got := lead.post(letterPath(l.ID)+"/print", url.Values{})
	got.want(t, http.StatusOK)
	if !strings.HasPrefix(got.body, "%PDF-") || !strings.Contains(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("it is %.20q, %s", got.body, got.header.Get("Content-Disposition"))
	}
	lead.get(casePath(id)).want(t, http.StatusOK, "下载供盖章的打印件："+l.DocNumber)
	if strings.Contains(s.as(t, "ducha").get(casePath(id)).body, "供盖章的打印件</button>") {
		t.Error("the 督查室 is offered the copy")
	}
	s.as(t, "ducha").post(letterPath(l.ID)+"/print", url.Values{}).want(t, http.StatusForbidden)
	s.as(t, "caizheng").post(letterPath(l.ID)+"/print", url.Values{}).want(t, http.StatusNotFound)
	if got := lead.get(letterPath(l.ID) + "/print"); got.status == http.StatusOK {
		t.Error("the copy is sent unrecorded")
	}
}
