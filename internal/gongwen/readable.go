package gongwen

import "strings"

// segment is a stretch that two texts share, or one that became another: from ≤ i
// < to in each, either of them empty.
type segment struct {
	kept bool
	a, b span
}

func (s segment) size() int { return max(s.a.to-s.a.from, s.b.to-s.b.from) }

// segments returns a comparison as kept and changed stretches, in their order.
func segments(found []int, lengthA, lengthB int) []segment {
	var all []segment
	i, j := 0, 0
	for j < lengthB || i < lengthA {
		s := segment{a: span{i, i}, b: span{j, j}}
		if j < lengthB && found[j] == i {
			s.kept = true
			for j < lengthB && found[j] == i {
				i, j = i+1, j+1
			}
		} else {
			for j < lengthB && found[j] < 0 {
				j++
			}
			i = lengthA
			if j < lengthB {
				i = found[j]
			}
		}
		s.a.to, s.b.to = i, j
		all = append(all, s)
	}
	return all
}

// readable takes single words that are left between longer changes into them: a
// reader wants the old words and the new ones, not their shreds. Line ends and the
// borders of clauses stay, for they show where one is.
func readable(all []segment, b revision) []segment {
	var out []segment
	for _, s := range all {
		out = append(out, s)
		for n := len(out); n >= 3 && !out[n-1].kept && shred(out[n-3:], b); n = len(out) {
			out[n-3].a.to, out[n-3].b.to = out[n-1].a.to, out[n-1].b.to
			out = out[:n-2]
		}
	}
	return out
}

// shred tells whether the second of three segments is less than half as long as
// the changes around it together, and no border.
func shred(s []segment, b revision) bool {
	kept := s[1].size()
	return s[1].kept && 2*kept < s[0].size()+s[2].size() &&
		!strings.ContainsAny(string(b.text[s[1].b.from:s[1].b.to]), clauseEnds)
}
