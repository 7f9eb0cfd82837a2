package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func (w *world) job(letterID int64) reply.SigningJob {
	return reply.SigningJob{LetterID: letterID, CaseID: w.asked.ID, ApprovedSHA: "ab", By: w.head.ID, ByName: w.head.Name, At: noon}
}

func testSigningJobs(w *world) {
	first, second := w.letter(1), w.letter(2)
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.AddLetter(&first, []byte("%PDF-1")), tx.AddLetter(&second, []byte("%PDF-2")))
	})
	w.fails("no job yet", reply.NotFound, func(tx service.Tx) error { _, err := tx.SigningJob(first.ID); return err })
	j := w.job(first.ID)
	w.write(func(tx service.Tx) error { return tx.AddSigningJob(j) })
	w.fails("a second for the letter", reply.Conflict, func(tx service.Tx) error { return tx.AddSigningJob(j) })
	w.fails("a second open one for the case", reply.Conflict, func(tx service.Tx) error { return tx.AddSigningJob(w.job(second.ID)) })
	w.fails("for no letter", reply.Conflict, func(tx service.Tx) error {
		x := w.job(99)
		x.CaseID = w.asked.ID
		return tx.AddSigningJob(x)
	})
	open := func(what string, want ...reply.SigningJob) {
		w.t.Helper()
		w.read(func(tx service.Tx) error {
			all, err := tx.OpenSigningJobs()
			same(w.t, what, append([]reply.SigningJob{}, all...), append([]reply.SigningJob{}, want...))
			one, err2 := tx.OpenSigningJobOf(w.asked.ID, 0)
			if len(want) == 0 {
				want = []reply.SigningJob{{}}
			}
			same(w.t, what+", of the case", one, want[0])
			return errors.Join(err, err2)
		})
	}
	open("ordered", j)
	j.Attempts, j.LeaseUntil, j.FailedAt, j.Reason = 1, noon.Add(time.Minute), noon.Add(time.Second), "没有响应"
	changed := j
	changed.ApprovedSHA, changed.By, changed.ByName, changed.At = "other", 99, "other", noon.Add(time.Hour)
	w.write(func(tx service.Tx) error { return tx.UpdateSigningJob(changed, 0) })
	open("tried; what was approved stayed", j)
	w.fails("an attempt that was overtaken", reply.Stale, func(tx service.Tx) error { return tx.UpdateSigningJob(j, 0) })
	w.fails("update no job", reply.NotFound, func(tx service.Tx) error { return tx.UpdateSigningJob(w.job(99), 0) })
	j.Outcome, j.EndedAt = reply.JobSigned, noon.Add(time.Minute)
	whole := j // but for what only the job of a 会办意见函 has
	whole.CoHandlerID = 1
	filled(w.t, whole)
	w.write(func(tx service.Tx) error { return tx.UpdateSigningJob(j, 1) })
	open("ended")
	w.fails("end it again", reply.Stale, func(tx service.Tx) error { return tx.UpdateSigningJob(j, 1) })
	w.fails("sign the letter anew", reply.Conflict, func(tx service.Tx) error { return tx.AddSigningJob(w.job(first.ID)) })
	w.read(func(tx service.Tx) error {
		got, err := tx.SigningJob(first.ID)
		same(w.t, "the job that ended", got, j)
		return err
	})
	w.write(func(tx service.Tx) error { return tx.AddSigningJob(w.job(second.ID)) }) // the next version's
}

// Of many who begin the same attempt one has it.
func testOneAttempt(w *world) {
	l := w.letter(1)
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.AddLetter(&l, []byte("x")), tx.AddSigningJob(w.job(l.ID)))
	})
	const tries = 8
	errs := make([]error, tries)
	var wg sync.WaitGroup
	for i := range tries {
		wg.Go(func() {
			errs[i] = w.Write(context.Background(), func(tx service.Tx) error {
				j := w.job(l.ID)
				j.Attempts = 1
				return tx.UpdateSigningJob(j, 0)
			})
		})
	}
	wg.Wait()
	began := 0
	for _, err := range errs {
		if err == nil {
			began++
		} else if reply.CodeOf(err) != reply.Stale {
			w.t.Error(err)
		}
	}
	same(w.t, "attempts begun", began, 1)
}

func testBySigned(w *world) {
	unsigned, l := w.letter(1), w.letter(2)
	l.State, l.SignedSHA = reply.Issued, "cd"
	w.write(func(tx service.Tx) error {
		return errors.Join(tx.AddLetter(&unsigned, []byte("x")), tx.AddLetter(&l, []byte("x")))
	})
	w.read(func(tx service.Tx) error {
		got, err := tx.LetterBySigned("cd")
		same(w.t, "by the hash of its file", got, l)
		return err
	})
	for _, sha := range []string{"", "ab", "ce", "%"} {
		w.fails("by "+sha, reply.NotFound, func(tx service.Tx) error { _, err := tx.LetterBySigned(sha); return err })
	}
	w.fails("two letters of one file", reply.Conflict, func(tx service.Tx) error {
		x := w.letter(3)
		x.State, x.SignedSHA = reply.Withdrawn, "cd"
		return tx.AddLetter(&x, []byte("x"))
	})
}
