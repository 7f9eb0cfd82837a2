package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// patience is how long a costly request may take, from the last byte of it that
// arrived. What costs is in proportion to what was sent, about two seconds for the
// longest text; only a machine that does much else at once takes longer.
const patience = 20 * time.Second

var errTooLong = &webError{http.StatusServiceUnavailable, "系统现在很忙，这次处理时间过长，已经停下。填写的内容还在，请稍等一会儿再试；文字特别长的，请分几次处理"}

// inTime ends the context of a request whose client has left or whose time is over.
// Whoever works for it asks the context as the work goes along.
func (s *server) inTime(handle gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, cancel := context.WithCancelCause(c.Request.Context())
		defer cancel(nil)
		timer := time.AfterFunc(s.Patience, func() { cancel(errTooLong) })
		defer timer.Stop()
		c.Request = c.Request.WithContext(ctx)
		if c.Request.Body != nil {
			c.Request.Body = &arriving{c.Request.Body, timer, s.Patience}
		}
		handle(c)
	}
}

// arriving is the body of a request: while it arrives, its time does not run. The
// server itself limits how long that may take.
type arriving struct {
	io.ReadCloser
	timer interface {
		Stop() bool
		Reset(time.Duration) bool
	}
	long time.Duration
}

func (a *arriving) Read(b []byte) (int, error) {
	n, err := a.ReadCloser.Read(b)
	if n > 0 && a.timer.Stop() {
		a.timer.Reset(a.long)
	}
	return n, err
}

// late is what became of a request whose context has ended: the error that says so in
// place of the fault that it led to. An answer that was reached all the same stays.
func late(c *gin.Context, err error) error {
	cause := context.Cause(c.Request.Context())
	if cause == nil || problemOf(err).Status < http.StatusInternalServerError {
		return err
	}
	return errTooLong // who has left does not read it
}

// asksJSON tells whether the answer goes to the desk's script.
func asksJSON(c *gin.Context) bool {
	return strings.HasPrefix(c.GetHeader("Content-Type"), "application/json") || strings.Contains(c.FullPath(), "/desk/")
}
