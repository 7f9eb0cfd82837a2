package store

import "dafu/internal/reply"

type signingJobRow struct {
	LetterID    int64 `gorm:"primaryKey;autoIncrement:false"`
	CaseID      int64
	CoHandlerID int64
	ApprovedSHA string `gorm:"column:approved_sha"`
	ByAccount   int64
	ByName      string
	At          int64
	Attempts    int
	LeaseUntil  int64
	FailedAt    int64
	Reason      string
	Outcome     string
	EndedAt     int64
}

func (signingJobRow) TableName() string { return "signing_jobs" }

func signingJobFrom(r signingJobRow) reply.SigningJob {
	return reply.SigningJob{
		LetterID: r.LetterID, CaseID: r.CaseID, CoHandlerID: r.CoHandlerID, ApprovedSHA: r.ApprovedSHA, By: r.ByAccount, ByName: r.ByName,
		At: instant(r.At), Attempts: r.Attempts, LeaseUntil: instant(r.LeaseUntil), FailedAt: instant(r.FailedAt),
		Reason: r.Reason, Outcome: reply.SigningOutcome(r.Outcome), EndedAt: instant(r.EndedAt),
	}
}

func signingJobTo(j reply.SigningJob) signingJobRow {
	return signingJobRow{
		LetterID: j.LetterID, CaseID: j.CaseID, CoHandlerID: j.CoHandlerID, ApprovedSHA: j.ApprovedSHA, ByAccount: j.By, ByName: j.ByName,
		At: millis(j.At), Attempts: j.Attempts, LeaseUntil: millis(j.LeaseUntil), FailedAt: millis(j.FailedAt),
		Reason: j.Reason, Outcome: string(j.Outcome), EndedAt: millis(j.EndedAt),
	}
}

// AddSigningJob implements service.SigningJobs.
func (t tx) AddSigningJob(j reply.SigningJob) error {
	r := signingJobTo(j)
	return t.taken(t.db.Create(&r).Error, "这份答复已经签发，正在签章，请刷新页面查看")
}

// SigningJob implements service.SigningJobs.
func (t tx) SigningJob(letterID int64) (reply.SigningJob, error) {
	var r signingJobRow
	err := t.db.Where("letter_id = ?", letterID).Take(&r).Error
	return signingJobFrom(r), t.missing(err, "这份答复还没有签发")
}

// OpenSigningJobs implements service.SigningJobs.
func (t tx) OpenSigningJobs() ([]reply.SigningJob, error) {
	var rows []signingJobRow
	if err := t.db.Where("outcome = ''").Order("at, letter_id").Find(&rows).Error; err != nil {
		return nil, t.fault(err)
	}
	return mapped(rows, signingJobFrom), nil
}

// OpenSigningJobOf implements service.SigningJobs.
func (t tx) OpenSigningJobOf(caseID, coHandlerID int64) (reply.SigningJob, error) {
	var rows []signingJobRow
	err := t.db.Where("case_id = ? AND co_handler_id = ? AND outcome = ''", caseID, coHandlerID).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return reply.SigningJob{}, t.fault(err)
	}
	return signingJobFrom(rows[0]), nil
}

// UpdateSigningJob implements service.SigningJobs. What was approved, by whom
// and when, stays as it was inserted.
func (t tx) UpdateSigningJob(j reply.SigningJob, attempts int) error {
	r := signingJobTo(j)
	done := t.db.Model(&r).Where("outcome = '' AND attempts = ?", attempts).
		Select("Attempts", "LeaseUntil", "FailedAt", "Reason", "Outcome", "EndedAt").Updates(&r)
	if done.Error != nil || done.RowsAffected > 0 {
		return t.fault(done.Error)
	}
	if _, err := t.SigningJob(j.LetterID); err != nil {
		return err
	}
	return reply.Failf(reply.Stale, "这份答复的签章刚被另一处接手或者已经结束，请刷新页面查看")
}

// LetterBySigned implements service.Letters.
func (t tx) LetterBySigned(sha string) (reply.Letter, error) {
	var r letterRow
	err := t.db.Where("signed_sha = ? AND signed_sha <> ''", sha).Take(&r).Error
	return letterFrom(r), t.missing(err, noLetter)
}
