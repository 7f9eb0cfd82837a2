package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// An older folder learns which bodies answer nothing from who sits there; one that
// has a case, or somebody who drafts, answers.
func TestUpgradeKnowsTheBodiesThatAnswerNothing(t *testing.T) {
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
		`INSERT INTO departments VALUES (1, '某省科学技术厅', '省科技厅', '科', 1, 2024, 0, 0, 0, '', 0), (2, '某省政府督查室', '省督查室', '督', 1, 2024, 0, 0, 0, '', 0),
			(3, '某省信息中心', '省信息中心', '信', 1, 2024, 0, 0, 0, '', 0), (4, '某省政府办公厅', '省府办', '办', 1, 2024, 0, 0, 0, '', 0),
			(5, '某省档案局', '省档案局', '档', 1, 2024, 0, 0, 0, '', 0), (6, '某省统计局', '省统计局', '统', 1, 2024, 0, 0, 0, '', 0)`,
		`INSERT INTO accounts VALUES (1, 1, 'a', '甲', 'head', 'x', 0, 0), (2, 2, 'b', '乙', 'coordinator', 'x', 0, 0), (3, 3, 'c', '丙', 'administrator', 'x', 0, 0),
			(4, 4, 'd', '丁', 'coordinator', 'x', 0, 0), (5, 4, 'e', '戊', 'drafter', 'x', 0, 0), (6, 5, 'f', '己', 'administrator', 'x', 0, 0)`,
		`INSERT INTO cases VALUES (1, 1, 'drafting', '提案', '某会', '1', '题', '[]', '[]', 1, '2024-03-01', '2024-06-01', '2024-05-01', '', 'B', '主动公开', '', '[]', '', '', '', '[]', '[]', '', '', 0, 0, 0)`,
		`INSERT INTO case_co_handlers VALUES (1, 0, 5)`,
	} {
		if err := raw(t, path, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	db := open(t, path)
	err = db.Read(context.Background(), func(tx service.Tx) error {
		all, err := tx.Departments()
		for _, d := range all {
			same(t, d.ShortName, d.AnswersNothing, d.ID == 2 || d.ID == 3)
		}
		c, err2 := tx.Case(1)
		same(t, "its co-handlers", c.CoHandlerIDs, []int64{5})
		p, err3 := tx.LastContact(1)
		same(t, "nobody was named", p, reply.Person{})
		return errors.Join(err, err2, err3)
	})
	if err != nil {
		t.Fatal(err)
	}
}
