package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	lib "modernc.org/sqlite/lib"

	"dafu/internal/reply"
)

// How long a write waits for another process that holds the database.
const (
	patience      = 5 * time.Second
	shortPatience = 100 * time.Millisecond // once somebody has waited in vain; and for what nobody waits for
)

// turn has writers wait for one another in the program and not on SQLite's lock,
// where a foreign process could hold each up in its turn: once one has waited for
// it in vain, those behind are refused at once, and later ones ask briefly until
// the database is free again.
type turn struct {
	place chan struct{} // holds one
	wait  time.Duration // that the connection has now; 0 if it is not known
	last  time.Duration // that the connection is to have while nobody waited in vain

	// refused is when somebody last waited in vain; zero once a write succeeded.
	refused time.Time
}

func newTurn() turn { return turn{place: make(chan struct{}, 1), last: patience} }

// exclusive runs fn as the one writer. It waits for writers of this program as
// long as ctx lives, and for other processes at most as long as the patience says.
func (db *DB) exclusive(ctx context.Context, most time.Duration, fn func(*gorm.DB) error) error {
	t := &db.turn
	arrived := time.Now()
	select {
	case t.place <- struct{}{}:
	case <-ctx.Done():
		return fault(ctx.Err())
	}
	defer func() { <-t.place }()
	if t.refused.After(arrived) {
		return because(reply.Unavailable, busyText, fmt.Errorf("store: another process has held the database since %s", t.refused))
	}
	if err := t.set(db.writer, most); err != nil {
		return fault(err)
	}
	err := fault(fn(db.writer.WithContext(ctx)))
	switch {
	case err == nil:
		t.refused = time.Time{}
	case resultCode(err)&0xff == lib.SQLITE_BUSY && most == patience:
		t.refused = time.Now()
	}
	return err
}

// set gives the one connection the patience that is asked for.
func (t *turn) set(g *gorm.DB, most time.Duration) error {
	wait := min(most, t.last)
	if !t.refused.IsZero() {
		wait = min(wait, shortPatience)
	}
	if wait == t.wait {
		return nil
	}
	t.wait = wait
	return g.Exec(fmt.Sprintf("PRAGMA busy_timeout = %d", wait.Milliseconds())).Error
}
