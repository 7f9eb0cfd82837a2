package reply

import (
	"time"
)

// DraftMark is a revision of a draft without its text.
type DraftMark struct {
	Revision int
	Edition  int
	Kind     DraftKind
	Name     string
	Held     bool // a letter was made from it
	SavedBy  int64
	SavedAt  time.Time
}

// NextEdition returns the edition that follows a draft.
func (d Draft) NextEdition() int {
	if d.Kind == Autosaved {
		return d.Edition
	}
	return d.Edition + 1
}

// How close to one another autosaved revisions are kept, by their age.
var thinning = []struct{ age, apart time.Duration }{
	{time.Hour, 0},
	{24 * time.Hour, 10 * time.Minute},
	{7 * 24 * time.Hour, time.Hour},
}

const thinnest = 24 * time.Hour // apart, beyond the last age

func apart(age time.Duration) time.Duration {
	for _, t := range thinning {
		if age <= t.age {
			return t.apart
		}
	}
	return thinnest
}

// Thin returns the autosaved revisions that may go: of those close together the
// last is kept. What was saved on purpose, named, made a letter of, and the
// latest revision always stay. Marks are in the order of their revisions.
func Thin(marks []DraftMark, now time.Time) (gone []int) {
	var kept time.Time // when the next later revision that is kept was saved
	for i := len(marks) - 1; i >= 0; i-- {
		m := marks[i]
		free := m.Kind == Autosaved && m.Name == "" && !m.Held && i < len(marks)-1
		if free && kept.Sub(m.SavedAt).Abs() < apart(now.Sub(m.SavedAt)) {
			gone = append(gone, m.Revision)
			continue
		}
		kept = m.SavedAt
	}
	return gone
}
