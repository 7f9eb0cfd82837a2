package gongwen

import (
	"slices"
	"strings"
)

// Section is a heading and what belongs to it: the blocks From ≤ i < To behind
// it, up to the next heading of the same or a higher level.
type Section struct {
	Heading  int // index of the heading's block; -1 for what stands before the first one
	Level    int // the heading's level, 1 to 4; 0 for what stands before the first one
	From, To int
}

// Sections returns the document's sections in reading order, the part before
// the first heading first, if there is one. A section holds those below it.
func (d Document) Sections() []Section {
	from, to := d.BodyRange()
	var sections []Section
	if first := d.nextHeading(from, to); first > from {
		sections = append(sections, Section{Heading: -1, From: from, To: first})
	}
	var open []int // indexes into sections, outermost first
	for i := from; i < to; i++ {
		if d.Blocks[i].Kind != Heading {
			continue
		}
		level := d.Blocks[i].Number.Style.Level()
		open = closeSections(sections, open, level, i)
		open = append(open, len(sections))
		sections = append(sections, Section{Heading: i, Level: level, From: i + 1, To: to})
	}
	return sections
}

// closeSections ends at i the open sections that a heading of this level ends.
func closeSections(sections []Section, open []int, level, i int) []int {
	for len(open) > 0 && sections[open[len(open)-1]].Level >= level {
		sections[open[len(open)-1]].To = i
		open = open[:len(open)-1]
	}
	return open
}

func (d Document) nextHeading(from, to int) int {
	for i := from; i < to; i++ {
		if d.Blocks[i].Kind == Heading {
			return i
		}
	}
	return to
}

// Path returns the indexes of the headings that block i stands under, outermost
// first. Block i is not among them.
func (d Document) Path(i int) []int {
	if _, to := d.BodyRange(); i >= to {
		return nil
	}
	var path []int
	level := 5
	if d.Blocks[i].Kind == Heading {
		level = d.Blocks[i].Number.Style.Level()
	}
	for j := i - 1; j >= 0 && level > 1; j-- {
		if b := d.Blocks[j]; b.Kind == Heading && b.Number.Style.Level() < level {
			path = append(path, j)
			level = b.Number.Style.Level()
		}
	}
	slices.Reverse(path)
	return path
}

// BodyRange returns the blocks from ≤ i < to between addressee and signature
// block: opening, sections and closing. Notes behind the text are not among them.
func (d Document) BodyRange() (from, to int) {
	for i, b := range d.Blocks {
		if b.Kind == Title || b.Kind == Addressee {
			from = i + 1
		}
	}
	for from < len(d.Blocks) && d.Blocks[from].Kind.foot() {
		from++ // what stands above the text
	}
	to = len(d.Blocks)
	for i := from; i < to; i++ {
		if k := d.Blocks[i].Kind; k == Signatory || k == IssueDate {
			to = i
		}
	}
	for to > from && d.Blocks[to-1].Kind.foot() {
		to--
	}
	return from, to
}

// Closing returns where the closing (结尾) begins: the last paragraphs of the
// body that stand under a heading but speak to the member again. It is the end
// of the body if there is none.
func (d Document) Closing() int {
	from, to := d.BodyRange()
	i := to
	for i-1 > from && d.Blocks[i-1].closes() && d.Blocks[i-2].Kind != Heading {
		i--
	}
	if d.nextHeading(from, i) == i {
		return to
	}
	return i
}

func (b Block) closes() bool {
	if b.Kind == Closing {
		return true
	}
	if b.Kind != Paragraph || b.Number.Style != Unnumbered {
		return false
	}
	words := b.Words()
	for _, s := range []string{"您", "贵委", "你委", "贵单位", "感谢", "特此"} {
		if strings.Contains(words, s) {
			return true
		}
	}
	return false
}

// Slice returns the runs of the block's words from ≤ i < to, counted in
// characters (runes). Offsets beyond the words are cut to them.
func (b Block) Slice(from, to int) []Run {
	var out []Run
	at := 0
	for _, r := range b.Runs {
		text := []rune(r.Text)
		lo, hi := max(from-at, 0), min(to-at, len(text))
		if lo < hi {
			out = append(out, Run{Text: string(text[lo:hi]), Source: r.Source})
		}
		at += len(text)
	}
	return out
}
