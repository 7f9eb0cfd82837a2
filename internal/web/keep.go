package web

import (
	"context"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// keepSession loads the session for next and keeps what changed in it before
// the answer begins. scs has a handler for this too; it writes the session back
// on each request and shows an error in place of the answer if that fails, so
// that on a full disk nobody could read or download anything.
func (s *server) keepSession(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		token := ""
		if cookie, err := r.Cookie(s.sessions.Cookie.Name); err == nil {
			token = cookie.Value
		}
		ctx, err := s.sessions.Load(r.Context(), token)
		if err != nil {
			s.sessionFailed(w, err)
			return
		}
		first := &firstWrite{ResponseWriter: w, before: func() { s.saveSession(ctx, w, token) }}
		next.ServeHTTP(first, r.WithContext(ctx))
		first.begin()
	})
}

// saveSession writes the session back if it changed. Whoever cannot do without
// it (openSession, logout) has written it already and told of a failure; what
// is left is the time of use and a line for the next page, and no answer fails
// for these.
func (s *server) saveSession(ctx context.Context, w http.ResponseWriter, had string) {
	switch s.sessions.Status(ctx) {
	case scs.Destroyed:
		s.sessions.WriteSessionCookie(ctx, w, "", time.Time{})
	case scs.Modified:
		token, expiry, err := s.sessions.Commit(ctx)
		if err != nil {
			if ctx.Err() == nil {
				s.Logger.Warn("keeping a session", "error", err)
			}
			return
		}
		if token != had {
			s.sessions.WriteSessionCookie(ctx, w, token, expiry)
		}
	}
}

// firstWrite calls before once, when the answer begins.
type firstWrite struct {
	http.ResponseWriter
	before func()
	begun  bool
}

func (w *firstWrite) begin() {
	if !w.begun {
		w.begun = true
		w.before()
	}
}

func (w *firstWrite) WriteHeader(status int) {
	w.begin()
	w.ResponseWriter.WriteHeader(status)
}

func (w *firstWrite) Write(b []byte) (int, error) {
	w.begin()
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *firstWrite) Unwrap() http.ResponseWriter { return w.ResponseWriter }
