package gongwen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cueWord is a word of the table with its row.
type cueWord struct {
	word string
	*cue
}

// The table of cues by what must be met first, so that a line is compared with
// few words: the first character of those at its head, the last of those at its
// tail, and so on.
var (
	cuesAtHead = map[rune][]cueWord{}
	cuesAtTail = map[rune][]cueWord{}
	cuesWithin = map[rune][]cueWord{}
	cuesWhole  = map[string][]cueWord{}
	// cueFirsts tells at once that no word within a line begins with a character
	// below U+10000.
	cueFirsts [1 << 16]bool
)

func init() {
	for i := range cues {
		c := &cues[i]
		for word := range strings.SplitSeq(c.words, "|") {
			w := cueWord{word, c}
			first, _ := utf8.DecodeRuneInString(word)
			last, _ := utf8.DecodeLastRuneInString(word)
			switch c.place {
			case cueHead, cueLabel:
				cuesAtHead[first] = append(cuesAtHead[first], w)
			case cueTail:
				cuesAtTail[last] = append(cuesAtTail[last], w)
			case cueWhole:
				cuesWhole[word] = append(cuesWhole[word], w)
			case cueIn:
				cuesWithin[first] = append(cuesWithin[first], w)
				cueFirsts[first] = true
			}
		}
	}
}

// scores are what the parts score on a line; the best cue of each counts.
type scores [parts]int16

func (s *scores) at(p Part, score int) {
	if int16(score) > s[p] {
		s[p] = int16(score)
	}
}

// cueLine scores a line by the table. bare is the line without brackets around
// it and end mark; n is its length in characters.
func cueLine(s *scores, line, bare string, n int) {
	for _, head := range [2]string{line, bare} {
		first, _ := utf8.DecodeRuneInString(head)
		for _, w := range cuesAtHead[first] {
			if n <= w.most && w.opens(head) {
				s.at(w.part, int(w.score))
			}
		}
		if line == bare {
			break
		}
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	for _, w := range cuesAtTail[last] {
		if n <= w.most && strings.HasSuffix(line, w.word) {
			s.at(w.part, int(w.score))
		}
	}
	for _, w := range cuesWhole[bare] {
		if n <= w.most && !(w.part == PartLeftover && strings.HasSuffix(line, "。")) {
			s.at(w.part, int(w.score))
		}
	}
	for i, r := range line {
		if r > 0xFFFF || !cueFirsts[r] {
			continue
		}
		for _, w := range cuesWithin[r] {
			if n <= w.most && strings.HasPrefix(line[i:], w.word) {
				s.at(w.part, int(w.score))
			}
		}
	}
}

// opens tells whether the line begins with the word: as a label if it is one,
// and a word of a web page not as the beginning of a longer one.
func (w cueWord) opens(line string) bool {
	rest, ok := strings.CutPrefix(line, w.word)
	if !ok || rest == "" {
		return ok
	}
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case w.place == cueLabel:
		return next == ':' || next == '(' || next == '[' || next == '【' || next == '〔'
	case w.part == PartLeftover:
		last, _ := utf8.DecodeLastRuneInString(w.word)
		return !unicode.Is(unicode.Han, next) || !unicode.Is(unicode.Han, last)
	}
	return true
}
