package merge

import (
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// joinRuns puts runs together in a new slice, neighbours of one source as one.
func joinRuns(parts ...[]gongwen.Run) []gongwen.Run {
	var out []gongwen.Run
	for _, runs := range parts {
		for _, r := range runs {
			if r.Text == "" {
				continue
			}
			if n := len(out); n > 0 && out[n-1].Source == r.Source {
				out[n-1].Text += r.Text
				continue
			}
			out = append(out, r)
		}
	}
	return out
}

// runeCount is the length of runs in characters.
func runeCount(runs []gongwen.Run) int {
	n := 0
	for _, r := range runs {
		n += utf8.RuneCountInString(r.Text)
	}
	return n
}
