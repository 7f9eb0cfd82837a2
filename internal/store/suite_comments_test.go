package store

import (
	"errors"
	"time"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

func (w *world) comment(press string) reply.Comment {
	return reply.Comment{
		CaseID: w.asked.ID, Audience: reply.ForAll, AccountID: w.head.ID, AccountName: w.head.Name, DepartmentID: w.lead.ID,
		Text: "请核对<b>𠮷</b>", Quote: "人才𠮷<&>", State: reply.OpenComment, Version: 1, At: noon, Press: press,
		Span: gongwen.Span{From: gongwen.Place{At: 2}, To: gongwen.Place{Block: 1, At: 4}, Gone: true},
	}
}

func testComments(w *world) {
	first, answer := w.comment("a"), w.comment("b")
	w.write(func(tx service.Tx) error {
		err := tx.AddComment(&first)
		answer.ThreadOf, answer.Quote = first.ID, ""
		return errors.Join(err, tx.AddComment(&answer))
	})
	again := w.comment("a")
	again.Text = "改了几个字"
	unmarked, unmarked2 := w.comment(""), w.comment("")
	w.write(func(tx service.Tx) error { return tx.AddComment(&again) })
	same(w.t, "the second press", again, first)
	w.write(func(tx service.Tx) error { return errors.Join(tx.AddComment(&unmarked), tx.AddComment(&unmarked2)) })
	same(w.t, "two without a press are two", unmarked.ID != unmarked2.ID, true)

	resolved := first
	resolved.State, resolved.ChangedBy, resolved.ChangedAt = reply.ResolvedComment, "承办人", noon.Add(time.Hour)
	resolved.Text = "不能改"
	w.write(func(tx service.Tx) error { return tx.PutCommentState(&resolved) })
	w.fails("resolved by two", reply.Stale, func(tx service.Tx) error { c := first; return tx.PutCommentState(&c) })
	moved := resolved
	moved.Span = gongwen.Span{From: gongwen.Place{Block: 5, At: 1}, To: gongwen.Place{Block: 5, At: 9}}
	moved.State = reply.OpenComment
	w.write(func(tx service.Tx) error { return tx.MoveComments([]reply.Comment{moved}) })

	want := resolved
	want.Text, want.Span = first.Text, moved.Span
	w.read(func(tx service.Tx) error {
		all, err := tx.Comments(w.asked.ID)
		same(w.t, "comments", all, []reply.Comment{want, answer, unmarked, unmarked2})
		none, err2 := tx.Comments(w.asked.ID + 1)
		same(w.t, "another case's", len(none), 0)
		return errors.Join(err, err2)
	})
	want.ThreadOf = 1 // an answer has one, a thread the rest
	filled(w.t, want)
}
