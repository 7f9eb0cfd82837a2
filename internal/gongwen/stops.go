package gongwen

import "strings"

// stops makes the half-width full stop 。 where it ends a sentence in Han.
func (l *line) stops() {
	for i, r := range l.runes {
		if r == '.' && !l.kept[i] && l.endsHan(i) && l.beginsHan(i) && !l.numbers(i) {
			l.runes[i] = '。'
		}
	}
}

// endsHan tells whether what stands right before i is Han or closes it.
func (l *line) endsHan(i int) bool {
	j := l.next(i, -1)
	if j < 0 {
		return false
	}
	switch r := l.runes[j]; r {
	case '）':
		return true
	case '”', '’':
		return l.before[j] == han
	}
	return l.scriptAt(j) == han
}

// beginsHan tells whether the line ends behind i or goes on with Han or with a
// mark that opens or closes.
func (l *line) beginsHan(i int) bool {
	j := l.next(i, 1)
	return j < 0 || l.scriptAt(j) == han || quote(l.runes[j]) || strings.ContainsRune("（）", l.runes[j])
}

// numbers tells whether the stop at i stands behind a number that opens the line:
// 一. or （一）. or 第一.
func (l *line) numbers(i int) bool {
	if i > 12 {
		return false
	}
	s := strings.Trim(string(l.runes[:i]), "（() ）第\t")
	v, length := readHan([]rune(s))
	return v > 0 && length == len([]rune(s))
}

// urls marks the characters of URLs: from the scheme or www. to the first that
// is not ASCII, without the punctuation that ends the sentence around it.
func urls(runes []rune) []bool {
	kept := make([]bool, len(runes))
	for i := 0; i < len(runes); i++ {
		if runes[i] != ':' && runes[i] != 'w' && runes[i] != 'W' {
			continue
		}
		start := urlStart(runes, i)
		if start < 0 {
			continue
		}
		end := urlEnd(runes, start)
		for j := start; j < end; j++ {
			kept[j] = true
		}
		i = max(i, end-1)
	}
	return kept
}

// urlStart returns where a URL begins whose :// or www. is at i, or -1.
func urlStart(runes []rune, i int) int {
	if runes[i] == ':' {
		if !in(runes, i+1, "/") || !in(runes, i+2, "/") {
			return -1
		}
		start := i
		for start > 0 && i-start < 10 && alphanumeric(runes[start-1]) {
			start--
		}
		if start == i {
			return -1
		}
		return start
	}
	if i+4 > len(runes) || !strings.EqualFold(string(runes[i:i+4]), "www.") || i > 0 && alphanumeric(runes[i-1]) {
		return -1
	}
	return i
}

func urlEnd(runes []rune, start int) int {
	end, open := start, 0
	for end < len(runes) && runes[end] > ' ' && runes[end] < 0x7F && runes[end] != '"' {
		open += bracket(runes[end])
		end++
	}
	for end > start {
		r := runes[end-1]
		if !strings.ContainsRune(",.;:?!'(", r) && (r != ')' || open >= 0) {
			break
		}
		open -= bracket(r)
		end--
	}
	return end
}

func bracket(r rune) int {
	switch r {
	case '(':
		return 1
	case ')':
		return -1
	}
	return 0
}
