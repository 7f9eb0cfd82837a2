package reply

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"dafu/internal/calendar"
)

// requestActs are the acts that are done with one request.
var requestActs = []Act{
	AskAgain, MoveRequest, WithdrawRequest, ReceiveAnswer, DeclineRequest, DropAnswer, ReturnContribution, WithdrawContribution,
}

// TestRequestTable holds every cell of role × standing × request state against a
// file that people read, like the table of permissions.
func TestRequestTable(t *testing.T) {
	var s strings.Builder
	s.WriteString("# act: role@standing while drafting: from → to; what is not listed is denied\n")
	for _, act := range requestActs {
		fmt.Fprintf(&s, "\n%s %s\n", act, act.Han())
		for _, role := range Roles {
			for _, standing := range Standings {
				var cells []string
				for _, state := range RequestStates {
					if to, may := state.After(act); may && Allowed(role, standing, act, Drafting) {
						cells = append(cells, state.Han()+"→"+to.Han())
					}
				}
				if cells != nil {
					fmt.Fprintf(&s, "  %s@%s: %s\n", role.Han(), standing, strings.Join(cells, " "))
				}
			}
		}
	}
	const file = "testdata/requests.txt"
	if *update {
		if err := os.WriteFile(file, []byte(s.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s.String() != string(want) {
		t.Errorf("the table of requests is not that of %s (rewrite it with -update and read the difference):\n%s", file, s.String())
	}
}

// TestRequestsDeniedByDefault holds what must never be, whatever the tables say.
func TestRequestsDeniedByDefault(t *testing.T) {
	for _, act := range append(requestActs, AskPart, SendOpinion, RecallOpinion, ReturnOpinion, SubmitContribution) {
		for _, role := range Roles {
			for _, standing := range Standings {
				for _, state := range States {
					switch may := Allowed(role, standing, act, state); {
					case may && state != Drafting:
						t.Errorf("%s changes what was sent for approval: %s", role, act)
					case may && (standing == Outside || standing == Over):
						t.Errorf("%s@%s may %s", role, standing, act)
					case may && standing == CoHandling && role != Head && act != SendOpinion && act != RecallOpinion:
						t.Errorf("%s lets words leave the department without its head: %s", role, act)
					}
				}
			}
		}
	}
	for _, state := range append(RequestStates, "", "unknown") {
		for _, act := range []Act{"", SaveDraft, Merge, Issue} {
			if _, may := state.After(act); may {
				t.Errorf("%s is done with a request that is %q", act, state)
			}
		}
	}
	if _, may := RequestState("unknown").After(AskAgain); may {
		t.Error("a state that there is not is left")
	}
}

func TestPermitRequestTellsApart(t *testing.T) {
	c := Case{ID: 7, LeadID: 1, CoHandlerIDs: []int64{2, 3}, State: Drafting}
	r := Request{ID: 5, CaseID: 7, DepartmentID: 2, State: Asked, Heading: "修桥"}
	actor := func(role Role, department int64) Actor {
		return Actor{Account: Account{Role: role, DepartmentID: department}}
	}
	with := func(change func(*Request)) Request { one := r; change(&one); return one }
	for _, tt := range []struct {
		name  string
		actor Actor
		act   Act
		r     Request
		want  Code
	}{
		{"the lead withdraws it", actor(Drafter, 1), WithdrawRequest, r, 0},
		{"but not one that was answered", actor(Drafter, 1), WithdrawRequest, with(func(r *Request) { r.State = Received }), Conflict},
		{"the co-handler does not withdraw it", actor(Head, 2), WithdrawRequest, r, Forbidden},
		{"its head declines it", actor(Head, 2), DeclineRequest, r, 0},
		{"its drafter alone does not", actor(Drafter, 2), DeclineRequest, r, Forbidden},
		{"another co-handler does not know of it", actor(Head, 3), DeclineRequest, r, NotFound},
		{"one that was withdrawn is not declined", actor(Head, 2), DeclineRequest, with(func(r *Request) { r.State = NoLongerAsked }), Conflict},
		{"one of another case", actor(Drafter, 1), AskAgain, with(func(r *Request) { r.CaseID = 8 }), NotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := CodeOf(PermitRequest(tt.actor, tt.act, c, tt.r)); got != tt.want {
				t.Errorf("code %d, want %d", got, tt.want)
			}
		})
	}
}

func TestCollection(t *testing.T) {
	day := func(d int) calendar.Date { return calendar.Date{Year: 2024, Month: time.May, Day: d} }
	c := Case{CoHandlingDue: day(10), Waivers: []Waiver{{DepartmentID: 9}}}
	request := func(state RequestState, due int) Request {
		return Request{DepartmentID: 2, State: state, Due: day(due)}
	}
	in := &Contribution{Opinion: Opinion{Status: "已建成15处。"}}
	refusal := &Contribution{Opinion: Opinion{Answers: []Answer{{Request: 1, Declined: "不属本厅职责。"}}}}
	other := Request{DepartmentID: 3, State: Asked, Due: day(1)}
	for _, tt := range []struct {
		name     string
		latest   *Contribution
		requests []Request
		today    int
		want     Collection
	}{
		{"nothing in yet", nil, nil, 9, Awaited},
		{"the last day", nil, nil, 10, DueToday},
		{"the day after", nil, nil, 11, PastDue},
		{"handed in", in, nil, 30, AllIn},
		{"a request, the opinion is in", in, []Request{request(Asked, 12)}, 11, Awaited},
		{"the worst of several", in, []Request{request(Received, 1), request(Asked, 12), request(AskedToRedo, 10), request(Asked, 11)}, 11, PastDue},
		{"declined and withdrawn are not waited for", nil, []Request{request(NotTaken, 1), request(NoLongerAsked, 1)}, 11, Refused},
		{"all withdrawn: the opinion as a whole", nil, []Request{request(NoLongerAsked, 1)}, 11, PastDue},
		{"others' requests", in, []Request{other}, 11, AllIn},
		{"requests have due dates of their own", nil, []Request{request(Asked, 20)}, 11, Awaited},
		{"its only request declined", refusal, []Request{request(NotTaken, 1)}, 30, Refused},
		{"declined, and the lead agreed", refusal, []Request{request(NoLongerAsked, 1)}, 30, Refused},
		{"declined, and asked for something else", refusal, []Request{request(NotTaken, 1), request(Asked, 20)}, 11, Awaited},
		{"one of two declined", in, []Request{request(NotTaken, 1), request(Received, 1)}, 30, AllIn},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := CollectionOf(c, 2, tt.latest, tt.requests, day(tt.today)); got != tt.want {
				t.Errorf("%s, want %s", got.Han(), tt.want.Han())
			}
		})
	}
	if got := CollectionOf(c, 9, nil, nil, day(30)); got != AllIn {
		t.Errorf("waived: %s", got.Han())
	}
}

func TestCheckAnswers(t *testing.T) {
	requests := []Request{{ID: 5, Heading: "修桥"}}
	for _, tt := range []struct {
		name   string
		answer Answer
		submit bool
		fields string
	}{
		{"a text", Answer{5, "已修三座。", ""}, true, ""},
		{"declined", Answer{5, "", "不属本局职责"}, true, ""},
		{"both", Answer{5, "已修三座。", "不属本局职责"}, true, "answer-5"},
		{"both, not yet handed in", Answer{5, "已修三座。", "不属本局职责"}, false, ""},
		{"secret matter", Answer{5, "秘密★ 已修", ""}, false, "answer-5"},
		{"too long a reason", Answer{5, "", strings.Repeat("长", MaxReason+1)}, false, "declined-5"},
		{"another's request", Answer{6, "已修三座。", ""}, true, "?"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			for _, p := range ProblemsOf(CheckAnswers(Opinion{Answers: []Answer{tt.answer}}, requests, tt.submit)) {
				if p.Field == "" {
					p.Field = "?"
				}
				got += p.Field
			}
			if got != tt.fields {
				t.Errorf("complaints about %q, want %q", got, tt.fields)
			}
		})
	}
}

func TestCheckRequest(t *testing.T) {
	day := func(d int) calendar.Date { return calendar.Date{Year: 2024, Month: time.May, Day: d} }
	c := Case{AssignedOn: day(1), ReplyDue: day(20)}
	old := Request{Due: day(3)}
	for _, tt := range []struct {
		name   string
		wanted string
		due    calendar.Date
		before *Request
		field  string
	}{
		{"good", "请提供数据", day(10), nil, ""},
		{"nothing wanted", " ", day(10), nil, "wanted"},
		{"too long", strings.Repeat("长", MaxWanted+1), day(10), nil, "wanted"},
		{"no date", "请提供数据", calendar.Date{}, nil, "due"},
		{"a day that is over", "请提供数据", day(3), nil, "due"},
		{"a day that was over before", "请提供数据", day(3), &old, ""},
		{"later than the reply", "请提供数据", day(21), nil, "due"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := ProblemsOf(CheckRequest(Request{Wanted: tt.wanted, Due: tt.due}, c, tt.before, day(5)))
			if tt.field == "" && len(p) > 0 || tt.field != "" && (len(p) != 1 || p[0].Field != tt.field) {
				t.Errorf("%v, want one about %q", p, tt.field)
			}
		})
	}
}
