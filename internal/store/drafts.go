package store

import (
	"gorm.io/gorm/clause"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

type draftRow struct {
	CaseID    int64
	Revision  int
	Edition   int
	Kind      string
	Name      string
	Body      jsonColumn[gongwen.Document]
	Decisions jsonColumn[[]reply.Decision]
	SavedBy   int64
	SavedAt   int64
}

func (draftRow) TableName() string { return "drafts" }

func draftFrom(r draftRow) reply.Draft {
	return reply.Draft{
		CaseID: r.CaseID, Revision: r.Revision, Edition: r.Edition, Kind: reply.DraftKind(r.Kind), Name: r.Name,
		Body: r.Body.V, Decisions: r.Decisions.V, SavedBy: r.SavedBy, SavedAt: instant(r.SavedAt),
	}
}

const noDraft = "没有这一稿，可能已按保存时间精简"

// LatestDraft implements service.Cases.
func (t tx) LatestDraft(caseID int64) (reply.Draft, error) { return t.lastDraft(caseID, nil) }

// DraftUpTo implements service.Cases.
func (t tx) DraftUpTo(caseID int64, revision int) (reply.Draft, error) {
	return t.lastDraft(caseID, &revision)
}

func (t tx) lastDraft(caseID int64, limit *int) (reply.Draft, error) {
	query := t.db.Where("case_id = ?", caseID)
	if limit != nil {
		query = query.Where("revision <= ?", *limit)
	}
	var rows []draftRow
	err := query.Order("revision DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return reply.Draft{CaseID: caseID}, t.fault(err)
	}
	return draftFrom(rows[0]), nil
}

// Draft implements service.Cases.
func (t tx) Draft(caseID int64, revision int) (reply.Draft, error) {
	var r draftRow
	err := t.db.Where("case_id = ? AND revision = ?", caseID, revision).Take(&r).Error
	return draftFrom(r), t.missing(err, noDraft)
}

// AddDraft implements service.Cases.
func (t tx) AddDraft(d *reply.Draft) error {
	r := draftRow{
		CaseID: d.CaseID, Revision: d.Revision, Edition: d.Edition, Kind: string(d.Kind), Name: d.Name,
		Body: jsonColumn[gongwen.Document]{d.Body}, Decisions: jsonColumn[[]reply.Decision]{d.Decisions},
		SavedBy: d.SavedBy, SavedAt: millis(d.SavedAt),
	}
	done := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Stale, "答复稿刚被别人保存过，您这次的内容没有保存。请先复制留存，刷新页面后再改")
	}
	return t.fault(done.Error)
}

// DraftMarks implements service.Cases.
func (t tx) DraftMarks(caseID int64) ([]reply.DraftMark, error) {
	var rows []struct {
		Revision, Edition int
		Kind, Name        string
		Held              bool
		SavedBy, SavedAt  int64
	}
	err := t.db.Table("drafts").Where("case_id = ?", caseID).Order("revision").
		Select("revision, edition, kind, name, saved_by, saved_at, EXISTS (SELECT 1 FROM letters l " +
			"WHERE l.case_id = drafts.case_id AND l.draft_revision = drafts.revision) AS held").Find(&rows).Error
	if err != nil {
		return nil, t.fault(err)
	}
	marks := make([]reply.DraftMark, len(rows))
	for i, r := range rows {
		marks[i] = reply.DraftMark{
			Revision: r.Revision, Edition: r.Edition, Kind: reply.DraftKind(r.Kind), Name: r.Name, Held: r.Held,
			SavedBy: r.SavedBy, SavedAt: instant(r.SavedAt),
		}
	}
	return marks, nil
}

// DropDrafts implements service.Cases.
func (t tx) DropDrafts(caseID int64, revisions []int) error {
	if len(revisions) == 0 {
		return nil
	}
	return t.fault(t.db.Where("case_id = ? AND revision IN ?", caseID, revisions).Delete(&draftRow{}).Error)
}

// NameDraft implements service.Cases.
func (t tx) NameDraft(caseID int64, revision int, name string) error {
	done := t.db.Model(&draftRow{}).Where("case_id = ? AND revision = ?", caseID, revision).Update("name", name)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.NotFound, noDraft)
	}
	return t.fault(done.Error)
}
