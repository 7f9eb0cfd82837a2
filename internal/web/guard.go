package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
)

// bodyLimit holds a form with a pasted text of 1 MB: percent-encoded, Chinese
// takes three times its size.
const bodyLimit = 4 << 20

const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"font-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'"

// setHeaders sends what keeps browsers from doing more than a page needs.
func (s *server) setHeaders(c *gin.Context) {
	s.guardHeaders(c.Writer.Header())
	c.Next()
}

func (s *server) guardHeaders(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// crossOrigin refuses forms that another site makes a browser send.
var crossOrigin = http.NewCrossOriginProtection()

func (s *server) refuseCrossOrigin(c *gin.Context) {
	if err := crossOrigin.Check(c.Request); err != nil {
		s.fail(c, errCrossOrigin)
		c.Abort()
		return
	}
	c.Next()
}

func limitBody(c *gin.Context) {
	limit := int64(bodyLimit)
	switch c.FullPath() {
	case verifyPath:
		limit = verifyBody
	case wordPath:
		limit = wordBody
	}
	if c.Request.Body != nil {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	}
	c.Next()
}

// unlogged marks a request that a script makes many times a minute; only its
// failures are worth a line.
const unlogged = "unlogged"

// logAccess writes one line a request: no query, no body, no names.
func (s *server) logAccess(c *gin.Context) {
	start := time.Now()
	c.Next()
	path := c.FullPath()
	if path == assetRoot+"*file" || path == healthPath || c.GetBool(unlogged) && c.Writer.Status() < 400 {
		return
	}
	s.Logger.Info("request", "method", c.Request.Method, "route", path, "status", c.Writer.Status(),
		"bytes", max(c.Writer.Size(), 0), "ms", time.Since(start).Milliseconds(), "account", actor(c).Account.ID)
}

// recoverPanic turns a bug into a page with a number.
func (s *server) recoverPanic(c *gin.Context) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if v == http.ErrAbortHandler { // the connection is gone: nobody to tell
			panic(v)
		}
		s.Logger.Error("panic", "value", fmt.Sprint(v), "stack", string(debug.Stack()))
		c.Abort()
		if !c.Writer.Written() {
			s.fail(c, fmt.Errorf("panic: %v", v))
		}
	}()
	c.Next()
}
