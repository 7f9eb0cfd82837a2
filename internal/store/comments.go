package store

import (
	"gorm.io/gorm/clause"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

type commentRow struct {
	ID           int64 `gorm:"primaryKey"`
	CaseID       int64
	ThreadOf     *int64
	Audience     string
	AccountID    int64
	AccountName  string
	DepartmentID int64
	Text         string
	Quote        string
	Span         jsonColumn[gongwen.Span]
	State        string
	Version      int
	ChangedBy    string
	ChangedAt    int64
	At           int64
	Press        string
}

func (commentRow) TableName() string { return "comments" }

func commentFrom(r commentRow) reply.Comment {
	return reply.Comment{
		ID: r.ID, CaseID: r.CaseID, ThreadOf: known(r.ThreadOf), Audience: reply.Audience(r.Audience),
		AccountID: r.AccountID, AccountName: r.AccountName, DepartmentID: r.DepartmentID, Text: r.Text, Quote: r.Quote,
		Span: r.Span.V, State: reply.CommentState(r.State), Version: r.Version, ChangedBy: r.ChangedBy,
		ChangedAt: instant(r.ChangedAt), At: instant(r.At), Press: r.Press,
	}
}

func commentTo(c reply.Comment) commentRow {
	return commentRow{
		ID: c.ID, CaseID: c.CaseID, ThreadOf: optional(c.ThreadOf), Audience: string(c.Audience),
		AccountID: c.AccountID, AccountName: c.AccountName, DepartmentID: c.DepartmentID, Text: c.Text, Quote: c.Quote,
		Span: jsonColumn[gongwen.Span]{c.Span}, State: string(c.State), Version: c.Version, ChangedBy: c.ChangedBy,
		ChangedAt: millis(c.ChangedAt), At: millis(c.At), Press: c.Press,
	}
}

// Comments implements service.Comments.
func (t tx) Comments(caseID int64) ([]reply.Comment, error) {
	var rows []commentRow
	if err := t.db.Where("case_id = ?", caseID).Order("id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, commentFrom), nil
}

// AddComment implements service.Comments.
func (t tx) AddComment(c *reply.Comment) error {
	r := commentTo(*c)
	r.ID = 0
	done := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	if done.Error != nil {
		return t.fault(done.Error)
	}
	if done.RowsAffected == 0 {
		err := t.db.Where("case_id = ? AND account_id = ? AND press = ?", c.CaseID, c.AccountID, c.Press).Take(&r).Error
		if err != nil {
			return t.fault(err)
		}
	}
	*c = commentFrom(r)
	return nil
}

// PutCommentState implements service.Comments.
func (t tx) PutCommentState(c *reply.Comment) error {
	r := commentTo(*c)
	r.Version++
	done := t.db.Model(&r).Where("version = ?", c.Version).Select("State", "Version", "ChangedBy", "ChangedAt").Updates(&r)
	if done.Error == nil && done.RowsAffected == 0 {
		return reply.Failf(reply.Stale, "别人刚刚解决或重开了这条批注，请刷新页面查看")
	}
	c.Version = r.Version
	return t.fault(done.Error)
}

// MoveComments implements service.Comments.
func (t tx) MoveComments(all []reply.Comment) error {
	for _, c := range all {
		r := commentTo(c)
		if err := t.db.Model(&r).Select("Span").Updates(&r).Error; err != nil {
			return t.fault(err)
		}
	}
	return nil
}
