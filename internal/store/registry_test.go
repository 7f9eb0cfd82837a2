package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"dafu/internal/service"
)

func TestFailedLoginsAreNotKeptForEver(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "dafu.db"))
	w := newWorld(t, db)
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.SetFailures("old", "a", 2, noon.Add(-time.Hour)), tx.SetFailures("new", "a", 3, noon),
			tx.SetFailures("reset", "a", 4, noon), tx.SetFailures("reset", "b", 4, noon), tx.ForgetFailures("reset"))
	})
	if err := db.ForgetFailuresBefore(context.Background(), noon); err != nil {
		t.Fatal(err)
	}
	var rows []failureRow
	if err := db.reader.Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	same(t, "failures", rows, []failureRow{{"new", "a", 3, millis(noon)}})
}

func TestLoginsOfAnOldDatabaseAreFolded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	if err := createFile(path); err != nil {
		t.Fatal(err)
	}
	first, _ := migrationFiles.ReadFile("migrations/sqlite/0001_first.sql")
	if err := raw(t, path, string(first)+`;
		INSERT INTO departments VALUES (1, '某省科学技术厅', '省科技厅', '某科提', 1, 2026, 0, 0, 0, '', 0);
		INSERT INTO accounts VALUES (1, 1, 'Zhang', '甲', 'head', 'x', 0, 0), (2, 1, 'LI', '乙', 'head', 'x', 0, 0), (3, 1, 'li', '丙', 'head', 'x', 0, 0);`); err != nil {
		t.Fatal(err)
	}
	third, _ := migrationFiles.ReadFile("migrations/sqlite/0003_registry.sql")
	if err := raw(t, path, string(third)); err != nil {
		t.Fatal(err)
	}
	db, err := connect(readerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	var logins []string
	if err := db.Model(&accountRow{}).Where("revision = 1").Order("id").Pluck("login", &logins).Error; err != nil {
		t.Fatal(err)
	}
	same(t, "logins", logins, []string{"zhang", "LI", "li"})
	pool, _ := db.DB()
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}
