package store

import (
	"gorm.io/gorm/clause"

	"dafu/internal/reply"
)

// opinionColumns are the columns of what a co-handler writes (会办意见).
type opinionColumns struct {
	Status        string
	NextSteps     string
	ContactOffice string
	ContactName   string
	ContactPhone  string
	Answers       jsonColumn[[]reply.Answer]
}

func opinionFrom(r opinionColumns) reply.Opinion {
	return reply.Opinion{
		Status: r.Status, NextSteps: r.NextSteps,
		Contact: reply.Person{Office: r.ContactOffice, Name: r.ContactName, Phone: r.ContactPhone}, Answers: answersFrom(r.Answers.V),
	}
}

// answersFrom reads an empty list as no list.
func answersFrom(all []reply.Answer) []reply.Answer {
	if len(all) == 0 {
		return nil
	}
	return all
}

func opinionTo(o reply.Opinion) opinionColumns {
	return opinionColumns{o.Status, o.NextSteps, o.Contact.Office, o.Contact.Name, o.Contact.Phone, jsonColumn[[]reply.Answer]{o.Answers}}
}

type workingCopyRow struct {
	CaseID       int64 `gorm:"primaryKey;autoIncrement:false"`
	DepartmentID int64 `gorm:"primaryKey;autoIncrement:false"`
	Version      int
	Opinion      opinionColumns `gorm:"embedded"`
	Stage        string
	Reason       string
	SavedBy      int64
	SavedAt      int64
}

func (workingCopyRow) TableName() string { return "working_copies" }

type contributionRow struct {
	CaseID       int64
	DepartmentID int64
	Revision     int
	Opinion      opinionColumns `gorm:"embedded"`
	SubmittedBy  int64
	SubmittedAt  int64
}

func (contributionRow) TableName() string { return "contributions" }

const staleCopy = "这份会办意见刚在别处保存过，您这次的内容没有保存。请先复制留存，刷新页面后再改"

// WorkingCopy implements service.Cases.
func (t tx) WorkingCopy(caseID, departmentID int64) (reply.WorkingCopy, error) {
	w := reply.WorkingCopy{CaseID: caseID, DepartmentID: departmentID}
	var rows []workingCopyRow
	err := t.db.Where("case_id = ? AND department_id = ?", caseID, departmentID).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return w, t.fault(err)
	}
	r := rows[0]
	w.Version, w.Opinion = r.Version, opinionFrom(r.Opinion)
	w.Stage, w.Reason = reply.Stage(r.Stage), r.Reason
	w.SavedBy, w.SavedAt = r.SavedBy, instant(r.SavedAt)
	return w, nil
}

// PutWorkingCopy implements service.Cases.
func (t tx) PutWorkingCopy(w *reply.WorkingCopy) error {
	r := workingCopyRow{w.CaseID, w.DepartmentID, w.Version + 1, opinionTo(w.Opinion), string(w.Stage), w.Reason, w.SavedBy, millis(w.SavedAt)}
	var done = t.db.Clauses(clause.OnConflict{DoNothing: true})
	if w.Version == 0 {
		done = done.Create(&r)
	} else {
		done = t.db.Model(&r).Where("version = ?", w.Version).Select("*").Updates(&r)
	}
	if done.Error != nil {
		return t.fault(done.Error)
	}
	if done.RowsAffected == 0 {
		return reply.Failf(reply.Stale, staleCopy)
	}
	w.Version = r.Version
	return nil
}

// Contributions implements service.Cases.
func (t tx) Contributions(caseID int64) ([]reply.Contribution, error) {
	var rows []contributionRow
	if err := t.db.Where("case_id = ?", caseID).Order("department_id, revision").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	all := mapped(rows, func(r contributionRow) reply.Contribution {
		return reply.Contribution{
			CaseID: r.CaseID, DepartmentID: r.DepartmentID, Revision: r.Revision, Opinion: opinionFrom(r.Opinion),
			SubmittedBy: r.SubmittedBy, SubmittedAt: instant(r.SubmittedAt),
		}
	})
	return all, t.endings(caseID, all)
}

// AddContribution implements service.Cases.
func (t tx) AddContribution(c *reply.Contribution) error {
	r := contributionRow{c.CaseID, c.DepartmentID, c.Revision, opinionTo(c.Opinion), c.SubmittedBy, millis(c.SubmittedAt)}
	return t.taken(t.db.Create(&r).Error, "这份会办意见刚刚已经报送过了，请刷新页面查看")
}
