package gongwen

// findMoved follows stretches of at least a shingle that the author cut out
// of one place and put in another: what is left of the old text is looked for in
// what is new.
func findMoved(before, after []*traced) {
	places := make(map[[shingle]rune][]spot)
	for _, l := range before {
		for i := l.mark; i+shingle <= len(l.text); i++ {
			if l.free(i, shingle) {
				k := [shingle]rune(l.folded[i : i+shingle])
				places[k] = append(places[k], spot{l, i})
			}
		}
	}
	if len(places) == 0 {
		return
	}
	for _, l := range after {
		for j := l.mark; j+shingle <= len(l.text); {
			j += max(1, l.takeMoved(j, places))
		}
	}
}

type spot struct {
	line *traced
	at   int
}

// maxSpots bounds how many places of one shingle are looked at.
const maxSpots = 8

// takeMoved takes the sources of the longest free stretch of old text that
// stands at j, and returns its length.
func (l *traced) takeMoved(j int, places map[[shingle]rune][]spot) int {
	if !l.free(j, shingle) {
		return 0
	}
	var best spot
	length := 0
	found := places[[shingle]rune(l.folded[j:j+shingle])]
	for _, s := range found[:min(len(found), maxSpots)] {
		if n := l.common(j, s); n > length {
			best, length = s, n
		}
	}
	if length < shingle {
		return 0
	}
	for n := range length {
		l.take(j+n, best.line, best.at+n)
	}
	return length
}

// common returns how many characters from j on stand at s too, none of them
// known yet.
func (l *traced) common(j int, s spot) int {
	n := 0
	for j+n < len(l.text) && s.at+n < len(s.line.text) && l.folded[j+n] == s.line.folded[s.at+n] &&
		!l.known[j+n] && !s.line.known[s.at+n] {
		n++
	}
	return n
}

// free tells whether the n characters from i on are not known yet.
func (l *traced) free(i, n int) bool {
	for _, known := range l.known[i : i+n] {
		if known {
			return false
		}
	}
	return true
}
