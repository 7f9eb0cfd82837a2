package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// Another process holds the database: of nine writers who queue one waits for it,
// and the others are refused with it. Once it is free, writing goes on, with the
// whole patience.
func TestOneWaitsForAForeignLockAndNoneBehindIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	db := open(t, path)
	db.turn.last = 300 * time.Millisecond
	other, err := connect(writerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	hold := other.Begin()
	// The time of a session's last use does not wait long, and says nothing of the lock.
	err = db.Sessions().CommitCtx(context.Background(), "t", nil, noon)
	if reply.CodeOf(err) != reply.Unavailable || db.turn.wait != shortPatience || !db.turn.refused.IsZero() {
		t.Errorf("a session: %v after %s, refused %s", err, db.turn.wait, db.turn.refused)
	}
	write := func() error {
		return db.Write(context.Background(), func(service.Tx) error { return nil })
	}
	var all sync.WaitGroup
	for i := range 9 {
		all.Go(func() {
			err := write()
			if reply.CodeOf(err) != reply.Unavailable || reply.ProblemsOf(err)[0].Text != busyText {
				t.Errorf("writer %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if db.turn.wait != 300*time.Millisecond {
		t.Errorf("somebody behind the first asked SQLite again, for %s", db.turn.wait)
	}
	if err := write(); reply.CodeOf(err) != reply.Unavailable || db.turn.wait != shortPatience {
		t.Errorf("a later one: %v after %s", err, db.turn.wait)
	}
	if err := hold.Rollback().Error; err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := write(); err != nil {
			t.Error(err)
		}
	}
	if !db.turn.refused.IsZero() || db.turn.wait != 300*time.Millisecond {
		t.Errorf("after it is free: refused %s, patience %s", db.turn.refused, db.turn.wait)
	}
	pool, _ := other.DB()
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}
