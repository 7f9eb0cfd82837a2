package merge

import (
	"strings"

	"dafu/internal/gongwen"
)

// Inserted returns the paragraphs that Merge puts at a place for the entry alone, as
// they are printed but for the numbers of items. Dropped is the entry's heading where
// it is not among them: a paragraph of its own, or words at a paragraph's end, stand
// without one.
func Inserted(d gongwen.Document, e Entry, p Place) (paragraphs []string, dropped string) {
	var blocks []gongwen.Block
	switch {
	case p.Kind == AsItem:
		blocks = asItem(e, gongwen.Number{})
	case p.Kind == InPlace && p.After >= 0 && p.After < len(d.Blocks):
		first, rest, _ := intoBlock(e, d.Blocks[p.After], d.Blocks[p.After].RunIn > 0)
		if len(first) > 0 {
			paragraphs = append(paragraphs, gongwen.Block{Runs: first}.Words())
		}
		blocks = rest
	default:
		blocks = asParagraphs(e)
	}
	for _, b := range blocks {
		paragraphs = append(paragraphs, b.Words())
	}
	if e.Heading != "" && (len(paragraphs) == 0 || !strings.HasPrefix(paragraphs[0], e.Heading)) {
		dropped = e.Heading
	}
	return paragraphs, dropped
}

// InOrder keeps the answers to one request in their order: one that was going to
// stand before an earlier answer goes behind it instead. What is joined to the item
// that has its heading already stays there, under its own item. Entries and their
// suggestions, best first, are parallel; stands is the block in which an entry that
// was decided stands already, -1 for none.
func InOrder(entries []Entry, stands []int, suggested [][]Suggestion) {
	type run struct {
		heading, after int
		kind           Kind
	}
	last := map[int64]run{}
	for i, e := range entries {
		if e.Request == 0 {
			continue
		}
		before, known := last[e.Request]
		if stands[i] >= 0 {
			if !known || stands[i] > before.after {
				last[e.Request] = run{-2, stands[i], ""}
			}
			continue
		}
		if len(suggested[i]) == 0 || !suggested[i][0].Asked {
			continue
		}
		best := &suggested[i][0]
		if best.Kind == Appended || best.Kind == InPlace {
			continue
		}
		if known && best.After < before.after && (before.heading == -2 || before.heading == best.Heading) {
			best.After = before.after
			if before.kind != "" {
				best.Kind = before.kind
			}
		}
		last[e.Request] = run{best.Heading, best.After, best.Kind}
	}
}
