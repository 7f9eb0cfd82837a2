package store

import (
	"errors"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

func testPhrases(w *world) {
	one := reply.Phrase{
		DepartmentID: w.lead.ID, Topic: "桥梁养护", Text: "一桥一档𠮷\n【主办单位】", Expires: calendar.Date{Year: 2027, Month: 3, Day: 1},
		Uses: 2, UsedAt: noon, ChangedBy: w.head.ID, ChangedAt: noon,
	}
	other := reply.Phrase{DepartmentID: w.edu.ID, Topic: "校园", Text: "文字", ChangedBy: w.head.ID}
	w.write(func(tx service.Tx) error { return errors.Join(tx.PutPhrase(&one), tx.PutPhrase(&other)) })
	filled(w.t, one)
	w.read(func(tx service.Tx) error {
		got, err := tx.Phrases(w.lead.ID)
		same(w.t, "a department's phrases", got, []reply.Phrase{one})
		got2, err2 := tx.Phrase(other.ID)
		same(w.t, "a phrase that holds on", got2, other)
		return errors.Join(err, err2)
	})

	seen := one
	one.Text = "改过"
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.PutPhrase(&one), tx.UsePhrase(one.ID, noon.Add(time.Hour)))
	})
	one.Uses, one.UsedAt = 3, noon.Add(time.Hour)
	w.fails("stale phrase", reply.Stale, func(tx service.Tx) error { return tx.PutPhrase(&seen) })
	w.read(func(tx service.Tx) error {
		got, err := tx.Phrase(one.ID)
		same(w.t, "changed and used", got, one)
		return err
	})
	w.write(func(tx service.Tx) error { return tx.DropPhrase(one.ID) })
	w.fails("use of what is gone", reply.NotFound, func(tx service.Tx) error { return tx.UsePhrase(one.ID, noon) })
	w.fails("change of what is gone", reply.NotFound, func(tx service.Tx) error { return tx.PutPhrase(&one) })
}

func testResponses(w *world) {
	links := []reply.Response{{Recommendation: "夯实基础", Block: 3}, {Recommendation: "激活动力", Block: -1, Words: "删去的一段"}}
	w.read(func(tx service.Tx) error {
		got, err := tx.Responses(w.asked.ID)
		same(w.t, "no links", got, []reply.Response(nil))
		return err
	})
	for _, all := range [][]reply.Response{links, links[:1]} {
		w.write(func(tx service.Tx) error { return tx.PutResponses(w.asked.ID, all) })
		w.read(func(tx service.Tx) error {
			got, err := tx.Responses(w.asked.ID)
			same(w.t, "links", got, all)
			return err
		})
	}
	w.fails("links of no case", reply.Conflict, func(tx service.Tx) error { return tx.PutResponses(999, links) })
}
