package reply

import (
	"slices"
	"strings"
	"time"
)

// Opinion is what a co-handler writes (会办意见), in whatever state. Compare with
// Equal.
type Opinion struct {
	Status    string // 工作情况
	NextSteps string // 下一步打算
	Contact   Person
	Answers   []Answer // to what the lead asked for, in the order of the requests
}

// Answer is what a co-handler says to one request: its text, or why it does
// not take the request on (不承担). Both are approved and handed in with the rest.
type Answer struct {
	Request  int64  `json:"request"`
	Text     string `json:"text,omitempty"`
	Declined string `json:"declined,omitempty"` // the reason; Text is empty then
}

// Equal reports whether two opinions say the same.
func (o Opinion) Equal(p Opinion) bool {
	return o.Status == p.Status && o.NextSteps == p.NextSteps && o.Contact == p.Contact && slices.Equal(o.Answers, p.Answers)
}

// IsZero reports whether nothing has been written.
func (o Opinion) IsZero() bool { return o.Equal(Opinion{}) }

// Answer returns what is said to a request; the zero text if nothing is.
func (o Opinion) Answer(request int64) Answer {
	for _, a := range o.Answers {
		if a.Request == request {
			return a
		}
	}
	return Answer{Request: request}
}

// HasWords reports whether it says anything that could stand in a letter. One that
// only says why its department takes nothing on has no such words.
func (o Opinion) HasWords() bool {
	return strings.TrimSpace(o.Status) != "" || strings.TrimSpace(o.NextSteps) != "" ||
		slices.ContainsFunc(o.Answers, func(a Answer) bool { return strings.TrimSpace(a.Text) != "" })
}

// Given reports whether anything is said.
func (a Answer) Given() bool {
	return strings.TrimSpace(a.Text) != "" || strings.TrimSpace(a.Declined) != ""
}

// Stage is where an opinion lies before it is handed in.
type Stage string

// The stages of a working copy.
const (
	Writing  Stage = "writing"   // 起草中
	WithHead Stage = "with-head" // 待负责人审核
	SentBack Stage = "sent-back" // 负责人退回修改
)

// WorkingCopy is an opinion that is being written; only its department sees it.
type WorkingCopy struct {
	CaseID, DepartmentID int64
	Version              int // counts saves: who approves names the one they saw
	Opinion              Opinion
	Stage                Stage
	Reason               string // why the head sent it back; kept until it is sent up again
	SavedBy              int64
	SavedAt              time.Time
}

// Ending is how a contribution ceased to count before a newer one came.
type Ending string

// The endings; "" is a contribution that counts.
const (
	SentForRedoing Ending = "returned"  // 退回重报, by the lead
	TakenBack      Ending = "withdrawn" // 撤回报送, by its own department
)

// Contribution is a submitted opinion: immutable, one revision of several. How
// it ended is said once, beside it.
type Contribution struct {
	CaseID, DepartmentID int64
	Revision             int // 1, 2, …
	Opinion              Opinion
	SubmittedBy          int64
	SubmittedAt          time.Time

	Ending  Ending
	Reason  string // why it was returned or taken back
	EndedAt time.Time
}
