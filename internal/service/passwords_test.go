package service

import (
	"context"
	"errors"
	"testing"
	"time"

	"dafu/internal/reply"
)

func TestFewHashAtOnceAndFewWait(t *testing.T) {
	door := newTurnstile(2, 1, time.Hour)
	first, err1 := door.enter(t.Context())
	_, err2 := door.enter(t.Context())
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	type turn struct {
		leave func()
		err   error
	}
	third := make(chan turn)
	go func() { leave, err := door.enter(context.Background()); third <- turn{leave, err} }()
	for len(door.present) < 3 {
		time.Sleep(time.Millisecond)
	}
	if _, err := door.enter(t.Context()); reply.CodeOf(err) != reply.TooMany {
		t.Errorf("the fourth of 2 inside and 1 waiting: %v", err)
	}
	first()
	got := <-third
	if got.err != nil {
		t.Fatalf("the one who waited: %v", got.err)
	}
	got.leave()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	second, err := door.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := door.enter(gone); reply.CodeOf(err) != reply.TooMany {
		t.Errorf("one who went away: %v", err)
	}
	second()
	if len(door.present) != 1 {
		t.Errorf("%d are still counted, want the one inside", len(door.present))
	}
}

func TestPasswords(t *testing.T) {
	for name, tc := range map[string]struct {
		password, login string
		good            bool
	}{
		"good":                        {"mima-2031-abc", "keji.chengban", true},
		"a one-letter login inside":   {"mima-2031-abc", "a", true},
		"a three-letter login inside": {"mima-2031-abc", "abc", true},
		"a longer login inside":       {"mima-2031-Guanli", "guanli", false},
		"nine characters":             {"mima-2031", "keji", false},
		"letters only":                {"mimamimamima", "keji", false},
		"digits only":                 {"203120312031", "keji", false},
	} {
		if err := checkPassword("password", tc.password, tc.login); (err == nil) != tc.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}
