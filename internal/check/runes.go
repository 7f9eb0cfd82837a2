package check

import (
	"strings"
	"unicode"
)

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '〇' || r > 0x3400 && unicode.Is(unicode.Han, r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

func isAlnum(r rune) bool { return isDigit(r) || isLetter(r) }

// oneOf is for characters that are rare where it is asked: it reads the set.
func oneOf(r rune, set string) bool { return strings.ContainsRune(set, r) }

// isMark tells Chinese punctuation and full-width forms, among which the marks
// of sentences are.
func isMark(r rune) bool { return r >= 0x3000 && r <= 0x303F || r >= 0xFF00 }

// endsSentence tells 。！？.
func endsSentence(r rune) bool { return r == '。' || r == '！' || r == '？' }

// runeAt returns r[i], or 0 beyond the ends.
func runeAt(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

// has tells whether s stands at r[i:].
func has(r []rune, i int, s string) bool {
	if i < 0 {
		return false
	}
	for _, c := range s {
		if i >= len(r) || r[i] != c {
			return false
		}
		i++
	}
	return true
}

// hasBefore tells whether s stands right before i.
func hasBefore(r []rune, i int, s string) bool {
	n := 0
	for range s {
		n++
	}
	return has(r, i-n, s)
}

// anyAt returns the first of the words that stands at r[i:], or "".
func anyAt(r []rune, i int, words ...string) string {
	for _, w := range words {
		if has(r, i, w) {
			return w
		}
	}
	return ""
}

func anyBefore(r []rune, i int, words ...string) string {
	for _, w := range words {
		if hasBefore(r, i, w) {
			return w
		}
	}
	return ""
}

// index returns where s stands in r from i on, or -1. Nothing is found nowhere. It
// reads to the end of r: who asks again and again cuts r to what may be near.
func index(r []rune, i int, s string) int {
	if s == "" {
		return -1
	}
	var first rune
	for _, first = range s {
		break
	}
	for ; i < len(r); i++ {
		if r[i] == first && has(r, i, s) {
			return i
		}
	}
	return -1
}

func contains(r []rune, s string) bool { return index(r, 0, s) >= 0 }

func size(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// opens tells whether i is where a clause begins: the start, or behind a mark.
func opens(r []rune, i int) bool {
	return i == 0 || oneOf(r[i-1], "。；，：！？（“、—")
}

// clauseMarks end a clause.
const clauseMarks = "。！？；"

// sentence returns the bounds of the sentence around i, the end mark included;
// it looks no further than 400 characters each way.
func sentence(r []rune, i int) (from, to int) {
	from, to = i, i
	for from > 0 && i-from < 400 && !endsSentence(r[from-1]) {
		from--
	}
	for to < len(r) && to-i < 400 {
		to++
		if endsSentence(r[to-1]) {
			break
		}
	}
	return from, to
}

// distance is the edit distance of two short texts; more than limit is limit+1.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit || len(a) > 300 {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		left := row[0]
		row[0] = i + 1
		for j, y := range b {
			up := row[j+1]
			cost := left
			if x != y {
				cost = 1 + min(left, up, row[j])
			}
			row[j+1], left = cost, up
		}
	}
	return min(row[len(b)], limit+1)
}
