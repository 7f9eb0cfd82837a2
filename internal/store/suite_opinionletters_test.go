package store

import (
	"errors"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// testOpinionLetters holds a reply and two co-handlers' letters of one case apart.
func testOpinionLetters(w *world) {
	contribution := func(department int64) reply.Contribution {
		return reply.Contribution{CaseID: w.asked.ID, DepartmentID: department, Revision: 1, SubmittedBy: w.head.ID, SubmittedAt: noon}
	}
	sent, also := contribution(w.edu.ID), contribution(w.trade.ID)
	letter := func(coHandler int64, version int, number string) reply.Letter {
		l := w.letter(version)
		l.CoHandlerID, l.DocNumber = coHandler, number
		if coHandler != 0 {
			l.DraftRevision, l.Contribution = 0, 1
		}
		return l
	}
	answer, ours, theirs := letter(0, 1, "云科提〔2024〕1号"), letter(w.edu.ID, 1, "云教提函〔2024〕1号"), letter(w.trade.ID, 1, "云市监提函〔2024〕1号")
	all := []*reply.Letter{&answer, &ours, &theirs}
	w.write(func(tx service.Tx) error {
		err := errors.Join(tx.AddContribution(&sent), tx.AddContribution(&also))
		for _, l := range all {
			err = errors.Join(err, tx.AddLetter(l, []byte("%PDF-1")))
		}
		return err
	})
	w.fails("made of no contribution", reply.Conflict, func(tx service.Tx) error {
		l := letter(w.edu.ID, 2, "x")
		l.Contribution = 9
		return tx.AddLetter(&l, []byte("x"))
	})
	w.write(func(tx service.Tx) error {
		var err error
		for i, l := range all {
			l.State, l.SignedSHA, l.IssuedAt = reply.Issued, string(rune('a'+i)), noon
			err = errors.Join(err, tx.UpdateLetter(l, reply.Prepared), tx.AddSigningJob(reply.SigningJob{
				LetterID: l.ID, CaseID: l.CaseID, CoHandlerID: l.CoHandlerID, ApprovedSHA: "ab", By: w.head.ID, ByName: w.head.Name, At: noon,
			}))
		}
		return err
	})
	w.fails("two of one co-handler in force", reply.Conflict, func(tx service.Tx) error {
		l := letter(w.edu.ID, 2, "云教提函〔2024〕2号")
		err := tx.AddLetter(&l, []byte("x"))
		l.State = reply.Issued
		return errors.Join(err, tx.UpdateLetter(&l, reply.Prepared))
	})
	w.read(func(tx service.Tx) error {
		got, err := tx.LettersOf(w.asked.ID)
		same(w.t, "letters of the case", got, []reply.Letter{answer, ours, theirs})
		found, err2 := tx.FindLetters(service.LetterFilter{})
		same(w.t, "replies that were issued", len(found), 1)
		job, err3 := tx.OpenSigningJobOf(w.asked.ID, w.edu.ID)
		same(w.t, "job of a co-handler", job.LetterID, ours.ID)
		job, err4 := tx.OpenSigningJobOf(w.asked.ID, 0)
		same(w.t, "job of the reply", job.LetterID, answer.ID)
		return errors.Join(err, err2, err3, err4)
	})
	w.numbersApart()
}

// numbersApart holds that a case's numbers are freed for each author alone.
func (w *world) numbersApart() {
	const replies, opinions = "云科提", "云教会函"
	reserve := func(what, prefix string, coHandler int64, want int) {
		w.t.Helper()
		w.write(func(tx service.Tx) error {
			n, err := tx.NextNumber(prefix, 2024, 5, w.asked.ID, coHandler)
			same(w.t, what, n.Number, want)
			return errors.Join(err, tx.ReserveNumber(n, w.asked.ID, coHandler))
		})
	}
	use := func(tx service.Tx, prefix string, coHandler int64) error {
		return tx.UseNumber(reply.Number{Prefix: prefix, Year: 2024, Number: 5}, w.asked.ID, coHandler)
	}
	reserve("the reply's", replies, 0, 5)
	reserve("the co-handler's", opinions, w.edu.ID, 5)
	reserve("a co-handler's with the lead's prefix", replies, w.trade.ID, 6)
	w.write(func(tx service.Tx) error { return tx.ReleaseNumbers(w.asked.ID, 0) })
	w.write(func(tx service.Tx) error { return use(tx, opinions, w.edu.ID) })
	w.fails("a number of the reply that was freed", reply.Conflict, func(tx service.Tx) error { return use(tx, replies, 0) })
	reserve("the co-handler's next", opinions, w.edu.ID, 6)
}
