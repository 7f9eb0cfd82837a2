package merge

import (
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Resolve finds the place that words describe: under names the heading, after
// the block by its first words, or is "" for the first place below the heading
// or "last" for the end of it. Half- and full-width punctuation are alike, and
// numbers may be left out. p narrows the search to a part; Either does not.
func Resolve(d gongwen.Document, under, kind, after string, p Part) (Place, error) {
	s, err := sectionNamed(d, under, p)
	if err != nil {
		return Place{}, err
	}
	place := Place{Kind: Kind(kind), After: s.heading}
	switch after {
	case "":
	case "last":
		place.After = max(s.heading, s.to-1)
	default:
		place.After = blockNamed(d, s, after)
		if place.After < 0 {
			return Place{}, reply.Failf(reply.Invalid, "“%s”之下没有以“%s”开头的段落", under, after)
		}
	}
	for _, spot := range Spots(d) {
		if spot.After == place.After && slices.Contains(spot.Kinds, place.Kind) {
			return place, nil
		}
	}
	return Place{}, reply.Failf(reply.Invalid, "“%s”之下不能按“%s”合并", under, kind)
}

// sectionNamed prefers a heading whose number is the same too.
func sectionNamed(d gongwen.Document, under string, p Part) (section, error) {
	want := gongwen.Canonical(under)
	sections := sectionsOf(d)
	for _, numbered := range []bool{true, false} {
		for _, s := range sections {
			if s.heading < 0 || !s.takes(p) {
				continue
			}
			b := d.Blocks[s.heading]
			if numbered && gongwen.Canonical(b.Text()) == want || !numbered && sameWords(b.Words(), under) {
				return s, nil
			}
		}
	}
	return section{}, reply.Failf(reply.Invalid, "答复稿中没有标题“%s”", under)
}

// sameWords compares a block's words with words that may have a number.
func sameWords(words, named string) bool {
	words, named = gongwen.Canonical(words), gongwen.Canonical(named)
	return words == named || words == gongwen.Canonical(withoutNumber(named))
}

func withoutNumber(s string) string {
	d := gongwen.Parse(s, gongwen.Source{})
	if len(d.Blocks) != 1 {
		return s
	}
	return d.Blocks[0].Words()
}

func blockNamed(d gongwen.Document, s section, after string) int {
	want := gongwen.Canonical(after)
	bare := gongwen.Canonical(withoutNumber(after))
	for i := s.from; i < s.to; i++ {
		if strings.HasPrefix(gongwen.Canonical(d.Blocks[i].Text()), want) {
			return i
		}
	}
	for i := s.from; i < s.to; i++ {
		if strings.HasPrefix(gongwen.Canonical(d.Blocks[i].Words()), bare) {
			return i
		}
	}
	return -1
}

// FindEntry returns the entry of a part by its heading, with or without number;
// "" stands for the first entry without one.
func FindEntry(all []Entry, p Part, heading string) (Entry, bool) {
	for _, e := range all {
		if e.Part == p && (e.Heading == heading || sameWords(e.Heading, heading)) {
			return e, true
		}
	}
	return Entry{}, false
}
