// Package casefile reads a case from a file (case.json): what the letter needs
// beside its text when there is no database to look it up in.
package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

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
}

// Parse reads a file. A field that nobody knows is refused: it would be a slip
// of the pen in one that matters. What it complains about is said in Chinese.
func Parse(b []byte) (File, error) {
	var f File
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	if len(bytes.TrimSpace(b)) == 0 {
		return f, errors.New("文件是空的，没有提案信息")
	}
	if err := d.Decode(&f); err != nil {
		return f, explain(err)
	}
	if d.More() {
		return f, errors.New("内容之后还有多余的文字")
	}
	if f.Reply.Form != "" && f.Reply.Form != fileForm && f.Reply.Form != letterForm {
		return f, fmt.Errorf("公文格式（form）应写“%s”或“%s”", fileForm, letterForm)
	}
	switch _, known := f.Department(f.Lead); {
	case f.Lead == "":
		return f, errors.New("没有写明主办单位（lead）")
	case len(f.Departments) > 0 && !known:
		return f, fmt.Errorf("主办单位“%s”不在单位列表（departments）中", f.Lead)
	case f.Body == "" || f.Number == "":
		return f, errors.New("没有写明届次（body）或编号（number）")
	}
	return f, nil
}

func explain(err error) error {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		return fmt.Errorf("有不认识的字段“%s”", strings.Trim(name, `"`))
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return errors.New("不是提案信息文件（应为 { … }）")
	case errors.As(err, &wrongType):
		return fmt.Errorf("字段“%s”的写法不对（第 %d 字节）", wrongType.Field, wrongType.Offset)
	case errors.As(err, &syntax):
		return fmt.Errorf("第 %d 字节处不符合 JSON 格式", syntax.Offset)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("内容不完整，JSON 没有写到头")
	}
	day, _, _ := strings.Cut(err.Error(), " ") // the one that calendar does not know
	return fmt.Errorf("日期“%s”没有写成 2006-01-02 的样子，或没有这一天", strings.Trim(day, `"`))
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

// Letter is the paper of a text: 署名 is the registry's name of the lead.
func (f File) Letter(body gongwen.Document) gongwen.Letter {
	d, _ := f.Department(f.Lead)
	lead := reply.Department{ID: 1, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix}
	if f.Reply.Form == letterForm {
		lead.Form = gongwen.LetterForm
	}
	l := reply.Compose(f.Case(), lead, body, f.Reply.DocNumber, f.Reply.IssueDate)
	l.Issuer, l.CopyNumber, l.Urgency = f.Reply.Issuer, f.Reply.CopyNumber, f.Reply.Urgency
	return l
}
