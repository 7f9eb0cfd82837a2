package web

import (
	"bytes"
	"context"
	"errors"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/templates"
)

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	for _, path := range []string{"/login", "/work", s.path(""), s.path("/edit"), s.path("/draft"), s.path("/preview"), "/letters", "/password", "/cases/new", "/nothing", "/registry"} {
		got := b.get(path)
		csp := got.header.Get("Content-Security-Policy")
		for _, rule := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, rule) {
				t.Errorf("%s: policy lacks %s", path, rule)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %s", path, csp)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if v := got.header.Get(name); v != want {
				t.Errorf("%s: %s is %q", path, name, v)
			}
		}
	}
}

func TestCookiesAndTransport(t *testing.T) {
	s := newSite(t)
	for _, secure := range []bool{false, true} {
		h, err := New(Config{Service: s.service, Sessions: newMemory(), Secure: secure})
		check(t, err)
		form := url.Values{"login": {"keji"}, "password": {testPassword}, "next": {"/"}}
		r := httptest.NewRequest("POST", "/login", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		got := w.Result().Cookies()
		if len(got) != 1 || !got[0].HttpOnly || got[0].SameSite != http.SameSiteLaxMode || got[0].Secure != secure {
			t.Errorf("secure %v: cookies %v", secure, got)
		}
		if hsts := w.Header().Get("Strict-Transport-Security") != ""; hsts != secure {
			t.Errorf("secure %v: HSTS %v", secure, hsts)
		}
	}
}

// The policy forbids what stands inline; a template that has it would not work.
func TestNoTemplateHasInlineScriptOrStyle(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<script(?:[^>](?:[^s]|s[^r]))*>[^<]|<style|\sstyle=|\son[a-z]+=|javascript:`)
	files, err := fs.Glob(templates.Pages, "page/*.html")
	check(t, err)
	if len(files) < 15 {
		t.Fatalf("only %d templates", len(files))
	}
	for _, name := range files {
		b, err := fs.ReadFile(templates.Pages, name)
		check(t, err)
		b = bytes.ReplaceAll(b, []byte(`<script type="application/json"`), []byte("<data")) // is not run
		if found := inline.Find(b); found != nil {
			t.Errorf("%s has %q", name, found)
		}
	}
}

func TestAssets(t *testing.T) {
	s := newSite(t)
	page := s.visitor(t).get("/login").body
	base := regexp.MustCompile(`/assets/[0-9a-f]{12}/`).FindString(page)
	for name, kind := range map[string]string{
		"app.css": "text/css", "app.js": "text/javascript", "viewer.js": "text/javascript", "icon.svg": "image/svg+xml",
		"pdfjs/pdf.min.mjs": "text/javascript", "pdfjs/pdf.worker.min.mjs": "text/javascript", "pdfjs/LICENSE": "text/plain",
	} {
		got := s.visitor(t).get(base + name)
		if got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Type"), kind) || !strings.Contains(got.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", name, got.status, got.header)
		}
	}
	for _, name := range []string{"/assets/000000000000/app.css", base + "../web.go", base + "none"} {
		if got := s.visitor(t).get(name); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

// A fault of ours shows a number that is in the log, and nothing of its cause.
func TestFaultsShowANumberAndNoCause(t *testing.T) {
	s := newSite(t)
	broken := &server{Config: s.config(t)}
	var err error
	broken.assets, err = loadAssets()
	check(t, err)
	broken.pages, err = loadPages(broken.Now)
	check(t, err)
	broken.sessions = newSessions(broken.Config)
	e := gin.New()
	e.Use(broken.recoverPanic)
	e.GET("/fault", func(c *gin.Context) { broken.fail(c, errors.New("SELECT secret FROM accounts: no such table")) })
	e.GET("/panic", func(*gin.Context) { panic("nil map at store.go:12") })
	for _, path := range []string{"/fault", "/panic"} {
		w := httptest.NewRecorder()
		broken.sessions.LoadAndSave(e).ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		body := w.Body.String()
		n := regexp.MustCompile(`[A-Z2-7]{8}`).FindString(visible(body))
		if w.Code != 500 || n == "" || !strings.Contains(s.log.String(), "number="+n) {
			t.Errorf("%s: %d, number %q, log %s", path, w.Code, n, s.log)
		}
		for _, secret := range []string{"SELECT", "store.go", "goroutine"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s shows %s", path, secret)
			}
		}
	}
}

func (s *testSite) config(t *testing.T) Config {
	t.Helper()
	c, err := Config{Service: s.service, Sessions: newMemory(), Logger: newLogger(s.log)}.withDefaults()
	check(t, err)
	return c
}

func TestCodesBecomeStatusesInOnePlace(t *testing.T) {
	for code, want := range map[reply.Code]int{
		reply.NotFound: 404, reply.Forbidden: 403, reply.Stale: 409, reply.Conflict: 409, reply.Invalid: 422,
		reply.Unavailable: 503, reply.TooMany: 429, 0: 500,
	} {
		if got := problemOf(reply.Failf(code, "说明")); got.Status != want || got.Heading == "" || (got.Text == "说明") != (want != 500) {
			t.Errorf("code %d: %+v", code, got)
		}
	}
}

// The access log has routes, never what was asked for or typed.
func TestAccessLogTellsNothingPersonal(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	b.get("/letters?q=张某某")
	b.get(s.path(""))
	log := s.log.String()
	if !strings.Contains(log, "route=/letters ") || !strings.Contains(log, "route=/cases/:id ") {
		t.Errorf("requests are missing: %s", log)
	}
	for _, word := range []string{"张某某", "%E5", testPassword, "keji"} {
		if strings.Contains(log, word) {
			t.Errorf("the log has %q", word)
		}
	}
}

// The way of a case through the pages: hand in, draft, merge, approve, issue,
// download.
func TestWholeWay(t *testing.T) {
	s := newSite(t)
	co, lead, head := s.as(t, "jiaoyu"), s.as(t, "keji"), s.as(t, "keji.head")
	step := func(got answer, to string) {
		t.Helper()
		if got.status != http.StatusSeeOther || got.location != to {
			t.Fatalf("status %d to %q, want %q:\n%.900s", got.status, got.location, to, visible(got.body))
		}
	}
	lead.get(s.path("/merge")).want(t, http.StatusConflict, "还没有答复稿")
	step(s.as(t, "jiaoyu.head").post(s.path("/opinion"), s.opinionForm()), s.path(""))
	draft := "张某某委员：\n您提出的《关于加快科技创新的提案》收悉，现答复如下。\n一、工作开展情况\n（一）强化协同创新\n一是组建联合体。我厅组建了联合体。\n二、下一步的工作计划\n（一）夯实基础\n我厅将继续努力。\n某省科学技术厅\n2026年3月11日\n（联系人及电话：规划处，李某某，63104060）\n"
	step(lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {draft}, "then": {"merge"}}), s.path("/merge"))
	page := lead.get(s.path("/merge"))
	page.want(t, http.StatusOK, "加强产学研协同创新", "省教育厅支持高校和企业合作。", "最相近")
	form := mergeFields(page.body)
	form.Set("verdict-0", "used")
	form.Set("verdict-1", "declined")
	lead.post(s.path("/merge"), form).want(t, http.StatusUnprocessableEntity, "请填写不采用", "最相近")
	form.Set("reason-1", "与主办单位的内容重复")
	step(lead.post(s.path("/merge"), form), s.path("/preview"))
	step(lead.post(s.path("/merge"), form), s.path("/preview")) // the second press
	step(lead.post(s.path("/talks"), url.Values{"on": {"2026-03-10"}, "way": {"电话"}, "with": {"张某某"}, "outcome": {"达成一致"}}), s.path(""))
	pdf := lead.get(s.path("/preview.pdf"))
	if !strings.HasPrefix(pdf.body, "%PDF-") || !strings.HasPrefix(pdf.header.Get("Content-Disposition"), "inline") {
		t.Fatalf("preview: %d %.80q", pdf.status, pdf.body)
	}
	lead.post(s.path("/approval"), url.Values{"revision": {"2"}}).want(t, http.StatusConflict, "请先送会签")
	step(lead.post(s.path("/countersign/ask"), url.Values{"revision": {"2"}}), s.path("/countersign"))
	s.as(t, "jiaoyu.head").confirm()
	step(lead.post(s.path("/approval"), url.Values{"revision": {"2"}}), s.path(""))
	head.get(s.path("")).want(t, http.StatusOK, "审阅并签发")
	issue := head.get(s.path("/issue"))
	issue.want(t, http.StatusOK, "<dt>发文字号</dt><dd class=\"strong\">某科提〔2026〕1号", "data:image/svg", "签发并用印", "现在用的是试用印章",
		"<dt>主送</dt><dd>张某某委员</dd>", "正在解决", "<dt>公开属性</dt><dd>主动公开", "<dt>抄送</dt><dd>无</dd>")
	if n := strings.Count(issue.body, "签发并用印</button>"); n != 2 {
		t.Errorf("%d buttons to sign, want one before and one behind the pages", n)
	}
	head.post(s.path("/issue"), url.Values{"sha256": {strings.Repeat("0", 64)}, "number": {"某科提〔2026〕1号"}, "version": {"1"}}).want(t, http.StatusConflict, "没有签发")
	for range 2 {
		step(head.post(s.path("/issue"), shownForm(t, issue.body)), s.path(""))
	}
	reader := s.as(t, "keji.reader")
	for _, b := range []*browser{lead, co, reader, s.as(t, "ducha")} {
		list := b.get("/letters?q=" + url.QueryEscape("联合体"))
		list.want(t, http.StatusOK, "某科提〔2026〕1号", "找到 1 件")
		if opens := strings.Contains(list.body, `href="`+s.path("")+`"`); opens == (b == reader) {
			t.Errorf("the list of letters leads to the case: %t", opens)
		}
		file := b.get("/letters/1/download")
		if !strings.HasPrefix(file.body, "%PDF-") || !strings.Contains(file.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("download: %d", file.status)
		}
	}
	s.as(t, "caizheng").get("/letters/1/download").want(t, http.StatusNotFound, "没有这份答复")
	withdraw := s.path("/withdraw/1")
	head.post(withdraw, url.Values{"reason": {" "}}).want(t, http.StatusUnprocessableEntity, "请填写理由")
	head.get(withdraw).want(t, http.StatusOK, "撤回之后，请决定是否重新答复。", "请通知提案者和抄送单位，原件作废。")
	step(head.post(withdraw, url.Values{"reason": {"数字有误"}}), s.path(""))
	lead.get("/letters").want(t, http.StatusOK, "已撤回")
}

// mergeFields reads the merge form as a browser would send it.
func mergeFields(body string) url.Values {
	form := url.Values{}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`<input type="radio" name="([^"]+)" value="([^"]*)" checked`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`<select id="[^"]+" name="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], "")
	}
	for _, m := range regexp.MustCompile(`<select id="[^"]+" name="([^"]+)"[^>]*>(?:[^s]|s[^e]|se[^l])*?<option value="([^"]+)" selected`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], html.UnescapeString(m[2]))
	}
	return form
}

func TestRegistryForms(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "guanli")
	department := url.Values{"full_name": {"某省农业农村厅"}, "short_name": {"省农业农村厅"}, "number_prefix": {"某农提"}, "next_number": {"7"}}
	b.post("/registry/departments/new", s.form(department, "number_prefix", "某农提〔2026〕")).
		want(t, http.StatusUnprocessableEntity, "发文字号代字只写汉字", "某省农业农村厅")
	if got := b.post("/registry/departments/new", department); got.location != "/registry" {
		t.Errorf("new department: %d %s", got.status, visible(got.body))
	}
	account := url.Values{"login": {"nongye"}, "name": {"省农业农村厅承办人"}, "department": {"5"}, "role": {"drafter"}, "way": {"type"}, "password": {"short"}}
	refused := b.post("/registry/accounts/new", account)
	refused.want(t, http.StatusUnprocessableEntity, "密码至少 10 个字符", "省农业农村厅承办人")
	if strings.Contains(refused.body, `value="short"`) {
		t.Error("the page repeats the password")
	}
	made := b.post("/registry/accounts/new", s.form(account, "way", "generate", "password", ""))
	made.want(t, http.StatusOK, "密码只显示这一次")
	password := regexp.MustCompile(`[a-z2-7]{4}(-[a-z2-7]{4}){3}`).FindString(made.body)
	_, err := s.service.Authenticate(context.Background(), "nongye", password, "10.0.0.1")
	check(t, err)
	b.get("/registry").want(t, http.StatusOK, "某农提", "nongye", "修改单位")
}

func TestEmptyScreensSayWhatToDo(t *testing.T) {
	s := newSite(t)
	s.as(t, "caizheng").get("/work").want(t, http.StatusOK, "没有在办的建议或提案", "登记建议或提案")
	s.as(t, "keji").get("/letters").want(t, http.StatusOK, "还没有签发的答复")
	s.as(t, "keji").get("/letters?q=xyz").want(t, http.StatusOK, "没有同时含有“xyz”的答复")
	s.as(t, "keji").get(s.path("/preview")).want(t, http.StatusOK, "起草并保存以后")
	s.as(t, "keji.reader").get("/").want(t, http.StatusSeeOther)
}
