package reply_test

import (
	"slices"
	"testing"
	"time"

	"dafu/internal/reply"
)

func TestEditions(t *testing.T) {
	for _, c := range []struct {
		name string
		last reply.Draft
		want int
	}{
		{"the first", reply.Draft{}, 1},
		{"after a saved one", reply.Draft{Edition: 3, Kind: reply.Saved}, 4},
		{"after a merged one", reply.Draft{Edition: 3, Kind: reply.Merged}, 4},
		{"while one is being written", reply.Draft{Edition: 4, Kind: reply.Autosaved}, 4},
	} {
		if got := c.last.NextEdition(); got != c.want {
			t.Errorf("%s: edition %d, want %d", c.name, got, c.want)
		}
	}
}

func TestThin(t *testing.T) {
	now := time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)
	auto := func(ages ...time.Duration) (all []reply.DraftMark) {
		for i, age := range ages {
			all = append(all, reply.DraftMark{Revision: i + 1, Kind: reply.Autosaved, SavedAt: now.Add(-age)})
		}
		return all
	}
	with := func(all []reply.DraftMark, i int, change func(*reply.DraftMark)) []reply.DraftMark {
		change(&all[i])
		return all
	}
	const m, h, d = time.Minute, time.Hour, 24 * time.Hour
	for _, c := range []struct {
		name  string
		marks []reply.DraftMark
		gone  []int
	}{
		{"all of the last hour stay", auto(59*m, 58*m, 3*m, 2*time.Second, 0), nil},
		{"of today, one in ten minutes, the last of them", auto(90*m, 88*m, 81*m, 70*m, 0), []int{1, 2}},
		{"of this week, one an hour", auto(30*h, 30*h-20*m, 30*h-50*m, 28*h, 0), []int{1, 2}},
		{"before that, one a day", auto(12*d, 12*d-3*h, 12*d-20*h, 10*d, 0), []int{1, 2}},
		{"the latest stays, however old", auto(40*d, 40*d-time.Second), []int{1}},
		{"saved on purpose stays", with(auto(90*m, 88*m, 81*m, 0), 1, func(d *reply.DraftMark) { d.Kind = reply.Saved }), []int{1}},
		{"named stays", with(auto(90*m, 88*m, 0), 0, func(d *reply.DraftMark) { d.Name = "送办公室前" }), nil},
		{"what a letter was made of stays", with(auto(90*m, 88*m, 0), 0, func(d *reply.DraftMark) { d.Held = true }), nil},
		{"a clock set back loses nothing", auto(-2*h, -h, 0), nil},
		{"nothing", nil, nil},
	} {
		gone := reply.Thin(c.marks, now)
		slices.Sort(gone)
		if !slices.Equal(gone, c.gone) {
			t.Errorf("%s: %v go, want %v", c.name, gone, c.gone)
		}
	}
}

// What is thinned today stays thin: nothing of what is kept goes with the next
// save.
func TestThinTwiceIsThinOnce(t *testing.T) {
	now := time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)
	var marks []reply.DraftMark
	for i := range 3000 {
		marks = append(marks, reply.DraftMark{Revision: i + 1, Kind: reply.Autosaved, SavedAt: now.Add(time.Duration(i-2999) * 7 * time.Minute)})
	}
	gone := reply.Thin(marks, now)
	left := slices.DeleteFunc(marks, func(m reply.DraftMark) bool { return slices.Contains(gone, m.Revision) })
	if again := reply.Thin(left, now); len(again) > 0 {
		t.Errorf("%d more go the second time", len(again))
	}
	if len(left) > 400 || len(left) < 150 {
		t.Errorf("%d of 3000 are left", len(left))
	}
}
