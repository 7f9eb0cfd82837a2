package merge

import (
	"cmp"
	"math"
	"slices"

	"dafu/internal/gongwen"
)

// The weights of what speaks for a heading; they add up to 1. None is
// critical: the measured cases hardly change if one is halved or doubled.
const (
	headToHead  = 0.25 // the entry's heading is like the section's
	headToRunIn = 0.10 // or like one of its run-in headings
	headInText  = 0.20 // the words of the entry's heading occur in the section
	textInHead  = 0.15 // the words of the section's heading occur in the entry
	textToText  = 0.30 // both speak of the same things
)

// Suggest returns up to limit places for the entry, best first, one for each
// heading.
func Suggest(d gongwen.Document, e Entry, limit int) []Suggestion {
	leaves := leavesOf(d)
	fits := func(s section) bool { return s.takes(e.Part) }
	if !slices.ContainsFunc(leaves, fits) {
		fits = func(section) bool { return true } // the letter lacks this part
	}
	places := make([]profile, len(leaves))
	all := make([]features, len(leaves))
	for i, s := range leaves {
		places[i] = profileOf(d, s)
		all[i] = places[i].all
	}
	c := corpusOf(all)
	words := entryProfile(e)
	var out []Suggestion
	for i, s := range leaves {
		if !fits(s) {
			continue
		}
		out = append(out, Suggestion{
			Place: placeIn(d, s, e), Heading: s.heading, Path: pathTo(d, s.heading), Score: rounded(c.score(words, places[i])),
		})
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(limit, len(out))]
}

// SuggestUnder is Suggest for an answer that was asked for under a heading: its
// place there comes first, the likeliest of the sections below it if it has any.
// Without a heading (-1) it is Suggest.
func SuggestUnder(d gongwen.Document, e Entry, heading, limit int) []Suggestion {
	all := Suggest(d, e, len(d.Blocks))
	at := -1
	for i, s := range all {
		if at < 0 && heading >= 0 && (s.Heading == heading || slices.Contains(d.Path(max(s.Heading, 0)), heading)) {
			at = i
		}
	}
	if at >= 0 {
		asked := all[at]
		asked.Score, asked.Asked = 1, true
		all = append([]Suggestion{asked}, slices.Delete(all, at, at+1)...)
	}
	return all[:min(limit, len(all))]
}

// Here is the suggestion to put an entry in place of the words at a stretch.
func Here(d gongwen.Document, s Stretch) Suggestion {
	heading := headingAbove(d, s.Block)
	return Suggestion{Place: Place{InPlace, s.Block}, Heading: heading, Path: pathTo(d, heading), Score: 1}
}

// rounded makes scores that differ by the order of their sums the same.
func rounded(score float64) float64 { return math.Round(score*1e6) / 1e6 }

// leavesOf are the sections that hold text of their own rather than an
// introduction to what stands below.
func leavesOf(d gongwen.Document) []section {
	return slices.DeleteFunc(sectionsOf(d), func(s section) bool { return !s.leaf || len(s.places(d)) == 0 })
}

// profile is a section or an entry, ready to be compared.
type profile struct {
	head   features
	runIns []features
	text   features
	all    features
}

func profileOf(d gongwen.Document, s section) profile {
	p := profile{head: features{}}
	title := ""
	if s.heading >= 0 {
		title = d.Blocks[s.heading].Words()
		p.head = featuresOf(title)
	}
	own := d.Blocks[s.from:s.to]
	for _, b := range own {
		if head := runInOf(b); head != "" {
			p.runIns = append(p.runIns, featuresOf(head))
		}
	}
	p.text = featuresOf(wordsOf(own)...)
	p.all = featuresOf(append(wordsOf(own), title)...)
	return p
}

// runInOf returns a paragraph's run-in heading, also one without a number.
func runInOf(b gongwen.Block) string {
	words := []rune(b.Words())
	n := b.RunIn
	if n == 0 && b.Number.Style == gongwen.Unnumbered {
		n = phrase(string(words))
	}
	return trimEnd(string(words[:n]))
}

func entryProfile(e Entry) profile {
	p := profile{head: featuresOf(e.Heading), text: featuresOf(wordsOf(e.Body)...)}
	p.all = featuresOf(append(wordsOf(e.Body), e.Heading)...)
	return p
}

func (c corpus) score(e, s profile) float64 {
	if len(e.head) == 0 {
		return c.scoreText(e, s)
	}
	runIn := 0.0
	for _, r := range s.runIns {
		runIn = max(runIn, c.cosine(e.head, r))
	}
	return headToHead*c.cosine(e.head, s.head) +
		headToRunIn*runIn +
		headInText*c.covered(e.head, s.all) +
		textInHead*c.covered(s.head, e.all) +
		textToText*c.cosine(e.text, s.text)
}

// scoreText is the score of an entry without a heading.
func (c corpus) scoreText(e, s profile) float64 {
	runIn := 0.0
	for _, r := range s.runIns {
		runIn = max(runIn, c.covered(r, e.text))
	}
	return 0.30*c.covered(s.head, e.text) + 0.20*runIn + 0.50*c.cosine(e.text, s.text)
}
