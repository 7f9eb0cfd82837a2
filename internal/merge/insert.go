package merge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Merge returns the draft with all insertions made at once and the numbering
// made new; d stays as it is. Items (一是) under headings that nothing went to
// keep their numbers: a gap there is one that the lead left for an entry still
// to come, and the next Suggest finds it. Finish closes what is left of them.
//
// Places count the blocks of d. Of several entries at one place those joined to
// the paragraph come first, the others keep the order given. It fails, naming
// the entry, on a place that d does not offer.
func Merge(d gongwen.Document, ins []Insertion) (gongwen.Document, error) {
	return Remake(d, ins, nil, nil)
}

// Remake is Merge that also takes words out: those that a newer entry takes the
// place of, and those at the stretches in out.
func Remake(d gongwen.Document, ins []Insertion, anew []Replacement, out []Stretch) (gongwen.Document, error) {
	spots := Spots(d)
	appended := map[int][]Insertion{}
	behind := map[int][]Insertion{}
	touched := map[int]bool{}
	cuts, err := cutsOf(d, anew, out)
	if err != nil {
		return gongwen.Document{}, err
	}
	for i := range cuts {
		touched[headingAbove(d, i)] = true
	}
	for _, in := range ins {
		if err := checkPlace(spots, in); err != nil {
			return gongwen.Document{}, err
		}
		touched[headingAbove(d, in.Place.After)] = true
		if in.Place.Kind == Appended {
			appended[in.Place.After] = append(appended[in.Place.After], in)
		} else {
			behind[in.Place.After] = append(behind[in.Place.After], in)
		}
	}
	var blocks []gongwen.Block
	kept := map[int]gongwen.Number{}
	for i, b := range d.Blocks {
		if b.Number.Style.Level() > 4 && !touched[headingAbove(d, i)] {
			kept[len(blocks)] = b.Number
		}
		group := recut(b, cuts[i])
		for _, in := range appended[i] {
			if len(group) == 0 { // nothing is left to join it to
				group = instead(in.Entry, b.Number)
				continue
			}
			group = appendTo(group, in.Entry)
		}
		for _, in := range behind[i] {
			if in.Place.Kind == AsItem {
				group = append(group, asItem(in.Entry, itemNumber(d, i, group))...)
			} else {
				group = append(group, asParagraphs(in.Entry)...)
			}
		}
		blocks = append(blocks, group...)
	}
	merged := renumbered(gongwen.Document{Blocks: blocks})
	for i, n := range kept {
		merged.Blocks[i].Number = n
	}
	return merged, nil
}

// Finish returns the draft with all of its numbering made new, for when no
// entry is still to come.
func Finish(d gongwen.Document) gongwen.Document {
	return renumbered(gongwen.Document{Blocks: slices.Clone(d.Blocks)})
}

// Marks returns for each block the mark (一、, （一）, 1.) that its number should
// have: headings and numbered paragraphs of the four levels count anew, run-in
// items keep theirs, for a gap there may be one that is left for an entry still
// to come.
func Marks(d gongwen.Document) []string {
	right := Finish(d)
	marks := make([]string, len(d.Blocks))
	for i, b := range d.Blocks {
		if marks[i] = b.Number.Mark; b.Number.Style.Level() <= 4 {
			marks[i] = right.Blocks[i].Number.Mark
		}
	}
	return marks
}

// headingAbove returns the heading that block i stands under, itself if it is one,
// or -1.
func headingAbove(d gongwen.Document, i int) int {
	for ; i >= 0; i-- {
		if d.Blocks[i].Kind == gongwen.Heading {
			return i
		}
	}
	return -1
}

// renumbered makes the numbering of the body new; what stands around it, an
// attachment's list for one, has numbers of its own.
func renumbered(d gongwen.Document) gongwen.Document {
	from, to := d.BodyRange()
	if from < to {
		copy(d.Blocks[from:to], gongwen.Renumber(d.Blocks[from:to]))
	}
	return d
}

func checkPlace(spots []Spot, in Insertion) error {
	name := in.Entry.name()
	if name == "" {
		return reply.Failf(reply.Invalid, "有一处会办意见没有文字，不能合并")
	}
	for _, s := range spots {
		if s.After != in.Place.After {
			continue
		}
		if !slices.Contains(s.Kinds, in.Place.Kind) {
			return reply.Failf(reply.Invalid, "“%s”不能以所选方式放在%s，请重新选择", name, s.Label)
		}
		return nil
	}
	return reply.Failf(reply.Invalid, "答复稿中没有为“%s”选择的位置，请重新选择", name)
}

// Name is how an entry is called: its heading or its first words.
func (e Entry) Name() string { return e.name() }

// name is how a message calls an entry: its heading or its first words.
func (e Entry) name() string {
	if e.Heading != "" {
		return quote(e.Heading)
	}
	for _, b := range e.Body {
		if words := b.Words(); words != "" {
			return quote(words)
		}
	}
	return ""
}

// itemNumber is a number for Renumber to make new: in the style of the items
// around the place, and the first of a list behind a line that leads one in.
func itemNumber(d gongwen.Document, after int, group []gongwen.Block) gongwen.Number {
	n := gongwen.Number{Style: itemStyle(d, after), Value: 2}
	if len(group) > 0 && leadsIn(group[len(group)-1]) {
		n.Value = 1
	}
	return n
}

// itemStyle is how the items of the section are numbered, the nearest above the
// place first; 一是 if there are none.
func itemStyle(d gongwen.Document, after int) gongwen.Style {
	for i := after; i >= 0 && d.Blocks[i].Kind == gongwen.Paragraph; i-- {
		if style := d.Blocks[i].Number.Style; style != gongwen.Unnumbered {
			return style
		}
	}
	for _, b := range d.Blocks[after+1:] {
		if b.Kind != gongwen.Paragraph {
			break
		}
		if b.Number.Style != gongwen.Unnumbered {
			return b.Number.Style
		}
	}
	return gongwen.Enumerated
}

// asItem returns the entry as a numbered item, its heading run in. Items inside
// it count on another form, so that they stay below it.
func asItem(e Entry, n gongwen.Number) []gongwen.Block {
	body := e.document().Blocks
	body[0].Number = n
	inner := gongwen.OrdinalFirst
	if n.Style == inner {
		inner = gongwen.Enumerated
	}
	for i := 1; i < len(body); i++ {
		if body[i].Number.Style == n.Style {
			body[i].Number.Style = inner
		}
	}
	return body
}

// runHeadingIn puts the heading before the first paragraph, or on a line of its
// own before one that has a number.
func runHeadingIn(e Entry, body []gongwen.Block) []gongwen.Block {
	head := []gongwen.Run{{Text: e.Heading + "。", Source: e.source()}}
	item := gongwen.Block{Runs: head, RunIn: runeCount(head)}
	if len(body) == 0 || body[0].Number.Style != gongwen.Unnumbered {
		return append([]gongwen.Block{item}, body...)
	}
	item.Runs = joinRuns(head, body[0].Runs)
	body[0] = item
	return body
}

// asParagraphs returns the entry's text without its heading.
func asParagraphs(e Entry) []gongwen.Block {
	body := slices.Clone(e.Body)
	if len(body) == 0 {
		return e.document().Blocks
	}
	if e.runIn() {
		rest := body[0].Slice(body[0].RunIn, runeCount(body[0].Runs))
		if len(rest) == 0 && len(body) > 1 {
			return body[1:]
		}
		if len(rest) > 0 {
			body[0].Runs, body[0].RunIn = rest, 0
		}
	}
	return body
}

// appendTo joins the entry's first paragraph to the first block of the group
// and puts the rest behind it.
func appendTo(group []gongwen.Block, e Entry) []gongwen.Block {
	body := asParagraphs(e)
	if body[0].Number.Style == gongwen.Unnumbered {
		group[0].Runs = joinRuns(closed(group[0].Runs), body[0].Runs)
		body = body[1:]
	}
	return append(group, body...)
}

// closed ends a text with 。 before another sentence is joined to it.
func closed(runs []gongwen.Run) []gongwen.Run {
	if len(runs) == 0 {
		return runs
	}
	last := runs[len(runs)-1]
	text := strings.TrimRight(last.Text, "”’）》")
	if end, _ := utf8.DecodeLastRuneInString(text); strings.ContainsRune("。！？；：，、…", end) {
		return runs
	}
	return joinRuns(runs, []gongwen.Run{{Text: "。", Source: last.Source}})
}

// runIn tells whether the heading stands in the body already.
func (e Entry) runIn() bool {
	return len(e.Body) > 0 && e.Body[0].RunIn > 0 && e.Body[0].Number.Style == gongwen.Unnumbered
}

func (e Entry) source() gongwen.Source {
	return gongwen.Source{Department: e.Department, Revision: e.Revision}
}
