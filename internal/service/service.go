package service

import (
	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// Service carries out the use cases.
type Service struct {
	store     Store
	press     Press
	signer    Signer
	verifier  Verifier // nil if there is none
	clock     Clock
	calendar  *calendar.Calendar
	skeletons []merge.Skeleton
	word      WordFiles // nil if there are none

	tables TableFiles // nil if there are none

	drafts   earlier
	found    findings
	compiled compiled
	present  present
	underWay underWay
	wanted   chan struct{}
	boundary func(Boundary)
}

// Parts is what a Service is made of.
type Parts struct {
	Store     Store
	Press     Press
	Signer    Signer
	Clock     Clock
	Calendar  *calendar.Calendar
	Skeletons []merge.Skeleton

	// Word reads and writes Word files; nil if it is not to be had.
	Word WordFiles
	// Tables reads and writes the files of 词表; nil leaves plain CSV.
	Tables TableFiles
	// Verifier judges files; if it is nil and the Signer is one, the Signer does.
	Verifier Verifier
	// Boundary, for tests, is called at each step of signing and may end the
	// process there.
	Boundary func(Boundary)
}

// New returns a service over its parts.
func New(p Parts) *Service {
	if p.Verifier == nil {
		p.Verifier, _ = p.Signer.(Verifier)
	}
	return &Service{
		store: p.Store, press: p.Press, signer: p.Signer, verifier: p.Verifier, clock: p.Clock,
		calendar: p.Calendar, skeletons: p.Skeletons, word: p.Word, tables: p.Tables, boundary: p.Boundary,
		underWay: underWay{letters: map[int64]chan struct{}{}}, wanted: make(chan struct{}, 1),
	}
}

// Operator is who acts on the command line: whoever may start the program on
// the server keeps its registry.
var Operator = reply.Actor{Account: reply.Account{Name: "命令行", Role: reply.Administrator}}

// Today is the civil day of the service's clock.
func (s *Service) Today() calendar.Date { return s.clock.Today() }

// Skeletons returns the outlines that a letter can start from.
func (s *Service) Skeletons() []merge.Skeleton { return s.skeletons }

// record appends to the audit log inside the transaction of what it records.
func (s *Service) record(tx Tx, a reply.Actor, act reply.Act, caseID int64, detail string) error {
	return tx.AddEvent(&reply.Event{
		At: s.clock(), AccountID: a.Account.ID, AccountName: a.Account.Name,
		DepartmentID: a.Account.DepartmentID, CaseID: caseID, Act: act, Detail: gongwen.Joined(detail),
	})
}
