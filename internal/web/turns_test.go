package web

import (
	"sync"
	"sync/atomic"
	"testing"
)

// However much an account asks for at once, the machine works on two of it at a
// time; another account does not wait for it, and nothing is remembered afterwards.
func TestCostlyRequestsWaitForOneAnother(t *testing.T) {
	var all turns
	var now, most atomic.Int64
	var wait sync.WaitGroup
	started, release := make(chan struct{}, 50), make(chan struct{})
	for range 50 {
		wait.Go(func() {
			leave, ok := all.take(7, nil)
			if !ok {
				t.Error("nobody gave up, and one was sent away")
				return
			}
			if n := now.Add(1); n > most.Load() {
				most.Store(n)
			}
			started <- struct{}{}
			<-release
			now.Add(-1)
			leave()
		})
	}
	for range costlyAtOnce {
		<-started
	}
	if leave, ok := all.take(8, nil); !ok {
		t.Error("another account waits")
	} else {
		leave()
	}
	gaveUp := make(chan struct{})
	close(gaveUp)
	if _, ok := all.take(7, gaveUp); ok {
		t.Error("one got a place while two were taken")
	}
	close(release)
	wait.Wait()
	if most.Load() > costlyAtOnce {
		t.Errorf("%d were under way at once", most.Load())
	}
	if len(all.waiting) != 0 {
		t.Errorf("%d accounts are remembered", len(all.waiting))
	}
}
