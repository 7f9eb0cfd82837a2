package store

import (
	"context"
	"path/filepath"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func testExemptions(w *world) {
	one := reply.Exemption{
		CaseID: w.asked.ID, Key: "00ff", Kind: reply.Overruled, Rule: 33, Text: "××", Message: "占位文字没有填写", Reason: "另行公布",
		AccountID: w.head.ID, AccountName: w.head.Name, At: noon,
	}
	filled(w.t, one)
	w.write(func(tx service.Tx) error { return tx.PutExemption(one) })
	two := one
	two.Key, two.Kind, two.Reason, two.Rule = "00aa", reply.Left, "", 35
	again := one
	again.Reason = "另行公布，已核"
	w.write(func(tx service.Tx) error { return tx.PutExemption(two) })
	w.write(func(tx service.Tx) error { return tx.PutExemption(again) })
	w.read(func(tx service.Tx) error {
		all, err := tx.Exemptions(w.asked.ID)
		same(w.t, "exemptions", all, []reply.Exemption{again, two})
		return err
	})
	w.write(func(tx service.Tx) error { return tx.DropExemption(w.asked.ID, one.Key) })
	w.write(func(tx service.Tx) error { return tx.DropExemption(w.asked.ID, "none") })
	w.read(func(tx service.Tx) error {
		all, err := tx.Exemptions(w.asked.ID)
		same(w.t, "what is left", all, []reply.Exemption{two})
		return err
	})
	silent := one
	silent.Reason = ""
	if err := w.Write(context.Background(), func(tx service.Tx) error { return tx.PutExemption(silent) }); err == nil {
		w.t.Error("an error is overruled without a reason")
	}
}

func testCheckTables(w *world) {
	w.read(func(tx service.Tx) error {
		v, err := tx.CheckTable(w.lead.ID)
		same(w.t, "before the first", v, reply.TableVersion{DepartmentID: w.lead.ID})
		return err
	})
	first := reply.TableVersion{
		DepartmentID: w.lead.ID, Version: 1, Rows: "表,词,改为,例外,说明\n", Changes: "增加“一”", AccountID: w.head.ID, AccountName: w.head.Name, At: noon,
	}
	filled(w.t, first)
	second := first
	second.Version, second.Changes = 2, "增加“二”"
	w.write(func(tx service.Tx) error { return tx.AddCheckTable(first) })
	w.write(func(tx service.Tx) error { return tx.AddCheckTable(second) })
	w.fails("a version twice", reply.Stale, func(tx service.Tx) error { return tx.AddCheckTable(first) })
	w.read(func(tx service.Tx) error {
		v, err := tx.CheckTable(w.lead.ID)
		same(w.t, "the latest", v, second)
		if err != nil {
			return err
		}
		all, err := tx.CheckTables(w.lead.ID)
		same(w.t, "every version", all, []reply.TableVersion{second, first})
		return err
	})
}

func TestATableVersionIsKept(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "dafu.db"))
	w := newWorld(t, db)
	testCheckTables(w)
	for _, sql := range []string{"UPDATE check_tables SET rows = ''", "DELETE FROM check_tables"} {
		if err := db.writer.Exec(sql).Error; err == nil {
			t.Errorf("%s succeeds", sql)
		}
	}
}
