package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// A newer program backs up the folder of an older one that is in use: the folder
// is as it was, to the byte, and the copy stands at its own step.
func TestABackupDoesNotBringUpToDate(t *testing.T) {
	path := oldFolder(t)
	steps := rowsOf(t, path, `SELECT version, name, checksum FROM schema_migrations`)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The older program is at work: it has a write under way that nobody waits for.
	older, err := sql.Open("sqlite", dsn(path, "immediate", "journal_mode(WAL)"))
	if err != nil {
		t.Fatal(err)
	}
	defer older.Close()
	if _, err := older.Exec(`UPDATE departments SET printer = '在途' WHERE id = 2`); err != nil {
		t.Fatal(err)
	}
	writing, err := older.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer writing.Rollback()
	if _, err := writing.Exec(`UPDATE departments SET printer = '没有提交' WHERE id = 2`); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := Backup(context.Background(), path, to); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the live file", string(after) == string(before), true)
	same(t, "steps of the live folder", rowsOf(t, path, `SELECT version, name, checksum FROM schema_migrations`), steps)
	same(t, "steps of the copy", rowsOf(t, to, `SELECT version, name, checksum FROM schema_migrations`), steps)
	same(t, "what was committed", rowsOf(t, to, `SELECT printer FROM departments WHERE id = 2`), []string{"在途"})
}

// Four savers and two that store whole files go on all the time: every backup
// succeeds, and each is a database that opens.
func TestBackupsBesideWriters(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "dafu.db"))
	w := newWorld(t, db)
	var stop atomic.Bool
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			for n := 0; !stop.Load(); n++ {
				err := db.Write(context.Background(), func(tx service.Tx) error {
					c := w.newCase(fmt.Sprintf("s%d-%d", i, n))
					err := tx.PutCase(&c)
					if i >= 4 {
						d := reply.Draft{CaseID: c.ID, Revision: 1, Edition: 1, Kind: reply.Saved, SavedBy: w.head.ID, SavedAt: noon}
						l := w.letter(1)
						l.CaseID = c.ID
						err = errors.Join(err, tx.AddDraft(&d), tx.AddLetter(&l, make([]byte, 200_000)))
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	dir := t.TempDir()
	for i := range 6 {
		to := filepath.Join(dir, fmt.Sprint(i))
		if err := Backup(context.Background(), db.path, to); err != nil {
			t.Errorf("backup %d: %v", i, err)
			continue
		}
		same(t, "integrity", rowsOf(t, to, `PRAGMA integrity_check`), []string{"ok"})
	}
	stop.Store(true)
	all.Wait()
}
