package store

import "dafu/internal/reply"

type countersignRow struct {
	ID           int64 `gorm:"primaryKey"`
	CaseID       int64
	DepartmentID int64
	Kind         string
	Digest       string
	Words        jsonColumn[[]string]
	Revision     int
	AccountID    int64
	AccountName  string
	Text         string
	Passages     jsonColumn[[]string]
	At           int64
}

func (countersignRow) TableName() string { return "countersigns" }

// Countersigns implements service.Countersigns.
func (t tx) Countersigns(caseID int64) ([]reply.Countersign, error) {
	var rows []countersignRow
	if err := t.db.Where("case_id = ?", caseID).Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, func(r countersignRow) reply.Countersign {
		return reply.Countersign{
			ID: r.ID, CaseID: r.CaseID, DepartmentID: r.DepartmentID, Kind: reply.CountersignKind(r.Kind), Digest: r.Digest,
			Words: r.Words.V, Revision: r.Revision, AccountID: r.AccountID, AccountName: r.AccountName, Text: r.Text, Passages: r.Passages.V, At: instant(r.At),
		}
	}), nil
}

// AddCountersign implements service.Countersigns.
func (t tx) AddCountersign(c *reply.Countersign) error {
	r := countersignRow{
		CaseID: c.CaseID, DepartmentID: c.DepartmentID, Kind: string(c.Kind), Digest: c.Digest, Words: jsonColumn[[]string]{c.Words},
		Revision: c.Revision, AccountID: c.AccountID, AccountName: c.AccountName, Text: c.Text, Passages: jsonColumn[[]string]{c.Passages}, At: millis(c.At),
	}
	err := t.db.Create(&r).Error
	c.ID = r.ID
	return t.fault(err)
}
