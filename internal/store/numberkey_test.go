package store

import (
	"context"
	"fmt"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// A folder that holds one number in several spellings keeps every case; the number
// loses its 第 and 号 where that makes no two cases the same.
func TestUpgradeTellsNumbersApart(t *testing.T) {
	path := oldFolder(t)
	stored := []string{"第0751号", "0753号", "０７５２", "第 0754 号提案", "第０７５５号", "0755", "闭08", "000", "第号", "A012"}
	for i, number := range stored {
		statement := fmt.Sprintf(`INSERT INTO cases SELECT %d, revision, state, kind, body, '%s', title, '[]', recommendations, lead_id, assigned_on, reply_due,
			co_handling_due, skeleton, handling_class, publicity, publicity_reason, copy_to, contact_office, contact_name, contact_phone, talks, waivers,
			returned_because, revised_because, start_revision, created_at, updated_at FROM cases WHERE id = 1`, 100+i, number)
		if err := raw(t, path, statement); err != nil {
			t.Fatal(err)
		}
	}
	db := open(t, path)
	want := []string{"0751", "0753", "0752", "0754", "第０７５５号", "0755", "闭08", "000", "第号", "A012"}
	err := db.Read(context.Background(), func(tx service.Tx) error {
		for i := range stored {
			c, err := tx.Case(int64(100 + i))
			if err != nil {
				return err
			}
			same(t, "number "+stored[i], c.Number, want[i])
			same(t, "key of "+stored[i], rowsOf(t, path, fmt.Sprintf(`SELECT number_key FROM cases WHERE id = %d`, 100+i)), []string{reply.NumberKey(c.Number)})
			twins, err := tx.SameProposals(c)
			if err != nil {
				return err
			}
			var ids []int64
			for _, twin := range twins {
				ids = append(ids, twin.ID)
			}
			same(t, "twins of "+stored[i], ids, map[int][]int64{4: {105}, 5: {104}}[i])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
