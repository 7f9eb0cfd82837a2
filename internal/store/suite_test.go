package store

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

var noon = time.Date(2024, 5, 31, 12, 0, 0, 123e6, calendar.China)

// world is what most tests start from: three departments, an account, a case
// with a draft.
type world struct {
	service.Store
	t                testing.TB
	lead, edu, trade reply.Department
	head             reply.Account
	asked            reply.Case
}

func newWorld(t testing.TB, s service.Store) *world {
	w := &world{
		Store: s, t: t,
		lead:  reply.Department{FullName: "云南省科学技术厅", ShortName: "省科技厅", NumberPrefix: "云科提", NextNumber: 12, NumberYear: 2024},
		edu:   reply.Department{FullName: "云南省教育厅", ShortName: "省教育厅", NumberPrefix: "云教提函"},
		trade: reply.Department{FullName: "云南省市场监督管理局", ShortName: "省市场监管局", NumberPrefix: "云市监提函"},
	}
	w.write(func(tx service.Tx) error {
		w.head = reply.Account{Login: "kjt-head", Name: "省科技厅负责人", Role: reply.Head, PasswordHash: "$argon2id$", CreatedAt: noon}
		err := errors.Join(tx.PutDepartment(&w.lead), tx.PutDepartment(&w.edu), tx.PutDepartment(&w.trade))
		w.head.DepartmentID = w.lead.ID
		w.asked = w.newCase("0123")
		draft := w.draft(1)
		return errors.Join(err, tx.PutAccount(&w.head), tx.PutCase(&w.asked), tx.AddDraft(w.draftOf(&draft)))
	})
	return w
}

func (w *world) draftOf(d *reply.Draft) *reply.Draft {
	d.CaseID, d.SavedBy = w.asked.ID, w.head.ID
	return d
}

func (w *world) newCase(number string) reply.Case {
	date := func(m time.Month, d int) calendar.Date { return calendar.Date{Year: 2024, Month: m, Day: d} }
	return reply.Case{
		State: reply.Drafting, Kind: reply.Proposal, Body: "政协云南省第十三届委员会第二次会议", Number: number,
		Title:           "关于加快推动新质生产力发展的提案",
		Proposers:       []reply.Proposer{{Name: "杨𬭎"}, {Name: "致公党云南省委", Collective: true}},
		Recommendations: []string{"夯实基础", "激活动力"}, Original: "建议一：夯实基础。𬭎", LeadID: w.lead.ID, CoHandlerIDs: []int64{w.trade.ID, w.edu.ID},
		AssignedOn: date(3, 1), ReplyDue: date(6, 1), CoHandlingDue: date(3, 29),
		Skeleton: "status-plan", HandlingClass: "B", Publicity: reply.Closed, PublicityReason: "涉及第三方信息",
		CopyTo: []string{"省政府督查室"}, Contact: reply.Person{Office: "战略规划处", Name: "某某", Phone: "63104060"},
		Talks:     []reply.Talk{{On: date(5, 20), Way: "座谈", With: "杨𬭎", Outcome: "达成共识"}},
		Waivers:   []reply.Waiver{{DepartmentID: w.edu.ID, Reason: "已电话沟通"}},
		CreatedAt: noon, UpdatedAt: noon, ReturnedBecause: "请补充数据", RevisedBecause: "政策有变", StartRevision: 3,
	}
}

func (w *world) draft(revision int) reply.Draft {
	return reply.Draft{
		Kind: reply.Saved, Edition: 1,
		CaseID: w.asked.ID, Revision: revision, SavedBy: w.head.ID, SavedAt: noon,
		Body: gongwen.Document{Blocks: []gongwen.Block{{
			Kind: gongwen.Heading, Number: gongwen.Number{Style: gongwen.HanComma, Value: 1, Mark: "一、"}, RunIn: 3,
			Runs: []gongwen.Run{{Text: "人才𠮷<&>", Source: gongwen.Source{Department: 2, Revision: 1}}},
		}}},
		Decisions: []reply.Decision{{Department: 2, Revision: 1, Entry: 3, Verdict: reply.Declined, Reason: "重复"}},
	}
}

func (w *world) write(fn func(service.Tx) error) {
	w.t.Helper()
	if err := w.Write(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(fn func(service.Tx) error) {
	w.t.Helper()
	if err := w.Read(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// fails holds that a write fails with the code and says so in Chinese.

func (w *world) fails(what string, code reply.Code, fn func(service.Tx) error) {
	w.t.Helper()
	err := w.Write(context.Background(), fn)
	var e *reply.Error
	if !errors.As(err, &e) || e.Code != code {
		w.t.Errorf("%s: %v, want code %d", what, err, code)
		return
	}
	if e.Text == "" || strings.ContainsAny(strings.ToLower(e.Text), "abcdefghijklmnopqrstuvwxyz") {
		w.t.Errorf("%s: the screen would say %q", what, e.Text)
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// testStore is what every database must do; open returns an empty one.

func testStore(t *testing.T, open func(*testing.T) service.Store) {
	for name, test := range map[string]func(*world){
		"registry": testRegistry, "failures": testFailures, "cases": testCases, "opinions": testOpinions, "requests": testRequests,
		"drafts": testDrafts, "revisions": testRevisions, "letters": testLetters, "search": testSearch, "numbers": testNumbers, "opinion letters": testOpinionLetters, "events": testEvents,
		"rollback": testRollback, "two writers": testTwoWriters, "snapshot": testSnapshot, "unknown references": testReferences,
		"exemptions": testExemptions, "tables of words": testCheckTables, "signing jobs": testSigningJobs, "one attempt": testOneAttempt, "letter of a file": testBySigned,
		"phrases": testPhrases, "responses": testResponses, "comments": testComments, "countersigns": testCountersigns,
	} {
		t.Run(name, func(t *testing.T) { test(newWorld(t, open(t))) })
	}
}

// filled holds that the test's value has every field set, so that a field which

// the store forgets to keep is noticed.
