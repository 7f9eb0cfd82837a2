package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"dafu/internal/store"
)

// clock is the web's clock, set by hand. A gate holds up whoever asks next.
type clock struct {
	mu   sync.Mutex
	at   time.Time
	gate chan chan struct{}
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	at, gate := c.at, c.gate
	c.gate = nil
	c.mu.Unlock()
	if gate != nil {
		release := make(chan struct{})
		gate <- release
		<-release
	}
	return at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// withSessions is the same site with sessions kept elsewhere and a clock of
// its own.
func (s *testSite) withSessions(t *testing.T, kept scs.Store) (*testSite, *clock) {
	t.Helper()
	c := &clock{at: testDay}
	h, err := New(Config{Service: s.service, Sessions: kept, Now: c.now, Logger: newLogger(s.log)})
	check(t, err)
	other := *s
	other.handler, other.Server = h, httptest.NewServer(h)
	t.Cleanup(other.Close)
	return &other, c
}

func onDisk(t *testing.T) *store.Sessions {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "sessions.db"))
	check(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db.Sessions()
}

func TestSigningOutEndsTheSessionForRequestsUnderWayToo(t *testing.T) {
	s, clock := newSite(t).withSessions(t, onDisk(t))
	b := s.as(t, "keji")
	signedIn := cookie(t, b)
	clock.advance(2 * seenStep) // the next request has something to write
	clock.mu.Lock()
	gate := make(chan chan struct{})
	clock.gate = gate
	clock.mu.Unlock()

	underWay := make(chan answer)
	go func() { underWay <- s.with(t, signedIn).get("/work") }()
	release := <-gate
	b.post("/logout", url.Values{})
	close(release)
	late := <-underWay

	if given := late.header.Get("Set-Cookie"); given != "" {
		t.Errorf("the request that was under way hands out %q", given)
	}
	if got := s.with(t, signedIn).get("/work"); got.status != http.StatusSeeOther {
		t.Errorf("after signing out the old cookie still opens the page: %d", got.status)
	}
}

// with is a browser that has the session's cookie.
func (s *testSite) with(t *testing.T, token string) *browser {
	b := s.visitor(t)
	u, err := url.Parse(s.URL)
	check(t, err)
	b.Jar.SetCookies(u, []*http.Cookie{{Name: "dafu", Value: token, Path: "/"}})
	return b
}

// counted counts what is written, and fails when told to.
type counted struct {
	*store.Sessions
	mu      sync.Mutex
	commits int
	full    bool
}

func (c *counted) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.full {
		return errors.New("disk full")
	}
	c.commits++
	return c.Sessions.CommitCtx(ctx, token, b, expiry)
}

func TestReadingGoesOnWhenSessionsCannotBeWritten(t *testing.T) {
	kept := &counted{Sessions: onDisk(t)}
	s, clock := newSite(t).withSessions(t, kept)
	b := s.as(t, "keji")
	clock.advance(2 * seenStep)
	kept.mu.Lock()
	kept.full = true
	kept.mu.Unlock()
	got := b.get("/work")
	got.want(t, http.StatusOK, "科技创新", "</html>")
	if n := got.header.Get("Content-Length"); n != "" && n != strconv.Itoa(len(got.body)) {
		t.Errorf("Content-Length %s for %d bytes", n, len(got.body))
	}
	b.get("/assets/none").want(t, http.StatusNotFound)

	refused := s.visitor(t).post("/login", url.Values{"login": {"keji"}, "password": {testPassword}, "next": {"/"}})
	refused.want(t, http.StatusInternalServerError, "系统出了问题", "</html>")
	if refused.header.Get("Content-Security-Policy") == "" {
		t.Error("the error page has no content policy")
	}
}

func TestReadingPagesWritesTheSessionOnceAMinute(t *testing.T) {
	kept := &counted{Sessions: onDisk(t)}
	s, clock := newSite(t).withSessions(t, kept)
	b := s.as(t, "keji")
	before := kept.commits
	for range 5 {
		b.get("/work").want(t, http.StatusOK)
	}
	if kept.commits != before {
		t.Errorf("5 pages within a minute wrote the session %d times", kept.commits-before)
	}
	clock.advance(seenStep)
	b.get("/work")
	b.get("/work")
	if kept.commits != before+1 {
		t.Errorf("2 pages a minute later wrote the session %d times", kept.commits-before)
	}
}

func TestSessionsEndWithoutUse(t *testing.T) {
	s, clock := newSite(t).withSessions(t, onDisk(t))
	b := s.as(t, "keji")
	for range 3 {
		clock.advance(25 * time.Minute)
		b.get("/work").want(t, http.StatusOK)
	}
	token := cookie(t, b)
	clock.advance(31 * time.Minute)
	if got := b.get("/work"); got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/login") {
		t.Errorf("after 31 minutes: %d to %q", got.status, got.location)
	}
	clock.advance(-31 * time.Minute)
	if got := s.with(t, token).get("/work"); got.status != http.StatusSeeOther {
		t.Errorf("a session that ended came back: %d", got.status)
	}
}

// What a desk asks on its own does not keep its session: that it is there, and what
// its script marks as nobody's doing.
func TestAnUnattendedDeskSignsOut(t *testing.T) {
	s, clock := newSite(t).withSessions(t, onDisk(t))
	for name, ask := range map[string]func(*browser) answer{
		"here":     func(b *browser) answer { return b.postJSON(s.path("/desk/here"), `{"tab":"x","line":0,"gone":false}`) },
		"comments": func(b *browser) answer { return b.postJSON(s.path("/desk/comments"), `{"text":"文字"}`) },
		"live, unattended": func(b *browser) answer {
			return b.send("POST", s.path("/desk/live"), `{"text":"文字","have":[]}`,
				map[string]string{"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", unattendedHeader: "1"})
		},
	} {
		b := s.as(t, "keji")
		clock.advance(20 * time.Minute)
		ask(b).want(t, http.StatusOK)
		clock.advance(20 * time.Minute)
		if got := ask(b); got.status != http.StatusUnauthorized {
			t.Errorf("%s: after 40 minutes in which nobody did anything: %d", name, got.status)
		}
	}
	b := s.as(t, "keji")
	for range 3 {
		clock.advance(20 * time.Minute)
		b.postJSON(s.path("/desk/live"), `{"text":"文字","have":[]}`).want(t, http.StatusOK)
	}
}

// Where somebody else has signed in meanwhile, the desk of the one before saves
// nothing in their name and asks for a login.
func TestADeskSavesForItsOwnAccountOnly(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji.head")
	save := func(account int) answer {
		return b.postJSON(s.path("/desk/save"), fmt.Sprintf(`{"account":%d,"base":0,"text":"承办人写的一句。","auto":true}`, account))
	}
	own := regexp.MustCompile(`"account":(\d+)`).FindStringSubmatch(b.get(s.path("/desk")).body)
	if own == nil {
		t.Fatal("the desk does not know whose it is")
	}
	id, err := strconv.Atoi(own[1])
	check(t, err)
	save(id+1).want(t, http.StatusUnauthorized, `"login":true`, "原来的账号")
	if got := b.get(s.path("/desk/text")); strings.Contains(got.body, "承办人写的") {
		t.Error("it is saved in another's name")
	}
	save(id).want(t, http.StatusOK)
}

// unreadable is a session store that does not answer.
type unreadable struct{ scs.CtxStore }

func (unreadable) FindCtx(context.Context, string) ([]byte, bool, error) {
	return nil, false, errors.New("disk gone")
}

func TestSessionStoreThatDoesNotAnswerHasAPage(t *testing.T) {
	s, _ := newSite(t).withSessions(t, unreadable{onDisk(t)})
	got := s.with(t, "some-token").get("/work")
	got.want(t, http.StatusServiceUnavailable, "系统现在读不到登录状态", "</html>")
	if got.header.Get("Content-Security-Policy") == "" || got.header.Get("Content-Type") != htmlType {
		t.Errorf("headers %v", got.header)
	}
	if strings.Contains(got.body, "disk gone") {
		t.Error("the page shows the cause")
	}
}

func TestAddressesWithoutSessionsRefuseOtherMethods(t *testing.T) {
	b := newSite(t).visitor(t)
	for _, path := range []string{healthPath, assetRoot + "none"} {
		b.send("POST", path, "", map[string]string{"Sec-Fetch-Site": "same-origin"}).
			want(t, http.StatusMethodNotAllowed, "这个页面不能这样打开")
		b.send("POST", path, "", map[string]string{"Sec-Fetch-Site": "cross-site"}).
			want(t, http.StatusForbidden, "不是从答复系统的页面发出的")
	}
}
