package merge

import (
	"fmt"
	"slices"
	"strconv"
)

// Change is how an entry of a department's newer contribution stands to one of
// its earlier.
type Change struct {
	Old, New *Entry // nil where there is none: a new entry, or one that vanished
	Same     bool   // the same words for the same part or request
}

// fairlyAlike is the likeness of two entries from which on one is the other,
// reworded.
const fairlyAlike = 0.4

// Compare pairs the entries of two contributions of one department: what is word
// for word the same; then what bears the same heading or answers the same
// request; then what is alike. It returns the new entries in order, then the old
// ones that vanished.
func Compare(old, now []Entry) []Change {
	found := make([]int, len(now)) // index into old, or -1
	taken := make([]bool, len(old))
	for i := range found {
		found[i] = -1
	}
	// match pairs what has the same key, in order; "" is nobody's.
	match := func(key func(Entry) string) {
		left := map[string][]int{}
		for j, o := range old {
			if k := key(o); k != "" && !taken[j] {
				left[k] = append(left[k], j)
			}
		}
		for i, n := range now {
			if found[i] >= 0 {
				continue
			}
			if k := key(n); len(left[k]) > 0 {
				j := left[k][0]
				found[i], taken[j], left[k] = j, true, left[k][1:]
			}
		}
	}
	match(func(e Entry) string { return e.slot() + "\n" + e.Words() })
	match(func(e Entry) string {
		if e.Heading == "" {
			return ""
		}
		return e.slot() + "\n" + e.Heading
	})
	matchAlike(old, now, found, taken)
	match(func(e Entry) string {
		if e.Request == 0 {
			return ""
		}
		return e.slot()
	})
	var out []Change
	for i := range now {
		c := Change{New: &now[i]}
		if j := found[i]; j >= 0 {
			c.Old, c.Same = &old[j], sameEntry(old[j], now[i])
		}
		out = append(out, c)
	}
	for j := range old {
		if !taken[j] {
			out = append(out, Change{Old: &old[j]})
		}
	}
	return out
}

func sameEntry(o, n Entry) bool { return o.slot() == n.slot() && o.Words() == n.Words() }

// slot names the field of the form that an entry stands in.
func (e Entry) slot() string {
	if e.Request != 0 {
		return "request " + strconv.FormatInt(e.Request, 10)
	}
	return fmt.Sprint(e.Part)
}

// nearby is how far from its place among what is left an entry is looked for by
// likeness: much farther than anybody moves one.
const nearby = 100

func pairsOf(e Entry) map[string]bool { return pairs(e.plain()) }

// matchAlike pairs what is left by likeness, the likest first.
func matchAlike(old, now []Entry, found []int, taken []bool) {
	type pair struct {
		i, j  int
		alike float64
	}
	sets := make([]map[string]bool, len(old))
	var left []int // of old
	for j, o := range old {
		if !taken[j] {
			sets[j], left = pairsOf(o), append(left, j)
		}
	}
	var all []pair
	place := 0 // of the new entry among those that are left
	for i, n := range now {
		if found[i] >= 0 {
			continue
		}
		own := pairsOf(n)
		from := min(max(0, place-nearby), len(left))
		place++
		for _, j := range left[from:min(from+2*nearby, len(left))] {
			if alike := overlap(sets[j], own); alike >= fairlyAlike {
				all = append(all, pair{i, j, alike})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int {
		switch {
		case a.alike > b.alike:
			return -1
		case a.alike < b.alike:
			return 1
		}
		return 0
	})
	for _, p := range all {
		if found[p.i] < 0 && !taken[p.j] {
			found[p.i], taken[p.j] = p.j, true
		}
	}
}
