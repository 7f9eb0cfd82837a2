package store

import (
	"dafu/internal/reply"
)

type caseRow struct {
	ID              int64
	Revision        int
	State           string
	Kind            string
	Body            string
	Number          string
	NumberKey       string
	Title           string
	Proposers       jsonColumn[[]reply.Proposer]
	Recommendations jsonColumn[[]string]
	Original        string
	LeadID          int64
	AssignedOn      dateColumn
	ReplyDue        dateColumn
	CoHandlingDue   dateColumn
	Skeleton        string
	HandlingClass   string
	Publicity       string
	PublicityReason string
	CopyTo          jsonColumn[[]string]
	ContactOffice   string
	ContactName     string
	ContactPhone    string
	Talks           jsonColumn[[]reply.Talk]
	Waivers         jsonColumn[[]reply.Waiver]
	ReturnedBecause string
	RevisedBecause  string
	StartRevision   int
	Created         int64 `gorm:"column:created_at;<-:create"`
	Updated         int64 `gorm:"column:updated_at"`
}

func (caseRow) TableName() string { return "cases" }

type coHandlerRow struct {
	CaseID       int64
	Position     int
	DepartmentID int64
}

func (coHandlerRow) TableName() string { return "case_co_handlers" }

func caseFrom(r caseRow) reply.Case {
	return reply.Case{
		ID: r.ID, Revision: r.Revision, State: reply.State(r.State),
		Kind: reply.Kind(r.Kind), Body: r.Body, Number: r.Number, Title: r.Title,
		Proposers: r.Proposers.V, Recommendations: r.Recommendations.V, Original: r.Original,
		LeadID: r.LeadID, AssignedOn: r.AssignedOn.V, ReplyDue: r.ReplyDue.V, CoHandlingDue: r.CoHandlingDue.V,
		Skeleton: r.Skeleton, HandlingClass: r.HandlingClass,
		Publicity: reply.Publicity(r.Publicity), PublicityReason: r.PublicityReason, CopyTo: r.CopyTo.V,
		Contact: reply.Person{Office: r.ContactOffice, Name: r.ContactName, Phone: r.ContactPhone},
		Talks:   r.Talks.V, Waivers: r.Waivers.V, ReturnedBecause: r.ReturnedBecause, RevisedBecause: r.RevisedBecause, StartRevision: r.StartRevision,
		CreatedAt: instant(r.Created), UpdatedAt: instant(r.Updated),
	}
}

func caseTo(c reply.Case) caseRow {
	return caseRow{
		ID: c.ID, Revision: c.Revision, State: string(c.State),
		Kind: string(c.Kind), Body: c.Body, Number: c.Number, NumberKey: reply.NumberKey(c.Number), Title: c.Title,
		Proposers: jsonColumn[[]reply.Proposer]{c.Proposers}, Recommendations: jsonColumn[[]string]{c.Recommendations}, Original: c.Original,
		LeadID: c.LeadID, AssignedOn: dateColumn{c.AssignedOn}, ReplyDue: dateColumn{c.ReplyDue},
		CoHandlingDue: dateColumn{c.CoHandlingDue},
		Skeleton:      c.Skeleton, HandlingClass: c.HandlingClass,
		Publicity: string(c.Publicity), PublicityReason: c.PublicityReason, CopyTo: jsonColumn[[]string]{c.CopyTo},
		ContactOffice: c.Contact.Office, ContactName: c.Contact.Name, ContactPhone: c.Contact.Phone,
		Talks: jsonColumn[[]reply.Talk]{c.Talks}, Waivers: jsonColumn[[]reply.Waiver]{c.Waivers},
		ReturnedBecause: c.ReturnedBecause, RevisedBecause: c.RevisedBecause, StartRevision: c.StartRevision, Created: millis(c.CreatedAt), Updated: millis(c.UpdatedAt),
	}
}
