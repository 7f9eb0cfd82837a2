package store

import (
	"gorm.io/gorm/clause"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

type draftRow struct {
	CaseID    int64
	Revision  int
	Body      jsonColumn[gongwen.Document]
	Decisions jsonColumn[[]reply.Decision]
	SavedBy   int64
	SavedAt   int64
}

func (draftRow) TableName() string { return "drafts" }

func draftFrom(r draftRow) reply.Draft {
	return reply.Draft{
		CaseID: r.CaseID, Revision: r.Revision, Body: r.Body.V, Decisions: r.Decisions.V,
		SavedBy: r.SavedBy, SavedAt: instant(r.SavedAt),
	}
}

// LatestDraft implements service.Cases.
func (t tx) LatestDraft(caseID int64) (reply.Draft, error) {
	var rows []draftRow
	err := t.db.Where("case_id = ?", caseID).Order("revision DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return reply.Draft{CaseID: caseID}, t.fault(err)
	}
	return draftFrom(rows[0]), nil
}

// Draft implements service.Cases.
func (t tx) Draft(caseID int64, revision int) (reply.Draft, error) {
	var r draftRow
	err := t.db.Where("case_id = ? AND revision = ?", caseID, revision).Take(&r).Error
	return draftFrom(r), t.missing(err, "没有这一稿")
}

// AddDraft implements service.Cases.
func (t tx) AddDraft(d *reply.Draft) error {
	r := draftRow{
		d.CaseID, d.Revision, jsonColumn[gongwen.Document]{d.Body}, jsonColumn[[]reply.Decision]{d.Decisions},
		d.SavedBy, millis(d.SavedAt),
	}
	done := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Stale, "答复稿刚被别人保存过，您这次的内容没有保存。请先复制留存，刷新页面后再改")
	}
	return t.fault(done.Error)
}
