package gongwen

import "strings"

// A shortest edit script is seldom the only one. settle and dropChance choose
// what an author is likely to have done.

// maxSlide bounds how far, in characters, a stretch is moved.
const maxSlide = 200

// settle moves what was cut out or put in, where it may as well have been a
// character further on, so that it ends with the end of a sentence: with B。 taken
// from A。B。 the 。 that is left is A's.
func settle(a, b []rune, found []int) {
	for j := 1; j < len(b); j++ {
		i := found[j-1]
		switch {
		case i < 0:
		case found[j] > i+1:
			settleCut(a, b, found, j)
		case found[j] < 0:
			settleNew(b, found, j)
		}
	}
}

// settleCut moves the stretch of a that was cut out right before b[j].
func settleCut(a, b []rune, found []int, j int) {
	from, to := found[j-1]+1, found[j]
	for n := 0; n < maxSlide; n++ {
		if ends(a[to+n-1]) {
			for m := range n {
				found[j+m] = from + m
			}
			return
		}
		if j+n >= len(b) || found[j+n] != to+n || a[from+n] != b[j+n] {
			break
		}
	}
	for n := 1; n < maxSlide && j-n >= 0 && found[j-n] == from-n && a[to-n] == b[j-n]; n++ {
		if to-n-1 >= 0 && ends(a[to-n-1]) {
			for m := 1; m <= n; m++ {
				found[j-m] = to - m
			}
			return
		}
	}
}

// settleNew moves the stretch of b that was put in from j on.
func settleNew(b []rune, found []int, j int) {
	end := j
	for end < len(b) && found[end] < 0 {
		end++
	}
	i := found[j-1]
	if end == len(b) || found[end] != i+1 || ends(b[end-1]) {
		return
	}
	for n := 0; n < maxSlide && end+n < len(b) && found[end+n] == i+1+n && b[j+n] == b[end+n]; n++ {
		if ends(b[end+n]) {
			for m := range n + 1 {
				found[end+m], found[j+m] = -1, i+1+m
			}
			return
		}
	}
	for n := 1; n < maxSlide && j-n >= 0 && found[j-n] == i+1-n && b[end-n] == b[j-n]; n++ {
		if ends(b[end-n-1]) {
			for m := 1; m <= n; m++ {
				found[end-m], found[j-m] = i+1-m, -1
			}
			return
		}
	}
}

// ends tells whether a sentence ends with r; 。 is folded to a full stop.
func ends(r rune) bool { return strings.ContainsRune(".；！？\n", r) }

// dropChance takes back single characters that are found again in a stretch
// that was written anew: there a 的 is no remnant of the old sentence. Measured
// between matches of two characters and more, or line ends.
func dropChance(b []rune, found []int, length int) {
	lastJ, lastI := 0, 0
	var single []int
	for j := 0; j <= len(found); j++ {
		i := length
		if j < len(found) {
			if i = found[j]; i < 0 {
				continue
			}
			if b[j] != '\n' && !follows(found, j) && !follows(found, j+1) {
				single = append(single, j)
				continue
			}
		}
		n, fresh, gone := len(single), j-lastJ, i-lastI
		if 4*n <= min(fresh, gone) && 12*n <= fresh+gone {
			for _, k := range single {
				found[k] = -1
			}
		}
		single, lastJ, lastI = single[:0], j+1, i+1
	}
}

// follows tells whether b[j] continues the match of the character before it.
func follows(found []int, j int) bool {
	return j > 0 && j < len(found) && found[j] >= 0 && found[j] == found[j-1]+1 && found[j-1] >= 0
}
