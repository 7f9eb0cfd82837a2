package store

import (
	"gorm.io/gorm/clause"

	"dafu/internal/service"
)

type keyMarkRow struct {
	DepartmentID int64  `gorm:"primaryKey;autoIncrement:false"`
	SHA256       string `gorm:"column:sha256"`
	MarkedAt     int64
}

func (keyMarkRow) TableName() string { return "key_marks" }

// KeyMarks implements service.KeyMarks.
func (t tx) KeyMarks() ([]service.KeyMark, error) {
	var rows []keyMarkRow
	if err := t.db.Order("department_id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, func(r keyMarkRow) service.KeyMark {
		return service.KeyMark{DepartmentID: r.DepartmentID, SHA256: r.SHA256, At: instant(r.MarkedAt)}
	}), nil
}

// PutKeyMark implements service.KeyMarks.
func (t tx) PutKeyMark(m service.KeyMark) error {
	r := keyMarkRow{DepartmentID: m.DepartmentID, SHA256: m.SHA256, MarkedAt: millis(m.At)}
	return t.fault(t.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error)
}

// DropKeyMarks implements service.KeyMarks.
func (t tx) DropKeyMarks() error {
	return t.fault(t.db.Where("1 = 1").Delete(&keyMarkRow{}).Error)
}
