package store

import (
	"dafu/internal/reply"
)

type requestRow struct {
	ID           int64
	CaseID       int64
	DepartmentID int64
	Revision     int
	Heading      string
	Path         jsonColumn[[]string]
	Gone         bool
	Wanted       string
	Due          dateColumn
	State        string
	Reason       string
	AskedAt      int64
	ChangedAt    int64
}

func (requestRow) TableName() string { return "requests" }

func requestFrom(r requestRow) reply.Request {
	return reply.Request{
		ID: r.ID, CaseID: r.CaseID, DepartmentID: r.DepartmentID, Revision: r.Revision,
		Heading: r.Heading, Path: r.Path.V, Gone: r.Gone, Wanted: r.Wanted, Due: r.Due.V,
		State: reply.RequestState(r.State), Reason: r.Reason, AskedAt: instant(r.AskedAt), ChangedAt: instant(r.ChangedAt),
	}
}

func requestTo(r reply.Request) requestRow {
	return requestRow{
		ID: r.ID, CaseID: r.CaseID, DepartmentID: r.DepartmentID, Revision: r.Revision,
		Heading: r.Heading, Path: jsonColumn[[]string]{r.Path}, Gone: r.Gone, Wanted: r.Wanted, Due: dateColumn{r.Due},
		State: string(r.State), Reason: r.Reason, AskedAt: millis(r.AskedAt), ChangedAt: millis(r.ChangedAt),
	}
}

// Requests implements service.Requests.
func (t tx) Requests(caseID int64) ([]reply.Request, error) {
	var rows []requestRow
	if err := t.db.Where("case_id = ?", caseID).Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, requestFrom), nil
}

// PutRequest implements service.Requests.
func (t tx) PutRequest(r *reply.Request) error {
	row := requestTo(*r)
	row.Revision++
	if r.ID == 0 {
		row.Revision = 1
		if err := t.db.Create(&row).Error; err != nil {
			return t.fault(err)
		}
		r.ID, r.Revision = row.ID, row.Revision
		return nil
	}
	done := t.db.Model(&row).Where("revision = ?", r.Revision).
		Select("revision", "heading", "path", "gone", "wanted", "due", "state", "reason", "changed_at").Updates(&row)
	if done.Error != nil {
		return t.fault(done.Error)
	}
	if done.RowsAffected == 0 {
		return reply.Failf(reply.Stale, "这项会办事项刚被别人修改过，您的修改没有保存。请刷新页面，看过新的内容后再改")
	}
	r.Revision = row.Revision
	return nil
}

type endingRow struct {
	CaseID       int64
	DepartmentID int64
	Revision     int
	Ending       string
	Reason       string
	EndedAt      int64
}

func (endingRow) TableName() string { return "contribution_endings" }

// EndContribution implements service.Requests.
func (t tx) EndContribution(c reply.Contribution) error {
	r := endingRow{c.CaseID, c.DepartmentID, c.Revision, string(c.Ending), c.Reason, millis(c.EndedAt)}
	return t.taken(t.db.Create(&r).Error, "这一次报送刚刚已经退回或撤回，请刷新页面查看")
}

// endings says of a case's contributions how they ended.
func (t tx) endings(caseID int64, all []reply.Contribution) error {
	var rows []endingRow
	if err := t.db.Where("case_id = ?", caseID).Find(&rows).Error; err != nil {
		return t.fault(err)
	}
	for _, r := range rows {
		for i, c := range all {
			if c.DepartmentID == r.DepartmentID && c.Revision == r.Revision {
				all[i].Ending, all[i].Reason, all[i].EndedAt = reply.Ending(r.Ending), r.Reason, instant(r.EndedAt)
			}
		}
	}
	return nil
}
