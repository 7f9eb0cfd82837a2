package merge

import (
	"strings"

	"dafu/internal/gongwen"
)

// section is a heading with the paragraphs right below it; those under its
// sub-headings are theirs.
type section struct {
	heading  int // -1 in a text without headings
	from, to int // its own paragraphs
	part     Part
	next     int  // where 下一步 begins among them; to if it does not
	leaf     bool // it has no sub-headings
}

// sectionsOf returns the places of the letter in reading order. Opening and
// closing are no places: the lead alone speaks there. A text without any
// heading is one section.
func sectionsOf(d gongwen.Document) []section {
	closing := closingOf(d)
	from, _ := d.BodyRange()
	tree := d.Sections()
	if len(tree) == 0 || tree[len(tree)-1].Heading < 0 {
		return []section{newSection(d, section{heading: -1, from: from, to: closing, leaf: true})}
	}
	parts := partsOf(d, tree)
	var out []section
	for i, t := range tree {
		if t.Heading < 0 {
			continue
		}
		s := section{heading: t.Heading, from: t.From, to: min(t.To, closing), part: parts[t.Heading], leaf: true}
		if i+1 < len(tree) && tree[i+1].Heading < s.to {
			s.to, s.leaf = tree[i+1].Heading, false
		}
		out = append(out, newSection(d, s))
	}
	return out
}

// thanks are how a closing (结尾) begins.
var thanks = []string{"感谢", "再次感谢", "衷心感谢", "诚挚感谢", "最后，感谢", "特此"}

// closingOf is where the closing begins. Right below a heading, in an outline
// that is not filled in yet, only thanks are taken for it.
func closingOf(d gongwen.Document) int {
	from, to := d.BodyRange()
	closing := d.Closing()
	if closing < to || to-from < 2 || d.Blocks[to-2].Kind != gongwen.Heading {
		return closing
	}
	for _, t := range thanks {
		if d.Blocks[to-1].Kind == gongwen.Paragraph && strings.HasPrefix(d.Blocks[to-1].Words(), t) {
			return to - 1
		}
	}
	return closing
}

// newSection completes a section whose bounds are known: a note at its end is
// none of it, and in a section of either part 下一步 divides them.
func newSection(d gongwen.Document, s section) section {
	for s.to > s.from && d.Blocks[s.to-1].Kind != gongwen.Paragraph {
		s.to--
	}
	s.next = s.to
	for i := s.from; i < s.to && s.part == Either; i++ {
		if leadsNext(d.Blocks[i].Words()) {
			s.next = i
			break
		}
	}
	return s
}

// partAt is the part of one of the section's blocks, its heading included.
func (s section) partAt(d gongwen.Document, block int) Part {
	switch {
	case s.part != Either || s.next == s.to || block == s.heading:
		return s.part
	case block >= s.next:
		return NextSteps
	}
	return Status
}

// takes tells whether words of the part may stand in the section.
func (s section) takes(p Part) bool { return s.part == Either || p == Either || s.part == p }

// half returns the section's blocks that words of the part join.
func (s section) half(p Part) (from, to int) {
	switch {
	case s.next == s.to:
		return s.from, s.to
	case p == NextSteps:
		return s.next, s.to
	}
	return s.from, s.next
}

// pathTo returns the headings above block i, and the block itself if it is one,
// as “一、… › （四）…”.
func pathTo(d gongwen.Document, i int) string {
	if i < 0 {
		return ""
	}
	var names []string
	for _, j := range d.Path(i) {
		names = append(names, d.Blocks[j].Text())
	}
	if d.Blocks[i].Kind == gongwen.Heading {
		names = append(names, d.Blocks[i].Text())
	}
	return strings.Join(names, " › ")
}
