package merge

import "slices"

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
	match := func(fits func(o, n Entry) bool) {
		for i, n := range now {
			for j, o := range old {
				if found[i] < 0 && !taken[j] && fits(o, n) {
					found[i], taken[j] = j, true
				}
			}
		}
	}
	match(sameEntry)
	match(func(o, n Entry) bool { return o.sameSlot(n) && o.Heading != "" && o.Heading == n.Heading })
	matchAlike(old, now, found, taken)
	match(func(o, n Entry) bool { return o.Request != 0 && o.Request == n.Request })
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

func sameEntry(o, n Entry) bool { return o.sameSlot(n) && o.Words() == n.Words() }

// sameSlot tells whether two entries stand in the same field of the form.
func (e Entry) sameSlot(other Entry) bool {
	if e.Request != 0 || other.Request != 0 {
		return e.Request == other.Request
	}
	return e.Part == other.Part
}

func pairsOf(e Entry) map[string]bool { return pairs(e.plain()) }

// matchAlike pairs what is left by likeness, the likest first.
func matchAlike(old, now []Entry, found []int, taken []bool) {
	type pair struct {
		i, j  int
		alike float64
	}
	sets := make([]map[string]bool, len(old))
	for j, o := range old {
		if !taken[j] {
			sets[j] = pairsOf(o)
		}
	}
	var all []pair
	for i, n := range now {
		if found[i] >= 0 {
			continue
		}
		own := pairsOf(n)
		for j := range old {
			if taken[j] {
				continue
			}
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
