package store

import "dafu/internal/reply"

type eventRow struct {
	ID           int64
	At           int64
	AccountID    *int64
	AccountName  string
	DepartmentID *int64
	CaseID       *int64
	Act          string
	Detail       string
}

func (eventRow) TableName() string { return "events" }

// AddEvent implements service.Tx.
func (t tx) AddEvent(e *reply.Event) error {
	r := eventRow{
		At: millis(e.At), AccountID: optional(e.AccountID), AccountName: e.AccountName,
		DepartmentID: optional(e.DepartmentID), CaseID: optional(e.CaseID), Act: string(e.Act), Detail: e.Detail,
	}
	if err := t.db.Create(&r).Error; err != nil {
		return t.fault(err)
	}
	e.ID = r.ID
	return nil
}

// Events implements service.Tx.
func (t tx) Events(caseID int64) ([]reply.Event, error) {
	var rows []eventRow
	if err := t.db.Where("case_id IS ?", optional(caseID)).Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, func(r eventRow) reply.Event {
		return reply.Event{
			ID: r.ID, At: instant(r.At), AccountID: known(r.AccountID), AccountName: r.AccountName,
			DepartmentID: known(r.DepartmentID), CaseID: known(r.CaseID), Act: reply.Act(r.Act), Detail: r.Detail,
		}
	}), nil
}
