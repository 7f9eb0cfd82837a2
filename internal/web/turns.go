package web

import (
	"context"
	"sync"

	"github.com/gin-gonic/gin"
)

// costlyAtOnce is how much one account may have the machine work on at a time:
// pages that are set, texts that are compared, files that are read. The desk needs
// two, its pages and a save.
const costlyAtOnce = 2

// turns has the costly requests of an account wait for one another. It remembers
// those accounts only that have one under way.
type turns struct {
	mu      sync.Mutex
	waiting map[int64]*queue
}

type queue struct {
	places chan struct{}
	users  int // requests that have a place or wait for one
}

// take waits for a place; who gets one calls leave at the end. It reports false if
// done is closed first: nobody waits for the answer any more.
func (t *turns) take(account int64, done <-chan struct{}) (leave func(), ok bool) {
	t.mu.Lock()
	q := t.waiting[account]
	if q == nil {
		q = &queue{places: make(chan struct{}, costlyAtOnce)}
		if t.waiting == nil {
			t.waiting = map[int64]*queue{}
		}
		t.waiting[account] = q
	}
	q.users++
	t.mu.Unlock()
	gone := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if q.users--; q.users == 0 {
			delete(t.waiting, account)
		}
	}
	select {
	case q.places <- struct{}{}:
		return func() { <-q.places; gone() }, true
	case <-done:
		gone()
		return nil, false
	}
}

// inTurn has a costly request wait until the account has a place free, and ends it
// when its time is over.
func (s *server) inTurn(handle gin.HandlerFunc) gin.HandlerFunc {
	return s.inTime(func(c *gin.Context) {
		ctx := c.Request.Context()
		leave, ok := s.turns.take(actor(c).Account.ID, ctx.Done())
		switch {
		case ok:
			defer leave()
			handle(c)
		case asksJSON(c):
			s.failJSON(c, context.Cause(ctx))
		default:
			s.fail(c, context.Cause(ctx))
		}
	})
}
