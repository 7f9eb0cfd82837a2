package store

import "dafu/internal/reply"

type numberRow struct {
	Prefix string
	Year   int
	Number int
	CaseID int64
	Used   bool
}

func (numberRow) TableName() string { return "doc_numbers" }

// smallestFree is the first number not below the wish that is not taken:
// either the wish or the successor of a taken one.
const smallestFree = `SELECT min(wish) FROM (
	SELECT CAST(@first AS INTEGER) AS wish
	UNION ALL
	SELECT number + 1 FROM doc_numbers WHERE prefix = @prefix AND year = @year AND number >= @first
) AS wishes
WHERE wish NOT IN (SELECT number FROM doc_numbers WHERE prefix = @prefix AND year = @year)`

// ReserveNumber implements service.Letters; a first below 1 is 1.
func (t tx) ReserveNumber(departmentID int64, year, first int, caseID int64) (int, error) {
	d, err := t.Department(departmentID)
	if err != nil {
		return 0, err
	}
	var held []numberRow
	err = t.db.Where("prefix = ? AND year = ? AND case_id = ? AND used = ?", d.NumberPrefix, year, caseID, false).
		Find(&held).Error
	if err != nil {
		return 0, t.fault(err)
	}
	if len(held) > 0 {
		return held[0].Number, nil
	}
	r := numberRow{Prefix: d.NumberPrefix, Year: year, CaseID: caseID}
	err = t.db.Raw(smallestFree, map[string]any{"first": max(first, 1), "prefix": d.NumberPrefix, "year": year}).
		Scan(&r.Number).Error
	if err != nil {
		return 0, t.fault(err)
	}
	return r.Number, t.taken(t.db.Create(&r).Error, "这个文号刚被占用，请再试一次")
}

// UseNumber implements service.Letters; a number that is not reserved, or
// printed already, is Conflict.
func (t tx) UseNumber(departmentID int64, year, number int) error {
	d, err := t.Department(departmentID)
	if err != nil {
		return err
	}
	done := t.db.Model(&numberRow{}).
		Where("prefix = ? AND year = ? AND number = ? AND used = ?", d.NumberPrefix, year, number, false).
		Update("used", true)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Conflict, "文号%d没有预留或者已经使用，请重新生成待签发文本", number)
	}
	return t.fault(done.Error)
}

// ReleaseNumbers implements service.Letters.
func (t tx) ReleaseNumbers(caseID int64) error {
	return t.fault(t.db.Where("case_id = ? AND used = ?", caseID, false).Delete(&numberRow{}).Error)
}
