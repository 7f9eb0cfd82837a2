package store

import (
	"gorm.io/gorm"

	"dafu/internal/reply"
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

// NextNumber implements service.Letters; a first below 1 is 1.
func (t tx) NextNumber(prefix string, year, first int, caseID, coHandlerID int64) (reply.Number, error) {
	next := reply.Number{Prefix: prefix, Year: year}
	var held []numberRow
	err := t.db.Where("prefix = ? AND year = ? AND case_id = ? AND co_handler_id = ? AND used = ?", prefix, year, caseID, coHandlerID, false).
		Order("number").Find(&held).Error
	if err != nil {
		return next, t.fault(err)
	}
	if len(held) > 0 {
		next.Number = held[0].Number
		return next, nil
	}
	err = t.db.Raw(smallestFree, map[string]any{"first": max(first, 1), "prefix": prefix, "year": year}).Scan(&next.Number).Error
	return next, t.fault(err)
}

func (t tx) number(n reply.Number) *gorm.DB {
	return t.db.Model(&numberRow{}).Where("prefix = ? AND year = ? AND number = ?", n.Prefix, n.Year, n.Number)
}

// ReserveNumber implements service.Letters.
func (t tx) ReserveNumber(n reply.Number, caseID, coHandlerID int64) error {
	var there []numberRow
	if err := t.number(n).Find(&there).Error; err != nil {
		return t.fault(err)
	}
	want := numberRow{Prefix: n.Prefix, Year: n.Year, Number: n.Number, CaseID: caseID, CoHandlerID: coHandlerID}
	switch {
	case len(there) == 0:
		return t.taken(t.db.Create(&want).Error, takenNumber(n))
	case there[0] == want:
		return nil
	}
	return reply.Failf(reply.Stale, "%s", takenNumber(n))
}

func takenNumber(n reply.Number) string {
	return "发文字号" + n.String() + "刚被占用，请重新审阅后签发"
}

// UseNumber implements service.Letters; a number that the letter does not hold,
// or that is printed already, is Conflict.
func (t tx) UseNumber(n reply.Number, caseID, coHandlerID int64) error {
	done := t.number(n).Where("case_id = ? AND co_handler_id = ? AND used = ?", caseID, coHandlerID, false).Update("used", true)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Conflict, "发文字号%s没有预留或者已经使用，请放弃后重新审阅签发", n)
	}
	return t.fault(done.Error)
}

// ReleaseNumbers implements service.Letters.
func (t tx) ReleaseNumbers(caseID, coHandlerID int64) error {
	return t.fault(t.db.Where("case_id = ? AND co_handler_id = ? AND used = ?", caseID, coHandlerID, false).Delete(&numberRow{}).Error)
}
