package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// prepared brings a case of one department up to the press and returns it with
// what is shown to be signed off.
func (s *testSite) prepared(t *testing.T, number string) (int64, service.Approval) {
	t.Helper()
	ctx, drafter := context.Background(), s.actors["keji"]
	in := s.caseInput(number)
	in.CoHandlerIDs = nil
	id, err := s.service.CreateCase(ctx, drafter, in)
	check(t, err)
	s.send(t, id, 0)
	return id, s.approval(t, id)
}

func (s *testSite) send(t *testing.T, id int64, from int) {
	t.Helper()
	ctx, drafter := context.Background(), s.actors["keji"]
	revision, err := s.service.SaveDraft(ctx, drafter, id, from, "张某某委员：\n您提出的提案收悉，现答复如下。\n一、工作开展情况\n为夯实基础，我厅组建了联合体。\n某省科学技术厅\n2026年3月11日\n（联系人及电话：规划处，李某某，63104060）\n")
	check(t, err)
	check(t, s.service.SendForApproval(ctx, drafter, id, revision))
}

func (s *testSite) approval(t *testing.T, id int64) service.Approval {
	t.Helper()
	view, err := s.service.PrepareIssue(context.Background(), s.actors["keji.head"], id)
	check(t, err)
	return view.Approval()
}

// signForm is what the page 签发 sends.
func signForm(seen service.Approval) url.Values {
	return url.Values{"sha256": {seen.SHA256}, "number": {seen.DocNumber}, "version": {strconv.Itoa(seen.Version)}}
}

// shownForm is signForm read from the page.
func shownForm(t *testing.T, page string) url.Values {
	t.Helper()
	found := regexp.MustCompile(`name="sha256" value="([0-9a-f]{64})"><input type="hidden" name="number" value="([^"]+)"><input type="hidden" name="version" value="([0-9]+)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("nothing to sign on the page:\n%.600s", visible(page))
	}
	return url.Values{"sha256": {found[1]}, "number": {found[2]}, "version": {found[3]}}
}

// issued is a case with its letter and the signed file.
func (s *testSite) issued(t *testing.T, number string) (int64, reply.Letter, []byte) {
	t.Helper()
	id, seen := s.prepared(t, number)
	l, err := s.service.Issue(context.Background(), s.actors["keji.head"], id, seen)
	check(t, err)
	file, err := s.service.Download(context.Background(), s.actors["keji.head"], l.ID)
	check(t, err)
	return id, l, file.Bytes
}

// upload sends a file as a browser's form does.
func (b *browser) upload(field, name string, file []byte) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile(field, name)
	check(b.t, err)
	_, err = part.Write(file)
	check(b.t, errors.Join(err, w.Close()))
	return b.send("POST", verifyPath, body.String(), map[string]string{"Content-Type": w.FormDataContentType(), "Sec-Fetch-Site": "same-origin"})
}

func changed(file []byte, at int) []byte {
	out := bytes.Clone(file)
	out[at] ^= 1
	return out
}

func TestAnybodyCanVerifyAFile(t *testing.T) {
	s := newSite(t)
	_, l, file := s.issued(t, "0777")
	b := s.visitor(t)
	b.get("/login").want(t, http.StatusOK, `href="/verify"`)
	b.get("/verify").want(t, http.StatusOK, "答复的 PDF 文件", "不保存")
	b.upload("file", "答复<1>.pdf", file).want(t, http.StatusOK,
		"试用件，不是正式公文", "某省科学技术厅", l.DocNumber, l.Title, "2026年3月11日", "试用件，未撤回", "签名单位自报", "整个文件", l.SignedSHA, "答复&lt;1&gt;.pdf")
	approved := file[:bytes.Index(file, []byte("%%EOF"))+6]
	for _, tc := range []struct {
		name, file string
		status     int
		want       string
	}{
		{"a changed byte", string(changed(file, len(file)/2)), 200, "签名无效"},
		{"a changed byte of the signature's own part", string(changed(file, len(approved)+200)), 200, "签名无效"},
		{"something behind", string(file) + "\n%%EOF\n", 200, "签名无效"},
		{"cut off", string(file[:len(file)-9]), 200, "签名无效"},
		{"what was approved, before it was signed", string(approved), 200, "文件没有签名"},
		{"a PDF that is none", "%PDF-1.7\nhello", 200, "不能判断"},
		{"a text", "您好", 422, "这不是 PDF 文件"},
		{"nothing", "", 422, "请选择要验证的 PDF 文件"},
		{"too large", "%PDF-1.7\n" + strings.Repeat("x", service.MaxVerified), 413, "文件超过 20 MB"},
	} {
		got := s.visitorFrom(t, tc.name).upload("file", "a.pdf", []byte(tc.file))
		got.want(t, tc.status, tc.want, "验证答复")
		if strings.Contains(got.body, l.DocNumber) || strings.Contains(got.body, l.Title) {
			t.Errorf("%s: the page tells of the letter", tc.name)
		}
	}
	b.upload("other", "a.pdf", file).want(t, 422, "请选择要验证的 PDF 文件")
	b.post(verifyPath, url.Values{"file": {"x"}}).want(t, 422, "请选择要验证的 PDF 文件")
	if strings.Contains(s.log.String(), l.SignedSHA) || strings.Contains(s.log.String(), ".pdf") {
		t.Error("the log says what was verified")
	}
}

// visitorFrom is a visitor at an address of its own, behind the proxy.
func (s *testSite) visitorFrom(t *testing.T, name string) *browser {
	b := s.visitor(t)
	sum := 0
	for _, r := range name {
		sum = (sum*31 + int(r)) % 65536
	}
	b.Transport = from(fmt.Sprintf("192.0.%d.%d", sum/256, sum%256))
	return b
}

// from is a proxy on the same machine that names its visitor.
type from string

func (f from) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("X-Forwarded-For", string(f))
	return http.DefaultTransport.RoundTrip(r)
}

func TestAFileOfAnotherHouse(t *testing.T) {
	here, there := newSite(t), newSite(t)
	_, l, file := there.issued(t, "0777")
	got := here.visitor(t).upload("file", "a.pdf", file)
	got.want(t, http.StatusOK, "签名完好，但不是本系统签发的答复")
	if strings.Contains(got.body, l.Title) {
		t.Error("a title that only the file knows")
	}
}

// With the link alone one learns who, when, and whether it is in force.
func TestTheVerificationLink(t *testing.T) {
	s := newSite(t)
	id, l, file := s.issued(t, "0777")
	link := verifyPath + "/" + l.SignedSHA
	closed := func(got answer, words ...string) {
		t.Helper()
		got.want(t, http.StatusOK, append(words, "某省科学技术厅", "2026年3月11日", "凭链接只能看到")...)
		for _, secret := range []string{l.DocNumber, l.Title, "张某某", "0777", "科技创新", "数字有误", "政策更新", "核验链接"} {
			if strings.Contains(got.body, secret) {
				t.Errorf("the link tells %q", secret)
			}
		}
		if got.header.Get("X-Robots-Tag") != "noindex" {
			t.Error("search engines may keep the page")
		}
	}
	closed(s.visitor(t).get(link), "试用件，未撤回")
	closed(s.visitor(t).get(verifyPath+"/"+strings.ToUpper(l.SignedSHA)), "试用件，未撤回")
	s.as(t, "keji").get(casePath(id)).want(t, http.StatusOK, "有效，试用证书", "重新核验", link)
	for _, sha := range []string{strings.Repeat("0", 64), l.SignedSHA[:63], l.ApprovedSHA, "%20", "..", strings.Repeat("g", 64)} {
		got := s.visitorFrom(t, sha).get(verifyPath + "/" + sha)
		if got.status != http.StatusNotFound || strings.Contains(got.body, "某省科学技术厅") {
			t.Errorf("%s: %d", sha, got.status)
		}
	}

	ctx, head := context.Background(), s.actors["keji.head"]
	check(t, s.service.Revise(ctx, head, id, "政策更新"))
	closed(s.visitor(t).get(link), "试用件，未撤回") // until the new one is issued
	s.send(t, id, 1)
	second, err := s.service.Issue(ctx, head, id, s.approval(t, id))
	check(t, err)
	closed(s.visitor(t).get(link), "已被新版本替换，不再有效")
	if strings.Contains(s.visitor(t).get(link).body, second.SignedSHA) {
		t.Error("the old link leads to the new version")
	}
	s.visitor(t).upload("file", "a.pdf", file).want(t, http.StatusOK, "已被新版本替换，不再有效", l.DocNumber)
	check(t, s.service.Withdraw(ctx, head, second.ID, "数字有误"))
	closed(s.visitor(t).get(verifyPath+"/"+second.SignedSHA), "已经撤回，不再有效")
}

func TestVerifyingIsLimitedPerAddress(t *testing.T) {
	s := newSite(t)
	link := verifyPath + "/" + strings.Repeat("0", 64)
	ask := func(peer, forwarded string) int {
		r := httptest.NewRequest("GET", link, nil)
		r.RemoteAddr = peer
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests && (w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "过一分钟再试")) {
			t.Errorf("refused without saying what to do: %s", w.Body)
		}
		return w.Code
	}
	for range askBurst {
		if code := ask("192.0.2.1:1000", ""); code != http.StatusNotFound {
			t.Fatalf("refused too early: %d", code)
		}
	}
	for _, tc := range []struct {
		name, peer, forwarded string
		want                  int
	}{
		{"the same address", "192.0.2.1:2000", "", 429},
		{"who claims to be another", "192.0.2.1:2000", "198.51.100.7", 429},
		{"another address", "192.0.2.2:1000", "", 404},
		{"through the proxy of this machine", "127.0.0.1:1000", "192.0.2.1", 429},
		{"who lies to the proxy", "127.0.0.1:1000", "198.51.100.8, 192.0.2.1", 429},
		{"another through the proxy", "127.0.0.1:1000", "198.51.100.9", 404},
	} {
		if code := ask(tc.peer, tc.forwarded); code != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, code, tc.want)
		}
	}
	for range 3 { // the form itself stays open
		s.visitor(t).get(verifyPath).want(t, http.StatusOK)
	}
}

func TestGate(t *testing.T) {
	now := testDay
	g := newGate(func() time.Time { return now })
	in := func(what, address string, want bool) func() {
		t.Helper()
		leave, ok := g.admit(address)
		if ok != want {
			t.Fatalf("%s: let in %v", what, ok)
		}
		return leave
	}
	first := in("first", "2001:db8::1", true)
	in("second from the same network", "2001:db8::2", true)
	in("third from the same network", "2001:db8::3", false)
	first()
	in("third after one has left", "2001:db8::3", true)
	for i := range allAtOnce - 2 {
		in("others", fmt.Sprintf("192.0.2.%d", i), true)
	}
	in("one too many for the house", "198.51.100.1", false)

	g = newGate(func() time.Time { return now })
	for i := range 3 * mostVisitors {
		if leave, ok := g.admit(fmt.Sprintf("10.%d.%d.1", i/256, i%256)); ok {
			leave()
		}
	}
	if n := len(g.visitors); n > mostVisitors+1 {
		t.Errorf("%d addresses are remembered", n)
	}
	in("a newcomer to a full house, after the others' share", "203.0.113.1", false)
	now = now.Add(askBurst * askEvery)
	in("a newcomer after all have been away", "203.0.113.1", true)()
	if n := len(g.visitors); n != 1 {
		t.Errorf("%d addresses are remembered after all have been away", n)
	}
}

func TestUploadsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t)
	s.visitor(t).send("POST", verifyPath, "x", map[string]string{"Content-Type": "multipart/form-data; boundary=a", "Sec-Fetch-Site": "cross-site"}).
		want(t, http.StatusForbidden, "不是从答复系统的页面发出的")
}

// broken is a signer whose timestamp authority does not answer, and whose
// certificates end soon.
type broken struct {
	service.Signer
	works *bool
}

func (b broken) Sign(pdf []byte, d reply.Department, seal service.Seal, place layout.SealPlace, at time.Time) ([]byte, error) {
	if *b.works {
		return b.Signer.Sign(pdf, d, seal, place, at)
	}
	return nil, &reply.Error{Code: reply.Unavailable, Text: "时间戳服务没有应答", Cause: errors.New("dial tcp 203.0.113.7:318")}
}

func (broken) KeyNotices(time.Time) []string {
	return []string{"某省科学技术厅的签名证书 2026年4月1日到期"}
}

func TestASignatureThatDoesNotComeAbout(t *testing.T) {
	works := false
	s := newSiteWith(t, func(k service.Signer) service.Signer { return broken{k, &works} })
	id, seen := s.prepared(t, "0777")
	head, drafter := s.as(t, "keji.head"), s.as(t, "keji")
	press := func() answer { return head.post(casePath(id)+"/issue", signForm(seen)) }
	if got := press(); got.status != http.StatusSeeOther || got.location != casePath(id) {
		t.Fatalf("the press: %d to %q", got.status, got.location)
	}
	page := head.get(casePath(id))
	page.want(t, http.StatusOK, "签章没有完成，正在重试：时间戳服务没有应答", "重试签章", "放弃签章", "已试 1 次没有完成", "待签章", "都不变")
	if strings.Contains(page.body, "203.0.113.7") || strings.Contains(page.body, "已签发并用印") || strings.Contains(page.body, "退回修改</a>") {
		t.Errorf("the page says too much:\n%s", visible(page.body))
	}
	if !strings.Contains(s.log.String(), "203.0.113.7") {
		t.Error("the log lacks the cause")
	}
	head.get(casePath(id)+"/issue").want(t, http.StatusConflict, "签章还没有完成")
	drafter.get("/work").want(t, http.StatusOK, "时间戳服务没有应答")
	if got := drafter.post(casePath(id)+"/signing", url.Values{}); got.location != casePath(id) {
		t.Errorf("retry: %d to %q", got.status, got.location)
	}
	drafter.get(casePath(id)).want(t, http.StatusOK, "已试 2 次没有完成")
	drafter.get(casePath(id)+"/signing/abandon").want(t, http.StatusForbidden)
	head.get(casePath(id)+"/signing/abandon").want(t, http.StatusOK, "发文字号予以释放", "某科提〔2026〕1号 关于")
	head.post(casePath(id)+"/signing/abandon", url.Values{"reason": {""}}).want(t, http.StatusUnprocessableEntity, "请填写")
	works = true
	if got := head.post(casePath(id)+"/signing", url.Values{}); got.location != casePath(id) {
		t.Errorf("retry: %d to %q", got.status, got.location)
	}
	head.get(casePath(id)).want(t, http.StatusOK, "已签发并用印", "第 3 次签章完成")

	works = false
	id, seen = s.prepared(t, "0778")
	press()
	if got := head.post(casePath(id)+"/signing/abandon", url.Values{"reason": {"时间戳服务停用"}}); got.location != casePath(id) {
		t.Errorf("give up: %d to %q", got.status, got.location)
	}
	head.get(casePath(id)).want(t, http.StatusOK, "已放弃签章", "未签发", "时间戳服务停用", "审阅并签发")
	s.as(t, "guanli").get("/registry").want(t, http.StatusOK, "签章密钥和证书需要处理", "2026年4月1日到期")
}
