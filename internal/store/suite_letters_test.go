package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

func (w *world) letter(version int) reply.Letter {
	return reply.Letter{
		CaseID: w.asked.ID, Version: version, DraftRevision: 1, State: reply.Prepared, DocNumber: "云科提〔2024〕12号", Number: reply.Number{Prefix: "云科提", Year: 2024, Number: 12},
		IssueDate: calendar.On(noon), Signatory: "云南省科学技术厅", Title: "关于第0123号提案的答复", Text: "杨𬭎、𠮷某委员：\n占比29%，R_D 投入 Iot。", Trial: true,
		SealPage: 14, SealX: 400.25, SealY: 500.5, SealDiameter: 119.06, ApprovedSHA: "ab", PreparedAt: noon,
	}
}

func testLetters(w *world) {
	l := w.letter(1)
	w.write(func(tx service.Tx) error { return tx.AddLetter(&l, []byte("%PDF-1")) })
	w.fails("same version", reply.Conflict, func(tx service.Tx) error { x := w.letter(1); return tx.AddLetter(&x, []byte("x")) })
	w.fails("empty file", reply.Invalid, func(tx service.Tx) error { x := w.letter(2); return tx.AddLetter(&x, nil) })
	w.fails("not signed yet", reply.NotFound, func(tx service.Tx) error { _, err := tx.SignedFile(l.ID); return err })
	l.State, l.SignedSHA, l.IssuedBy, l.IssuedAt = reply.Issued, "cd", w.head.ID, noon
	l.EndedAt, l.Reason = noon.Add(time.Hour), "数据有误"
	whole := l // but for what only a 会办意见函 has
	whole.CoHandlerID, whole.Contribution = 1, 1
	filled(w.t, whole)
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.UpdateLetter(&l, reply.Prepared), tx.AddSignedFile(l.ID, []byte("%PDF-1 signed")))
	})
	w.fails("issued twice", reply.Stale, func(tx service.Tx) error { return tx.UpdateLetter(&l, reply.Prepared) })
	w.fails("signed twice", reply.Conflict, func(tx service.Tx) error { return tx.AddSignedFile(l.ID, []byte("other")) })
	w.fails("sign no letter", reply.NotFound, func(tx service.Tx) error { return tx.AddSignedFile(99, []byte("x")) })
	w.fails("update no letter", reply.NotFound, func(tx service.Tx) error {
		x := l
		x.ID = 99
		return tx.UpdateLetter(&x, reply.Prepared)
	})
	next := w.letter(2)
	w.write(func(tx service.Tx) error { return tx.AddLetter(&next, []byte("%PDF-2")) })
	w.fails("two in force", reply.Conflict, func(tx service.Tx) error {
		x := next
		x.State = reply.Issued
		return tx.UpdateLetter(&x, reply.Prepared)
	})
	w.read(func(tx service.Tx) error {
		got, err := tx.LettersOf(w.asked.ID)
		same(w.t, "letters", got, []reply.Letter{l, next})
		approved, err2 := tx.ApprovedFile(l.ID)
		same(w.t, "approved file", string(approved), "%PDF-1")
		signed, err3 := tx.SignedFile(l.ID)
		same(w.t, "signed file", string(signed), "%PDF-1 signed")
		return errors.Join(err, err2, err3)
	})
}

func testSearch(w *world) {
	old, last := w.letter(1), w.letter(2)
	old.State, old.IssuedAt = reply.Replaced, noon
	last.State, last.IssuedAt, last.DocNumber = reply.Issued, noon.Add(time.Hour), "云科提〔2024〕13号"
	hidden := w.letter(3)
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.AddLetter(&old, []byte("x")), tx.AddLetter(&last, []byte("x")), tx.AddLetter(&hidden, []byte("x")))
	})
	both := []int64{last.ID, old.ID}
	for name, c := range map[string]struct {
		f    service.LetterFilter
		want []int64
	}{
		"everything issued, newest first": {service.LetterFilter{}, both},
		"at most one":                     {service.LetterFilter{Limit: 1}, both[:1]},
		"by lead":                         {service.LetterFilter{DepartmentID: w.lead.ID}, both},
		"by co-handler":                   {service.LetterFilter{DepartmentID: w.edu.ID, Words: "委员"}, both},
		"no part in the case":             {service.LetterFilter{DepartmentID: 99}, nil},
		"part of the document number":     {service.LetterFilter{Words: "〕13号"}, both[:1]},
		"case number":                     {service.LetterFilter{Words: "0123"}, both},
		"name beyond the BMP 𬭎":           {service.LetterFilter{Words: "杨𬭎"}, both},
		"name beyond the BMP 𠮷":           {service.LetterFilter{Words: "𠮷"}, both},
		"another such name":               {service.LetterFilter{Words: "𠮶"}, nil},
		"all words, full-width space":     {service.LetterFilter{Words: "  𠮷　13号 "}, both[:1]},
		"one word missing":                {service.LetterFilter{Words: "𠮷 没有"}, nil},
		"Latin in any case":               {service.LetterFilter{Words: "iOT"}, both},
		"percent means itself":            {service.LetterFilter{Words: "29%"}, both},
		"percent is no wildcard":          {service.LetterFilter{Words: "杨%委员"}, nil},
		"underscore is no wildcard":       {service.LetterFilter{Words: "占_29"}, nil},
		"underscore means itself":         {service.LetterFilter{Words: "R_D"}, both},
		"backslash is no escape":          {service.LetterFilter{Words: `29\%`}, nil},
		"quote":                           {service.LetterFilter{Words: `' OR 1=1 --`}, nil},
	} {
		w.read(func(tx service.Tx) error {
			letters, err := tx.FindLetters(c.f)
			var ids []int64
			for _, l := range letters {
				ids = append(ids, l.ID)
			}
			if !slices.Equal(ids, c.want) {
				w.t.Errorf("%s: %v, want %v", name, ids, c.want)
			}
			return err
		})
	}
	w.fails("far too many words", reply.Invalid, func(tx service.Tx) error {
		_, err := tx.FindLetters(service.LetterFilter{Words: strings.Repeat("词 ", 600)})
		return err
	})
}

func testNumbers(w *world) {
	const year = 2024
	var ids []int64
	for _, n := range []string{"1", "2", "3", "4"} {
		c := w.newCase(n)
		w.write(func(tx service.Tx) error { return tx.PutCase(&c) })
		ids = append(ids, c.ID)
	}
	reserve := func(what string, year, first int, id int64, want int) {
		w.t.Helper()
		w.write(func(tx service.Tx) error {
			n, err := tx.NextNumber("云科提", year, first, id, 0)
			same(w.t, what, n.Number, want)
			return errors.Join(err, tx.ReserveNumber(n, id, 0))
		})
	}
	reserve("first", year, 12, ids[0], 12)
	reserve("the same again", year, 12, ids[0], 12)
	reserve("second", year, 12, ids[1], 13)
	reserve("another year", year+1, 0, ids[1], 1)
	w.write(func(tx service.Tx) error {
		return tx.UseNumber(reply.Number{Prefix: "云科提", Year: year, Number: 12}, ids[0], 0)
	})
	reserve("new version of an issued one", year, 12, ids[0], 14)
	w.write(func(tx service.Tx) error { return tx.ReleaseNumbers(ids[1], 0) })
	reserve("a freed one is taken first", year, 12, ids[2], 13)
	w.write(func(tx service.Tx) error { return tx.ReleaseNumbers(ids[0], 0) })
	reserve("a used one is not freed", year, 12, ids[3], 14)
	refused := func(what string, code reply.Code, number int, caseID int64, do func(service.Tx) func(reply.Number, int64, int64) error) {
		w.fails(what, code, func(tx service.Tx) error {
			return do(tx)(reply.Number{Prefix: "云科提", Year: year, Number: number}, caseID, 0)
		})
	}
	refused("used twice", reply.Conflict, 12, ids[0], func(tx service.Tx) func(reply.Number, int64, int64) error { return tx.UseNumber })
	refused("never reserved", reply.Conflict, 99, ids[0], func(tx service.Tx) func(reply.Number, int64, int64) error { return tx.UseNumber })
	refused("used for another case", reply.Conflict, 13, ids[0], func(tx service.Tx) func(reply.Number, int64, int64) error { return tx.UseNumber })
	refused("reserved by another", reply.Stale, 13, ids[0], func(tx service.Tx) func(reply.Number, int64, int64) error { return tx.ReserveNumber })
	refused("reserved once more when used", reply.Stale, 12, ids[0], func(tx service.Tx) func(reply.Number, int64, int64) error { return tx.ReserveNumber })

	w.write(func(tx service.Tx) error {
		d := w.trade
		d.NumberPrefix, w.lead.NumberPrefix = w.lead.NumberPrefix, "云新提"
		return errors.Join(tx.PutDepartment(&w.lead), tx.PutDepartment(&d))
	})
	w.write(func(tx service.Tx) error {
		n, err := tx.NextNumber("云科提", year, 12, ids[0], 0)
		same(w.t, "a number printed under a prefix that changed hands stays used", n.Number, 15)
		return err
	})

	const cases = 20
	var wg sync.WaitGroup
	got := make([]int, cases)
	for i := range cases {
		c := w.newCase("并发" + string(rune('a'+i)))
		w.write(func(tx service.Tx) error { return tx.PutCase(&c) })
		wg.Go(func() {
			err := w.Write(context.Background(), func(tx service.Tx) (err error) {
				n, err := tx.NextNumber("云教提", year, 1, c.ID, 0)
				got[i] = n.Number
				return errors.Join(err, tx.ReserveNumber(n, c.ID, 0))
			})
			if err != nil {
				w.t.Error(err)
			}
		})
	}
	wg.Wait()
	slices.Sort(got)
	for i, n := range got {
		same(w.t, "numbers of 20 at once have no gap and no double", n, i+1)
	}
}
