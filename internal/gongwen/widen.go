package gongwen

import (
	"strings"
	"unicode"
)

// Widen makes the punctuation of Chinese text full width: , ; : ( ) ? ! where
// Han text stands next to them, the full stop that ends a sentence in Han, and
// paired straight quotes in a line that has Han. It spares what belongs to
// figures and Latin: 3.4, 3:3:4, 10:30, 10,000, 29%, GMS(2), URLs, and the stop of
// numbering (一. and 1.). Two brackets of a pair are decided together.
//
// Each line is decided by the characters that Widen never changes, which is why
// widening twice is widening once.
func Widen(text string) string {
	if !strings.ContainsAny(text, `,;:()?!."`) {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.ContainsAny(line, `,;:()?!."`) {
			lines[i] = widenLine(line)
		}
	}
	return strings.Join(lines, "\n")
}

var fullWidth = map[rune]rune{
	',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '(': '（', ')': '）',
}

// script is what stands beside a mark.
type script uint8

const (
	nothing script = iota // the line's end
	latin                 // letters and figures of either width, and all else
	han                   // Han text and Chinese punctuation
)

// line is one line while it is widened.
type line struct {
	runes  []rune
	kept   []bool   // part of a URL
	before []script // the nearest letter on the left that widening leaves alone
	after  []script
	hans   []int // how many Han characters stand before i
}

func widenLine(text string) string {
	l := newLine([]rune(text))
	if l.hans[len(l.runes)] == 0 {
		return text
	}
	l.brackets()
	l.quotes()
	l.marks()
	l.stops()
	return string(l.runes)
}

func newLine(runes []rune) *line {
	n := len(runes)
	l := &line{runes: runes, kept: urls(runes), before: make([]script, n), after: make([]script, n), hans: make([]int, n+1)}
	last := nothing
	for i := range runes {
		l.before[i] = last
		s := l.scriptAt(i)
		if s != nothing {
			last = s
		}
		l.hans[i+1] = l.hans[i]
		if s == han {
			l.hans[i+1]++
		}
	}
	last = nothing
	for i := n - 1; i >= 0; i-- {
		l.after[i] = last
		if s := l.scriptAt(i); s != nothing {
			last = s
		}
	}
	return l
}

// scriptAt returns nothing for what one looks past: white space, invisible and
// combining characters, and every mark that Widen changes or makes.
func (l *line) scriptAt(i int) script {
	r := l.runes[i]
	switch {
	case l.kept[i], alphanumeric(r):
		return latin
	case common(r):
		return han
	case space(r), quote(r), strings.ContainsRune(`,;:()?!."，；：（）？！。—…·`, r):
		return nothing
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return latin
	case wide(r):
		return han
	case unicode.In(r, unicode.M, unicode.Cf, unicode.Cc):
		return nothing
	}
	return latin
}

// brackets widens pairs that enclose Han, follow Han or open the line.
func (l *line) brackets() {
	var open []int
	for i, r := range l.runes {
		switch {
		case l.kept[i]:
		case r == '(' || r == '（':
			open = append(open, i)
		case (r == ')' || r == '）') && len(open) > 0:
			l.pair(open[len(open)-1], i)
			open = open[:len(open)-1]
		case r == ')' && (l.before[i] == han || l.after[i] == han):
			l.runes[i] = '）' // has no partner
		}
	}
	for _, i := range open {
		if l.before[i] == han || l.after[i] == han {
			l.runes[i] = '（'
		}
	}
}

func (l *line) pair(a, b int) {
	isWide := l.runes[a] == '（' || l.runes[b] == '）'
	if isWide || l.hans[a] < l.hans[b] || l.before[a] != latin {
		l.runes[a], l.runes[b] = '（', '）'
	}
}

// quotes makes "…" to “…”. A quote that has no partner stays.
func (l *line) quotes() {
	open := -1
	for i, r := range l.runes {
		switch {
		case l.kept[i]:
		case r == '“', r == '"' && open < 0:
			open = i
		case r == '"', r == '”' && open >= 0:
			l.runes[open], l.runes[i] = '“', '”'
			open = -1
		}
	}
}

// marks widens , ; : ? ! beside Han text, wide brackets and quotes.
func (l *line) marks() {
	for i, r := range l.runes {
		if l.kept[i] || !strings.ContainsRune(",;:?!", r) {
			continue
		}
		if l.before[i] == han || l.after[i] == han || l.beside(i) {
			l.runes[i] = fullWidth[r]
		}
	}
}

// beside tells whether a wide bracket or a quote stands right beside i.
func (l *line) beside(i int) bool {
	for _, j := range []int{l.next(i, -1), l.next(i, 1)} {
		if j >= 0 && (quote(l.runes[j]) || l.runes[j] == '（' || l.runes[j] == '）') {
			return true
		}
	}
	return false
}

// next returns the nearest place from i in direction step that is no white
// space and no combining mark, or -1.
func (l *line) next(i, step int) int {
	for i += step; i >= 0 && i < len(l.runes); i += step {
		if r := l.runes[i]; !space(r) && !invisible(r) && !unicode.Is(unicode.M, r) {
			return i
		}
	}
	return -1
}
