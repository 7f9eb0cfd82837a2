package merge

import (
	"strings"

	"dafu/internal/gongwen"
)

// maxQuote is how many characters of a block its label shows.
const maxQuote = 16

// Spots returns every place an entry can go to, in reading order.
func Spots(d gongwen.Document) []Spot {
	var spots []Spot
	for _, s := range sectionsOf(d) {
		path := pathTo(d, s.heading)
		for _, i := range s.places(d) {
			spots = append(spots, Spot{
				After: i, Part: s.partAt(d, i), Heading: s.heading, Path: path,
				Label: label(d.Blocks[i]), Kinds: kindsAt(d.Blocks[i]),
			})
		}
	}
	return spots
}

// places are the blocks behind which an entry can go: the heading and its
// paragraphs.
func (s section) places(d gongwen.Document) []int {
	var places []int
	if s.heading >= 0 {
		places = append(places, s.heading)
	}
	for i := s.from; i < s.to; i++ {
		if d.Blocks[i].Kind == gongwen.Paragraph {
			places = append(places, i)
		}
	}
	return places
}

func label(b gongwen.Block) string {
	if b.Kind == gongwen.Heading {
		return "“" + quote(b.Text()) + "”之下，最前"
	}
	return "“" + quote(b.Text()) + "”之后"
}

// quote cuts a block to what tells it from others: its run-in heading, or its
// first characters.
func quote(text string) string {
	head, _, _ := strings.Cut(text, "。")
	if head == "" {
		head = text
	}
	short := []rune(gongwen.InQuotes(head))
	if len(short) > maxQuote {
		return string(short[:maxQuote]) + "…"
	}
	return string(short)
}

// kindsAt tells what can be done at a block. Nothing is joined to a heading, or
// to a line that leads in what follows it.
func kindsAt(b gongwen.Block) []Kind {
	if b.Kind == gongwen.Heading || leadsIn(b) {
		return []Kind{AsItem, AsParagraph}
	}
	return []Kind{AsItem, AsParagraph, Appended}
}

// leadsIn tells whether the block leads in the list that follows it.
func leadsIn(b gongwen.Block) bool {
	return b.Number.Style == gongwen.Unnumbered && strings.HasSuffix(b.Words(), "：")
}
