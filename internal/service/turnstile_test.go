package service

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"dafu/internal/reply"
)

// waits tells the test that n wait.
func (t *turnstile) waits(n int) {
	for {
		t.mu.Lock()
		now := t.waiting
		t.mu.Unlock()
		if now == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// Forty who come at once from one address do not hold up one from elsewhere: places
// are served in turn, whoever came first.
func TestPlacesAreServedInTurn(t *testing.T) {
	door := newTurnstile(1, 256, 1024, time.Hour)
	inside, err := door.enter(t.Context(), "crowd")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var order []string
	var together sync.WaitGroup
	come := func(place string) {
		together.Go(func() {
			leave, err := door.enter(context.Background(), place)
			if err != nil {
				t.Errorf("%s: %v", place, err)
				return
			}
			mu.Lock()
			order = append(order, place)
			mu.Unlock()
			leave()
		})
	}
	for i := range 40 {
		come("crowd")
		door.waits(i + 1)
	}
	for i := range 14 {
		come(fmt.Sprintf("other %d", i))
		door.waits(41 + i)
	}
	inside()
	together.Wait()
	last := 0
	for i, place := range order {
		if place != "crowd" {
			last = i
		}
	}
	if len(order) != 54 || last > 14 {
		t.Errorf("%d were served, the last of the others as number %d: %q", len(order), last+1, order)
	}
	if door.free != 1 || door.waiting != 0 || len(door.lines)+len(door.places) != 0 {
		t.Errorf("afterwards %d free, %d waiting, %d lines", door.free, door.waiting, len(door.lines))
	}
}

func TestWhoGivesUpLosesNobodysTurn(t *testing.T) {
	door := newTurnstile(1, 2, 3, time.Hour)
	inside, _ := door.enter(t.Context(), "a")
	gone, cancel := context.WithCancel(context.Background())
	results := make(chan error, 3)
	go func() { _, err := door.enter(gone, "a"); results <- err }()
	door.waits(1)
	got := make(chan func(), 1)
	go func() {
		leave, err := door.enter(context.Background(), "a")
		results <- err
		got <- leave
	}()
	door.waits(2)
	if _, err := door.enter(t.Context(), "a"); reply.CodeOf(err) != reply.TooMany {
		t.Errorf("the third of a place where two wait: %v", err)
	}
	cancel()
	if err := <-results; reply.CodeOf(err) != reply.TooMany {
		t.Errorf("who went away: %v", err)
	}
	inside()
	if err := <-results; err != nil {
		t.Fatal(err)
	}
	(<-got)()
	if door.free != 1 || len(door.places) != 0 {
		t.Errorf("%d free, places %q", door.free, door.places)
	}
	impatient := newTurnstile(0, 9, 2, time.Millisecond)
	if _, err := impatient.enter(t.Context(), "a"); reply.CodeOf(err) != reply.TooMany || slices.Contains(impatient.places, "a") {
		t.Errorf("whose turn never comes: %v, %q", err, impatient.places)
	}
}
