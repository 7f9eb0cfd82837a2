package store

import (
	"gorm.io/gorm/clause"

	"dafu/internal/reply"
)

type exemptionRow struct {
	CaseID      int64
	Key         string
	Kind        string
	Rule        int
	Text        string
	Message     string
	Reason      string
	AccountID   int64
	AccountName string
	At          int64
}

func (exemptionRow) TableName() string { return "exemptions" }

// Exemptions implements service.Checks.
func (t tx) Exemptions(caseID int64) ([]reply.Exemption, error) {
	var rows []exemptionRow
	if err := t.db.Where("case_id = ?", caseID).Order("at, rule, key").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, func(r exemptionRow) reply.Exemption {
		return reply.Exemption{
			CaseID: r.CaseID, Key: r.Key, Kind: reply.ExemptionKind(r.Kind), Rule: r.Rule, Text: r.Text, Message: r.Message,
			Reason: r.Reason, AccountID: r.AccountID, AccountName: r.AccountName, At: instant(r.At),
		}
	}), nil
}

// PutExemption implements service.Checks.
func (t tx) PutExemption(e reply.Exemption) error {
	r := exemptionRow{
		e.CaseID, e.Key, string(e.Kind), e.Rule, e.Text, e.Message, e.Reason, e.AccountID, e.AccountName, millis(e.At),
	}
	return t.fault(t.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error)
}

// DropExemption implements service.Checks.
func (t tx) DropExemption(caseID int64, key string) error {
	return t.fault(t.db.Where("case_id = ? AND key = ?", caseID, key).Delete(&exemptionRow{}).Error)
}

type checkTableRow struct {
	DepartmentID int64
	Version      int
	Rows         string
	Changes      string
	AccountID    int64
	AccountName  string
	At           int64
}

func (checkTableRow) TableName() string { return "check_tables" }

func tableVersionFrom(r checkTableRow) reply.TableVersion {
	return reply.TableVersion{
		DepartmentID: r.DepartmentID, Version: r.Version, Rows: r.Rows, Changes: r.Changes,
		AccountID: r.AccountID, AccountName: r.AccountName, At: instant(r.At),
	}
}

// CheckTable implements service.Checks.
func (t tx) CheckTable(departmentID int64) (reply.TableVersion, error) {
	var rows []checkTableRow
	err := t.db.Where("department_id = ?", departmentID).Order("version DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return reply.TableVersion{DepartmentID: departmentID}, t.fault(err)
	}
	return tableVersionFrom(rows[0]), nil
}

// CheckTables implements service.Checks.
func (t tx) CheckTables(departmentID int64) ([]reply.TableVersion, error) {
	var rows []checkTableRow
	if err := t.db.Where("department_id = ?", departmentID).Order("version DESC").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, tableVersionFrom), nil
}

// AddCheckTable implements service.Checks.
func (t tx) AddCheckTable(v reply.TableVersion) error {
	r := checkTableRow{v.DepartmentID, v.Version, v.Rows, v.Changes, v.AccountID, v.AccountName, millis(v.At)}
	done := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Stale, "词表刚被别人改过，您的修改没有保存。请刷新页面，看过新的内容后再改")
	}
	return t.fault(done.Error)
}
