package gongwen

import (
	"slices"
	"sort"
)

// shingle is how many equal characters make two places the same: Han text
// seldom repeats eight by chance.
const shingle = 8

// maxEdits bounds the work of myers: beyond so many edits two texts have
// nothing in common but chance.
const maxEdits = 1200

// align returns for each character of b the character of a that it is, or -1.
// The result depends on nothing but the texts; no clock cuts it short.
func align(a, b []rune) []int {
	found := make([]int, len(b))
	for j := range found {
		found[j] = -1
	}
	alignInto(a, b, 0, found)
	return found
}

// alignInto aligns a part of the texts; offset is where a begins.
func alignInto(a, b []rune, offset int, found []int) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		found[0] = offset
		a, b, found, offset = a[1:], b[1:], found[1:], offset+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		found[len(b)-1] = offset + len(a) - 1
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return
	}
	if len(a)+len(b) > maxEdits {
		if anchors := commonShingles(a, b); len(anchors) > 0 {
			alignBetween(a, b, anchors, offset, found)
			return
		}
	}
	myers(a, b, offset, found)
}

// match says that a's character i is b's character j.
type match struct{ i, j int }

func alignBetween(a, b []rune, anchors []match, offset int, found []int) {
	i, j := 0, 0
	for _, m := range anchors {
		if m.i < i || m.j < j {
			continue
		}
		alignInto(a[i:m.i], b[j:m.j], offset+i, found[j:m.j])
		for i, j = m.i, m.j; i < len(a) && j < len(b) && a[i] == b[j]; i, j = i+1, j+1 {
			found[j] = offset + i
		}
	}
	alignInto(a[i:], b[j:], offset+i, found[j:])
}

// commonShingles returns where stretches begin that occur once in a and once in
// b, in rising order in both.
func commonShingles(a, b []rune) []match {
	inA, inB := shingles(a), shingles(b)
	partner := make([]int, len(b))
	for j := range partner {
		partner[j] = -1
	}
	for s, j := range inB {
		if i, ok := inA[s]; ok && i >= 0 && j >= 0 {
			partner[j] = i
		}
	}
	var anchors []match
	for _, j := range rising(partner) {
		anchors = append(anchors, match{partner[j], j})
	}
	return anchors
}

// shingles returns the place of every shingle of s, -1 for those that occur
// more than once.
func shingles(s []rune) map[[shingle]rune]int {
	places := make(map[[shingle]rune]int, len(s))
	for i := 0; i+shingle <= len(s); i++ {
		k := [shingle]rune(s[i : i+shingle])
		if _, ok := places[k]; ok {
			places[k] = -1
		} else {
			places[k] = i
		}
	}
	return places
}

// rising returns the indexes of the longest rising series among the values ≥ 0.
func rising(values []int) []int {
	var tails []int // tails[n]: index of the least value that ends a series of n+1
	before := make([]int, len(values))
	for j, v := range values {
		if v < 0 {
			continue
		}
		n := sort.Search(len(tails), func(n int) bool { return values[tails[n]] >= v })
		before[j] = -1
		if n > 0 {
			before[j] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, j)
		} else {
			tails[n] = j
		}
	}
	if len(tails) == 0 {
		return nil
	}
	var out []int
	for j := tails[len(tails)-1]; j >= 0; j = before[j] {
		out = append(out, j)
	}
	slices.Reverse(out)
	return out
}

// myers finds a shortest edit script (E. Myers, An O(ND) Difference Algorithm,
// 1986) and notes the characters that it keeps. Texts more than maxEdits apart
// keep none.
func myers(a, b []rune, offset int, found []int) {
	limit := min(len(a)+len(b), maxEdits)
	reach := make([]int32, 2*limit+3) // reach[k+limit+1]: furthest place in a on diagonal k
	var trail [][]int32
	for d := 0; d <= limit; d++ {
		trail = append(trail, slices.Clone(reach[limit+1-d:limit+2+d]))
		for k := -d; k <= d; k += 2 {
			at := k + limit + 1
			x := int(reach[at-1]) + 1
			if k == -d || k != d && reach[at-1] < reach[at+1] {
				x = int(reach[at+1])
			}
			y := x - k
			for x < len(a) && y < len(b) && y >= 0 && a[x] == b[y] {
				x, y = x+1, y+1
			}
			reach[at] = int32(x)
			if x >= len(a) && y >= len(b) {
				walkBack(trail, len(a), len(b), offset, found)
				return
			}
		}
	}
}

// walkBack goes the way back that myers found and notes its diagonals.
func walkBack(trail [][]int32, x, y, offset int, found []int) {
	for d := len(trail) - 1; d > 0; d-- {
		reach := trail[d] // of d-1, diagonals -d to d
		k := x - y
		from := k - 1
		if k == -d || k != d && reach[d+k-1] < reach[d+k+1] {
			from = k + 1
		}
		startX := int(reach[d+from])
		for x > startX && y > startX-from {
			x, y = x-1, y-1
			found[y] = offset + x
		}
		x, y = startX, startX-from
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		found[y] = offset + x
	}
}
