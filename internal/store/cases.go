package store

import (
	"slices"

	"gorm.io/gorm"

	"dafu/internal/reply"
	"dafu/internal/service"
)

const (
	noCase    = "没有这件提案"
	takenCase = "这件提案已经登记过了（主办单位、类别、届次、编号都相同）"
	staleCase = "这件提案刚被别人修改过，您的修改没有保存。请刷新页面，看过新的内容后再改"
)

// Case implements service.Cases.
func (t tx) Case(id int64) (reply.Case, error) {
	found, err := t.cases(t.db.Where("id = ?", id))
	if err == nil && len(found) == 0 {
		err = reply.Failf(reply.NotFound, noCase)
	}
	if err != nil {
		return reply.Case{}, err
	}
	return found[0], nil
}

// Cases implements service.Cases, in order of ID.
func (t tx) Cases(f service.CaseFilter) ([]reply.Case, error) {
	q := t.db
	if f.DepartmentID != 0 {
		q = q.Where("(lead_id = ? OR id IN (?))", f.DepartmentID, t.coHandled(f.DepartmentID))
	}
	if len(f.States) > 0 {
		q = q.Where("state IN ?", f.States)
	}
	return t.cases(q)
}

// SameProposals implements service.Cases.
func (t tx) SameProposals(c reply.Case) ([]reply.Case, error) {
	all, err := t.cases(t.db.Where("number_key = ? AND kind = ? AND id <> ?", reply.NumberKey(c.Number), c.Kind, c.ID))
	return slices.DeleteFunc(all, func(one reply.Case) bool { return !reply.SameProposal(one, c) }), err
}

// coHandled selects the ids of the cases to which the department contributes.
func (t tx) coHandled(department int64) *gorm.DB {
	return t.db.Model(&coHandlerRow{}).Select("case_id").Where("department_id = ?", department)
}

// cases loads the cases that q selects, with their co-handlers.
func (t tx) cases(q *gorm.DB) ([]reply.Case, error) {
	q = q.Session(&gorm.Session{})
	var rows []caseRow
	if err := q.Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	var coHandlers []coHandlerRow
	err := t.db.Where("case_id IN (?)", q.Model(&caseRow{}).Select("id")).
		Order("case_id, position").Find(&coHandlers).Error
	if err != nil {
		return nil, t.fault(err)
	}
	of := map[int64][]int64{}
	for _, r := range coHandlers {
		of[r.CaseID] = append(of[r.CaseID], r.DepartmentID)
	}
	return mapped(rows, func(r caseRow) reply.Case {
		c := caseFrom(r)
		c.CoHandlerIDs = of[r.ID]
		return c
	}), nil
}

// PutCase implements service.Cases. CreatedAt stays as inserted.
func (t tx) PutCase(c *reply.Case) error {
	r := caseTo(*c)
	r.Revision++
	var err error
	if c.ID == 0 {
		r.Revision = 1
		err = t.taken(t.db.Create(&r).Error, takenCase)
	} else {
		err = t.updateCase(&r, c.Revision)
	}
	if err != nil {
		return err
	}
	if err := t.putCoHandlers(r.ID, c.CoHandlerIDs); err != nil {
		return err
	}
	c.ID, c.Revision = r.ID, r.Revision
	return nil
}

func (t tx) updateCase(r *caseRow, seen int) error {
	done := t.db.Model(r).Where("revision = ?", seen).Select("*").Omit("id").Updates(r)
	if done.Error != nil || done.RowsAffected > 0 {
		return t.taken(done.Error, takenCase)
	}
	if _, err := t.Case(r.ID); err != nil {
		return err
	}
	return reply.Failf(reply.Stale, staleCase)
}

func (t tx) putCoHandlers(caseID int64, departments []int64) error {
	if err := t.db.Where("case_id = ?", caseID).Delete(&coHandlerRow{}).Error; err != nil {
		return t.fault(err)
	}
	rows := make([]coHandlerRow, len(departments))
	for i, id := range departments {
		rows[i] = coHandlerRow{caseID, i, id}
	}
	if len(rows) == 0 {
		return nil
	}
	return t.taken(t.db.Create(&rows).Error, "同一个单位不能重复列为会办单位")
}
