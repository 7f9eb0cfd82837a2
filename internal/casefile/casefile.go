// Package casefile reads a case from a file (case.json): what the letter needs
// beside its text when there is no database to look it up in.
package casefile

import (
	"cmp"
	"slices"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Department is a body as the file describes it.
type Department struct {
	FullName     string `json:"full_name"`
	ShortName    string `json:"short_name"`
	NumberPrefix string `json:"number_prefix"`
}

// Reply is what is printed around the reply's text.
type Reply struct {
	Title     string `json:"title"`
	DocNumber string `json:"doc_number"`
	// Form is 文件格式 or 信函格式; "" is the first.
	Form          string          `json:"form,omitempty"`
	Issuer        string          `json:"issuer,omitempty"`      // 签发人
	CopyNumber    string          `json:"copy_number,omitempty"` // 份号
	Urgency       string          `json:"urgency,omitempty"`     // 紧急程度
	HandlingClass string          `json:"handling_class"`
	Publicity     reply.Publicity `json:"publicity"`
	Signatory     string          `json:"signatory"`
	IssueDate     calendar.Date   `json:"issue_date"`
	Contact       reply.Person    `json:"contact"`
	CopyTo        []string        `json:"copy_to"`
}

// The forms of paper, as the file names them.
const (
	fileForm   = "文件格式"
	letterForm = "信函格式"
)

// Contact is the person whom a co-handler names.
type Contact struct {
	Department string `json:"department"`
	reply.Person
}

// File is a case. Departments are called by their full names.
type File struct {
	Kind              reply.Kind       `json:"kind"`
	Body              string           `json:"body"`
	Number            string           `json:"number"`
	Title             string           `json:"title"`
	Proposers         []reply.Proposer `json:"proposers"`
	Lead              string           `json:"lead"`
	CoHandlers        []string         `json:"co_handlers"`
	AssignedOn        calendar.Date    `json:"assigned_on"`
	ReplyDue          calendar.Date    `json:"reply_due"`
	CoHandlingDue     calendar.Date    `json:"co_handling_due"`
	Recommendations   []string         `json:"recommendations"`
	Departments       []Department     `json:"departments"`
	Reply             Reply            `json:"reply"`
	CoHandlerContacts []Contact        `json:"co_handler_contacts"`
	Talks             []reply.Talk     `json:"talks"`
	// Parts are lines of the text of which somebody has said what they are.
	Parts []HandPart `json:"parts,omitempty"`
}

// Department finds a department by its full name.
func (f File) Department(fullName string) (Department, bool) {
	i := slices.IndexFunc(f.Departments, func(d Department) bool { return d.FullName == fullName })
	if i < 0 {
		return Department{FullName: fullName}, false
	}
	return f.Departments[i], true
}

// Case is the case as the core knows it, but for the departments' IDs.
func (f File) Case() reply.Case {
	return reply.Case{
		Kind: f.Kind, Body: f.Body, Number: f.Number, Title: f.Title,
		Proposers: f.Proposers, Recommendations: f.Recommendations,
		AssignedOn: f.AssignedOn, ReplyDue: f.ReplyDue, CoHandlingDue: f.CoHandlingDue,
		HandlingClass: f.Reply.HandlingClass, Publicity: f.Reply.Publicity,
		CopyTo: f.Reply.CopyTo, Contact: f.Reply.Contact, Talks: f.Talks,
	}
}

// lead is the lead department, as far as the file knows it.
func (f File) lead() reply.Department {
	d, _ := f.Department(f.Lead)
	lead := reply.Department{ID: 1, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix}
	if f.Reply.Form == letterForm {
		lead.Form = gongwen.LetterForm
	}
	return lead
}

// Around is what the file says around the letter's text.
func (f File) Around() reply.Around {
	a := reply.AroundOf(f.Case(), f.lead(), f.Reply.DocNumber, f.Reply.IssueDate)
	a.Issuer, a.Urgency = f.Reply.Issuer, f.Reply.Urgency
	return a
}

// Letter is the paper of a text: 署名 is the registry's name of the lead. What
// the file does not say (签发人, 紧急程度, 成文日期) is taken from the text.
func (f File) Letter(body gongwen.Document) gongwen.Letter {
	body = f.Handed(body)
	frame := f.Frame(body)
	l := reply.Compose(f.Case(), f.lead(), body, f.Reply.DocNumber, f.Reply.IssueDate)
	l.CopyNumber = f.Reply.CopyNumber
	l.Issuer, l.Urgency = cmp.Or(f.Reply.Issuer, l.Issuer), cmp.Or(f.Reply.Urgency, l.Urgency)
	if date := frame.Value(gongwen.PartDate); f.Reply.IssueDate.IsZero() && date != "" {
		i := l.Body.First(gongwen.Signatory) + 1
		l.Body.Blocks = slices.Insert(l.Body.Blocks, i, gongwen.Block{Kind: gongwen.IssueDate, Runs: []gongwen.Run{{Text: date}}})
	}
	return l
}

// Frame is the text taken apart in the light of the file.
func (f File) Frame(body gongwen.Document) reply.Frame {
	return reply.FrameOf(f.Around(), f.Handed(body))
}

// HandPart is what somebody has said that a line of the text is.
type HandPart struct {
	Text string       `json:"text"` // the line
	Part gongwen.Part `json:"part"`
}

// Handed returns the text with what the file says of its lines (parts): each
// line that says the same as one that is listed is that part.
func (f File) Handed(body gongwen.Document) gongwen.Document {
	if len(f.Parts) == 0 {
		return body
	}
	by := map[string]gongwen.Part{}
	for _, h := range f.Parts {
		by[gongwen.Plain(h.Text)] = h.Part
	}
	out := gongwen.Document{Blocks: slices.Clone(body.Blocks)}
	for i, b := range out.Blocks {
		if p := by[gongwen.Plain(b.Text())]; p != gongwen.NoPart {
			out.Blocks[i].Hand = p
		}
	}
	return out.Reread(f.Around().Known())
}
