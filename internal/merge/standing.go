package merge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// Stretch is a piece of the draft: characters From ≤ i < To of a block's words.
type Stretch struct {
	Block, From, To int
}

// Standing returns where the words of an entry stand in the draft, in reading
// order. Words of one contribution bear one source, so among is all of its
// entries: each piece belongs to the entry that it can be read in longest.
func Standing(d gongwen.Document, e Entry, among []Entry) []Stretch {
	texts := make([]string, len(among))
	own := -1
	for i, one := range among {
		texts[i] = one.plain()
		if one.Index == e.Index {
			own = i
		}
	}
	var all []Stretch
	for i, b := range d.Blocks {
		at := 0
		for _, r := range b.Runs {
			if r.Source == e.source() {
				all = append(all, ownedPieces(Stretch{Block: i, From: at}, r.Text, texts, own)...)
			}
			at += utf8.RuneCountInString(r.Text)
		}
	}
	return all
}

// plain is all of an entry's words in one line.
func (e Entry) plain() string {
	return strings.Join(wordsOf(e.document().Blocks), "")
}

// mostPieces bounds how finely one run is cut: a text of which every other
// character is gone is no longer read as several entries.
const mostPieces = 400

// ownedPieces cuts a run into pieces by the texts that they come from and keeps
// those of one of them. What is in none, a full stop that was put in for one,
// belongs to the piece before.
func ownedPieces(at Stretch, run string, texts []string, own int) []Stretch {
	var out []Stretch
	owner := -1
	for pieces := 0; run != ""; pieces++ {
		n, best := 0, owner
		for i, text := range texts {
			if m := commonHead(run, text); m > n || m == n && m > 0 && i == owner {
				n, best = m, i
			}
		}
		switch _, size := utf8.DecodeRuneInString(run); {
		case pieces >= mostPieces && owner >= 0:
			n, best = len(run), owner
		case n <= size && owner >= 0:
			n, best = size, owner
		case n == 0:
			n = size
		}
		length := utf8.RuneCountInString(run[:n])
		at.To = at.From + length
		if best == own && own >= 0 {
			if last := len(out) - 1; last >= 0 && out[last].To == at.From {
				out[last].To = at.To
			} else {
				out = append(out, at)
			}
		}
		owner, at.From, run = best, at.To, run[n:]
	}
	return out
}

// commonHead is the length in bytes of the longest head of s that occurs in text.
func commonHead(s, text string) int {
	found, step, known := 0, 64, false // known: the step is small enough to go on halving
	for step > 0 && found < len(s) {
		end := boundary(s, found+step)
		if end > found && strings.Contains(text, s[:end]) {
			if found = end; !known {
				step *= 2
			}
			continue
		}
		known = true
		step /= 2
	}
	if _, size := utf8.DecodeRuneInString(s[found:]); found < len(s) && strings.Contains(text, s[:found+size]) {
		found += size
	}
	return found
}

// boundary is the last end of a character in s at or before i.
func boundary(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// Words returns what stands at the stretches, one piece an element.
func Words(d gongwen.Document, all []Stretch) []string {
	var out []string
	for _, s := range all {
		text := []rune(d.Blocks[s.Block].Words())
		out = append(out, string(text[s.From:s.To]))
	}
	return out
}

// Whole joins stretches of one block between which the lead alone has written:
// what is taken out is taken out with the edits in it.
func Whole(d gongwen.Document, all []Stretch) []Stretch {
	var out []Stretch
	for _, s := range all {
		last := len(out) - 1
		if last >= 0 && out[last].Block == s.Block && leadsOwn(d.Blocks[s.Block].Slice(out[last].To, s.From)) {
			out[last].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}

func leadsOwn(runs []gongwen.Run) bool {
	return !slices.ContainsFunc(runs, func(r gongwen.Run) bool { return r.Source.Revision > 0 })
}

// Adopt gives the words at the stretches another source: a department has taken
// them back, and the lead goes on to say them as its own. d stays as it is.
func Adopt(d gongwen.Document, all []Stretch, lead gongwen.Source) gongwen.Document {
	out := gongwen.Document{Blocks: slices.Clone(d.Blocks)}
	for _, s := range all {
		b := &out.Blocks[s.Block]
		own := b.Slice(s.From, s.To)
		for i := range own {
			own[i].Source = lead
		}
		b.Runs = joinRuns(b.Slice(0, s.From), own, b.Slice(s.To, runeCount(b.Runs)))
	}
	return out
}

// leastUnused is how many letters in a row are worth telling that they are not
// used; fewer are slips of an edit.
const leastUnused = 2

// Unused returns the pieces of an entry's text, in order, that do not stand in
// the draft as its words. An entry's heading is not printed where it becomes a
// paragraph and does not count, unless it is all that there is.
func Unused(e Entry, d gongwen.Document) []string {
	texts := wordsOf(e.Body)
	if e.Heading != "" && e.runIn() || len(texts) == 0 {
		texts = wordsOf(e.document().Blocks)
	}
	rest := make([][]rune, len(texts)) // used characters become 0
	for i, t := range texts {
		rest[i] = []rune(t)
	}
	var runs []string
	for _, b := range d.Blocks {
		for _, r := range b.Runs {
			if r.Source == e.source() {
				runs = append(runs, r.Text)
			}
		}
	}
	slices.SortStableFunc(runs, func(a, b string) int { return len(b) - len(a) })
	for _, r := range runs {
		use(rest, r)
	}
	var out []string
	for _, line := range rest {
		for piece := range strings.SplitSeq(string(line), "\x00") {
			if letters(piece) >= leastUnused {
				out = append(out, strings.TrimLeft(piece, "，。；、："))
			}
		}
	}
	return out
}

// use marks what of the texts stands in a run, longest pieces first.
func use(rest [][]rune, run string) {
	for pieces := 0; run != "" && pieces < mostPieces; pieces++ {
		line, n := -1, 0
		for i, text := range rest {
			if m := commonHead(run, string(text)); m > n {
				line, n = i, m
			}
		}
		_, size := utf8.DecodeRuneInString(run)
		if n > size || n == len(run) {
			text := string(rest[line])
			at := strings.Index(text, run[:n])
			from := utf8.RuneCountInString(text[:at])
			for i := range utf8.RuneCountInString(run[:n]) {
				rest[line][from+i] = 0
			}
		}
		run = run[max(n, size):]
	}
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
