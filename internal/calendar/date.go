// Package calendar knows civil dates, the working days of the People's
// Republic of China with their 调休 (swapped weekends), and how a due date was
// worked out. It reads no clock: today always comes in as a value.
package calendar

import (
	"fmt"
	"time"
)

// China is the one time zone of the service; the country has no other.
var China = time.FixedZone("CST", 8*60*60)

// Date is a civil day in China. The zero Date means “no date”.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On returns the civil day in China at the instant t.
func On(t time.Time) Date {
	y, m, d := t.In(China).Date()
	return Date{y, m, d}
}

// ParseDate reads the form's spelling 2006-01-02. It refuses days that do not
// exist (2024-09-31).
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date of the form 2006-01-02", s)
	}
	y, m, d := t.Date()
	return Date{y, m, d}, nil
}

// IsZero reports whether d is “no date”.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the form's spelling 2006-01-02, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Han returns the letter's spelling 2024年5月31日, without leading zeros
// (GB/T 9704-2012 7.3.5.4), or "" for no date.
func (d Date) Han() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// Time returns midnight in China at the beginning of d.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, China) }

// AddDays returns the day n natural days after d (before it, if n < 0).
func (d Date) AddDays(n int) Date { return On(d.Time().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later, or that month's last day
// where it has no such day (31 January + 1 month = 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month, 1, 0, 0, 0, 0, China).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.Time().Before(e.Time()) }

// DaysUntil returns the natural days from d to e, negative if e lies before d.
func (d Date) DaysUntil(e Date) int {
	const day = 24 * 60 * 60 // China has no summer time
	return int((e.Time().Unix() - d.Time().Unix()) / day)
}

// MarshalText writes the form's spelling; no date is the empty text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	p, err := ParseDate(string(b))
	if err == nil {
		*d = p
	}
	return err
}
