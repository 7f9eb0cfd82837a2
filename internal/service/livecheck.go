package service

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"dafu/internal/check"
	"dafu/internal/gongwen"
)

// typed finds the places of a document in the text that it was typed as.
type typed struct {
	starts  []int // of each block in the document's Text()
	lines   []int // where in the typed text each block's line begins
	columns []gongwen.Columns
	place   []int // which block of its line it is
	lengths []int
}

func newTyped(text string, body gongwen.Document, lines []int) typed {
	raw := strings.Split(text, "\n")
	at := make([]int, len(raw)+1)
	for i, l := range raw {
		at[i+1] = at[i] + utf8.RuneCountInString(l) + 1
	}
	n := len(body.Blocks)
	t := typed{make([]int, n), make([]int, n), make([]gongwen.Columns, n), make([]int, n), make([]int, n)}
	start := 0
	for i := 0; i < n; {
		end := i + 1
		for end < n && lines[end] == lines[i] {
			end++
		}
		c := gongwen.NewColumns(raw[lines[i]], body.Blocks[i:end]...)
		for j := i; j < end; j++ {
			t.starts[j], t.lines[j], t.columns[j], t.place[j] = start, at[lines[j]], c, j-i
			t.lengths[j] = utf8.RuneCountInString(body.Blocks[j].Text())
			start += t.lengths[j] + 1
		}
		i = end
	}
	return t
}

// span returns where in the typed text the characters from ≤ i < to stand.
func (t typed) span(from, to int) (int, int) {
	if len(t.starts) == 0 {
		return 0, 0
	}
	i, found := slices.BinarySearch(t.starts, from)
	if !found {
		i--
	}
	at := t.at(i, from-t.starts[i])
	if to <= from {
		return at, at
	}
	j, found := slices.BinarySearch(t.starts, to-1)
	if !found {
		j--
	}
	return at, max(at, t.behind(j, to-t.starts[j]))
}

func (t typed) at(block, offset int) int {
	return t.lines[block] + t.columns[block].Column(t.place[block], offset)
}

// behind is the place behind the offset characters; of the line end, the line's
// own end.
func (t typed) behind(block, offset int) int {
	if offset <= 0 {
		return t.at(block, 0)
	}
	if offset > t.lengths[block] { // the line end is in the span
		return t.at(block, t.lengths[block]) + 1
	}
	return t.at(block, offset-1) + 1
}

// move puts findings of the document at their places in the typed text.
func (t typed) move(all []Found) {
	for i := range all {
		f := &all[i]
		f.Start, f.End = t.span(f.Start, f.End)
		f.Edits = slices.Clone(f.Edits)
		f.Align = slices.Clone(f.Align)
		for _, edits := range [][]check.Edit{f.Edits, f.Align} {
			for j := range edits {
				edits[j].Start, edits[j].End = t.span(edits[j].Start, edits[j].End)
			}
		}
	}
}

// running is a check that runs beside the setting of the pages.
func (s *Service) running(ctx context.Context, d dossier, tables *check.Tables, body gongwen.Document, answered [][]int) <-chan []check.Finding {
	out := make(chan []check.Finding, 1)
	in := s.checkInput(d, tables, body, answered)
	in.Stop = ended(ctx)
	go func() { out <- check.Run(in) }()
	return out
}
