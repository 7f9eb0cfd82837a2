package reply

import "time"

// SigningLease is how long one attempt to sign has before another may begin;
// a signer with its timestamp authority answers or fails well within it.
const SigningLease = 2 * time.Minute

// The wait after a failed attempt doubles from the first to the longest.
const (
	firstSigningWait   = 30 * time.Second
	longestSigningWait = 15 * time.Minute
)

// SigningOutcome is how a signing job ended; "" while it is open.
type SigningOutcome string

// The outcomes.
const (
	JobSigned    SigningOutcome = "signed"
	JobAbandoned SigningOutcome = "abandoned"
)

// SigningJob is the order to sign what was approved (签章任务): one for each
// version of a letter, at most one open for each case and author. While it is open the text
// and the number stay as they were approved.
type SigningJob struct {
	LetterID    int64
	CaseID      int64
	CoHandlerID int64  // as its letter's
	ApprovedSHA string // what was signed off
	By          int64  // the account that pressed 签发
	ByName      string // as it was then
	At          time.Time
	// Attempts counts the attempts begun. Whoever ends the job names the attempt
	// it began: one that was overtaken ends nothing.
	Attempts   int
	LeaseUntil time.Time // while an attempt is under way; zero between attempts
	FailedAt   time.Time // when the last attempt failed
	Reason     string    // why, a Chinese sentence to show
	Outcome    SigningOutcome
	EndedAt    time.Time
}

// Open reports whether the job is still to be done; the zero job is none.
func (j SigningJob) Open() bool { return j.LetterID != 0 && j.Outcome == "" }

// Busy reports whether an attempt is under way. A lease that reaches further
// than any is given out was written by a clock that has been set back since.
func (j SigningJob) Busy(now time.Time) bool {
	return now.Before(j.LeaseUntil) && !now.Add(SigningLease).Before(j.LeaseUntil)
}

// Due reports whether another attempt may begin by itself: nobody is at it, and
// the wait after the last failure is over.
func (j SigningJob) Due(now time.Time) bool {
	if !j.Open() || j.Busy(now) {
		return false
	}
	if j.FailedAt.IsZero() || now.Before(j.FailedAt) {
		return true
	}
	return !now.Before(j.FailedAt.Add(signingWait(j.Attempts)))
}

func signingWait(attempts int) time.Duration {
	return min(longestSigningWait, firstSigningWait<<min(max(attempts, 1)-1, 20))
}
