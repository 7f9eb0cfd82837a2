package gongwen

import "strings"

// minApart is how many unchanged characters part two changes within a clause.
const minApart = 4

// clauseEnds are the marks that a change may end at.
const clauseEnds = "，。；：！？、,;:!?（）“”\n"

// apart tells whether a change b of one person, behind a change a of the other's,
// leaves a alone.
func apart(base []rune, a, b hunk) bool {
	switch gap := b.from - a.to; {
	case gap < 0:
		return false
	case gap == 0:
		// A line put in or taken out in front of one that is changed, but not two
		// lines put in at one place: which is to be first?
		return a.whole && (a.to > a.from || b.to > b.from || !b.whole)
	case gap >= minApart:
		return true
	}
	return strings.ContainsAny(string(base[a.to:b.from]), clauseEnds) || numberEnds(base, a.to, b.from)
}

// numberEnds tells whether the number of a line ends between two places.
func numberEnds(base []rune, from, to int) bool {
	end := numberEnd(base, from)
	return from < end && end <= to
}

// numberEnd returns where the number ends of the line that a place near its head
// is in; -1 if it has none.
func numberEnd(base []rune, place int) int {
	start := place
	for start > 0 && base[start-1] != '\n' {
		if place-start > 10 { // no mark is longer
			return -1
		}
		start--
	}
	if _, length := numberAt(base[start:min(len(base), start+20)]); length > 0 {
		return start + length
	}
	return -1
}

// onlyNumbers tells whether changes change digits of numbers of lines and no more.
func (j *joiner3) onlyNumbers(hunks []hunk) bool {
	for _, h := range hunks {
		if h.to > numberEnd(j.base, h.from) || h.to == h.from {
			return false
		}
		for _, r := range h.text {
			if hanDigit(r) < 0 && digit(r) < 0 && !strings.ContainsRune("十百", r) {
				return false
			}
		}
	}
	return true
}

// maxClause bounds how far, in characters, a conflict reaches to the border of
// its clause.
const maxClause = 30

// clause widens a stretch to the borders of its clause, within least ≤ i < most.
func clause(base []rune, from, to, least, most int) (int, int) {
	for n := 0; n < maxClause && from > least && !strings.ContainsRune(clauseEnds, base[from-1]); n++ {
		from--
	}
	if to > 0 && base[to-1] == '\n' {
		return from, to
	}
	for n := 0; n < maxClause && to < most && !strings.ContainsRune(clauseEnds, base[to]); n++ {
		to++
	}
	return from, to
}
