package service

import (
	"context"
	"errors"
	"time"

	"dafu/internal/reply"
)

// A write holds every other writer up, so nothing costly runs inside one. An act
// that needs costly work is rehearsed first: its closure runs in a read
// transaction, writes that go nowhere, and what the costly steps came to is kept,
// each under the revisions that it rests on. Then the closure runs in the write and
// finds the results. Where one is missing, for somebody else's write came between,
// the rehearsal is repeated.

// redo is how often work is done again that somebody else's write has overtaken.
const redo = 5

// errOvertaken says that what the work rested on has changed since.
var errOvertaken = errors.New("overtaken by another write")

// work is what costly steps came to, by step and premise.
type work map[string]any

// rehearsal is a read transaction whose writes go nowhere.
type rehearsal struct {
	Tx
	work work
}

// performance is a write transaction in which no costly step is carried out.
type performance struct {
	Tx
	work work
}

// costly carries out a step that takes long. It rests on the dossier and on what
// the step's name says; both make its key.
func costly[T any](tx Tx, d dossier, step string, do func() (T, error)) (T, error) {
	key := step + " " + d.premise()
	switch t := tx.(type) {
	case rehearsal:
		done, err := do()
		if err == nil {
			t.work[key] = done
		}
		return done, err
	case performance:
		if done, there := t.work[key]; there {
			return done.(T), nil
		}
		var none T
		return none, errOvertaken
	}
	return do()
}

// rehearsed is write for a closure with costly steps. If others come between too
// often, it fails with Stale.
func (s *Service) rehearsed(ctx context.Context, a reply.Actor, fn func(Tx, reply.Actor) error) error {
	for range redo {
		kept := work{}
		if err := s.store.Read(ctx, func(tx Tx) error { return fn(rehearsal{tx, kept}, a) }); err != nil {
			return err
		}
		if err := s.perform(ctx, a, kept, fn); !errors.Is(err, errOvertaken) {
			return err
		}
	}
	return reply.Failf(reply.Stale, "别人同时在修改这件提案，这次没有保存，您填写的内容仍在，请核对后再提交")
}

// The methods of a rehearsal that would write.

func (rehearsal) AddEvent(*reply.Event) error                         { return nil }
func (rehearsal) PutDepartment(*reply.Department) error               { return nil }
func (rehearsal) PutAccount(*reply.Account) error                     { return nil }
func (rehearsal) SetFailures(string, string, int, time.Time) error    { return nil }
func (rehearsal) ForgetFailures(string) error                         { return nil }
func (rehearsal) PutCase(*reply.Case) error                           { return nil }
func (rehearsal) PutWorkingCopy(*reply.WorkingCopy) error             { return nil }
func (rehearsal) AddContribution(*reply.Contribution) error           { return nil }
func (rehearsal) AddDraft(*reply.Draft) error                         { return nil }
func (rehearsal) DropDrafts(int64, []int) error                       { return nil }
func (rehearsal) NameDraft(int64, int, string) error                  { return nil }
func (rehearsal) PutResponses(int64, []reply.Response) error          { return nil }
func (rehearsal) PutPhrase(*reply.Phrase) error                       { return nil }
func (rehearsal) DropPhrase(int64) error                              { return nil }
func (rehearsal) UsePhrase(int64, time.Time) error                    { return nil }
func (rehearsal) PutRequest(*reply.Request) error                     { return nil }
func (rehearsal) EndContribution(reply.Contribution) error            { return nil }
func (rehearsal) PutExemption(reply.Exemption) error                  { return nil }
func (rehearsal) DropExemption(int64, string) error                   { return nil }
func (rehearsal) AddCheckTable(reply.TableVersion) error              { return nil }
func (rehearsal) AddLetter(*reply.Letter, []byte) error               { return nil }
func (rehearsal) UpdateLetter(*reply.Letter, reply.LetterState) error { return nil }
func (rehearsal) AddSignedFile(int64, []byte) error                   { return nil }
func (rehearsal) ReserveNumber(reply.Number, int64, int64) error      { return nil }
func (rehearsal) UseNumber(reply.Number, int64, int64) error          { return nil }
func (rehearsal) ReleaseNumbers(int64, int64) error                   { return nil }
func (rehearsal) AddSigningJob(reply.SigningJob) error                { return nil }
func (rehearsal) UpdateSigningJob(reply.SigningJob, int) error        { return nil }
func (rehearsal) AddComment(*reply.Comment) error                     { return nil }
func (rehearsal) PutCommentState(*reply.Comment) error                { return nil }
func (rehearsal) MoveComments([]reply.Comment) error                  { return nil }
func (rehearsal) AddCountersign(*reply.Countersign) error             { return nil }
