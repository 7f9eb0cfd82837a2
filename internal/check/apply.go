package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// Apply makes the edits of the findings, which must be of this very text. Of
// two that overlap the first is made; how many findings were mended, in part
// or whole, is returned too. Bytes that are not UTF-8 stay as they are.
func Apply(text string, findings []Finding) (string, int) {
	type order struct {
		Edit
		finding int
	}
	var all []order
	for i, f := range findings {
		for _, e := range f.Edits {
			all = append(all, order{e, i})
		}
	}
	slices.SortStableFunc(all, func(a, b order) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var out strings.Builder
	mended := map[int]bool{}
	at, runes, last := 0, 0, -1 // bytes copied, characters passed, end of the edit before
	for _, e := range all {
		if e.Start < runes || e.Start == last && e.Start == e.End {
			continue
		}
		start := forward(text, at, e.Start-runes)
		end := forward(text, start, e.End-e.Start)
		if start < 0 || end < 0 {
			break
		}
		out.WriteString(text[at:start])
		out.WriteString(e.Text)
		at, runes, last = end, e.End, e.End
		mended[e.finding] = true
	}
	out.WriteString(text[at:])
	return out.String(), len(mended)
}

// forward returns the byte n characters behind at, or -1 beyond the end.
func forward(text string, at, n int) int {
	if at < 0 {
		return -1
	}
	for ; n > 0; n-- {
		if at >= len(text) {
			return -1
		}
		_, w := utf8.DecodeRuneInString(text[at:])
		at += w
	}
	return at
}

// maxRounds bounds Fix: a fix can lay open another (spaces inside a doubled
// word), and two are the most that were ever seen.
const maxRounds = 8

// Fix makes every fix that is offered, until none is left, and returns the text
// with what is still found in it. Doing so twice is doing it once. A department's
// table may hold words that become one another for ever: then nothing is made.
func Fix(in Input) (string, []Finding) {
	if in.Document != nil {
		in.Text = in.Document.Text()
	}
	before := in
	for range maxRounds {
		findings := Run(in)
		text, n := Apply(in.Text, findings)
		if n == 0 || text == in.Text {
			return in.Text, findings
		}
		in.Text = text
		if in.Document != nil {
			traced := gongwen.Retrace(*in.Document, text, gongwen.Source{})
			in.Document = &traced
			in.Text = traced.Text()
		}
	}
	return before.Text, Run(before)
}
