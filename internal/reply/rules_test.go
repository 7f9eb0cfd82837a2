package reply

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dafu/internal/calendar"
)

func day(y int, m time.Month, d int) calendar.Date { return calendar.Date{Year: y, Month: m, Day: d} }

func goodCase() Case {
	return Case{
		Kind: Proposal, Body: "政协某省第十三届委员会第二次会议", Number: "0123", Title: "关于某事的提案",
		Proposers: []Proposer{{Name: "某某"}}, LeadID: 1, CoHandlerIDs: []int64{2}, Publicity: Open,
		AssignedOn: day(2024, 3, 1), ReplyDue: day(2024, 6, 1), CoHandlingDue: day(2024, 3, 29),
	}
}

func fields(err error) []string {
	var all []string
	for _, p := range ProblemsOf(err) {
		all = append(all, p.Field)
	}
	return all
}

func TestCheckCase(t *testing.T) {
	today := day(2024, 3, 5)
	tests := []struct {
		name   string
		change func(*Case)
		want   []string
	}{
		{"good", func(*Case) {}, nil},
		{"nothing", func(c *Case) { *c = Case{} }, []string{"kind", "body", "number", "title", "proposers", "lead", "assigned_on", "reply_due", "publicity"}},
		{"assigned tomorrow", func(c *Case) { c.AssignedOn = day(2024, 3, 6) }, []string{"assigned_on"}},
		{"due before it was assigned", func(c *Case) { c.ReplyDue, c.CoHandlerIDs = day(2024, 2, 1), nil }, []string{"reply_due"}},
		{"due in the past", func(c *Case) { c.ReplyDue, c.CoHandlerIDs = day(2024, 3, 4), nil }, []string{"reply_due"}},
		{"due today", func(c *Case) { c.ReplyDue, c.CoHandlerIDs = today, nil }, nil},
		{"co-handlers due after the reply", func(c *Case) { c.CoHandlingDue = day(2024, 6, 2) }, []string{"co_handling_due"}},
		{"co-handlers without a due date", func(c *Case) { c.CoHandlingDue = calendar.Date{} }, []string{"co_handling_due"}},
		{"no co-handlers, no due date", func(c *Case) { c.CoHandlerIDs, c.CoHandlingDue = nil, calendar.Date{} }, nil},
		{"the lead as its own co-handler", func(c *Case) { c.CoHandlerIDs = []int64{1} }, []string{"co_handlers"}},
		{"a co-handler twice", func(c *Case) { c.CoHandlerIDs = []int64{2, 2} }, []string{"co_handlers"}},
		{"closed without a reason", func(c *Case) { c.Publicity = Closed }, []string{"publicity_reason"}},
		{"an unknown class", func(c *Case) { c.HandlingClass = "E" }, []string{"handling_class"}},
		{"a wrong phone", func(c *Case) { c.Contact.Phone = "6310406" + "x" }, []string{"contact_phone"}},
		{"a secret title", func(c *Case) { c.Title = "机密★ 关于某事的提案" }, []string{"title"}},
		{"an endless title", func(c *Case) { c.Title = strings.Repeat("长", MaxTitle+1) }, []string{"title"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := goodCase()
			tt.change(&c)
			err := CheckCase(c, nil, today)
			if got := fields(err); !slices.Equal(got, tt.want) {
				t.Errorf("complaints about %v, want %v (%v)", got, tt.want, err)
			}
		})
	}
}

func TestPastDueDateStandsIfItStood(t *testing.T) {
	c := goodCase()
	today := day(2024, 7, 1)
	if got := fields(CheckCase(c, &c, today)); got != nil {
		t.Errorf("an overdue case cannot be edited any more: %v", got)
	}
	before := c
	c.ReplyDue = day(2024, 6, 2)
	if got := fields(CheckCase(c, &before, today)); !slices.Equal(got, []string{"reply_due"}) {
		t.Errorf("a newly set past due date: %v", got)
	}
}

func TestPhones(t *testing.T) {
	tests := map[string]struct{ ok, advice bool }{
		"63104060": {true, true}, "0871-63104060": {true, false}, "(0871)63104060": {true, false}, "（0871）63104060": {true, false},
		"087163104060": {true, false}, "0871-63104060-802": {true, false}, "13800000000": {true, false}, "+86 13800000000": {true, false},
		"12345": {true, false}, "400-800-8888": {true, false}, "0871-00000001": {true, false},
		"": {}, "6310406x": {}, "1234": {}, "138000000001": {}, "电话": {}, "0871-6310": {}, "63104060 / 63104061": {}, "６３１０４０６０": {},
	}
	for phone, want := range tests {
		if got := IsPhone(phone); got != want.ok {
			t.Errorf("IsPhone(%q) = %v", phone, got)
		}
		if got := LacksAreaCode(phone); got != want.advice {
			t.Errorf("LacksAreaCode(%q) = %v", phone, got)
		}
	}
}

func TestCheckOpinion(t *testing.T) {
	good := Opinion{Status: "已做。", NextSteps: "将做。", Contact: Person{"高教处", "某某", "0871-00000002"}}
	tests := []struct {
		name   string
		submit bool
		change func(*Opinion)
		want   []string
	}{
		{"good", true, func(*Opinion) {}, nil},
		{"an empty one can be saved", false, func(o *Opinion) { *o = Opinion{} }, nil},
		{"but not be submitted", true, func(o *Opinion) { *o = Opinion{} }, []string{"status", "contact_office", "contact_name", "contact_phone"}},
		{"one half is enough", true, func(o *Opinion) { o.Status = "" }, nil},
		{"a wrong phone can be saved", false, func(o *Opinion) { o.Contact.Phone = "abc" }, nil},
		{"but not be submitted", true, func(o *Opinion) { o.Contact.Phone = "abc" }, []string{"contact_phone"}},
		{"binary", true, func(o *Opinion) { o.Status = "PK\x03\x04\x00\xff" }, []string{"status"}},
		{"endless", false, func(o *Opinion) { o.NextSteps = strings.Repeat("长", MaxText+1) }, []string{"next_steps"}},
		{"a secret mark with a space", false, func(o *Opinion) { o.Status = "机密\u3000★" }, []string{"status"}},
		{"a secret mark with an invisible character", false, func(o *Opinion) { o.Status = "机\u200b密＊" }, []string{"status"}},
		{"words about secrets", false, func(o *Opinion) { o.Status = "加强商业秘密保护。" }, nil},
		{"secret matter", false, func(o *Opinion) { o.Status = "秘密★1年 情况" }, []string{"status"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := good
			tt.change(&o)
			if got := fields(CheckOpinion(o, tt.submit)); !slices.Equal(got, tt.want) {
				t.Errorf("complaints about %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCheckTalk(t *testing.T) {
	today := day(2024, 5, 21)
	good := Talk{On: day(2024, 5, 20), Way: "座谈", With: "某某", Outcome: "达成共识"}
	if err := CheckTalk(good, today); err != nil {
		t.Errorf("a good talk: %v", err)
	}
	late := good
	late.On = day(2024, 5, 22)
	if got := fields(CheckTalk(late, today)); !slices.Equal(got, []string{"on"}) {
		t.Errorf("a talk tomorrow: %v", got)
	}
	if got := fields(CheckTalk(Talk{}, today)); !slices.Equal(got, []string{"on", "way", "with", "outcome"}) {
		t.Errorf("an empty talk: %v", got)
	}
}
