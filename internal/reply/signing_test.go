package reply

import (
	"testing"
	"time"
)

func TestWhenASigningJobIsTakenUp(t *testing.T) {
	now := time.Date(2024, 5, 31, 15, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	for _, tc := range []struct {
		name      string
		job       SigningJob
		busy, due bool
	}{
		{"no job", SigningJob{}, false, false},
		{"just ordered", SigningJob{LetterID: 1}, false, true},
		{"an attempt under way", SigningJob{LetterID: 1, Attempts: 1, LeaseUntil: now.Add(time.Minute)}, true, false},
		{"an attempt whose time is over", SigningJob{LetterID: 1, Attempts: 1, LeaseUntil: now}, false, true},
		{"a lease from before the clock was set back", SigningJob{LetterID: 1, Attempts: 1, LeaseUntil: now.Add(time.Hour)}, false, true},
		{"failed just now", SigningJob{LetterID: 1, Attempts: 1, FailedAt: ago(29 * time.Second)}, false, false},
		{"failed once, waited", SigningJob{LetterID: 1, Attempts: 1, FailedAt: ago(30 * time.Second)}, false, true},
		{"failed three times, waits longer", SigningJob{LetterID: 1, Attempts: 3, FailedAt: ago(119 * time.Second)}, false, false},
		{"failed three times, waited", SigningJob{LetterID: 1, Attempts: 3, FailedAt: ago(120 * time.Second)}, false, true},
		{"failed for weeks, tried within the quarter", SigningJob{LetterID: 1, Attempts: 2000, FailedAt: ago(15 * time.Minute)}, false, true},
		{"signed", SigningJob{LetterID: 1, Attempts: 1, Outcome: JobSigned}, false, false},
		{"given up", SigningJob{LetterID: 1, Attempts: 9, FailedAt: ago(time.Hour), Outcome: JobAbandoned}, false, false},
	} {
		if tc.job.Busy(now) != tc.busy || tc.job.Due(now) != tc.due {
			t.Errorf("%s: busy %v, due %v", tc.name, tc.job.Busy(now), tc.job.Due(now))
		}
	}
}
