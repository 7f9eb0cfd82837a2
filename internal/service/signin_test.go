package service_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// ledger counts what is committed and what is put on record.
type ledger struct {
	service.Store
	writes, events, marks int
}

type ledgerTx struct {
	service.Tx
	c *ledger
}

func (c *ledger) Write(ctx context.Context, fn func(service.Tx) error) error {
	c.writes++
	return c.Store.Write(ctx, func(tx service.Tx) error { return fn(ledgerTx{tx, c}) })
}

func (t ledgerTx) AddEvent(e *reply.Event) error { t.c.events++; return t.Tx.AddEvent(e) }

func (t ledgerTx) SetFailures(login, address string, n int, last time.Time) error {
	t.c.marks++
	return t.Tx.SetFailures(login, address, n, last)
}

// A wrong password costs the same whether there is such an account or not.
func TestAMadeUpNameCostsWhatARealOneDoes(t *testing.T) {
	s := newStage(t)
	work := func(login string) [3]int {
		c := &ledger{Store: s.store}
		_, err := s.program(c, s.keys).Authenticate(s.ctx, login, wrong, place)
		s.refused(err, reply.Invalid)
		return [3]int{c.writes, c.events, c.marks}
	}
	real, made := work("keji.fuze"), work("nobody.fuze")
	if real != made || real[0] == 0 {
		t.Errorf("commits, events and marks: %v for an account, %v for a made-up name", real, made)
	}
	if n := len(s.detailsLike(reply.SignIn, "登录失败，没有这个账号")); n != 1 {
		t.Errorf("%d failures of unknown accounts on record", n)
	}
	for _, line := range s.detailsLike(reply.SignIn, "") {
		if strings.Contains(line, "nobody") {
			t.Errorf("the name that was typed is on record: %s", line)
		}
	}
}

// Forty made-up names at once from one address keep nobody else out.
func TestACrowdOfMadeUpNamesKeepsNobodyOut(t *testing.T) {
	s := newStage(t)
	var together sync.WaitGroup
	for i := range 40 {
		together.Go(func() {
			_, _ = s.Authenticate(s.ctx, fmt.Sprintf("made.up%d", i), wrong, "203.0.113.9")
		})
	}
	n := 0
	for login := range s.actors {
		n++
		together.Go(func() {
			if _, err := s.Authenticate(s.ctx, login, password, fmt.Sprintf("10.0.0.%d", n)); err != nil {
				t.Errorf("%s: %v", login, err)
			}
		})
	}
	together.Wait()
}

// Guesses over many accounts from one address are slowed together; others are not,
// and a right password of one's own forgets one failure only.
func TestGuessesOfOneAddressAreSlowedTogether(t *testing.T) {
	s := newStage(t)
	looked := 0
	for i := range 27 {
		_, err := s.Authenticate(s.ctx, fmt.Sprintf("account%d", i%9), wrong, "203.0.113.9")
		switch reply.CodeOf(err) {
		case reply.Invalid:
			looked++
		case reply.TooMany:
		default:
			t.Fatal(err)
		}
	}
	if looked != 15 {
		t.Errorf("%d of 27 guesses at one instant were looked at, want 15", looked)
	}
	_, err := s.Authenticate(s.ctx, "keji.fuze", password, "203.0.113.9")
	s.refused(err, reply.TooMany)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
	s.now = s.now.Add(3 * time.Second) // one is forgotten
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, "203.0.113.9")
	s.must(err)
	_, err = s.Authenticate(s.ctx, "another", wrong, "203.0.113.9")
	s.refused(err, reply.Invalid)
	_, err = s.Authenticate(s.ctx, "another.one", wrong, "203.0.113.9")
	s.refused(err, reply.TooMany)
}

// Who guesses from ever new addresses does not keep somebody out of the place from
// which they sign in every day.
func TestRotatingAddressesLockNobodyOut(t *testing.T) {
	s := newStage(t)
	_, err := s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
	for i := range 60 {
		_, _ = s.Authenticate(s.ctx, "keji.fuze", wrong, fmt.Sprintf("203.0.113.%d", i))
	}
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, "198.51.100.7")
	s.refused(err, reply.TooMany)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
}

// A password that an administrator sets anew is good for changing it only.
func TestAResetAsksForANewPassword(t *testing.T) {
	s := newStage(t)
	a := s.head().Account
	if a.MustChange {
		t.Fatal("asked before the reset")
	}
	_, err := s.SaveAccount(s.ctx, service.Operator, service.AccountInput{
		ID: a.ID, DepartmentID: a.DepartmentID, Login: a.Login, Name: a.Name, Role: a.Role, Password: "given anew 22",
	})
	s.must(err)
	who, err := s.Actor(s.ctx, a.ID)
	s.must(err)
	if !who.Account.MustChange {
		t.Error("nobody asks for a new password")
	}
	s.must(s.ChangePassword(s.ctx, who, "given anew 22", "chosen by myself 3"))
	if who, err = s.Actor(s.ctx, a.ID); err != nil || who.Account.MustChange {
		t.Errorf("asked again: %v", err)
	}
	err = s.ChangePassword(s.ctx, who, "chosen by myself 3", "省科技厅负责人2024")
	if p := reply.ProblemsOf(err); len(p) == 0 || p[0].Field != "new" || !strings.Contains(p[0].Text, "容易猜到") {
		t.Errorf("the house's name as a password: %v", err)
	}
}
