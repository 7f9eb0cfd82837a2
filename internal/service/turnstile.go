package service

import (
	"context"
	"slices"
	"sync"
	"time"

	"dafu/internal/reply"
)

// turnstile lets few at a time do something costly. The others wait, each place in
// a line of its own, and the lines are served in turn: who sends many at once waits
// for oneself, and somebody from elsewhere comes next.
type turnstile struct {
	patience time.Duration // how long anybody waits
	perPlace int           // how many of one place wait at most
	all      int           // how many wait at most

	mu      sync.Mutex
	free    int
	lines   map[string][]*waiter // of places that wait
	places  []string             // the same places, the next one first
	waiting int
}

// waiter is told its turn by closing the channel; the lock guards called.
type waiter struct {
	turn   chan struct{}
	called bool
}

func newTurnstile(inside, perPlace, all int, patience time.Duration) *turnstile {
	return &turnstile{patience: patience, perPlace: perPlace, all: all, free: inside, lines: map[string][]*waiter{}}
}

// hashers is the process's: four hashes at once take 76 MiB. A line of 256 takes
// some seconds; who waits costs next to nothing.
var hashers = newTurnstile(4, 256, 2048, 30*time.Second)

var errRush = reply.Failf(reply.TooMany, "现在登录的人较多，请过几秒再试")

// enter waits for a turn; whoever gets it calls leave. It fails if too many wait, in
// all or from the place, and if the turn does not come in time.
func (t *turnstile) enter(ctx context.Context, place string) (leave func(), err error) {
	t.mu.Lock()
	if t.free > 0 {
		t.free--
		t.mu.Unlock()
		return t.leave, nil
	}
	line := t.lines[place]
	if len(line) >= t.perPlace || t.waiting >= t.all {
		t.mu.Unlock()
		return nil, errRush
	}
	w := &waiter{turn: make(chan struct{})}
	if len(line) == 0 {
		t.places = append(t.places, place)
	}
	t.lines[place], t.waiting = append(line, w), t.waiting+1
	t.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, t.patience)
	defer cancel()
	select {
	case <-w.turn:
		return t.leave, nil
	case <-ctx.Done():
		t.giveUp(place, w)
		return nil, errRush
	}
}

// leave hands the turn to the first of the place whose turn it is.
func (t *turnstile) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.places) == 0 {
		t.free++
		return
	}
	place := t.places[0]
	t.places = t.places[1:]
	w := t.lines[place][0]
	t.drop(place, 0)
	if len(t.lines[place]) > 0 {
		t.places = append(t.places, place)
	}
	w.called = true
	close(w.turn)
}

// giveUp takes out who waits no longer; a turn that came meanwhile goes on.
func (t *turnstile) giveUp(place string, w *waiter) {
	t.mu.Lock()
	if w.called {
		t.mu.Unlock()
		t.leave()
		return
	}
	defer t.mu.Unlock()
	t.drop(place, slices.Index(t.lines[place], w))
	if len(t.lines[place]) == 0 {
		t.places = slices.DeleteFunc(t.places, func(p string) bool { return p == place })
	}
}

// drop takes the i-th out of a line.
func (t *turnstile) drop(place string, i int) {
	t.waiting--
	if t.lines[place] = slices.Delete(t.lines[place], i, i+1); len(t.lines[place]) == 0 {
		delete(t.lines, place)
	}
}
