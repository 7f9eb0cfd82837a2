package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
)

// What a session holds.
const (
	keyAccount = "account" // the account's ID
	keyMark    = "mark"    // which password it was opened with
	keySeen    = "seen"    // when it was last used, unix seconds, to seenStep
	keyFlash   = "flash"   // a line for the next page, such as 已保存
)

// seenStep is how exactly a session knows when it was last used: reading pages
// writes to the disk once in that time and not for each of them.
const seenStep = time.Minute

// unattendedHeader comes with a script's requests that nobody's hand caused, such
// as drawing what a colleague saved: an unattended desk signs its account out.
const unattendedHeader = "Dafu-Unattended"

const actorKey = "actor"

func newSessions(c Config) *scs.SessionManager {
	m := scs.New()
	m.Store = c.Sessions
	m.Lifetime = c.Lifetime
	m.HashTokenInStore = true
	m.Cookie.Name = "dafu"
	if c.Secure {
		m.Cookie.Name = "__Host-dafu"
	}
	m.Cookie.Path = "/"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = c.Secure
	m.Cookie.Persist = false
	return m
}

// passwordMark tells one password of an account from the next, so that a
// changed password ends the sessions that were opened with the old one.
func passwordMark(a reply.Account) string {
	sum := sha256.Sum256([]byte(a.PasswordHash))
	return hex.EncodeToString(sum[:8])
}

// openSession signs the account in under a new token. It fails if the session
// cannot be kept.
func (s *server) openSession(c *gin.Context, a reply.Account) error {
	ctx := c.Request.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, keyAccount, a.ID)
	s.sessions.Put(ctx, keyMark, passwordMark(a))
	s.sessions.Put(ctx, keySeen, s.Now().Unix())
	_, _, err := s.sessions.Commit(ctx)
	return err
}

// dropSession ends a session that is of no more use. If the disk does not take
// it, the next request finds it as useless.
func (s *server) dropSession(ctx context.Context) {
	if err := s.sessions.Destroy(ctx); err != nil {
		s.Logger.Warn("ending a session", "error", err)
	}
}

// signedIn finds who makes the request; false if nobody is signed in or the
// account may no longer be used.
func (s *server) signedIn(c *gin.Context, a access) (reply.Actor, bool, error) {
	ctx := c.Request.Context()
	id := s.sessions.GetInt64(ctx, keyAccount)
	if id == 0 {
		return reply.Actor{}, false, nil
	}
	unused := s.Now().Sub(time.Unix(s.sessions.GetInt64(ctx, keySeen), 0))
	if unused > s.IdleTimeout {
		s.dropSession(ctx)
		return reply.Actor{}, false, nil
	}
	actor, err := s.Service.Actor(ctx, id)
	switch {
	case reply.CodeOf(err) == reply.NotFound, reply.CodeOf(err) == reply.Forbidden:
		s.dropSession(ctx)
		return reply.Actor{}, false, nil
	case err != nil:
		return reply.Actor{}, false, err
	case actor.Account.Disabled, passwordMark(actor.Account) != s.sessions.GetString(ctx, keyMark):
		s.dropSession(ctx)
		return reply.Actor{}, false, nil
	}
	if unused >= seenStep && a != unattended && c.GetHeader(unattendedHeader) == "" {
		s.sessions.Put(ctx, keySeen, s.Now().Unix())
	}
	actor.Session = storedToken(s.sessions.Token(ctx))
	return actor, true, nil
}

// storedToken is what scs makes of a token for the store (HashTokenInStore).
func storedToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// needLogin lets signed-in people through and sends others to the login page,
// which brings them back to the page they asked for. A script is told.
func (s *server) needLogin(a access) gin.HandlerFunc {
	return func(c *gin.Context) {
		actor, ok, err := s.signedIn(c, a)
		switch {
		case err == nil && ok:
			c.Set(actorKey, actor)
			if s.mustChange(c, actor, a) {
				break
			}
			c.Next()
			return
		case err != nil && a == person:
			s.fail(c, err)
		case err != nil:
			s.failJSON(c, err)
		case a == person:
			seeOther(c, loginPath(c.Request))
		default:
			c.JSON(http.StatusUnauthorized, jsonProblem{Error: "已经退出登录，请重新登录", Code: "401", Login: true})
		}
		c.Abort()
	}
}

// secondsLeft is how long the session goes on if nothing is done.
func (s *server) secondsLeft(c *gin.Context) int {
	ctx := c.Request.Context()
	idle := time.Unix(s.sessions.GetInt64(ctx, keySeen), 0).Add(s.IdleTimeout)
	end := s.sessions.Deadline(ctx)
	if idle.Before(end) {
		end = idle
	}
	return max(0, int(end.Sub(s.Now()).Seconds()))
}

// loginPath is the login page, which knows where to go on: to the page that was
// asked for, or the one with the form that could not be sent.
func loginPath(r *http.Request) string {
	back := url.Values{}
	switch from, err := url.Parse(r.Referer()); {
	case r.Method == http.MethodGet && r.URL.Path != "/":
		back.Set("next", r.URL.RequestURI())
	case r.Method != http.MethodGet:
		back.Set("expired", "1")
		if err == nil && from.Host == r.Host {
			back.Set("next", localPath(from.Path))
		}
	}
	if len(back) == 0 {
		return "/login"
	}
	return "/login?" + back.Encode()
}

// actor returns who makes the request; the zero Actor before login.
func actor(c *gin.Context) reply.Actor {
	a, _ := c.Get(actorKey)
	who, _ := a.(reply.Actor)
	return who
}

// localPath returns next if it is an address of this site, else "/".
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// flash leaves a line for the next page that is shown.
func (s *server) flash(c *gin.Context, text string) {
	s.sessions.Put(c.Request.Context(), keyFlash, text)
}

// seeOther answers a successful POST.
func seeOther(c *gin.Context, path string) { c.Redirect(http.StatusSeeOther, path) }
