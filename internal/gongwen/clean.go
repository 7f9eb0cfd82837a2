package gongwen

import (
	"strings"
	"unicode"
)

// Clean takes out of pasted text what is not content: every way to end a line
// becomes "\n", blank lines and white space at the ends of lines go, and so do
// the characters that nobody sees. What else stands in it stays, in its order;
// the result does not end in "\n".
//
// A byte that is not UTF-8 becomes U+FFFD, so that the reader sees that
// something was lost on the way here. A zero-width joiner or non-joiner stays
// between letters of scripts that join (Arabic, Mongolian) and in emoji.
func Clean(text string) string {
	s, _ := clean(text)
	return s
}

// clean also returns, for each line that is left, the 0-based line of the text
// it came from, lines of the text being ended by "\n" alone.
func clean(text string) (string, []int) {
	var s strings.Builder
	s.Grow(len(text))
	var from []int
	runes := []rune(text)
	start, raw := 0, 0
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && !newline(runes[i]) {
			continue
		}
		if line := squeeze(seen(runes[start:i])); len(line) > 0 {
			if s.Len() > 0 {
				s.WriteByte('\n')
			}
			s.WriteString(string(line))
			from = append(from, raw)
		}
		if i < len(runes) && runes[i] == '\n' {
			raw++
		}
		start = i + 1
	}
	return s.String(), from
}

// Canonical is what two texts have in common that say the same: the text cleaned
// and widened, without white space. For every x,
// Canonical(Parse(x, src).Text()) == Canonical(x).
func Canonical(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' {
			return -1
		}
		return r
	}, Widen(Clean(text)))
}

// normal is the text as Parse reads it, and where each line came from, see clean.
// The squeeze is needed once more, for marks that have become wide need no space
// beside them.
func normal(text string) ([]string, []int) {
	text, from := clean(text)
	if text == "" {
		return nil, nil
	}
	text = Widen(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.Contains(line, " ") {
			lines[i] = string(squeeze([]rune(line)))
		}
	}
	return lines, from
}

// seen returns the line without its invisible characters.
func seen(line []rune) []rune {
	out := make([]rune, 0, len(line))
	for i, r := range line {
		if !invisible(r) || joiner(line, i, out) {
			out = append(out, r)
		}
	}
	return out
}

// joiner tells whether line[i] is a joiner that is content; before is what has
// been kept of the line so far.
func joiner(line []rune, i int, before []rune) bool {
	if line[i] != 0x200C && line[i] != 0x200D {
		return false
	}
	return len(before) > 0 && joins(before[len(before)-1]) && i+1 < len(line) && joins(line[i+1])
}

// squeeze drops white space that stands at an end of the line or beside a wide
// character and leaves one space of every other stretch. Gaps between Han and
// Latin are made in setting, not typed. A blank that parts two elements on one
// line stays, see parted.
func squeeze(line []rune) []rune {
	out := make([]rune, 0, len(line))
	var before rune // the last character that is no combining mark
	gap, apart, short := false, 0, -1
	for i, r := range line {
		if space(r) {
			gap = true
			continue
		}
		if gap && before != 0 {
			switch {
			case spaced(before, r):
				out = append(out, ' ')
			case short < 0:
				short = 0
				if shortLine(line) {
					short = 1
				}
				fallthrough
			default:
				if short > 0 && parted(out[apart:], line[i:]) {
					out = append(out, ' ')
					apart = len(out)
				}
			}
		}
		gap = false
		out = append(out, r)
		if before == 0 || !unicode.Is(unicode.M, r) {
			before = r
		}
	}
	return out
}

// spaced tells whether a space may stand between the two characters.
func spaced(before, after rune) bool {
	if wide(before) || wide(after) {
		return false
	}
	if quote(before) {
		return alphanumeric(after)
	}
	if quote(after) {
		return alphanumeric(before)
	}
	return true
}
