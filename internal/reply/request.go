package reply

import (
	"slices"
	"strings"
	"time"

	"dafu/internal/calendar"
)

// MaxWanted is how long a request's text may be, in characters; MaxRequests is how
// many a case can have.
const (
	MaxWanted   = 500
	MaxRequests = 200
)

// RequestState is how far a request has come.
type RequestState string

// The states of a request.
const (
	Asked         RequestState = "open"      // 待报送
	Received      RequestState = "received"  // 已报送
	AskedToRedo   RequestState = "returned"  // 退回重报
	NotTaken      RequestState = "declined"  // 不承担, by the co-handler
	NoLongerAsked RequestState = "withdrawn" // 已撤销, by the lead
)

// RequestStates lists every state.
var RequestStates = []RequestState{Asked, Received, AskedToRedo, NotTaken, NoLongerAsked}

// Request is a part that the lead asks a co-handler for (会办事项). It hangs on a
// heading of the draft, which it remembers by its words and by those of the
// headings above: numbers change whenever headings move.
type Request struct {
	ID, CaseID, DepartmentID int64
	Revision                 int      // counts changes
	Heading                  string   // its words without number; "" for the whole letter
	Path                     []string // the headings above it, outermost first
	Gone                     bool     // 标题已删除: no heading of the draft is this one any more
	Wanted                   string   // what is wanted
	Due                      calendar.Date
	State                    RequestState
	Reason                   string // why it was returned, declined or withdrawn
	AskedAt                  time.Time
	ChangedAt                time.Time // when its state last changed
}

// Waits reports whether the co-handler still owes something to the request.
func (r Request) Waits() bool { return r.State == Asked || r.State == AskedToRedo }

// Name is how lists and messages call the request: by its heading.
func (r Request) Name() string {
	switch {
	case r.Heading == "":
		return "全文"
	case r.Gone:
		return r.Heading + "（标题已删除）"
	}
	return r.Heading
}

// step is what an act makes of requests in some states.
type step struct {
	from []RequestState
	to   RequestState // "" leaves the state as it is
}

// steps is which act may do what with a request in which state. What is not in
// it is denied. Who may do the act at all says the table of permissions.
var steps = map[Act]step{
	AskAgain:        {RequestStates, Asked},
	MoveRequest:     {[]RequestState{Asked, Received, AskedToRedo, NotTaken}, ""},
	WithdrawRequest: {[]RequestState{Asked, AskedToRedo, NotTaken}, NoLongerAsked},
	// Handing in answers, declines, or leaves open again what it is silent on.
	ReceiveAnswer:  {[]RequestState{Asked, AskedToRedo, NotTaken, Received}, Received},
	DeclineRequest: {[]RequestState{Asked, AskedToRedo, NotTaken, Received}, NotTaken},
	DropAnswer:     {[]RequestState{NotTaken, Received}, Asked},
	// The contribution with the answer was returned, or its department took it back.
	ReturnContribution:   {[]RequestState{Received, NotTaken}, AskedToRedo},
	WithdrawContribution: {[]RequestState{Received, NotTaken}, Asked},
}

// After returns the state that the act leads to, and whether the act may be
// done with a request in this state.
func (s RequestState) After(act Act) (RequestState, bool) {
	one, known := steps[act]
	if !known || !slices.Contains(one.from, s) {
		return s, false
	}
	if one.to == "" {
		return s, true
	}
	return one.to, true
}

// PermitRequest returns nil if the actor may do the act with the request of the
// case. A co-handler has to do with its own requests only: others are not found.
func PermitRequest(a Actor, act Act, c Case, r Request) error {
	if err := Permit(a, act, c); err != nil {
		return err
	}
	if r.CaseID != c.ID || StandingOf(a, c) == CoHandling && r.DepartmentID != a.Account.DepartmentID {
		return NoRequest()
	}
	if _, may := r.State.After(act); !may {
		return Failf(Conflict, "“%s”的会办事项现在是“%s”，不能%s", r.Name(), r.State.Han(), act.Han())
	}
	return nil
}

// NoRequest is the answer for a request that is not there or not the actor's.
func NoRequest() *Error { return Failf(NotFound, "没有这项会办事项") }

// CheckRequest complains about a request that cannot stand. Before is as it was
// stored, or nil for a new one: a due date in the past is refused only where it
// is newly set.
func CheckRequest(r Request, c Case, before *Request, today calendar.Date) error {
	var p Problems
	p.require("wanted", "需要的内容", r.Wanted, MaxWanted)
	if r.Due.IsZero() {
		p.Add("due", "请填写报送期限")
	}
	p.checkDue("due", "报送期限", r.Due, before != nil && before.Due == r.Due, c.AssignedOn, today)
	if !c.ReplyDue.IsZero() && c.ReplyDue.Before(r.Due) {
		p.Add("due", "报送期限晚于答复期限 %s，请核对", c.ReplyDue.Han())
	}
	return p.Err()
}

// CheckAnswers complains about answers that cannot be saved or, if submit is set,
// not be handed in. Requests are the department's own; an answer to another one
// is refused, one to a request that was withdrawn is not owed and not wrong.
func CheckAnswers(o Opinion, requests []Request, submit bool) error {
	var p Problems
	for _, a := range o.Answers {
		i := slices.IndexFunc(requests, func(r Request) bool { return r.ID == a.Request })
		if i < 0 {
			p.Add("", "有一项会办事项已经不在，请刷新页面后核对")
			continue
		}
		name, id := requests[i].Name(), itoa(a.Request)
		p.CheckText("answer-"+id, "“"+name+"”的内容", a.Text, MaxText)
		p.CheckText("declined-"+id, "“"+name+"”不承担的理由", a.Declined, MaxReason)
		if submit && strings.TrimSpace(a.Text) != "" && strings.TrimSpace(a.Declined) != "" {
			p.Add("answer-"+id, "“%s”既填了内容又填了不承担的理由，请只留一样", name)
		}
	}
	return p.Err()
}
