package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// childPath names the database to the process that is going to be killed.
const childPath = "DAFU_TEST_STORE_CHILD"

// TestWriteUntilKilled is that process; by itself it does nothing.
func TestWriteUntilKilled(t *testing.T) {
	path := os.Getenv(childPath)
	if path == "" {
		t.Skip("runs as the child of TestKilled")
	}
	w := newWorld(t, open(t, path))
	for i := range 100_000 {
		c := w.newCase(fmt.Sprintf("k%d", i))
		w.write(func(tx service.Tx) error {
			err := tx.PutCase(&c)
			return errors.Join(err, tx.AddEvent(&reply.Event{At: noon, CaseID: c.ID, Act: reply.CreateCase, Detail: "登记"}))
		})
		fmt.Println("kept", c.ID)
	}
}

// Killed in the middle of writing, the store has all that it acknowledged and
// nothing by half.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	child := exec.Command(os.Args[0], "-test.run=^TestWriteUntilKilled$")
	child.Env = append(os.Environ(), childPath+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var kept []int64
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var id int64
		if _, err := fmt.Sscanf(lines.Text(), "kept %d", &id); err == nil {
			kept = append(kept, id)
		}
		if len(kept) == 40 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || len(kept) < 40 {
		t.Fatalf("the child was not killed at work: %v, %d kept", err, len(kept))
	}
	db := open(t, path)
	err = db.Read(context.Background(), func(tx service.Tx) error {
		for _, id := range kept {
			if _, err := tx.Case(id); err != nil {
				t.Errorf("case %d was acknowledged and is lost: %v", id, err)
			}
		}
		cases, err := tx.Cases(service.CaseFilter{})
		for _, c := range cases[1:] { // the first is the world's
			events, err := tx.Events(c.ID)
			if err != nil || len(events) != 1 || len(c.CoHandlerIDs) != 2 {
				t.Errorf("case %d is there by half: %d events, co-handlers %v, %v", c.ID, len(events), c.CoHandlerIDs, err)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var verdict string
	if err := db.reader.Raw("PRAGMA integrity_check").Scan(&verdict).Error; err != nil || verdict != "ok" {
		t.Errorf("integrity: %s, %v", verdict, err)
	}
}

func TestBackup(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "dafu.db"))
	w := newWorld(t, db)
	target := filepath.Join(t.TempDir(), "备份's.db")
	if err := Backup(context.Background(), db.path, target); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := Backup(context.Background(), db.path, target); err == nil {
		t.Error("a backup was overwritten")
	}
	err := open(t, target).Read(context.Background(), func(tx service.Tx) error {
		c, err := tx.Case(w.asked.ID)
		same(t, "case in the backup", c, w.asked)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
