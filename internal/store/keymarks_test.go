package store

import (
	"context"
	"testing"

	"dafu/internal/service"
)

// An older folder tells by its letters whether there were keys, and whose last
// letter was not a trial's.
func TestLettersOfBeforeTellOfKeys(t *testing.T) {
	for name, tt := range map[string]struct {
		statement string
		want      []int64
	}{
		"trial keys only":       {"SELECT 1", []int64{0}},
		"an earlier by its own": {"UPDATE letters SET trial = 0 WHERE id = 3", []int64{0}},
		"the last by its own":   {"UPDATE letters SET trial = 0 WHERE id = 5", []int64{0, 1}},
		"by its own, all":       {"UPDATE letters SET trial = 0", []int64{0, 1}},
	} {
		path := oldFolder(t)
		if err := raw(t, path, "UPDATE letters SET issued_at = 100 + id"); err != nil {
			t.Fatal(err)
		}
		if err := raw(t, path, tt.statement); err != nil {
			t.Fatal(err)
		}
		err := open(t, path).Read(context.Background(), func(tx service.Tx) error {
			marks, err := tx.KeyMarks()
			var got []int64
			for _, m := range marks {
				if m.SHA256 != "" {
					t.Errorf("%s: a fingerprint out of nowhere: %+v", name, m)
				}
				got = append(got, m.DepartmentID)
			}
			same(t, name, len(got), len(tt.want))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
