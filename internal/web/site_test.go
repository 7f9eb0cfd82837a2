package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/docx"
	"dafu/internal/merge"
	"dafu/internal/pdf"
	"dafu/internal/reply"
	"dafu/internal/service"
	"dafu/internal/sign"
	"dafu/internal/store"
	"dafu/internal/typeface"
	"dafu/templates"
)

const testPassword = "shiyong-2024-x"

// testSite is the real program with a database of its own: four departments,
// their accounts (login 省科技厅.drafter and so on) and one case.
type testSite struct {
	*httptest.Server
	service     *service.Service
	handler     http.Handler
	log         *strings.Builder
	clock       *clock // the service's
	departments map[string]int64
	actors      map[string]reply.Actor
	caseID      int64
	file        string // of the database
}

// testDay is the day of every test: a Wednesday with its year's calendar known.
var testDay = time.Date(2026, 3, 11, 10, 3, 0, 0, calendar.China)

func newSite(t *testing.T) *testSite {
	t.Helper()
	return newSiteWith(t, func(keys service.Signer) service.Signer { return keys })
}

// newSiteWith is newSite with another signer in front of the real keys, and what else
// is changed before it opens.
func newSiteWith(t *testing.T, signer func(service.Signer) service.Signer, change ...func(*service.Parts, *Config)) *testSite {
	t.Helper()
	file := filepath.Join(t.TempDir(), "dafu.db")
	db, err := store.Open(file)
	check(t, err)
	t.Cleanup(func() { _ = db.Close() })
	hand := &clock{at: testDay}
	now := hand.now
	keys, err := sign.OpenKeyring(t.TempDir(), now)
	check(t, err)
	var skeletons []merge.Skeleton
	for _, name := range []string{"per-recommendation", "status-next-steps"} {
		b, err := templates.Reply.ReadFile("reply/" + name + ".txt")
		check(t, err)
		one, err := merge.ParseSkeleton(name, string(b))
		check(t, err)
		skeletons = append(skeletons, one)
	}
	fonts := typeface.NewSet(typeface.Shipped(), func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join("..", "..", "fonts", name))
	})
	s := &testSite{file: file, log: &strings.Builder{}, clock: hand, departments: map[string]int64{}, actors: map[string]reply.Actor{}}
	parts := service.Parts{
		Store: db, Word: docx.Files{}, Press: pdf.New(fonts), Signer: signer(keys), Verifier: keys, Clock: now,
		Calendar: calendar.Shipped(), Skeletons: skeletons,
	}
	config := Config{Sessions: db.Sessions(), Now: now, Logger: slog.New(slog.NewTextHandler(s.log, nil))}
	for _, f := range change {
		f(&parts, &config)
	}
	s.service = service.New(parts)
	config.Service = s.service
	s.handler, err = New(config)
	check(t, err)
	s.enrol(t)
	s.Server = httptest.NewServer(s.handler)
	t.Cleanup(s.Close)
	return s
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *testSite) enrol(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	for _, d := range []struct{ full, short, prefix string }{
		{"某省科学技术厅", "省科技厅", "某科提"}, {"某省教育厅", "省教育厅", "某教提函"},
		{"某省财政厅", "省财政厅", "某财提"}, {"某省人民政府督查室", "省政府督查室", "政督"},
	} {
		id, err := s.service.SaveDepartment(ctx, service.Operator, service.DepartmentInput{FullName: d.full, ShortName: d.short, NumberPrefix: d.prefix})
		check(t, err)
		s.departments[d.short] = id
	}
	for _, a := range []struct {
		login, department string
		role              reply.Role
	}{
		{"keji", "省科技厅", reply.Drafter}, {"keji.head", "省科技厅", reply.Head}, {"keji.reader", "省科技厅", reply.Reader},
		{"jiaoyu", "省教育厅", reply.Drafter}, {"jiaoyu.head", "省教育厅", reply.Head}, {"caizheng", "省财政厅", reply.Drafter},
		{"ducha", "省政府督查室", reply.Coordinator}, {"guanli", "省政府督查室", reply.Administrator},
	} {
		id, err := s.service.SaveAccount(ctx, service.Operator, service.AccountInput{
			DepartmentID: s.departments[a.department], Login: a.login, Name: a.department + a.role.Han(), Role: a.role, Password: testPassword,
		})
		check(t, err)
		s.actors[a.login], err = s.service.Actor(ctx, id)
		check(t, err)
	}
	var err error
	s.caseID, err = s.service.CreateCase(ctx, s.actors["keji"], s.caseInput("0123"))
	check(t, err)
}

func (s *testSite) caseInput(number string) service.CaseInput {
	return service.CaseInput{
		Kind: reply.Proposal, Body: "政协某省第九届委员会第四次会议", Number: number, Title: "关于加快科技创新的提案",
		Proposers: []reply.Proposer{{Name: "张某某"}}, Recommendations: []string{"夯实基础"},
		LeadID: s.departments["省科技厅"], CoHandlerIDs: []int64{s.departments["省教育厅"]},
		AssignedOn: calendar.Date{Year: 2026, Month: 3, Day: 2}, ReplyDue: calendar.Date{Year: 2026, Month: 6, Day: 2},
		CoHandlingDue: calendar.Date{Year: 2026, Month: 3, Day: 30}, Skeleton: "status-next-steps", HandlingClass: "B",
		Publicity: reply.Open, Contact: reply.Person{Office: "规划处", Name: "李某某", Phone: "63104060"},
	}
}

// browser is one person's browser: it keeps cookies and does not follow
// redirects.
type browser struct {
	t    *testing.T
	site *testSite
	http.Client
}

// answer is what a browser got.
type answer struct {
	status   int
	location string
	body     string
	header   http.Header
}

func (s *testSite) visitor(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	check(t, err)
	return &browser{t, s, http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as signs somebody in.
func (s *testSite) as(t *testing.T, login string) *browser {
	t.Helper()
	b := s.visitor(t)
	got := b.post("/login", url.Values{"login": {login}, "password": {testPassword}, "next": {"/"}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("sign in as %s: %d", login, got.status)
	}
	return b
}

func (b *browser) send(method, path, body string, header map[string]string) answer {
	b.t.Helper()
	r, err := http.NewRequest(method, b.site.URL+path, strings.NewReader(body))
	check(b.t, err)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	res, err := b.Do(r)
	check(b.t, err)
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	check(b.t, err)
	return answer{res.StatusCode, res.Header.Get("Location"), string(all), res.Header}
}

func (b *browser) get(path string) answer { b.t.Helper(); return b.send("GET", path, "", nil) }

func (b *browser) post(path string, form url.Values) answer {
	b.t.Helper()
	return b.send("POST", path, form.Encode(), map[string]string{
		"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
	})
}

// postJSON sends what a page's script would.
func (b *browser) postJSON(path, body string) answer {
	b.t.Helper()
	return b.send("POST", path, body, map[string]string{"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"})
}

// want fails unless the answer has the status and all the words.
func (a answer) want(t *testing.T, status int, words ...string) {
	t.Helper()
	if a.status != status {
		t.Errorf("status %d, want %d (location %q)", a.status, status, a.location)
	}
	for _, w := range words {
		if !strings.Contains(a.body, w) {
			t.Errorf("the page lacks %q:\n%.1200s", w, visible(a.body))
		}
	}
}

// visible cuts a page to its main part, for messages.
func visible(body string) string {
	if _, after, ok := strings.Cut(body, "<main"); ok {
		return after
	}
	return body
}

func (s *testSite) path(rest string) string { return casePath(s.caseID) + rest }

func (s *testSite) form(f url.Values, change ...string) url.Values {
	out := url.Values{}
	for k, v := range f {
		out[k] = v
	}
	for i := 0; i+1 < len(change); i += 2 {
		out.Set(change[i], change[i+1])
	}
	return out
}

func (s *testSite) opinionForm() url.Values {
	return url.Values{
		"version": {"0"}, "status": {"（一）加强产学研协同创新\n省教育厅支持高校和企业合作。"}, "next_steps": {"（一）加强校企合作\n省教育厅将继续支持。"},
		"contact_office": {"高教处"}, "contact_name": {"王某某"}, "contact_phone": {"0871-63104060"}, "act": {"submit"},
	}
}

func (s *testSite) caseForm() url.Values {
	return url.Values{
		"kind": {"提案"}, "body": {"政协某省第九届委员会第四次会议"}, "number": {"0456"}, "title": {"关于另一件事的提案"},
		"proposers": {"王某某\n致公党某省委（集体）"}, "recommendations": {"建议甲\n\n建议乙"}, "lead": {strconv.FormatInt(s.departments["省科技厅"], 10)},
		"co_handlers": {strconv.FormatInt(s.departments["省教育厅"], 10)}, "assigned_on": {"2026-03-09"}, "reply_due": {"2026-06-09"},
		"co_handling_due": {"2026-04-09"}, "skeleton": {"status-next-steps"}, "handling_class": {"A"}, "publicity": {"主动公开"},
		"publicity_reason": {""}, "copy_to": {"省政府督查室"}, "contact_office": {""}, "contact_name": {""}, "contact_phone": {"63104060"},
	}
}
