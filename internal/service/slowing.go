package service

import (
	"context"
	"time"

	"dafu/internal/reply"
)

// slowing is how tries of a password are slowed: after some free failures in a
// row each further one doubles the wait, up to the longest.
type slowing struct {
	free    int
	longest time.Duration
}

// One place that guesses a name's password soon waits for long. Guesses from
// everywhere together are slowed late and a little only: otherwise a stranger
// could keep somebody out.
var (
	fromOnePlace = slowing{free: 3, longest: 15 * time.Minute}
	fromAll      = slowing{free: 30, longest: 10 * time.Second}
)

func (s slowing) after(failures int) time.Duration {
	if failures < s.free {
		return 0
	}
	return min(s.longest, time.Second<<min(failures-s.free, 20))
}

// ofPlace slows all tries of one address together, whatever names they are for: a
// number may fail at once, then one in each while. Failures are forgotten one by one
// and not all with the next right password, which a guesser may have.
var ofPlace = struct {
	free  int
	every time.Duration
}{15, 3 * time.Second}

// anyName is the name under which failures of an address are counted for all names.
const anyName = ""

// placeFailures are the failures of an address that still count, and when the next
// is forgotten, counted from the instant they are reckoned at.
func placeFailures(n int, last, now time.Time) (left int, next time.Duration) {
	passed := max(0, now.Sub(last))
	left = n - int(passed/ofPlace.every)
	if left <= 0 {
		return 0, 0
	}
	return left, ofPlace.every - passed%ofPlace.every
}

// countPlace counts a try from an address, or refuses if too many failed there.
func (s *Service) countPlace(tx Tx, from string) error {
	n, last, err := tx.Failures(anyName, from)
	if err != nil {
		return err
	}
	now := s.clock()
	left, next := placeFailures(n, last, now)
	if left >= ofPlace.free {
		return reply.Failf(reply.TooMany, "从这个地址登录失败的次数较多，请在 %d 秒后再试", int(next.Seconds())+1)
	}
	if left > 0 { // the part of a while that has passed is not lost
		now = now.Add(next - ofPlace.every)
	}
	return tx.SetFailures(anyName, from, left+1, now)
}

// forgivePlace takes back the count of a try that was right.
func (s *Service) forgivePlace(tx Tx, from string) error {
	n, last, err := tx.Failures(anyName, from)
	if err != nil || n == 0 {
		return err
	}
	return tx.SetFailures(anyName, from, n-1, last)
}

// Where tries come from, beside the addresses of clients.
const (
	everywhere = ""         // all of them together
	ownForm    = "password" // the form with which one changes one's own password
	nowhere    = "-"        // a client without an address
)

// count counts a try at a password as failed before it is looked at, so that
// tries at the same time do not share one count; right ones are forgotten
// afterwards.
// It returns how many have failed in a row, or refuses if it is too early.
func (s *Service) count(tx Tx, login, from string, slow slowing) (int, error) {
	n, last, err := tx.Failures(login, from)
	if err != nil {
		return n, err
	}
	now := s.clock()
	since := max(0, now.Sub(last))
	if last.Sub(now) > slow.longest {
		since = slow.longest // the clock was set back: nobody waits until it has caught up
	}
	if wait := slow.after(n) - since; wait > 0 {
		return n, reply.Failf(reply.TooMany, "密码输错次数较多，请在 %d 秒后再试", int(wait.Seconds())+1)
	}
	return n + 1, tx.SetFailures(login, from, n+1, now)
}

// tryLogin counts a try to log in and finds the account, which is zero if there
// is none of that name.
func (s *Service) tryLogin(ctx context.Context, login, from string) (account reply.Account, err error) {
	err = s.system(ctx, func(tx Tx) error {
		if _, err := s.count(tx, login, from, fromOnePlace); err != nil {
			return err
		}
		if err := s.countPlace(tx, from); err != nil {
			return err
		}
		// Whoever has signed in from here before is not kept out by guesses from
		// everywhere.
		known, err := tx.KnownPlace(login, from)
		if err != nil {
			return err
		}
		if _, err := s.count(tx, login, everywhere, fromAll); err != nil && !(known && reply.CodeOf(err) == reply.TooMany) {
			return err
		}
		account, err = tx.AccountByLogin(login)
		if reply.CodeOf(err) == reply.NotFound {
			return nil
		}
		return err
	})
	return account, err
}

// forgive forgets the failures of a name after it was used rightly.
func forgive(tx Tx, login string, places ...string) error {
	for _, from := range places {
		if err := tx.SetFailures(login, from, 0, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}
