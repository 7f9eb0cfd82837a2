package gongwen

import "slices"

// rewrite is a moved line with what shall stand in its new place.
type rewrite struct {
	line movedLine
	text []rune
}

// followMoves makes the changes of one person inside a line that the other moved
// where the line now stands, and leaves a line that both moved where mine has it.
func followMoves(base []rune, mine, theirs editing, hm, ht []hunk) {
	there := make(map[int]movedLine, len(theirs.moved))
	for _, l := range theirs.moved {
		there[l.from] = l
	}
	var inMine, inTheirs []rewrite
	for _, l := range mine.moved {
		if both, ok := there[l.from]; ok {
			if !sameMove(hm, ht, l, both) {
				inTheirs = append(inTheirs, rewrite{line: both})
			}
			delete(there, l.from)
		} else if text, ok := carry(base, l, ht); ok {
			inMine = append(inMine, rewrite{l, text})
		}
	}
	for _, l := range theirs.moved {
		if _, ok := there[l.from]; !ok {
			continue
		}
		if text, ok := carry(base, l, hm); ok {
			inTheirs = append(inTheirs, rewrite{l, text})
		}
	}
	rewriteLines(hm, inMine)
	rewriteLines(ht, inTheirs)
}

// sameMove tells whether both put the line into the same place.
func sameMove(hm, ht []hunk, mine, theirs movedLine) bool {
	a, b := holding(hm, mine.to), holding(ht, theirs.to)
	return a.from == b.from && a.to == b.to && slices.Equal(a.text, b.text)
}

// holding returns the change that put in the character at a place of the changed
// text. A moved line is always in one.
func holding(hunks []hunk, place int) *hunk {
	k, exact := slices.BinarySearchFunc(hunks, place, func(h hunk, place int) int { return h.at - place })
	if exact {
		// Changes that only delete stand at the same place, in front.
		for k+1 < len(hunks) && hunks[k+1].at == place {
			k++
		}
	} else {
		k--
	}
	return &hunks[k]
}

// carry returns the words of a line with the other's changes inside it, which it
// voids; ok is false if there are none, or if some reach beyond the line.
func carry(base []rune, l movedLine, hunks []hunk) (text []rune, ok bool) {
	end := l.from + l.length
	if base[end-1] == '\n' {
		end--
	}
	first, _ := slices.BinarySearchFunc(hunks, l.from, func(h hunk, from int) int { return h.to - from })
	last := first
	for last < len(hunks) && hunks[last].from <= end {
		h := hunks[last]
		outside := h.from < l.from && h.to == l.from || h.to == h.from && h.whole
		switch {
		case outside && last == first:
			first++
		case outside || h.from < l.from || h.to > end || h.void:
			return nil, false
		}
		last++
	}
	if first == last {
		return nil, false
	}
	for k := first; k < last; k++ {
		hunks[k].void = true
	}
	return applied(base, l.from, l.from+l.length, hunks[first:last]), true
}

// rewriteLines puts other words in the places of moved lines, the last first: the
// places are those before any was rewritten.
func rewriteLines(hunks []hunk, all []rewrite) {
	slices.SortFunc(all, func(a, b rewrite) int { return b.line.to - a.line.to })
	for _, w := range all {
		h := holding(hunks, w.line.to)
		at := w.line.to - h.at
		h.text = slices.Replace(h.text, at, at+w.line.length, w.text...)
		h.carries = true
		h.void = h.from == h.to && len(h.text) == 0
	}
}
