package gongwen

import (
	"slices"
	"strings"
)

// How long, in characters, words must be to be another's. Official phrases have
// up to 23: 以习近平新时代中国特色社会主义思想为指导.
const (
	foreign       = 24
	foreignInMost = 16 // if it makes most of a sentence
)

// maxLooks bounds how many places of one shingle are asked for another owner.
const maxLooks = 64

// index holds the places of shingles.
type index map[[shingle]rune][]spot

// stretches gives new words the sources of the stretches of memory that they are.
func (r *recall) stretches() {
	if len(r.memory) == 0 {
		return
	}
	wanted := make(map[[shingle]rune]bool)
	for _, l := range r.after {
		for i := l.nextWindow(l.mark); i >= 0; i = l.nextWindow(i + 1) {
			wanted[[shingle]rune(l.folded[i:i+shingle])] = true
		}
	}
	if len(wanted) == 0 {
		return
	}
	all, own := make(index), make(index)
	for _, l := range r.memory {
		all.add(l, wanted, func(int) bool { return true })
	}
	for _, l := range slices.Concat(r.before, r.memory) {
		own.add(l, wanted, func(i int) bool { return l.ownedBy(r.editor, i, i+shingle) })
	}
	for _, l := range r.after {
		for i := l.nextWindow(l.mark); i >= 0; {
			s := all.longest(l, i)
			if s.known != nil {
				r.take(s, all, own)
			}
			i = l.nextWindow(max(i+1, s.to-shingle+1))
		}
	}
}

// nextWindow returns where the next shingle at or behind i begins in which a
// character is new, or -1.
func (l *traced) nextWindow(i int) int {
	fresh := i
	for fresh < len(l.known) && l.known[fresh] {
		fresh++
	}
	i = max(i, fresh-shingle+1)
	if fresh == len(l.known) || i+shingle > len(l.known) {
		return -1
	}
	return i
}

func (x index) add(l *traced, wanted map[[shingle]rune]bool, good func(i int) bool) {
	for i := l.mark; i+shingle <= len(l.folded); i++ {
		k := [shingle]rune(l.folded[i : i+shingle])
		if wanted[k] && len(x[k]) < maxLooks && good(i) {
			x[k] = append(x[k], spot{l, i})
		}
	}
}

// stretch is a stretch of a new line, from ≤ i < to, that stands in a line of
// memory at i+shift.
type stretch struct {
	line, known *traced
	from, to    int
	shift       int
	first, last int // where its first and its last new character are
}

// longest returns the longest stretch around the shingle at i.
func (x index) longest(l *traced, i int) stretch {
	var best stretch
	found := x[[shingle]rune(l.folded[i:i+shingle])]
	for _, p := range found[:min(len(found), maxSpots)] {
		if s := around(l, i, p); s.to-s.from > best.to-best.from {
			best = s
		}
	}
	return best
}

func around(l *traced, i int, p spot) stretch {
	s := stretch{line: l, known: p.line, from: i, to: i + shingle, shift: p.at - i}
	for s.from > l.mark && s.from+s.shift > p.line.mark && l.folded[s.from-1] == p.line.folded[s.from-1+s.shift] {
		s.from--
	}
	for s.to < len(l.folded) && s.to+s.shift < len(p.line.folded) && l.folded[s.to] == p.line.folded[s.to+s.shift] {
		s.to++
	}
	s.first, s.last = s.to, s.from
	for j := s.from; j < s.to; j++ {
		if !l.known[j] {
			s.first, s.last = min(s.first, j), j
		}
	}
	return s
}

// withoutStop leaves out stops at the head: they end the sentence before it.
func (s stretch) withoutStop() stretch {
	for s.first > s.line.mark && s.first < s.last && s.line.stop(s.first) {
		s.first++
	}
	return s
}

// take takes the stretch if it is recognised.
func (r *recall) take(s stretch, all, own index) {
	if s.putBack() {
		s.take()
	} else if s = s.withoutStop(); r.recognised(s, all, own) {
		s.take()
	}
}

// take gives the new characters the sources they have in memory.
func (s stretch) take() {
	for j := s.first; j <= s.last; j++ {
		if !s.line.known[j] {
			s.line.sources[j], s.line.known[j] = s.known.sources[j+s.shift], true
		}
	}
}

// recognised tells whether the new characters are long enough, and nobody else's.
func (r *recall) recognised(s stretch, all, own index) bool {
	n := s.last + 1 - s.first
	editors := func(p spot) bool { return p.line.ownedBy(r.editor, p.at, p.at+n) }
	if n < shingle || !s.mostlyNew() || s.elsewhere(own, editors) {
		return false
	}
	if n >= foreign {
		return true
	}
	if !s.sentence() && (n < foreignInMost || 5*n < 4*s.line.sentenceAround(s.first, s.last)) {
		return false
	}
	whose := s.known.sources[s.first+s.shift].Department
	return !s.elsewhere(all, func(p spot) bool {
		other := p.line.sources[p.at]
		return other != r.editor && other.Department != whose
	})
}

// mostlyNew tells whether three quarters of the stretch have no source yet.
func (s stretch) mostlyNew() bool {
	fresh := 0
	for _, known := range s.line.known[s.first : s.last+1] {
		if !known {
			fresh++
		}
	}
	return 4*fresh >= 3*(s.last+1-s.first)
}

// putBack tells whether the new characters stand between such as stood around
// them in memory, with the same sources.
func (s stretch) putBack() bool {
	if s.to-s.from < 2*shingle {
		return false
	}
	head := s.from == s.line.mark && s.from+s.shift == s.known.mark
	tail := s.to == len(s.line.text) && s.to+s.shift == len(s.known.text)
	before, behind := s.first-s.from >= shingle, s.to-s.last-1 >= shingle
	if !before && !behind || !before && !head || !behind && !tail {
		return false
	}
	for j := max(s.from, s.first-shingle); j < min(s.to, s.last+1+shingle); j++ {
		if s.line.known[j] && s.line.sources[j] != s.known.sources[j+s.shift] {
			return false
		}
	}
	return true
}

// sentence tells whether the new characters are one or more whole sentences, here
// and in memory; a stop may be an old one.
func (s stretch) sentence() bool {
	return s.line.opens(s.first) && s.known.opens(s.first+s.shift) &&
		s.line.closes(s.last) && s.known.closes(s.last+s.shift)
}

// opens tells whether a sentence begins at i, closes whether one ends with i, or
// with the stop behind it.
func (l *traced) opens(i int) bool { return i == l.mark || l.stop(i-1) }

func (l *traced) closes(i int) bool { return i == len(l.text)-1 || l.stop(i) || l.stop(i+1) }

func (l *traced) stop(i int) bool { return strings.ContainsRune(sentenceEnds, l.text[i]) }

// sentenceAround returns the length of the sentence, or sentences, that hold the
// characters first to last.
func (l *traced) sentenceAround(first, last int) int {
	for first > l.mark && !l.stop(first-1) {
		first--
	}
	for last < len(l.text)-1 && !l.stop(last) {
		last++
	}
	return last + 1 - first
}

// elsewhere tells whether the words from the first new character to the last
// stand in x at a place that fits.
func (s stretch) elsewhere(x index, fits func(spot) bool) bool {
	n := s.last + 1 - s.first
	if s.first+shingle > len(s.line.folded) {
		return false
	}
	words := s.line.folded[s.first : s.first+n]
	for _, p := range x[[shingle]rune(s.line.folded[s.first:s.first+shingle])] {
		if p.at+n <= len(p.line.folded) && slices.Equal(p.line.folded[p.at:p.at+n], words) && fits(p) {
			return true
		}
	}
	return false
}
