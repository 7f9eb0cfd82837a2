package store

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

func testRegistry(w *world) {
	w.lead.NextNumber, w.lead.NumberYear, w.lead.Disabled = 30, 2024, true
	w.lead.Form, w.lead.Duplex, w.lead.Feedback, w.lead.TalkRequired, w.lead.AnswersNothing, w.lead.Printer = gongwen.LetterForm, true, true, true, true, "云南省科学技术厅办公室"
	w.lead.OpinionPrefix, w.lead.Formerly = "云科提函", "云南省科学技术委员会\t省科委\n"
	w.head.Disabled, w.head.MustChange, w.head.Role = true, true, reply.Reader
	filled(w.t, w.head)
	filled(w.t, w.lead)
	changed := w.head
	changed.CreatedAt = noon.Add(time.Hour) // stays as inserted
	stale, staleAccount := w.lead, w.head
	w.write(func(tx service.Tx) error { return errors.Join(tx.PutDepartment(&w.lead), tx.PutAccount(&changed)) })
	w.head.Revision = 2
	w.fails("a department that somebody changed first", reply.Stale, func(tx service.Tx) error { return tx.PutDepartment(&stale) })
	w.fails("an account that somebody changed first", reply.Stale, func(tx service.Tx) error { return tx.PutAccount(&staleAccount) })
	w.read(func(tx service.Tx) error {
		departments, err := tx.Departments()
		same(w.t, "departments", departments, []reply.Department{w.lead, w.edu, w.trade})
		account, err2 := tx.AccountByLogin("kjt-head")
		same(w.t, "account", account, w.head)
		accounts, err3 := tx.Accounts()
		same(w.t, "accounts", accounts, []reply.Account{w.head})
		return errors.Join(err, err2, err3)
	})
	w.fails("same full name", reply.Conflict, func(tx service.Tx) error {
		return tx.PutDepartment(&reply.Department{FullName: w.lead.FullName, ShortName: "另一个"})
	})
	w.fails("renamed to a taken short name", reply.Conflict, func(tx service.Tx) error {
		d := w.edu
		d.ShortName = w.lead.ShortName
		return tx.PutDepartment(&d)
	})
	w.fails("same login", reply.Conflict, func(tx service.Tx) error {
		a := w.head
		a.ID = 0
		return tx.PutAccount(&a)
	})
	w.fails("no such department", reply.NotFound, func(tx service.Tx) error { _, err := tx.Department(99); return err })
	w.fails("change no such department", reply.NotFound, func(tx service.Tx) error {
		return tx.PutDepartment(&reply.Department{ID: 99, FullName: "某", ShortName: "某"})
	})
	w.fails("no such account", reply.NotFound, func(tx service.Tx) error { _, err := tx.Account(99); return err })
	w.fails("no such login", reply.NotFound, func(tx service.Tx) error { _, err := tx.AccountByLogin("x"); return err })
}

func testFailures(w *world) {
	for _, n := range []int{0, 1, 5, 0} {
		w.write(func(tx service.Tx) error { return tx.SetFailures("不存在的人", "10.0.0.1", n, noon) })
		w.read(func(tx service.Tx) error {
			got, last, err := tx.Failures("不存在的人", "10.0.0.1")
			if got != n || last.IsZero() != (n == 0) || n > 0 && !last.Equal(noon) {
				w.t.Errorf("after %d failures: %d, last %v", n, got, last)
			}
			return err
		})
	}
}

func filled(t testing.TB, v any) {
	t.Helper()
	for i, r := 0, reflect.ValueOf(v); i < r.NumField(); i++ {
		if r.Field(i).IsZero() {
			t.Errorf("%T.%s is not set in the test", v, r.Type().Field(i).Name)
		}
	}
}

func testCases(w *world) {
	filled(w.t, w.asked)
	other := w.newCase("0124")
	other.LeadID, other.CoHandlerIDs, other.CoHandlingDue = w.edu.ID, nil, calendar.Date{}
	other.State, other.CopyTo, other.Talks = reply.Replied, []string{}, nil
	w.write(func(tx service.Tx) error { return tx.PutCase(&other) })
	w.read(func(tx service.Tx) error {
		got, err := tx.Case(w.asked.ID)
		same(w.t, "case", got, w.asked)
		got, err2 := tx.Case(other.ID)
		same(w.t, "case without co-handlers", got, other)
		for _, c := range []struct {
			name string
			f    service.CaseFilter
			want []int64
		}{
			{"all", service.CaseFilter{}, []int64{w.asked.ID, other.ID}},
			{"as lead or co-handler", service.CaseFilter{DepartmentID: w.edu.ID}, []int64{w.asked.ID, other.ID}},
			{"as co-handler", service.CaseFilter{DepartmentID: w.trade.ID}, []int64{w.asked.ID}},
			{"by state", service.CaseFilter{States: []reply.State{reply.Replied, reply.Revoked}}, []int64{other.ID}},
			{"both", service.CaseFilter{DepartmentID: w.lead.ID, States: []reply.State{reply.Replied}}, nil},
		} {
			cases, err := tx.Cases(c.f)
			var ids []int64
			for _, x := range cases {
				ids = append(ids, x.ID)
				same(w.t, c.name+": co-handlers", len(x.CoHandlerIDs) > 0, x.ID == w.asked.ID)
			}
			if err != nil || !slices.Equal(ids, c.want) {
				w.t.Errorf("%s: %v, %v; want %v", c.name, ids, err, c.want)
			}
		}
		return errors.Join(err, err2)
	})
	seen := w.asked
	w.asked.CoHandlerIDs, w.asked.State, w.asked.Title = []int64{w.edu.ID}, reply.Approval, "改"
	w.write(func(tx service.Tx) error { return tx.PutCase(&w.asked) })
	if w.asked.Revision != 2 {
		w.t.Errorf("revision %d after a change", w.asked.Revision)
	}
	w.fails("stale case", reply.Stale, func(tx service.Tx) error { return tx.PutCase(&seen) })
	if seen.Revision != 1 {
		w.t.Errorf("a refused change counted the revision to %d", seen.Revision)
	}
	w.read(func(tx service.Tx) error {
		got, err := tx.Case(w.asked.ID)
		same(w.t, "case after a stale change", got, w.asked)
		return err
	})
	w.fails("registered twice", reply.Conflict, func(tx service.Tx) error { c := w.newCase("0123"); return tx.PutCase(&c) })
	w.fails("co-handler twice", reply.Conflict, func(tx service.Tx) error {
		c := w.newCase("9")
		c.CoHandlerIDs = []int64{w.edu.ID, w.edu.ID}
		return tx.PutCase(&c)
	})
	w.fails("no such case", reply.NotFound, func(tx service.Tx) error { _, err := tx.Case(99); return err })
	w.fails("change no such case", reply.NotFound, func(tx service.Tx) error { c := w.asked; c.ID = 99; return tx.PutCase(&c) })
}

func testOpinions(w *world) {
	o := reply.Opinion{Status: "　　一是……。\n二是𬭎", NextSteps: "继续", Contact: reply.Person{Office: "高教处", Name: "𠮷某", Phone: "0871-1"},
		Answers: []reply.Answer{{Request: 3, Text: "一是𬭎"}, {Request: 4, Declined: "不属本单位职责"}}}
	filled(w.t, o)
	filled(w.t, o.Contact)
	c := reply.WorkingCopy{CaseID: w.asked.ID, DepartmentID: w.edu.ID, Opinion: o, Stage: reply.SentBack, Reason: "请补充数据", SavedBy: w.head.ID, SavedAt: noon}
	first, second := c, c
	w.read(func(tx service.Tx) error {
		got, err := tx.WorkingCopy(c.CaseID, c.DepartmentID)
		same(w.t, "no copy yet", got, reply.WorkingCopy{CaseID: c.CaseID, DepartmentID: c.DepartmentID})
		return err
	})
	w.write(func(tx service.Tx) error { return tx.PutWorkingCopy(&first) })
	w.fails("two first saves", reply.Stale, func(tx service.Tx) error { return tx.PutWorkingCopy(&second) })
	again := first
	again.Opinion.Status = ""
	w.write(func(tx service.Tx) error { return tx.PutWorkingCopy(&again) })
	filled(w.t, again)
	w.fails("stale copy", reply.Stale, func(tx service.Tx) error { return tx.PutWorkingCopy(&first) })
	w.read(func(tx service.Tx) error {
		got, err := tx.WorkingCopy(c.CaseID, c.DepartmentID)
		same(w.t, "copy", got, again)
		same(w.t, "version", got.Version, 2)
		return err
	})
	sent := func(department int64, revision int) reply.Contribution {
		return reply.Contribution{CaseID: w.asked.ID, DepartmentID: department, Revision: revision, Opinion: o, SubmittedBy: w.head.ID, SubmittedAt: noon}
	}
	all := []reply.Contribution{sent(w.edu.ID, 1), sent(w.edu.ID, 2), sent(w.trade.ID, 1)}
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.AddContribution(&all[2]), tx.AddContribution(&all[0]), tx.AddContribution(&all[1]))
	})
	all[0].Ending, all[0].Reason, all[0].EndedAt = reply.SentForRedoing, "数据是上一年的", noon
	filled(w.t, all[0])
	w.write(func(tx service.Tx) error { return tx.EndContribution(all[0]) })
	w.fails("ended twice", reply.Conflict, func(tx service.Tx) error { return tx.EndContribution(all[0]) })
	w.fails("no such contribution", reply.Conflict, func(tx service.Tx) error {
		c := all[0]
		c.Revision = 9
		return tx.EndContribution(c)
	})
	w.fails("submitted twice", reply.Conflict, func(tx service.Tx) error { return tx.AddContribution(&all[1]) })
	w.read(func(tx service.Tx) error {
		got, err := tx.Contributions(w.asked.ID)
		same(w.t, "contributions", got, all)
		return err
	})
}

func testDrafts(w *world) {
	first, second := w.draft(1), w.draft(2)
	first.Name = "送办公室前"
	filled(w.t, first)
	w.write(func(tx service.Tx) error { return tx.NameDraft(w.asked.ID, 1, first.Name) })
	second.Decisions = nil
	w.write(func(tx service.Tx) error { return tx.AddDraft(&second) })
	w.fails("saved twice", reply.Stale, func(tx service.Tx) error { return tx.AddDraft(&second) })
	w.fails("no such draft", reply.NotFound, func(tx service.Tx) error { _, err := tx.Draft(w.asked.ID, 3); return err })
	w.read(func(tx service.Tx) error {
		latest, err := tx.LatestDraft(w.asked.ID)
		same(w.t, "latest", latest, second)
		got, err2 := tx.Draft(w.asked.ID, 1)
		same(w.t, "first", got, first)
		none, err3 := tx.LatestDraft(99)
		same(w.t, "none", none.Revision, 0)
		return errors.Join(err, err2, err3)
	})
}

func testRevisions(w *world) {
	kinds := []reply.DraftKind{reply.Autosaved, reply.Autosaved, reply.Merged, reply.Autosaved}
	w.write(func(tx service.Tx) error {
		for i, kind := range kinds {
			d := w.draft(i + 2)
			d.Kind, d.Edition = kind, 2
			if err := tx.AddDraft(&d); err != nil {
				return err
			}
		}
		return tx.NameDraft(w.asked.ID, 3, "给处长看的")
	})
	w.fails("names a revision that there is not", reply.NotFound, func(tx service.Tx) error { return tx.NameDraft(w.asked.ID, 9, "x") })
	for name, revision := range map[string]int{"saved on purpose": 1, "named": 3, "merged": 4} {
		if err := w.Write(w.t.Context(), func(tx service.Tx) error { return tx.DropDrafts(w.asked.ID, []int{2, revision}) }); err == nil {
			w.t.Errorf("a revision that was %s could be dropped", name)
		}
	}
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.DropDrafts(w.asked.ID, []int{2}), tx.DropDrafts(w.asked.ID, nil))
	})
	w.read(func(tx service.Tx) error {
		marks, err := tx.DraftMarks(w.asked.ID)
		var left []int
		for _, m := range marks {
			left = append(left, m.Revision)
		}
		same(w.t, "left", left, []int{1, 3, 4, 5})
		same(w.t, "mark", marks[1], reply.DraftMark{Revision: 3, Edition: 2, Kind: reply.Autosaved, Name: "给处长看的", SavedBy: w.head.ID, SavedAt: noon})
		for limit, want := range map[int]int{0: 0, 1: 1, 2: 1, 3: 3, 99: 5} {
			d, err := tx.DraftUpTo(w.asked.ID, limit)
			same(w.t, "up to", d.Revision, want)
			if err != nil {
				return err
			}
		}
		return err
	})
}

func testRequests(w *world) {
	r := reply.Request{
		CaseID: w.asked.ID, DepartmentID: w.edu.ID, Heading: "强化协同创新", Path: []string{"工作开展情况"}, Gone: true,
		Wanted: "请提供𬭎数据", Due: calendar.Date{Year: 2024, Month: time.May, Day: 10}, State: reply.AskedToRedo, Reason: "数据有误",
		AskedAt: noon, ChangedAt: noon.Add(time.Hour),
	}
	whole := reply.Request{CaseID: w.asked.ID, DepartmentID: w.trade.ID, Wanted: "全文", State: reply.Asked, AskedAt: noon, ChangedAt: noon}
	w.write(func(tx service.Tx) error { return errors.Join(tx.PutRequest(&r), tx.PutRequest(&whole)) })
	filled(w.t, r)
	stale := r
	r.State, r.Reason, r.Gone, r.Heading = reply.Asked, "", false, "协同创新"
	w.write(func(tx service.Tx) error { return tx.PutRequest(&r) })
	w.fails("a request that somebody changed first", reply.Stale, func(tx service.Tx) error { return tx.PutRequest(&stale) })
	w.fails("a request of no department", reply.Conflict, func(tx service.Tx) error {
		return tx.PutRequest(&reply.Request{CaseID: w.asked.ID, DepartmentID: 99, Wanted: "数据", State: reply.Asked})
	})
	w.read(func(tx service.Tx) error {
		all, err := tx.Requests(w.asked.ID)
		same(w.t, "requests", all, []reply.Request{r, whole})
		none, err2 := tx.Requests(99)
		same(w.t, "requests of no case", len(none), 0)
		return errors.Join(err, err2)
	})
}
