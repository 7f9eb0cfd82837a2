package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// oldFolder is the database of the release before the desk: the first three steps,
// with a case in each state, every state of a letter, orders to sign that ended and
// one that is open, contributions, opinions that are being written, and sessions.
func oldFolder(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dafu.db")
	if err := createFile(path); err != nil {
		t.Fatal(err)
	}
	old := &DB{path: path}
	var err error
	if old.writer, err = connect(writerDSN(path), 1); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(old.migrate(shippedMigrations()[:3]), old.Close()); err != nil {
		t.Fatal(err)
	}
	const words = `'{"blocks":[{"kind":0,"runs":[{"text":"第一段。","source":{"department":2,"revision":1}}]}]}'`
	statements := []string{
		`INSERT INTO departments VALUES (1, '云南省科学技术厅', '省科技厅', '云科提', 4, 2024, 0, 1, 0, '省科技厅印', 0, 3)`,
		`INSERT INTO departments VALUES (2, '云南省教育厅', '省教育厅', '云教提', 1, 2024, 1, 0, 0, '', 0, 1)`,
		`INSERT INTO accounts VALUES (1, 1, 'keji.fuze', '甲', 'head', 'x', 0, 5, 2)`,
		`INSERT INTO accounts VALUES (2, 1, 'keji.chengban', '乙', 'drafter', 'x', 0, 6, 1)`,
		`INSERT INTO accounts VALUES (3, 2, 'jiaoyu', '丙', 'drafter', 'x', 1, 7, 1)`,
		`INSERT INTO sessions VALUES ('t1', x'01', 99, 0), ('t2', x'02', 98, 1)`,
		`INSERT INTO login_failures VALUES ('keji', '10.0.0.1', 3, 8)`,
	}
	for i, state := range []string{"drafting", "approval", "replied", "revoked"} {
		id := i + 1
		statements = append(statements,
			fmt.Sprintf(`INSERT INTO cases VALUES (%d, 2, '%s', '提案', '某会', '%d', '题', '["某某"]', '["建议一","建议二"]', 1, '2024-03-01', '2024-06-01',
				'2024-04-01', '', 'B', '主动公开', '', '[]', '处', '人', '6312', '[]', '[]', '', '', 0, 10, 11)`, id, state, id),
			fmt.Sprintf(`INSERT INTO case_co_handlers VALUES (%d, 0, 2)`, id),
			fmt.Sprintf(`INSERT INTO working_copies VALUES (%d, 2, 4, '写到一半', '', '', '', '', 3, 12)`, id),
			fmt.Sprintf(`INSERT INTO contributions VALUES (%d, 2, 1, '第一段。', '下一步。', '处', '人', '6313', 3, 13), (%[1]d, 2, 2, '改过。', '', '', '', '', 3, 14)`, id),
			fmt.Sprintf(`INSERT INTO drafts VALUES (%d, 1, %s, '[]', 2, 15), (%[1]d, 2, %[2]s, '[{"department":2,"revision":1,"entry":0,"verdict":"used"}]', 2, 16)`, id, words),
			fmt.Sprintf(`INSERT INTO events VALUES (%d, 17, 2, '乙', 1, %[1]d, 'save-draft', '保存答复稿')`, id),
		)
	}
	letter := func(id, caseID, version, revision int, state, number, signed string) {
		statements = append(statements,
			fmt.Sprintf(`INSERT INTO letters VALUES (%d, %d, %d, %d, '%s', '%s', '2024-05-31', '题', '文', '云南省科学技术厅', 1, 2, 3.5, 4.5, 119, 'a%[1]d', '%[7]s', 1, 1, 2, 0, '因')`,
				id, caseID, version, revision, state, number, signed),
			fmt.Sprintf(`INSERT INTO letter_files VALUES (%d, 'approved', x'25')`, id))
		if signed != "" {
			statements = append(statements, fmt.Sprintf(`INSERT INTO letter_files VALUES (%d, 'signed', x'2526')`, id))
		}
	}
	letter(1, 2, 1, 1, "abandoned", "云科提〔2024〕1号", "")
	letter(2, 2, 2, 2, "prepared", "云科提〔2024〕1号", "")
	letter(3, 3, 1, 1, "replaced", "云科提〔2024〕2号", "s3")
	letter(4, 3, 2, 2, "issued", "云科提〔2024〕3号", "s4")
	letter(5, 4, 1, 2, "withdrawn", "云科提〔2024〕4号", "s5")
	statements = append(statements,
		`INSERT INTO signing_jobs VALUES (1, 2, 'a1', 1, '甲', 20, 3, 0, 21, '签章机断开', 'abandoned', 22)`,
		`INSERT INTO signing_jobs VALUES (2, 2, 'a2', 1, '甲', 23, 1, 24, 0, '', '', 0)`,
		`INSERT INTO signing_jobs VALUES (4, 3, 'a4', 1, '甲', 25, 1, 0, 0, '', 'signed', 26)`,
		`INSERT INTO doc_numbers VALUES ('云科提', 2024, 1, 2, 0), ('云科提', 2024, 2, 3, 1), ('云科提', 2024, 3, 3, 1), ('云科提', 2024, 4, 4, 1)`)
	for _, one := range statements {
		if err := raw(t, path, one); err != nil {
			t.Fatalf("%s: %v", one, err)
		}
	}
	return path
}

// columnsOf are the tables of a file with their columns.
func columnsOf(t *testing.T, path string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, row := range rowsOf(t, path, `SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'schema_%' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid`) {
		table, column, _ := strings.Cut(row, "|")
		all[table] = append(all[table], column)
	}
	return all
}

// rowsOf are the rows that a question finds, each as one line.
func rowsOf(t *testing.T, path, query string) (all []string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, c := range cells {
			words = append(words, c.String)
		}
		all = append(all, strings.Join(words, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Every row and every column of an older folder is there after the upgrade.
func TestUpgradeOfAnOlderFolderKeepsEveryRow(t *testing.T) {
	path := oldFolder(t)
	columns, before := columnsOf(t, path), map[string][]string{}
	ask := func(table string) []string {
		return rowsOf(t, path, fmt.Sprintf(`SELECT %s FROM %s ORDER BY %[1]s`, strings.Join(columns[table], ", "), table))
	}
	for table := range columns {
		if before[table] = ask(table); len(before[table]) == 0 {
			t.Errorf("%s has no rows to lose", table)
		}
	}
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	for table, want := range before {
		same(t, table, ask(table), want)
	}
}

// What the program reads of an older folder, and goes on with, is what it was.
func TestAnOlderFolderGoesOn(t *testing.T) {
	db := open(t, oldFolder(t))
	err := db.Write(context.Background(), func(tx service.Tx) error {
		draft, err1 := tx.LatestDraft(2)
		same(t, "draft", [4]any{draft.Revision, draft.Edition, draft.Kind, draft.Body.Text()}, [4]any{2, 2, reply.Saved, "第一段。\n"})
		same(t, "source", draft.Body.Blocks[0].Runs[0].Source.Department, int64(2))
		marks, err2 := tx.DraftMarks(3)
		same(t, "held revisions", [2]bool{marks[0].Held, marks[1].Held}, [2]bool{true, true})
		own, err3 := tx.WorkingCopy(1, 2)
		same(t, "opinion being written", [3]any{own.Version, own.Stage, own.Opinion.Status}, [3]any{4, reply.Writing, "写到一半"})
		handedIn, err4 := tx.Contributions(4)
		same(t, "contributions", [2]any{len(handedIn), handedIn[1].Ending}, [2]any{2, reply.Ending("")})
		open, err5 := tx.OpenSigningJobOf(2, 0)
		same(t, "open order", [3]any{open.LetterID, open.ApprovedSHA, open.Attempts}, [3]any{int64(2), "a2", 1})
		letters, err6 := tx.LettersOf(3)
		same(t, "letters", [2]any{letters[0].State, letters[1].State}, [2]any{reply.Replaced, reply.Issued})
		n, err7 := tx.NextNumber("云科提", 2024, 1, 2, 0)
		same(t, "the number of the open order", n.Number, 1)
		next, err8 := tx.NextNumber("云科提", 2024, 1, 1, 0)
		same(t, "the next number", next.Number, 5)
		same(t, "the number of a letter", letters[1].Number, reply.Number{Prefix: "云科提", Year: 2024, Number: 3})
		return errors.Join(err1, err2, err3, err4, err5, err6, err7, err8)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A step that has been released is never edited: folders hold its sum, and a
// program with another one does not open them.
func TestReleasedStepsAreAsTheyWere(t *testing.T) {
	for i, want := range []string{
		"393a7ba4a5f249ba5928c0d1da9f35b09954dd5e8aa33428194edc659894a8cb",
		"8333b7792ab7b13ca57752d716a6aed0f975d93c59a21e5bdc198a58fb041136",
		"375aef1191d95f7ce6d8bf20f40ca667ad363947021db6bdb4a76ac2aba24f67",
	} {
		one := shippedMigrations()[i]
		same(t, one.name, one.checksum(), want)
	}
}

// In a folder whose prefix changed while a letter was being signed, the letter
// bears one number and another is booked; and a letter whose order is open has
// lost its number to another case. The upgrade has the book follow the letters.
func TestTheBookOfNumbersFollowsTheLetters(t *testing.T) {
	path := oldFolder(t)
	for _, one := range []string{
		`UPDATE departments SET number_prefix = '云科新' WHERE id = 1`,
		`UPDATE doc_numbers SET prefix = '云科新', number = 9 WHERE number = 3`,
		`UPDATE doc_numbers SET case_id = 1 WHERE number = 1`,
	} {
		if err := raw(t, path, one); err != nil {
			t.Fatal(err)
		}
	}
	letters := rowsOf(t, path, `SELECT id, state, doc_number, signed_sha FROM letters ORDER BY id`)
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	same(t, "letters", rowsOf(t, path, `SELECT id, state, doc_number, signed_sha FROM letters ORDER BY id`), letters)
	same(t, "book", rowsOf(t, path, `SELECT prefix, year, number, case_id, used FROM doc_numbers ORDER BY number`),
		[]string{"云科提|2024|1|2|0", "云科提|2024|2|3|1", "云科提|2024|3|3|1", "云科提|2024|4|4|1"})
	if err := raw(t, path, `UPDATE letters SET number = 7 WHERE id = 4`); err == nil {
		t.Error("a letter was given another number")
	}
}
