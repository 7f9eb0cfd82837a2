package store

import (
	"dafu/internal/reply"
	"dafu/internal/service"
)

type numberRow struct {
	Prefix string
	Year   int
	Number int
	CaseID int64
	// CoHandlerID is whose 会办意见函 holds the number; 0 for the reply.
	CoHandlerID int64
	Used        bool
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

// prefix returns what the numbers of a series begin with, and whose letters they
// are on.
func (t tx) prefix(s service.Series) (prefix string, coHandlerID int64, err error) {
	d, err := t.Department(s.DepartmentID)
	if err != nil || !s.Opinions {
		return d.NumberPrefix, 0, err
	}
	return d.OpinionPrefix, d.ID, nil
}

// ReserveNumber implements service.Letters; a first below 1 is 1.
func (t tx) ReserveNumber(s service.Series, year, first int, caseID int64) (int, error) {
	prefix, coHandler, err := t.prefix(s)
	if err != nil {
		return 0, err
	}
	var held []numberRow
	err = t.db.Where("prefix = ? AND year = ? AND case_id = ? AND co_handler_id = ? AND used = ?", prefix, year, caseID, coHandler, false).
		Find(&held).Error
	if err != nil {
		return 0, t.fault(err)
	}
	if len(held) > 0 {
		return held[0].Number, nil
	}
	r := numberRow{Prefix: prefix, Year: year, CaseID: caseID, CoHandlerID: coHandler}
	err = t.db.Raw(smallestFree, map[string]any{"first": max(first, 1), "prefix": prefix, "year": year}).
		Scan(&r.Number).Error
	if err != nil {
		return 0, t.fault(err)
	}
	return r.Number, t.taken(t.db.Create(&r).Error, "这个发文字号刚被占用，请再试一次")
}

// UseNumber implements service.Letters; a number that is not reserved, or
// printed already, is Conflict.
func (t tx) UseNumber(s service.Series, year, number int) error {
	prefix, _, err := t.prefix(s)
	if err != nil {
		return err
	}
	done := t.db.Model(&numberRow{}).
		Where("prefix = ? AND year = ? AND number = ? AND used = ?", prefix, year, number, false).
		Update("used", true)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Conflict, "发文字号第%d号没有预留或者已经使用，请重新生成待签发文本", number)
	}
	return t.fault(done.Error)
}

// ReleaseNumbers implements service.Letters.
func (t tx) ReleaseNumbers(caseID, coHandlerID int64) error {
	return t.fault(t.db.Where("case_id = ? AND co_handler_id = ? AND used = ?", caseID, coHandlerID, false).Delete(&numberRow{}).Error)
}
