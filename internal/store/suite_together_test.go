package store

import (
	"context"
	"errors"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func testEvents(w *world) {
	events := []reply.Event{
		{At: noon, AccountID: w.head.ID, AccountName: w.head.Name, DepartmentID: w.lead.ID, CaseID: w.asked.ID, Act: reply.Issue, Detail: "签发"},
		{At: noon, Act: reply.SignIn, Detail: "登录失败"},
		{At: noon.Add(-time.Hour), CaseID: w.asked.ID, Act: reply.Recall},
	}
	w.write(func(tx service.Tx) error {
		defer func() { filled(w.t, events[0]) }()
		return errors.Join(tx.AddEvent(&events[0]), tx.AddEvent(&events[1]), tx.AddEvent(&events[2]))
	})
	w.read(func(tx service.Tx) error {
		got, err := tx.Events(w.asked.ID)
		same(w.t, "events of the case", got, []reply.Event{events[0], events[2]})
		return err
	})
}

func testRollback(w *world) {
	stop := errors.New("stop")
	change := func(tx service.Tx) error {
		c := w.asked
		c.Title = "不应保留"
		return errors.Join(tx.PutCase(&c), tx.AddEvent(&reply.Event{At: noon, CaseID: c.ID, Act: reply.EditCase}))
	}
	unchanged := func(after string) {
		w.t.Helper()
		w.read(func(tx service.Tx) error {
			c, err := tx.Case(w.asked.ID)
			same(w.t, "case after "+after, c, w.asked)
			events, err2 := tx.Events(w.asked.ID)
			same(w.t, "events after "+after, len(events), 0)
			return errors.Join(err, err2)
		})
	}
	err := w.Write(context.Background(), func(tx service.Tx) error { return errors.Join(change(tx), stop) })
	same(w.t, "the failure comes back", errors.Is(err, stop), true)
	unchanged("a failure")
	func() {
		defer func() { same(w.t, "the panic goes on", recover(), any("boom")) }()
		_ = w.Write(context.Background(), func(tx service.Tx) error { _ = change(tx); panic("boom") })
	}()
	unchanged("a panic")
	ctx, cancel := context.WithCancel(context.Background())
	err = w.Write(ctx, func(tx service.Tx) error { defer cancel(); return change(tx) })
	if err == nil {
		w.t.Error("a cancelled write was acknowledged")
	}
	unchanged("a cancel")
	err = w.Read(context.Background(), change)
	same(w.t, "writing while reading fails", err != nil, true)
	unchanged("writing while reading")
	w.write(change) // and the store still works
}

func testTwoWriters(w *world) {
	inside, release, done := make(chan bool), make(chan bool), make(chan error)
	put := func(number string) func(service.Tx) error {
		return func(tx service.Tx) error { c := w.newCase(number); return tx.PutCase(&c) }
	}
	go func() {
		done <- w.Write(context.Background(), func(tx service.Tx) error {
			inside <- true
			<-release
			return put("先")(tx)
		})
	}()
	<-inside
	go func() { done <- w.Write(context.Background(), put("后")) }()
	w.read(func(tx service.Tx) error { _, err := tx.Cases(service.CaseFilter{}); return err }) // not held up
	close(release)
	if err := errors.Join(<-done, <-done); err != nil {
		w.t.Fatal(err)
	}
	w.read(func(tx service.Tx) error {
		cases, err := tx.Cases(service.CaseFilter{})
		same(w.t, "cases", len(cases), 3)
		return err
	})
}

func testSnapshot(w *world) {
	w.read(func(tx service.Tx) error {
		before, err := tx.Case(w.asked.ID)
		c := w.asked
		c.Title = "读取期间的修改"
		w.write(func(tx service.Tx) error { return tx.PutCase(&c) })
		after, err2 := tx.Case(w.asked.ID)
		same(w.t, "case seen twice in one read", after, before)
		return errors.Join(err, err2)
	})
}

func testReferences(w *world) {
	w.fails("lead that is no department", reply.Conflict, func(tx service.Tx) error {
		c := w.newCase("7")
		c.LeadID = 99
		return tx.PutCase(&c)
	})
	w.fails("draft of no case", reply.Conflict, func(tx service.Tx) error {
		d := w.draft(1)
		d.CaseID = 99
		return tx.AddDraft(&d)
	})
}
