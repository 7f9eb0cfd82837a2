package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// A letter of the first release, with its file, stays what it was when the table
// of letters is made anew, and can be signed for, replaced and followed.
func TestUpgradeKeepsLetters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	if err := createFile(path); err != nil {
		t.Fatal(err)
	}
	old := &DB{path: path}
	var err error
	if old.writer, err = connect(writerDSN(path), 1); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(old.migrate(shippedMigrations()[:2]), old.Close()); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO departments VALUES (1, '云南省科学技术厅', '省科技厅', '云科提', 1, 2024, 0, 0, 0, '', 0)`,
		`INSERT INTO accounts VALUES (1, 1, 'a', '甲', 'head', 'x', 0, 0)`,
		`INSERT INTO cases VALUES (1, 1, 'replied', '提案', '某会', '1', '题', '[]', '[]', 1, '2024-03-01', '2024-06-01', '', '', 'B', '主动公开', '', '[]', '', '', '', '[]', '[]', '', '', 0, 0, 0)`,
		`INSERT INTO drafts VALUES (1, 3, '{"blocks":[]}', '[]', 1, 0)`,
		`INSERT INTO letters VALUES (5, 1, 1, 3, 'issued', '云科提〔2024〕1号', '2024-05-31', '题', '文', '云南省科学技术厅', 1, 2, 3.5, 4.5, 119, 'ab', 'cd', 1, 1, 2, 0, '')`,
		`INSERT INTO letter_files VALUES (5, 'approved', x'25'), (5, 'signed', x'2526')`,
		`INSERT INTO signing_jobs VALUES (5, 1, 'ab', 1, '甲', 1, 1, 0, 0, '', 'signed', 2)`,
		`INSERT INTO doc_numbers VALUES ('云科提', 2024, 1, 1, 1)`,
	} {
		if err := raw(t, path, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	db := open(t, path)
	err = db.Write(context.Background(), func(tx service.Tx) error {
		l, err := tx.LetterBySigned("cd")
		same(t, "letter", [4]any{l.ID, l.CoHandlerID, l.DraftRevision, l.SealY}, [4]any{int64(5), int64(0), 3, 4.5})
		signed, err2 := tx.SignedFile(5)
		same(t, "signed file", string(signed), "%&")
		job, err3 := tx.SigningJob(5)
		same(t, "job", [2]any{job.CoHandlerID, job.Outcome}, [2]any{int64(0), reply.JobSigned})
		n, err4 := tx.NextNumber("云科提", 2024, 1, 1, 0)
		same(t, "next number", n.Number, 2)
		same(t, "its own number", l.Number, reply.Number{Prefix: "云科提", Year: 2024, Number: 1})
		next := l
		next.ID, next.Version, next.State, next.SignedSHA, next.DocNumber = 0, 2, reply.Prepared, "", "云科提〔2024〕2号"
		return errors.Join(err, err2, err3, err4, tx.AddLetter(&next, []byte("%")))
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(context.Background(), func(tx service.Tx) error { return tx.AddSignedFile(99, []byte("x")) })
	if reply.CodeOf(err) != reply.NotFound {
		t.Errorf("a file of no letter: %v", err)
	}
	if err := raw(t, path, `INSERT INTO letter_files VALUES (99, 'approved', x'25')`); err == nil {
		t.Error("files no longer refer to letters")
	}
}

// A step that leaves rows without what they refer to is refused.
func TestAStepThatBreaksReferencesIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dafu.db")
	db := open(t, path)
	err := db.Write(context.Background(), func(tx service.Tx) error {
		return tx.PutDepartment(&reply.Department{FullName: "甲", ShortName: "甲", NumberPrefix: "甲"})
	})
	if err != nil {
		t.Fatal(err)
	}
	bad := migration{"9999_bad.sql", "INSERT INTO accounts (department_id, login, name, role, password_hash, disabled, created_at) VALUES (77, 'x', 'x', 'head', 'x', 0, 0)"}
	if err := db.migrate(append(shippedMigrations(), bad)); err == nil {
		t.Error("it was taken")
	}
	if err := db.migrate(shippedMigrations()); err != nil {
		t.Errorf("something of it stayed: %v", err)
	}
}
