package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// fill puts numbers in an address of the table.
func fill(path string, id int64) string {
	n := fmt.Sprint(id)
	return strings.NewReplacer(":id", n, ":department", "1", ":revision", "1", ":letter", "1", ":request", "1", ":comment", "1", "*file", "none", ":start", "x", ":face", "0", ":role", "0", ":sha", strings.Repeat("0", 64)).Replace(path)
}

func TestEveryRouteButLoginNeedsASession(t *testing.T) {
	s := newSite(t)
	open := map[string]bool{"/healthz": true, "/assets/*file": true, "/login": true, "/verify": true, "/verify/:sha": true}
	for _, r := range (&server{}).routes() {
		if r.method == http.MethodHead {
			continue
		}
		got := s.visitor(t).send(r.method, fill(r.path, s.caseID), "", map[string]string{"Sec-Fetch-Site": "same-origin"})
		toLogin := got.status == http.StatusSeeOther && strings.HasPrefix(got.location, "/login")
		if r.access == script || r.access == unattended {
			toLogin = got.status == http.StatusUnauthorized && strings.Contains(got.body, `"login":true`)
		}
		if toLogin == open[r.path] {
			t.Errorf("%s %s without a session: %d to %q", r.method, r.path, got.status, got.location)
		}
	}
}

// Another department's case looks like one that does not exist, whatever is
// tried with it.
func TestForeignCasesAreNotFound(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "caizheng")
	jsonOf := map[string]string{
		"/cases/:id/desk/live": `{"text":"文字"}`, "/cases/:id/desk/save": `{"base":0,"text":"文字"}`,
		"/cases/:id/desk/ask":                      `{"heading":"全文","departments":[1],"wanted":"数据","due":"2026-04-01"}`,
		"/cases/:id/desk/request":                  `{"request":1,"revision":1,"act":"move","heading":"全文","reason":""}`,
		"/cases/:id/desk/comments":                 `{"text":"文字"}`,
		"/cases/:id/desk/comments/new":             `{"text":"文字","from":{"line":0,"column":0},"to":{"line":0,"column":1},"words":"好","audience":"all","press":""}`,
		"/cases/:id/desk/comments/:comment/answer": `{"words":"好","press":""}`, "/cases/:id/desk/comments/:comment/state": `{"open":true}`,
		"/cases/:id/desk/here": `{"tab":"x","gone":true}`, "/cases/:id/desk/leave": `{"key":"00","text":"文字"}`, "/cases/:id/desk/merge": `{"revision":1,"entry":"1.1.0","verdict":"declined","reason":"无"}`,
		"/cases/:id/desk/phrases": `{"id":1}`, "/cases/:id/desk/tidy": `{"text":"文字"}`, "/cases/:id/desk/part": `{"revision":1,"block":0,"words":"文字","part":"body"}`, "/cases/:id/desk/responses": `{"text":"文字","on":true}`,
	}
	for _, r := range (&server{}).routes() {
		if !strings.HasPrefix(r.path, "/cases/:id") {
			continue
		}
		form := map[string]url.Values{
			"/cases/:id/requests": {"heading": {"全文"}, "departments": {"2"}, "wanted": {"数据"}, "due": {"2026-03-20"}},
			"/cases/:id/opinion":  s.opinionForm(), "/cases/:id/edit": s.form(s.caseForm(), "revision", "1"),
			"/cases/:id/comments":                 {"quote": {"文字"}, "words": {"好"}},
			"/cases/:id/comments/:comment/answer": {"words": {"好"}}, "/cases/:id/comments/:comment/state": {"state": {"open"}},
			"/cases/:id/countersign/object": {"words": {"不妥"}}, "/cases/:id/countersign/override": {"reason": {"急"}},
			"/cases/:id/issue":                            {"sha256": {strings.Repeat("a", 64)}, "number": {"某科提〔2026〕1号"}, "version": {"1"}},
			"/cases/:id/opinion-letter/:revision/issue":   {"sha256": {strings.Repeat("a", 64)}, "number": {"某科提〔2026〕1号"}, "version": {"1"}},
			"/cases/:id/opinion-letter/:revision/abandon": {"reason": {"密钥坏了"}},
			"/cases/:id/draft":                            {"revision": {"0"}, "text": {"文字"}},
			"/cases/:id/talks":                            {"on": {"2026-03-10"}, "way": {"电话"}, "with": {"张某某"}, "outcome": {"一致"}},
			"/cases/:id/approval":                         {"revision": {"1"}}, "/cases/:id/merge": {"revision": {"1"}},
			"/cases/:id/check/overrule": {"key": {"00"}, "reason": {"无"}},
		}[r.path]
		if form == nil {
			form = url.Values{}
		}
		for _, id := range []int64{s.caseID, 99999} {
			got := b.get(fill(r.path, id))
			if r.method == http.MethodPost && (r.access == script || r.access == unattended) {
				got = b.postJSON(fill(r.path, id), jsonOf[r.path])
			} else if r.method == http.MethodPost {
				got = b.post(fill(r.path, id), form)
			}
			if got.status != http.StatusNotFound {
				t.Errorf("%s %s for case %d: %d", r.method, r.path, id, got.status)
			}
			if strings.Contains(got.body, "科技创新") {
				t.Errorf("%s %s tells of the foreign case", r.method, r.path)
			}
		}
	}
}

func TestRolesAreRefusedWhatIsNotTheirs(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		login, path string
		status      int
	}{
		{"keji", "/registry", 403}, {"keji", "/registry/accounts/new", 403}, {"guanli", "/registry", 200},
		{"guanli", "/cases/new", 403}, {"keji.reader", s.path(""), 404}, {"keji.reader", "/letters", 200},
		{"jiaoyu", s.path("/draft"), 403}, {"jiaoyu", s.path("/preview"), 403}, {"jiaoyu", s.path("/merge"), 403},
		{"keji", s.path("/issue"), 403}, {"keji.head", s.path("/issue"), 409}, {"ducha", s.path("/draft"), 200},
		{"ducha", s.path("/opinion"), 403}, {"jiaoyu", s.path("/contributions/1/1"), 403},
		{"keji", s.path("/contributions/9/9"), 404}, {"keji", "/cases/abc", 404}, {"keji", "/cases/0", 404}, {"keji", "/nothing", 404},
		{"keji", "/letters/1/download", 404}, {"keji", "/cases/1/issue/prepared.pdf", 403}, {"guanli", "/registry/departments/99", 404},
	} {
		got := s.as(t, c.login).get(c.path)
		if got.status != c.status {
			t.Errorf("%s opens %s: %d, want %d\n%.300s", c.login, c.path, got.status, c.status, visible(got.body))
		}
	}
}

func TestWrongMethodIsRefusedInChinese(t *testing.T) {
	s := newSite(t)
	s.as(t, "keji").send("DELETE", s.path(""), "", map[string]string{"Sec-Fetch-Site": "same-origin"}).
		want(t, http.StatusMethodNotAllowed, "这个页面不能这样打开")
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu")
	for _, header := range []map[string]string{
		{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"},
	} {
		header["Content-Type"] = "application/x-www-form-urlencoded"
		b.send("POST", s.path("/opinion"), s.opinionForm().Encode(), header).
			want(t, http.StatusForbidden, "这次操作不是从答复系统的页面发出的")
	}
}

func TestLogin(t *testing.T) {
	s := newSite(t)
	b := s.visitor(t)
	try := func(login, password, next string) answer {
		return b.post("/login", url.Values{"login": {login}, "password": {password}, "next": {next}})
	}
	try("keji", "", "/").want(t, http.StatusUnprocessableEntity, "请填写密码", `value="keji"`)
	wrong := try("keji", "wrong-password-1", "/")
	wrong.want(t, http.StatusUnprocessableEntity, "账号或密码不对，请重新输入", `value="keji"`)
	if strings.Contains(wrong.body, "wrong-password-1") {
		t.Error("the page repeats the password")
	}
	unknown := try("nobody", "wrong-password-1", "/")
	unknown.want(t, http.StatusUnprocessableEntity, "账号或密码不对，请重新输入")
	for next, want := range map[string]string{
		"/letters?q=甲": "/letters?q=甲", "//elsewhere.example/": "/", "https://elsewhere.example/": "/", `/\elsewhere.example`: "/", "": "/",
	} {
		got := try("keji", testPassword, next)
		if got.status != http.StatusSeeOther || strings.ReplaceAll(got.location, "%e7%94%b2", "甲") != want {
			t.Errorf("next %q leads to %q", next, got.location)
		}
	}
}

func TestLoginIsSlowedAfterFailures(t *testing.T) {
	s := newSite(t)
	b := s.visitor(t)
	for range 4 {
		b.post("/login", url.Values{"login": {"keji"}, "password": {"wrong-password-1"}, "next": {"/"}})
	}
	b.post("/login", url.Values{"login": {"keji"}, "password": {testPassword}, "next": {"/"}}).
		want(t, http.StatusTooManyRequests, "密码输错次数较多")
}

func TestSessionsEnd(t *testing.T) {
	s := newSite(t)
	b, other := s.as(t, "keji"), s.as(t, "keji")
	before := cookie(t, b)
	b.post("/password", url.Values{"old": {testPassword}, "new": {testPassword}, "repeat": {"x"}}).
		want(t, http.StatusUnprocessableEntity, "两次输入的新密码不一致")
	got := b.post("/password", url.Values{"old": {testPassword}, "new": {"xin-mima-2026"}, "repeat": {"xin-mima-2026"}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("change password: %d %s", got.status, visible(got.body))
	}
	if cookie(t, b) == before {
		t.Error("the token stayed the same")
	}
	b.get("/work").want(t, http.StatusOK, "密码已修改")
	if got := other.get("/work"); got.status != http.StatusSeeOther {
		t.Errorf("a session opened with the old password still works: %d", got.status)
	}
	b.post("/logout", url.Values{})
	if got := b.get("/work"); got.status != http.StatusSeeOther || got.location != "/login?next=%2Fwork" {
		t.Errorf("after signing out: %d to %q", got.status, got.location)
	}
}

func cookie(t *testing.T, b *browser) string {
	t.Helper()
	u, err := url.Parse(b.site.URL)
	check(t, err)
	for _, c := range b.Jar.Cookies(u) {
		return c.Value
	}
	t.Fatal("no cookie")
	return ""
}
