package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/service"
)

// slowPress sets nothing until it is told that nobody waits any more: what is measured
// is whether it is told, and what is set then.
type slowPress struct {
	service.Press
	slow  atomic.Bool
	begun chan struct{}
	ended chan error
}

func (p *slowPress) Lay(l gongwen.Letter, o layout.Options) (layout.Pages, error) {
	if !p.slow.Load() {
		return p.Press.Lay(l, o)
	}
	p.begun <- struct{}{}
	for !o.Stop() {
		runtime.Gosched()
	}
	pages, err := p.Press.Lay(l, o)
	p.ended <- err
	return pages, err
}

func (p *slowPress) SetRedline(r layout.Redline) (service.Setting, error) {
	p.begun <- struct{}{}
	for !r.Stop() {
		runtime.Gosched()
	}
	set, err := p.Press.SetRedline(r)
	p.ended <- err
	return set, err
}

func newSlowSite(t *testing.T, patience time.Duration) (*testSite, *slowPress) {
	press := &slowPress{begun: make(chan struct{}, 9), ended: make(chan error, 9)}
	s := newSiteWith(t, func(keys service.Signer) service.Signer { return keys }, func(p *service.Parts, c *Config) {
		press.Press, p.Press, c.Patience = p.Press, press, patience
	})
	return s, press
}

// A costly request whose time is over answers in Chinese and stops working.
func TestCostlyRequestsEndInTime(t *testing.T) {
	s, press := newSlowSite(t, 300*time.Millisecond)
	press.slow.Store(true)
	lead := s.as(t, "keji")
	lead.postJSON(s.path("/desk/live"), `{"text":"我们将认真办理。","have":[]}`).want(t, http.StatusServiceUnavailable, "已经停下", "请稍等一会儿再试")
	select {
	case <-press.begun:
		if err := <-press.ended; !errors.Is(err, layout.ErrStopped) {
			t.Errorf("the pages were set all the same: %v", err)
		}
	default: // its time was over before the pages were begun
	}
	if strings.Contains(s.log.String(), "request failed") {
		t.Errorf("it is logged as a fault of ours: %s", s.log)
	}
}

// Work whose client has left ends.
func TestWorkOfClientsThatLeftEnds(t *testing.T) {
	s, press := newSlowSite(t, time.Hour)
	press.slow.Store(true)
	lead := s.as(t, "keji")
	ctx, leave := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		lead.leaving(ctx, s.path("/desk/live"), `{"text":"我们将认真办理。","have":[]}`)
	}()
	<-press.begun
	leave()
	<-gone
	if err := <-press.ended; !errors.Is(err, layout.ErrStopped) {
		t.Errorf("the pages were set all the same: %v", err)
	}
}

// heldTimer writes down how it is wound up again.
type heldTimer struct{ long []time.Duration }

func (h *heldTimer) Stop() bool                 { return true }
func (h *heldTimer) Reset(d time.Duration) bool { h.long = append(h.long, d); return true }

// Each byte that arrives gives a request its whole time anew: a slow line is no slow
// machine.
func TestArrivingTakesNoTime(t *testing.T) {
	timer := &heldTimer{}
	body := &arriving{io.NopCloser(iotest.OneByteReader(strings.NewReader("四字"))), timer, time.Hour}
	if b, err := io.ReadAll(body); string(b) != "四字" || err != nil {
		t.Fatalf("%q, %v", b, err)
	}
	if len(timer.long) != len("四字") || timer.long[0] != time.Hour {
		t.Errorf("wound up %v", timer.long)
	}
}

// leaving sends what a page's script would, and leaves when ctx ends.
func (b *browser) leaving(ctx context.Context, path, body string) {
	r, err := http.NewRequestWithContext(ctx, "POST", b.site.URL+path, strings.NewReader(body))
	check(b.t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if res, err := b.Do(r); err == nil {
		_ = res.Body.Close()
	}
}
