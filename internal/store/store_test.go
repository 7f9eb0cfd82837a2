package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"dafu/internal/reply"
	"dafu/internal/service"
)

var (
	_ scs.CtxStore         = (*Sessions)(nil)
	_ scs.IterableStore    = (*Sessions)(nil)
	_ scs.IterableCtxStore = (*Sessions)(nil)
)

// open opens the database at path until the test ends.
func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestSQLite(t *testing.T) {
	testStore(t, func(t *testing.T) service.Store { return open(t, filepath.Join(t.TempDir(), "dafu.db")) })
}

func TestFirstStartAndSecond(t *testing.T) {
	path := filepath.Join(t.TempDir(), "数据 100% #1?", "dafu.db")
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", name, info, err, want)
		}
	}
	read := func() []byte {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first := read()
	if db, err = Open(path); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, read()) {
		t.Error("a second start changed the file")
	}
}

// raw runs SQL on the file behind the store's back.
func raw(t *testing.T, path, statement string) error {
	t.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

func TestRefusedDatabases(t *testing.T) {
	for name, c := range map[string]struct{ statement, says string }{
		"newer program":   {`INSERT INTO schema_migrations VALUES (99, 'later', 'x', 0)`, "较新版本"},
		"changed step":    {`UPDATE schema_migrations SET checksum = 'x'`, "不符"},
		"other program's": {`DROP TABLE schema_migrations`, "其他程序"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "dafu.db")
			db, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(db.Close(), raw(t, path, c.statement)); err != nil {
				t.Fatal(err)
			}
			_, err = Open(path)
			if reply.CodeOf(err) != reply.Unavailable || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want a refusal that says %s", err, c.says)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "dafu.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("这不是数据库", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); reply.CodeOf(err) != reply.Unavailable || !strings.Contains(err.Error(), damagedText) {
		t.Errorf("a file that is no database: %v", err)
	}
}

func TestFailedMigrationKeepsNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	db := open(t, path)
	steps := append(shippedMigrations(), migration{"0002_bad.sql", "CREATE TABLE half (x INTEGER); CREATE TABLE departments (x INTEGER)"})
	if err := db.migrate(steps); err == nil || !strings.Contains(err.Error(), "0002_bad.sql") {
		t.Fatalf("%v, want an error that names the step", err)
	}
	if err := raw(t, path, "SELECT * FROM half"); err == nil {
		t.Error("half a step was kept")
	}
	open(t, path)
}

// A database of the first release gets the later steps and keeps what it has.
func TestUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	if err := createFile(path); err != nil {
		t.Fatal(err)
	}
	old := &DB{path: path}
	var err error
	if old.writer, err = connect(writerDSN(path), 1); err != nil {
		t.Fatal(err)
	}
	if err := old.migrate(shippedMigrations()[:1]); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(old.Close(), raw(t, path, `INSERT INTO departments VALUES (7, '云南省教育厅', '省教育厅', '云教提函', 1, 2024, 0, 0, 0, '', 0)`)); err != nil {
		t.Fatal(err)
	}
	err = open(t, path).Read(context.Background(), func(tx service.Tx) error {
		d, err := tx.Department(7)
		same(t, "name", d.ShortName, "省教育厅")
		jobs, err2 := tx.OpenSigningJobs()
		same(t, "jobs", len(jobs), 0)
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMigrationFiles(t *testing.T) {
	steps := shippedMigrations()
	if len(steps) == 0 {
		t.Fatal("no steps")
	}
	for i, m := range steps {
		if want := string([]byte{'0', '0', '0' + byte((i+1)/10), '0' + byte((i+1)%10), '_'}); !strings.HasPrefix(m.name, want) {
			t.Errorf("step %d is %s", i+1, m.name)
		}
	}
}

func TestWhatWasSaidStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	w := newWorld(t, open(t, path))
	l := w.letter(1)
	c := reply.Contribution{CaseID: w.asked.ID, DepartmentID: w.edu.ID, Revision: 1, SubmittedBy: w.head.ID}
	w.write(func(tx service.Tx) error {
		err := tx.AddLetter(&l, []byte("x"))
		done := w.job(l.ID)
		done.Outcome = reply.JobSigned
		return errors.Join(err, tx.AddSigningJob(done), tx.AddContribution(&c),
			tx.AddEvent(&reply.Event{At: noon, Act: reply.SignIn, Detail: "登录"}))
	})
	for _, statement := range []string{
		`UPDATE letter_files SET bytes = x'00'`, `DELETE FROM letter_files`,
		`UPDATE events SET detail = ''`, `DELETE FROM events`,
		`UPDATE contributions SET status = ''`, `DELETE FROM contributions`,
		`UPDATE drafts SET body = '{}'`, `DELETE FROM drafts`,
		`UPDATE signing_jobs SET approved_sha = 'x'`, `UPDATE signing_jobs SET by_name = 'x'`,
		`UPDATE signing_jobs SET outcome = ''`, `DELETE FROM signing_jobs`,
		`DELETE FROM departments`,
	} {
		if err := raw(t, path, statement); err == nil {
			t.Errorf("%s was carried out", statement)
		}
	}
}

func TestFullDisk(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "dafu.db"))
	w := newWorld(t, db)
	if err := db.writer.Exec("PRAGMA max_page_count = 1").Error; err != nil { // SQLite takes the present size
		t.Fatal(err)
	}
	l := w.letter(1)
	err := w.Write(context.Background(), func(tx service.Tx) error { return tx.AddLetter(&l, make([]byte, 1<<20)) })
	var e *reply.Error
	if !errors.As(err, &e) || e.Code != reply.Unavailable || e.Text != fullText {
		t.Fatalf("%v, want %s", err, fullText)
	}
	w.read(func(tx service.Tx) error {
		letters, err := tx.LettersOf(w.asked.ID)
		same(t, "letters", len(letters), 0)
		return err
	})
}

func TestLockedByAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	db := open(t, path)
	w := newWorld(t, db)
	db.turn.last = time.Millisecond
	other, err := connect(writerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	hold := other.Begin()
	w.fails("locked", reply.Unavailable, func(tx service.Tx) error { return nil })
	pool, _ := other.DB()
	if err := errors.Join(hold.Rollback().Error, pool.Close()); err != nil {
		t.Fatal(err)
	}
	w.write(func(tx service.Tx) error { return tx.ReleaseNumbers(1, 0) })
}

func TestSessions(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "dafu.db")).Sessions()
	s.now = func() time.Time { return noon }
	for token, expiry := range map[string]time.Duration{"live": time.Minute, "gone": -time.Minute, "now": 0} {
		if err := errors.Join(s.Commit(token, []byte("old"), noon.Add(time.Hour)), s.Commit(token, []byte(token), noon.Add(expiry))); err != nil {
			t.Fatal(err)
		}
		b, found, err := s.Find(token)
		if live := token == "live"; err != nil || found != live || live && string(b) != token {
			t.Errorf("%s: %q, found %t, %v", token, b, found, err)
		}
	}
	all, err := s.All()
	same(t, "all", all, map[string][]byte{"live": []byte("live")})
	if err := errors.Join(err, s.DeleteExpired(context.Background(), noon)); err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return noon.Add(-time.Hour) } // from when nothing had expired
	all, err = s.All()
	same(t, "what is left", all, map[string][]byte{"live": []byte("live")})
	if err := errors.Join(err, s.Delete("live"), s.Delete("never")); err != nil {
		t.Fatal(err)
	}
	if _, found, _ := s.Find("live"); found {
		t.Error("a deleted session was found")
	}
	// A request that was under way when another one signed out commits last.
	if err := s.Commit("live", []byte("back"), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, found, _ := s.Find("live"); found {
		t.Error("a session that was ended came back")
	}
	all, err = s.All()
	same(t, "all after the end", all, map[string][]byte{})
	if err := errors.Join(err, s.DeleteExpired(context.Background(), noon.Add(2*time.Hour))); err != nil {
		t.Fatal(err)
	}
	var rows int64
	if err := s.db.reader.Model(&sessionRow{}).Count(&rows).Error; err != nil || rows != 0 {
		t.Errorf("%d sessions left after all expired, %v", rows, err)
	}
}
