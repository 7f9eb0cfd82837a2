package store

import (
	"errors"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func testCountersigns(w *world) {
	asked := reply.Countersign{
		CaseID: w.asked.ID, DepartmentID: w.edu.ID, Kind: reply.SentRound, Digest: "ab", Words: []string{"省教育厅<支持>𠮷", "二"}, Revision: 1,
		AccountID: w.head.ID, AccountName: w.head.Name, Text: "请会签", Passages: []string{"我厅会同省教育厅建成基地。"}, At: noon,
	}
	gone := asked
	gone.Kind, gone.Digest, gone.Words, gone.Passages = reply.Objected, "", nil, nil
	w.write(func(tx service.Tx) error { return errors.Join(tx.AddCountersign(&asked), tx.AddCountersign(&gone)) })
	filled(w.t, asked)
	w.read(func(tx service.Tx) error {
		all, err := tx.Countersigns(w.asked.ID)
		same(w.t, "countersigns", all, []reply.Countersign{asked, gone})
		none, err2 := tx.Countersigns(w.asked.ID + 1)
		same(w.t, "another case's", len(none), 0)
		return errors.Join(err, err2)
	})
}
