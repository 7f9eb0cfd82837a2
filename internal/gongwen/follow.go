package gongwen

import "strings"

// Place is a caret in a document: it stands before character At of Block's Text(),
// counted in characters (runes), the number included.
type Place struct {
	Block int `json:"block"`
	At    int `json:"at"`
}

// Span is a stretch of a document's text, From up to To; it may go over several
// blocks. Gone says that all its words were deleted: From and To are then where
// they stood.
type Span struct {
	From Place `json:"from"`
	To   Place `json:"to"`
	Gone bool  `json:"gone,omitempty"`
}

// Follow says where the words of spans of old stand in new: the alignment is that
// of Retrace, so lines and sentences that moved, and lines that were split, joined
// or renumbered take their spans along. Words that were put in between a span's
// words belong to it, words before and behind it do not. Where a span's words went
// to several places the largest part that stands together is followed. A span
// whose words are all deleted is Gone and stays so. A span outside the text of old
// is cut to it. Follow costs about one Retrace, however many spans there are.
func Follow(old, new Document, spans []Span) []Span {
	if len(spans) == 0 {
		return nil
	}
	before, after := linesOf(old), linesOf(new)
	origin := origins(before, after)
	froms := starts(before)
	ends := starts(after)
	stays := make([]bool, len(origin))
	for _, j := range rising(origin) {
		stays[j] = true
	}
	out := make([]Span, len(spans))
	for i, s := range spans {
		s = old.clamp(s)
		from, to := froms[s.From.Block]+s.From.At, froms[s.To.Block]+s.To.At
		if s.Gone {
			to = from
		}
		first, last := cover(origin, stays, from, to)
		if first < 0 {
			at := placeIn(ends, nearest(origin, stays, from))
			out[i] = new.clamp(Span{From: at, To: at, Gone: true})
			continue
		}
		out[i] = Span{From: placeIn(ends, first), To: placeIn(ends, last)}
		out[i].To.At++
	}
	return out
}

// Quote returns the words of a span, a line for each of its blocks. A span that is
// Gone has none.
func (d Document) Quote(s Span) string {
	if s.Gone || len(d.Blocks) == 0 {
		return ""
	}
	s = d.clamp(s)
	var lines []string
	for i := s.From.Block; i <= s.To.Block; i++ {
		text := []rune(d.Blocks[i].Text())
		from, to := 0, len(text)
		if i == s.From.Block {
			from = s.From.At
		}
		if i == s.To.Block {
			to = s.To.At
		}
		lines = append(lines, string(text[from:to]))
	}
	return strings.Join(lines, "\n")
}

// clamp cuts a span to the text. In a document without blocks it is the zero place.
func (d Document) clamp(s Span) Span {
	s.From, s.To = d.clampPlace(s.From), d.clampPlace(s.To)
	if s.To.Block < s.From.Block || s.To.Block == s.From.Block && s.To.At < s.From.At {
		s.To = s.From
	}
	return s
}

func (d Document) clampPlace(p Place) Place {
	switch {
	case len(d.Blocks) == 0 || p.Block < 0:
		return Place{}
	case p.Block >= len(d.Blocks):
		p.Block = len(d.Blocks) - 1
		p.At = len([]rune(d.Blocks[p.Block].Text()))
	}
	p.At = min(max(p.At, 0), len([]rune(d.Blocks[p.Block].Text())))
	return p
}

// starts returns where each line begins if all characters are counted through, and
// their number. An empty list of lines has one start, so that a place is always
// there.
func starts(lines []*traced) []int {
	at := []int{0}
	for _, l := range lines {
		at = append(at, at[len(at)-1]+len(l.text))
	}
	return at
}

// placeIn is the place of the n-th character.
func placeIn(starts []int, n int) Place {
	k := 0
	for k+2 < len(starts) && starts[k+1] <= n {
		k++
	}
	return Place{k, n - starts[k]}
}

// origins returns for each character of the new lines, counted through, the one of
// the old lines that it is, or -1. It lets the alignment carry each character's
// place as if it were its source.
func origins(before, after []*traced) []int {
	n := 0
	for _, l := range before {
		for i := range l.sources {
			n++
			l.sources[i] = Source{Department: int64(n)}
		}
	}
	for _, l := range after {
		clear(l.sources)
	}
	alignLines(before, after)
	findMoved(before, after)
	numbersGoAlong(before, after)
	var out []int
	for _, l := range after {
		for _, s := range l.sources {
			out = append(out, int(s.Department)-1)
		}
	}
	return out
}

// numbersGoAlong makes a line's number the number of the old line that its words
// begin with, whatever it says now.
func numbersGoAlong(before, after []*traced) {
	heads := make(map[Source]*traced, len(before)) // by the place of the first word
	for _, l := range before {
		if l.mark < len(l.text) {
			heads[l.sources[l.mark]] = l
		}
	}
	for _, l := range after {
		if l.mark == len(l.text) {
			continue
		}
		was := heads[l.sources[l.mark]]
		for j := range l.mark {
			l.sources[j] = Source{}
			if was != nil && was.mark > 0 {
				l.sources[j] = was.sources[min(j, was.mark-1)]
			}
		}
	}
}

// cover returns the first and the last new character of the largest part of old's
// characters from ≤ i < to that stands together, -1 if nothing is left. Those that
// stay stand together whatever was moved in between; of those that moved, a part
// ends where words of elsewhere stand.
func cover(origin []int, stays []bool, from, to int) (first, last int) {
	best, size := span{-1, -1}, 0
	stayed, left := span{-1, -1}, 0
	part, n := span{-1, -1}, 0
	for j, i := range origin {
		mine := i >= from && i < to
		switch {
		case mine && stays[j]:
			if left == 0 {
				stayed.from = j
			}
			stayed.to, left = j, left+1
			n = 0
		case mine:
			if n == 0 {
				part.from = j
			}
			part.to, n = j, n+1
			if n > size {
				best, size = part, n
			}
		case i >= 0:
			n = 0
		}
	}
	if left >= size && left > 0 {
		best = stayed
	}
	return best.from, best.to
}

// nearest returns the new place behind the last character that stays of those
// before i.
func nearest(origin []int, stays []bool, i int) int {
	at := 0
	for j, was := range origin {
		if stays[j] && was < i {
			at = j + 1
		}
	}
	return at
}
