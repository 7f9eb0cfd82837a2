package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"gorm.io/gorm"
)

type departmentRow struct {
	ID             int64
	Revision       int
	FullName       string
	ShortName      string
	NumberPrefix   string
	OpinionPrefix  string
	NextNumber     int
	NumberYear     int
	Form           gongwen.Form `gorm:"column:letter_form"`
	Duplex         bool
	Feedback       bool
	AnswersNothing bool
	TalkRequired   bool
	Printer        string
	Disabled       bool
	Formerly       string
}

// TableName implements schema.Tabler, as for the other rows.
func (departmentRow) TableName() string { return "departments" }

type accountRow struct {
	ID           int64
	Revision     int
	DepartmentID int64
	Login        string
	Name         string
	Role         string
	PasswordHash string
	MustChange   bool
	Disabled     bool
	Created      int64 `gorm:"column:created_at;<-:create"`
}

func (accountRow) TableName() string { return "accounts" }

func accountFrom(r accountRow) reply.Account {
	return reply.Account{
		ID: r.ID, Revision: r.Revision, DepartmentID: r.DepartmentID, Login: r.Login, Name: r.Name, Role: reply.Role(r.Role),
		PasswordHash: r.PasswordHash, MustChange: r.MustChange, Disabled: r.Disabled, CreatedAt: instant(r.Created),
	}
}

func accountTo(a reply.Account) accountRow {
	return accountRow{
		ID: a.ID, Revision: a.Revision, DepartmentID: a.DepartmentID, Login: a.Login, Name: a.Name, Role: string(a.Role),
		PasswordHash: a.PasswordHash, MustChange: a.MustChange, Disabled: a.Disabled, Created: millis(a.CreatedAt),
	}
}

type failureRow struct {
	Login   string `gorm:"primaryKey"`
	Address string `gorm:"primaryKey"`
	Times   int
	Last    int64 `gorm:"column:last_at"`
}

func (failureRow) TableName() string { return "login_failures" }

type placeRow struct {
	Login   string `gorm:"primaryKey"`
	Address string `gorm:"primaryKey"`
	Last    int64  `gorm:"column:last_at"`
}

func (placeRow) TableName() string { return "known_places" }

const (
	noDepartment    = "没有这个单位"
	noAccount       = "没有这个账号"
	takenDepartment = "已有同名的单位（全称、简称都不能重复）"
	takenLogin      = "这个登录名已有人使用，请换一个"
)

// Departments implements service.Registry.
func (t tx) Departments() ([]reply.Department, error) {
	var rows []departmentRow
	if err := t.db.Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, func(r departmentRow) reply.Department { return reply.Department(r) }), nil
}

// Department implements service.Registry.
func (t tx) Department(id int64) (reply.Department, error) {
	var r departmentRow
	err := t.db.Where("id = ?", id).Take(&r).Error
	return reply.Department(r), t.missing(err, noDepartment)
}

// PutDepartment implements service.Registry.
func (t tx) PutDepartment(d *reply.Department) error {
	r := departmentRow(*d)
	r.Revision++
	err := t.put(&r, r.ID, d.Revision, takenDepartment, func() error { _, err := t.Department(d.ID); return err })
	if err == nil {
		d.ID, d.Revision = r.ID, r.Revision
	}
	return err
}

// Accounts implements service.Registry.
func (t tx) Accounts() ([]reply.Account, error) {
	var rows []accountRow
	if err := t.db.Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, accountFrom), nil
}

// Account implements service.Registry.
func (t tx) Account(id int64) (reply.Account, error) {
	var r accountRow
	err := t.db.Where("id = ?", id).Take(&r).Error
	return accountFrom(r), t.missing(err, noAccount)
}

// AccountByLogin implements service.Registry.
func (t tx) AccountByLogin(login string) (reply.Account, error) {
	var r accountRow
	err := t.db.Where("login = ?", login).Take(&r).Error
	return accountFrom(r), t.missing(err, noAccount)
}

// PutAccount implements service.Registry. CreatedAt stays as inserted.
func (t tx) PutAccount(a *reply.Account) error {
	r := accountTo(*a)
	r.Revision++
	err := t.put(&r, r.ID, a.Revision, takenLogin, func() error { _, err := t.Account(a.ID); return err })
	if err == nil {
		a.ID, a.Revision = r.ID, r.Revision
	}
	return err
}

// put inserts row if id is 0 and otherwise overwrites the row of that id if it
// is still at the revision that was seen. There tells whether it is there.
func (t tx) put(row any, id int64, seen int, takenText string, there func() error) error {
	if id == 0 {
		return t.taken(t.db.Create(row).Error, takenText)
	}
	done := t.db.Model(row).Where("revision = ?", seen).Select("*").Omit("id").Updates(row)
	if done.Error != nil || done.RowsAffected > 0 {
		return t.taken(done.Error, takenText)
	}
	if err := there(); err != nil {
		return err
	}
	return reply.Failf(reply.Stale, "刚才有人修改了这一项，您的修改没有保存。请核对后再保存")
}

// Failures implements service.Registry.
func (t tx) Failures(login, address string) (int, time.Time, error) {
	var rows []failureRow
	err := t.db.Where("login = ? AND address = ?", login, address).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, time.Time{}, t.fault(err)
	}
	return rows[0].Times, instant(rows[0].Last), nil
}

// SetFailures implements service.Registry. None are kept as no row.
func (t tx) SetFailures(login, address string, n int, last time.Time) error {
	if n <= 0 {
		return t.fault(t.db.Where("login = ? AND address = ?", login, address).Delete(&failureRow{}).Error)
	}
	r := failureRow{Login: login, Address: address, Times: n, Last: millis(last)}
	return t.fault(t.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error)
}

// KnownPlace implements service.Registry.
func (t tx) KnownPlace(login, address string) (bool, error) {
	var n int64
	err := t.db.Model(&placeRow{}).Where("login = ? AND address = ?", login, address).Count(&n).Error
	return n > 0, t.fault(err)
}

// KnowPlace implements service.Registry.
func (t tx) KnowPlace(login, address string, at time.Time) error {
	r := placeRow{Login: login, Address: address, Last: millis(at)}
	return t.fault(t.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error)
}

// ForgetFailures implements service.Registry.
func (t tx) ForgetFailures(login string) error {
	return t.fault(t.db.Where("login = ?", login).Delete(&failureRow{}).Error)
}

// ForgetFailuresBefore removes failed logins that are long past: names that
// strangers made up are not kept. Somebody calls it now and then.
func (db *DB) ForgetFailuresBefore(ctx context.Context, t time.Time) error {
	return db.exclusive(ctx, shortPatience, func(g *gorm.DB) error { return g.Where("last_at < ?", millis(t)).Delete(&failureRow{}).Error })
}

// ForgetPlacesBefore removes the places from which nobody has signed in since.
func (db *DB) ForgetPlacesBefore(ctx context.Context, t time.Time) error {
	return fault(db.writer.WithContext(ctx).Where("last_at < ?", millis(t)).Delete(&placeRow{}).Error)
}

// mapped returns f of every row.
func mapped[R, V any](rows []R, f func(R) V) []V {
	values := make([]V, len(rows))
	for i, r := range rows {
		values[i] = f(r)
	}
	return values
}
