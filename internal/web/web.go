// Package web is Dafu in the browser: routes, sessions, forms and pages. It
// binds and checks the shape of what is typed, calls the service, and shows
// what the service allows; it decides nothing itself.
package web

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"dafu/internal/service"
)

// HandlingClass is a 办理类别 with the wording that is used locally.
type HandlingClass struct {
	Letter, Wording string
}

// Config is what the web needs from outside. Service and Sessions are owed,
// the rest has defaults.
type Config struct {
	Service  *service.Service
	Sessions scs.Store
	Logger   *slog.Logger
	Now      func() time.Time // for words such as 今天 and for leaving out this year; default time.Now

	Secure      bool          // cookies over TLS only, and HSTS
	IdleTimeout time.Duration // default 30 minutes
	Lifetime    time.Duration // of a login, default 12 hours
	Patience    time.Duration // with a costly request, default 20 seconds
	Version     string        // shown at the foot of each page
	Notice      string        // a line above every page, such as 试用环境; may be empty

	// Proxies are believed about where a request comes from, see ParseProxies;
	// default: those on the same machine.
	Proxies []netip.Prefix

	Classes []HandlingClass // default A, B, C as most places word them
}

// defaultClasses is the wording that most provinces use.
var defaultClasses = []HandlingClass{
	{"A", "已经解决或者基本解决"},
	{"B", "正在解决或者已列入计划逐步解决"},
	{"C", "留作参考"},
}

func (c Config) withDefaults() (Config, error) {
	c.Patience = cmp.Or(c.Patience, patience)
	if c.Service == nil || c.Sessions == nil {
		return c, errors.New("web: Service and Sessions are needed")
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.IdleTimeout == 0 {
		c.IdleTimeout = 30 * time.Minute
	}
	if c.Lifetime == 0 {
		c.Lifetime = 12 * time.Hour
	}
	if len(c.Classes) == 0 {
		c.Classes = defaultClasses
	}
	return c, nil
}

// server holds what every handler needs.
type server struct {
	Config
	sessions *scs.SessionManager
	assets   *assets
	pages    *pages
	check    *checker
	gate     *gate
	turns    turns
	proxies  []netip.Prefix
	reading  *budget // bytes of uploads to the public page
	judging  chan struct{}
	glyphs   string // names this start in the address of outlines
}

// New returns the whole site. It fails if a screen is missing or cannot be
// executed.
func New(c Config) (http.Handler, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, gate: newGate(c.Now), glyphs: number(), proxies: c.Proxies, reading: &budget{left: allUploads}, judging: make(chan struct{}, judgedAtOnce)}
	if len(s.proxies) == 0 {
		s.proxies = loopback
	}
	if s.check, err = newChecker(); err != nil {
		return nil, fmt.Errorf("web: make the checker: %w", err)
	}
	if s.assets, err = loadAssets(); err != nil {
		return nil, fmt.Errorf("web: read assets: %w", err)
	}
	if s.pages, err = loadPages(c.Now); err != nil {
		return nil, fmt.Errorf("web: read pages: %w", err)
	}
	s.sessions = newSessions(c)
	return s.handler(), nil
}

// handler puts the routes behind sessions; reading assets and the health check
// needs none.
func (s *server) handler() http.Handler {
	routes := s.engine()
	withSession := s.keepSession(routes)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		read := r.Method == http.MethodGet
		if read && (strings.HasPrefix(r.URL.Path, assetRoot) || r.URL.Path == healthPath) {
			routes.ServeHTTP(w, r)
			return
		}
		withSession.ServeHTTP(w, r)
	})
}

func (s *server) engine() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.UseRawPath = false
	e.ForwardedByClientIP = false // clientAddress reads where a request comes from
	e.Use(s.logAccess, s.recoverPanic, s.setHeaders, s.refuseCrossOrigin, limitBody)
	e.NoRoute(func(c *gin.Context) { s.fail(c, errNoPage) })
	e.NoMethod(func(c *gin.Context) { s.fail(c, errNoMethod) })
	for _, r := range s.routes() {
		chain := []gin.HandlerFunc{r.handle}
		if r.access != open {
			chain = []gin.HandlerFunc{s.needLogin(r.access), r.handle}
		}
		e.Handle(r.method, r.path, chain...)
	}
	return e
}

// number returns a random number to quote: 8 characters nobody mistakes on
// the telephone.
func number() string {
	return rand.Text()[:8]
}
