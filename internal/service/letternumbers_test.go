package service_test

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// renumber has an administrator change the prefixes of a department.
func (s *stage) renumber(short, prefix, opinions string) {
	s.t.Helper()
	all, err := s.Departments(s.ctx)
	s.must(err)
	for _, d := range all {
		if d.ShortName == short {
			_, err := s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{
				ID: d.ID, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: prefix, OpinionPrefix: opinions, NextNumber: d.NextNumber,
			})
			s.must(err)
		}
	}
}

// nextNumber is the number that a new letter of the prefix would be given.
func (s *stage) nextNumber(prefix string, first int) (n reply.Number) {
	s.t.Helper()
	s.must(s.store.Read(s.ctx, func(tx service.Tx) (err error) {
		n, err = tx.NextNumber(prefix, s.now.Year(), first, 0, 0)
		return err
	}))
	return n
}

func (s *stage) wantNext(prefix string, first, want int) {
	s.t.Helper()
	if n := s.nextNumber(prefix, first); n.Number != want {
		s.t.Errorf("the next number is %s, want %d", n, want)
	}
}

// The process ends at each step of signing, the prefix changes, and the next
// start goes on: the letter has the number that was approved, and that one is
// booked.
func TestThePrefixChangesWhileSigning(t *testing.T) {
	for _, end := range service.Boundaries {
		t.Run(string(end), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			id, view, approved := s.approved()
			s.boundary = func(b service.Boundary) {
				if b == end {
					runtime.Goexit()
				}
			}
			var gone sync.WaitGroup
			gone.Go(func() { _, _ = s.Issue(context.Background(), s.head(), id, view.Approval()) })
			gone.Wait()
			s.boundary = nil
			s.renumber("省科技厅", "云科新", "")
			_, err := s.ResumeSigning(s.ctx)
			s.must(err)
			if end == service.Ordering { // never ordered: what was seen is not what would be signed now
				_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
				s.refused(err, reply.Stale)
				s.wantNext("云科提", 12, 12)
				return
			}
			if l := s.signedOnce(id, approved); l.DocNumber != "云科提〔2024〕12号" || l.Number.Number != 12 {
				t.Errorf("issued as %s", l.DocNumber)
			}
			s.wantNext("云科提", 12, 13)
			s.wantNext("云科新", 12, 12)
		})
	}
}

// A job that failed is given up after the prefix changed: its number is free,
// and the new approval takes one of the new series; later cases go on in either.
func TestThePrefixChangesAndTheJobIsGivenUp(t *testing.T) {
	s := newStage(t)
	id, view, _ := s.approved()
	s.wire(failing{s.signer})
	_, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	s.renumber("省科技厅", "云科新", "")
	s.must(s.AbandonSigning(s.ctx, s.head(), id, "时间戳服务停用"))
	s.wantNext("云科提", 12, 12)
	s.wire(s.signer)
	again, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	l, err := s.Issue(s.ctx, s.head(), id, again.Approval())
	s.must(err)
	if l.DocNumber != "云科新〔2024〕12号" || l.Version != 2 {
		t.Errorf("issued as %s, version %d", l.DocNumber, l.Version)
	}
	s.wantNext("云科提", 12, 12)
	s.wantNext("云科新", 12, 13)
}

// A letter that was withdrawn keeps its number; the one that takes its place has
// one of the new series.
func TestThePrefixChangesBetweenALetterAndItsReplacement(t *testing.T) {
	s := newStage(t)
	id, first := s.issued()
	s.must(s.Withdraw(s.ctx, s.head(), first.ID, "数据有误"))
	s.renumber("省科技厅", "云科新", "")
	s.must(s.Revise(s.ctx, s.head(), id, "数据有误，重新答复"))
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, page.Draft.Revision))
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	second, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
	page, err = s.Case(s.ctx, s.head(), id)
	s.must(err)
	if second.DocNumber != "云科新〔2024〕12号" || page.Letters[1].DocNumber != "云科提〔2024〕12号" || page.Letters[1].State != reply.Withdrawn {
		t.Errorf("the letters are %+v", page.Letters)
	}
	s.wantNext("云科提", 12, 13)
	s.wantNext("云科新", 12, 13)
}

// The same for a 会办意见函, and for the one after it.
func TestThePrefixChangesUnderAnOpinionLetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	s.renumber("省教育厅", "云教提", "云教提函")
	head := s.actors["jiaoyu.fuze"]
	view, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	s.wire(failing{s.signer})
	_, err = s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.refused(err, reply.Unavailable)
	s.renumber("省教育厅", "云教提", "云教新函")
	s.wire(s.signer)
	l, err := s.RetryOpinionLetter(s.ctx, head, id)
	s.must(err)
	if l.DocNumber != "云教提函〔2024〕1号" {
		t.Errorf("issued as %s", l.DocNumber)
	}
	s.wantNext("云教提函", 1, 2)
	s.wantNext("云教新函", 1, 1)
}

// Looking at what would be signed reserves nothing; of two cases that are shown
// the same number one gets it, and the other is asked again.
func TestLookingReservesNoNumber(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	other := s.sentAlone("0999")
	before := s.dump()
	seen, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	also, err := s.PrepareIssue(s.ctx, s.head(), other)
	s.must(err)
	_, err = s.PreparedFile(s.ctx, s.head(), id)
	s.must(err)
	if s.dump() != before {
		t.Error("looking changed the database")
	}
	if seen.Letter.DocNumber != "云科提〔2024〕12号" || also.Letter.DocNumber != seen.Letter.DocNumber {
		t.Errorf("shown are %s and %s", seen.Letter.DocNumber, also.Letter.DocNumber)
	}
	s.must2(s.Issue(s.ctx, s.head(), other, also.Approval()))
	_, err = s.Issue(s.ctx, s.head(), id, seen.Approval())
	s.refused(err, reply.Stale)
	seen, err = s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	l, err := s.Issue(s.ctx, s.head(), id, seen.Approval())
	s.must(err)
	if l.DocNumber != "云科提〔2024〕13号" {
		t.Errorf("issued as %s", l.DocNumber)
	}
}

// sentAlone is a case without co-handlers that waits for the 负责人.
func (s *stage) sentAlone(number string) int64 {
	s.t.Helper()
	in := s.input()
	in.Number, in.CoHandlerIDs, in.CoHandlingDue, in.Recommendations = number, nil, in.ReplyDue, nil
	id, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)
	talk := s.m.File.Talks[0]
	talk.On = s.Today()
	s.must(s.RecordTalk(s.ctx, s.drafter(), id, talk))
	s.sendUp(id, 0, "")
	return id
}

// aloneText is a reply to the sample's case without a word of co-handlers.
const aloneText = "杨建林委员：\n《关于充分发挥云南区位和开放优势加快推动新质生产力发展的提案》收悉，现答复如下。\n" +
	"一、工作开展情况\n为夯实基础，我厅组建了联合体。%s\n云南省科学技术厅\n2024年5月27日\n（联系人及电话：战略规划处，桂宝艳，63104060）\n"

// sendUp saves the text, with more words in it, over the revision and sends it for
// approval.
func (s *stage) sendUp(id int64, revision int, more string) {
	s.t.Helper()
	revision, err := s.SaveDraft(s.ctx, s.drafter(), id, revision, fmt.Sprintf(aloneText, more))
	s.must(err)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
}

// dump is everything that the database holds.
func (s *stage) dump() string {
	s.t.Helper()
	db, err := sql.Open("sqlite", s.file)
	s.must(err)
	defer db.Close()
	var all strings.Builder
	for _, table := range s.rows(db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		fmt.Fprintln(&all, table, s.rows(db, "SELECT * FROM "+strings.Trim(table, "[]")))
	}
	return all.String()
}

// rows are the rows that a question finds, each as one line.
func (s *stage) rows(db *sql.DB, query string) (all []string) {
	s.t.Helper()
	rows, err := db.Query(query)
	s.must(err)
	defer rows.Close()
	columns, err := rows.Columns()
	s.must(err)
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		s.must(rows.Scan(into...))
		all = append(all, fmt.Sprint(cells))
	}
	s.must(rows.Err())
	return all
}
