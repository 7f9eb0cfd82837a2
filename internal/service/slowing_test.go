package service_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

const wrong = "wrong password 1"

func TestGuessesAtTheSameTimeShareOneCount(t *testing.T) {
	s := newStage(t)
	var together sync.WaitGroup
	codes := make([]reply.Code, 20)
	for i := range codes {
		together.Go(func() {
			_, err := s.Authenticate(s.ctx, "keji.fuze", wrong, place)
			codes[i] = reply.CodeOf(err)
		})
	}
	together.Wait()
	looked := 0
	for _, code := range codes {
		switch code {
		case reply.Invalid:
			looked++
		case reply.TooMany:
		default:
			t.Errorf("a guess ended with code %d", code)
		}
	}
	if looked != 3 {
		t.Errorf("%d of 20 guesses at the same time were looked at, want 3", looked)
	}
}

func TestAStrangerKeepsNobodyOut(t *testing.T) {
	s := newStage(t)
	for range 50 {
		_, _ = s.Authenticate(s.ctx, "keji.fuze", wrong, "203.0.113.9")
	}
	_, err := s.Authenticate(s.ctx, "keji.fuze", password, "203.0.113.9")
	s.refused(err, reply.TooMany)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
}

func TestGuessesFromEverywhereAreSlowedALittle(t *testing.T) {
	s := newStage(t)
	refused := 0
	for i := range 45 {
		_, err := s.Authenticate(s.ctx, "keji.fuze", wrong, fmt.Sprintf("203.0.113.%d", i))
		if reply.CodeOf(err) == reply.TooMany {
			refused++
		}
	}
	if refused != 15 {
		t.Errorf("%d of 45 guesses from as many places were refused, want 15", refused)
	}
	s.now = s.now.Add(10 * time.Second)
	_, err := s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
}

func TestAClockThatWasSetBackLocksNobodyOutForLonger(t *testing.T) {
	s := newStage(t)
	for range 5 {
		_, _ = s.Authenticate(s.ctx, "keji.fuze", wrong, place)
	}
	_, err := s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.refused(err, reply.TooMany)
	s.now = s.now.Add(-48 * time.Hour)
	_, err = s.Authenticate(s.ctx, "keji.fuze", wrong, place)
	s.refused(err, reply.Invalid) // it is looked at, and counted from the clock as it is now
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.refused(err, reply.TooMany)
	s.now = s.now.Add(time.Minute)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
}

func TestANewPasswordForgivesFailures(t *testing.T) {
	s := newStage(t)
	for range 9 {
		_, _ = s.Authenticate(s.ctx, "keji.fuze", wrong, place)
	}
	a := s.head().Account
	_, err := s.SaveAccount(s.ctx, service.Operator, service.AccountInput{
		ID: a.ID, DepartmentID: a.DepartmentID, Login: a.Login, Name: a.Name, Role: a.Role, Password: "given anew 22",
	})
	s.must(err)
	_, err = s.Authenticate(s.ctx, "keji.fuze", "given anew 22", place)
	s.must(err)
}

func TestTheOwnPasswordCannotBeGuessedInItsForm(t *testing.T) {
	s := newStage(t)
	a := s.drafter()
	guess := func() error {
		s.now = s.now.Add(time.Minute)
		return s.ChangePassword(s.ctx, a, wrong, "a new password 2")
	}
	for range 3 {
		s.refused(guess(), reply.Invalid)
	}
	s.refused(s.ChangePassword(s.ctx, a, wrong, "a new password 2"), reply.TooMany)
	s.refused(guess(), reply.Invalid)
	s.refused(guess(), reply.Forbidden)
	s.now = s.now.Add(time.Hour)
	_, err := s.Authenticate(s.ctx, a.Account.Login, password, place) // who knows it starts afresh
	s.must(err)
	s.refused(guess(), reply.Invalid)
	s.must(s.ChangePassword(s.ctx, a, password, "a new password 2"))
	if n := len(s.detailsLike(reply.ChangePassword, "修改密码失败")); n != 6 {
		t.Errorf("%d failures in the log, want 6", n)
	}
}

// detailsLike are the log's lines about no case that begin with some words.
func (s *stage) detailsLike(act reply.Act, begin string) (found []string) {
	s.t.Helper()
	s.must(s.store.Read(s.ctx, func(tx service.Tx) error {
		events, err := tx.Events(0)
		for _, e := range events {
			if e.Act == act && strings.HasPrefix(e.Detail, begin) {
				found = append(found, e.Detail)
			}
		}
		return err
	}))
	return found
}
