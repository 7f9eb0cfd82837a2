package store

import (
	"gorm.io/gorm"

	"dafu/internal/reply"
)

type letterRow struct {
	ID            int64
	CaseID        int64
	CoHandlerID   int64
	Version       int
	DraftRevision *int64
	Contribution  *int64
	State         string
	DocNumber     string
	Prefix        string
	NumberYear    int
	Number        int
	IssueDate     dateColumn
	Title         string
	Text          string
	Signatory     string
	Trial         bool
	SealPage      int
	SealX         float64
	SealY         float64
	SealDiameter  float64
	ApprovedSHA   string `gorm:"column:approved_sha"`
	SignedSHA     string `gorm:"column:signed_sha"`
	IssuedBy      *int64
	PreparedAt    int64
	IssuedAt      int64
	EndedAt       int64
	Reason        string
}

func (letterRow) TableName() string { return "letters" }

func letterFrom(r letterRow) reply.Letter {
	return reply.Letter{
		ID: r.ID, CaseID: r.CaseID, CoHandlerID: r.CoHandlerID, Version: r.Version,
		DraftRevision: int(known(r.DraftRevision)), Contribution: int(known(r.Contribution)),
		State: reply.LetterState(r.State), DocNumber: r.DocNumber, Number: reply.Number{Prefix: r.Prefix, Year: r.NumberYear, Number: r.Number}, IssueDate: r.IssueDate.V,
		Title: r.Title, Text: r.Text, Signatory: r.Signatory, Trial: r.Trial,
		SealPage: r.SealPage, SealX: r.SealX, SealY: r.SealY, SealDiameter: r.SealDiameter,
		ApprovedSHA: r.ApprovedSHA, SignedSHA: r.SignedSHA, IssuedBy: known(r.IssuedBy),
		PreparedAt: instant(r.PreparedAt), IssuedAt: instant(r.IssuedAt), EndedAt: instant(r.EndedAt),
		Reason: r.Reason,
	}
}

func letterTo(l reply.Letter) letterRow {
	return letterRow{
		ID: l.ID, CaseID: l.CaseID, CoHandlerID: l.CoHandlerID, Version: l.Version,
		DraftRevision: optional(int64(l.DraftRevision)), Contribution: optional(int64(l.Contribution)),
		State: string(l.State), DocNumber: l.DocNumber, Prefix: l.Number.Prefix, NumberYear: l.Number.Year, Number: l.Number.Number, IssueDate: dateColumn{l.IssueDate},
		Title: l.Title, Text: l.Text, Signatory: l.Signatory, Trial: l.Trial,
		SealPage: l.SealPage, SealX: l.SealX, SealY: l.SealY, SealDiameter: l.SealDiameter,
		ApprovedSHA: l.ApprovedSHA, SignedSHA: l.SignedSHA, IssuedBy: optional(l.IssuedBy),
		PreparedAt: millis(l.PreparedAt), IssuedAt: millis(l.IssuedAt), EndedAt: millis(l.EndedAt),
		Reason: l.Reason,
	}
}

const noLetter = "没有这份答复"

// Letter implements service.Letters.
func (t tx) Letter(id int64) (reply.Letter, error) {
	var r letterRow
	err := t.db.Where("id = ?", id).Take(&r).Error
	return letterFrom(r), t.missing(err, noLetter)
}

// LettersOf implements service.Letters.
func (t tx) LettersOf(caseID int64) ([]reply.Letter, error) {
	return t.letters(t.db.Where("case_id = ?", caseID).Order("co_handler_id, version"))
}

func (t tx) letters(q *gorm.DB) ([]reply.Letter, error) {
	var rows []letterRow
	if err := q.Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, letterFrom), nil
}

// AddLetter implements service.Letters.
func (t tx) AddLetter(l *reply.Letter, approved []byte) error {
	r := letterTo(*l)
	r.ID = 0
	if err := t.db.Create(&r).Error; err != nil {
		return t.taken(err, "这一版答复刚刚已经生成过了，请刷新页面查看")
	}
	if err := t.addFile(r.ID, approvedFile, approved); err != nil {
		return err
	}
	l.ID = r.ID
	return nil
}

// UpdateLetter implements service.Letters. What was rendered (text, number,
// date, place of the seal, hash) stays as it was inserted.
func (t tx) UpdateLetter(l *reply.Letter, from reply.LetterState) error {
	r := letterTo(*l)
	done := t.db.Model(&r).Where("state = ?", from).
		Select("State", "Trial", "SignedSHA", "IssuedBy", "IssuedAt", "EndedAt", "Reason").Updates(&r)
	if done.Error != nil || done.RowsAffected > 0 {
		return t.taken(done.Error, "这件提案已有一份有效的答复，须先撤回或替换")
	}
	if _, err := t.Letter(l.ID); err != nil {
		return err
	}
	return reply.Failf(reply.Stale, "这份答复的状态刚被别人改变，请刷新页面后再办理")
}
