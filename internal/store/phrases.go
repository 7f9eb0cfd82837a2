package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"dafu/internal/reply"
)

type phraseRow struct {
	ID           int64
	Revision     int
	DepartmentID int64
	Topic        string
	Text         string
	Expires      dateColumn `gorm:"column:expires_on"`
	Uses         int
	UsedAt       int64
	ChangedBy    int64
	ChangedAt    int64
}

func (phraseRow) TableName() string { return "phrases" }

func phraseFrom(r phraseRow) reply.Phrase {
	return reply.Phrase{
		ID: r.ID, Revision: r.Revision, DepartmentID: r.DepartmentID, Topic: r.Topic, Text: r.Text, Expires: r.Expires.V,
		Uses: r.Uses, UsedAt: instant(r.UsedAt), ChangedBy: r.ChangedBy, ChangedAt: instant(r.ChangedAt),
	}
}

func phraseTo(p reply.Phrase) phraseRow {
	return phraseRow{
		ID: p.ID, Revision: p.Revision, DepartmentID: p.DepartmentID, Topic: p.Topic, Text: p.Text, Expires: dateColumn{p.Expires},
		Uses: p.Uses, UsedAt: millis(p.UsedAt), ChangedBy: p.ChangedBy, ChangedAt: millis(p.ChangedAt),
	}
}

const noPhrase = "没有这条常用语，可能刚被删除"

// Phrases implements service.Phrases.
func (t tx) Phrases(departmentID int64) ([]reply.Phrase, error) {
	var rows []phraseRow
	if err := t.db.Where("department_id = ?", departmentID).Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, phraseFrom), nil
}

// Phrase implements service.Phrases.
func (t tx) Phrase(id int64) (reply.Phrase, error) {
	var r phraseRow
	err := t.db.Where("id = ?", id).Take(&r).Error
	return phraseFrom(r), t.missing(err, noPhrase)
}

// PutPhrase implements service.Phrases.
func (t tx) PutPhrase(p *reply.Phrase) error {
	r := phraseTo(*p)
	r.Revision++
	err := t.put(&r, r.ID, p.Revision, noPhrase, func() error { _, err := t.Phrase(p.ID); return err })
	if err == nil {
		p.ID, p.Revision = r.ID, r.Revision
	}
	return err
}

// DropPhrase implements service.Phrases.
func (t tx) DropPhrase(id int64) error {
	return t.fault(t.db.Where("id = ?", id).Delete(&phraseRow{}).Error)
}

// UsePhrase implements service.Phrases.
func (t tx) UsePhrase(id int64, at time.Time) error {
	done := t.db.Model(&phraseRow{}).Where("id = ?", id).
		Updates(map[string]any{"uses": gorm.Expr("uses + 1"), "used_at": millis(at)})
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.NotFound, noPhrase)
	}
	return t.fault(done.Error)
}

type responsesRow struct {
	CaseID int64 `gorm:"primaryKey;autoIncrement:false"`
	Links  jsonColumn[[]reply.Response]
}

func (responsesRow) TableName() string { return "responses" }

// Responses implements service.Cases.
func (t tx) Responses(caseID int64) ([]reply.Response, error) {
	var rows []responsesRow
	err := t.db.Where("case_id = ?", caseID).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, t.fault(err)
	}
	return rows[0].Links.V, nil
}

// PutResponses implements service.Cases.
func (t tx) PutResponses(caseID int64, all []reply.Response) error {
	r := responsesRow{caseID, jsonColumn[[]reply.Response]{all}}
	return t.fault(t.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error)
}
