package reply

import (
	"cmp"
	"slices"
	"time"

	"dafu/internal/calendar"
)

// Limits of the phrase library (常用语).
const (
	MaxPhrases = 500  // of one department
	MaxTopic   = 40   // characters
	MaxPhrase  = 4000 // characters of one phrase, about four pages
)

// Phrase is a piece of text that a department uses again and again (常用语). Its
// text may hold slots such as 【主办单位】, filled from the case it goes into.
type Phrase struct {
	ID           int64
	Revision     int // counts changes
	DepartmentID int64
	Topic        string        // 主题
	Text         string        // official plain text
	Expires      calendar.Date // the last day on which it holds; zero if it holds on
	Uses         int           // how often it was inserted
	UsedAt       time.Time
	ChangedBy    int64
	ChangedAt    time.Time
}

// Expired reports whether the phrase no longer holds: its figures or its policy
// may be out of date.
func (p Phrase) Expired(today calendar.Date) bool {
	return !p.Expires.IsZero() && p.Expires.Before(today)
}

// CheckPhrase complains about a phrase that cannot stand. Before is the one that
// was stored, or nil for a new one: an expiry date in the past is refused only
// where it is newly set.
func CheckPhrase(one Phrase, before *Phrase, today calendar.Date) error {
	var p Problems
	if one.Topic == "" {
		p.Add("topic", "请填写主题")
	}
	p.CheckLine("topic", "主题", one.Topic, MaxTopic)
	p.require("words", "内容", one.Text, MaxPhrase)
	if one.Expired(today) && (before == nil || before.Expires != one.Expires) {
		p.Add("expires", "到期日 %s 已经过去，请填今天或以后的日期", one.Expires.Han())
	}
	return p.Err()
}

// SortPhrases puts what is used most first; among equals what was used last, then
// by topic.
func SortPhrases(all []Phrase) {
	slices.SortStableFunc(all, func(a, b Phrase) int {
		return cmp.Or(cmp.Compare(b.Uses, a.Uses), b.UsedAt.Compare(a.UsedAt), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.ID, b.ID))
	})
}
