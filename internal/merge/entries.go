package merge

import (
	"slices"
	"strings"
	"unicode"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Entries takes a contribution apart into what is placed as a whole. In each of
// its texts the highest numbering there is opens the entries: headings （一）…,
// or else items 一是…; or else run-in headings without a number; or else each
// paragraph is one. What stands before the first of them is an entry a
// paragraph. A heading that only names the part (一、工作情况) is left out.
//
// Answers to requests follow the two halves, each whole unless it is numbered
// itself: the entries of the halves keep their indexes whatever is answered.
func Entries(c reply.Contribution) []Entry {
	src := gongwen.Source{Department: c.DepartmentID, Revision: c.Revision}
	o := unfolded(c.Opinion)
	var all []Entry
	for _, half := range []struct {
		part Part
		text string
	}{{Status, o.Status}, {NextSteps, o.NextSteps}} {
		for _, e := range entriesOf(parseBody(half.text, src)) {
			e.Department, e.Revision, e.Index, e.Part = c.DepartmentID, c.Revision, len(all), half.part
			all = append(all, e)
		}
	}
	for _, a := range c.Opinion.Answers {
		for _, e := range answerOf(parseBody(a.Text, src)) {
			e.Department, e.Revision, e.Index, e.Request = c.DepartmentID, c.Revision, len(all), a.Request
			all = append(all, e)
		}
	}
	return all
}

// answerOf keeps paragraphs together that answer one request.
func answerOf(body []gongwen.Block) []Entry {
	opens := openerOf(body)
	if len(body) > 0 && !slices.ContainsFunc(body, func(b gongwen.Block) bool { return opens(b) }) {
		return []Entry{{Body: flat(body)}}
	}
	return entriesOf(body)
}

// Hang gives the answers among the entries the part of the heading that their
// requests hang on in the draft.
func Hang(all []Entry, d gongwen.Document, requests []reply.Request) []Entry {
	headings := Headings(d)
	parts := make(map[int64]Part, len(requests)) // by request
	for _, r := range requests {
		if at := headingIn(headings, r); r.Heading != "" && at >= 0 {
			parts[r.ID] = PartOf(d, at)
		}
	}
	for i, e := range all {
		if part, hangs := parts[e.Request]; hangs && e.Request != 0 {
			all[i].Part = part
		}
	}
	return all
}

// unfolded splits an opinion that was pasted whole into one field of the form.
func unfolded(o reply.Opinion) reply.Opinion {
	whole := o.Status
	if strings.TrimSpace(whole) == "" {
		whole = o.NextSteps
	} else if strings.TrimSpace(o.NextSteps) != "" {
		return o
	}
	for _, b := range gongwen.Parse(whole, gongwen.Source{}).Blocks {
		if opensPart(b) {
			return SplitOpinion(whole)
		}
	}
	return o
}

// parseBody reads text that is all body: whatever looks like a title, an
// addressee or a note in it is a paragraph, and titles of parts are left out.
func parseBody(text string, src gongwen.Source) []gongwen.Block {
	var body []gongwen.Block
	for _, b := range gongwen.Parse(text, src).Blocks {
		if b.Kind == gongwen.Heading && barePartTitle(b.Words()) {
			continue
		}
		if b.Kind != gongwen.Heading {
			b.Kind = gongwen.Paragraph
		}
		if b.Kind == gongwen.Paragraph && b.Number.Style == gongwen.Unnumbered {
			b.RunIn = phrase(b.Words())
		}
		body = append(body, b)
	}
	return body
}

// maxPhrase is the length in characters up to which a first sentence without a
// number is taken for a heading.
const maxPhrase = 22

// phrase returns the length of a run-in heading that has no number before it.
// Only a short phrase without commas, figures or 了 is one: what is taken for a
// heading is not printed where an entry becomes a paragraph.
func phrase(words string) int {
	n := gongwen.RunIn(words)
	text := []rune(words)
	if n == 0 || n > maxPhrase || n == len(text) {
		return 0
	}
	head := string(text[:n])
	if strings.ContainsAny(head, "，、了我") || strings.ContainsFunc(head, unicode.IsDigit) {
		return 0
	}
	return n
}

// opener tells whether a block opens an entry.
type opener func(b gongwen.Block) bool

// maxEntries is how many entries one text is taken apart into; what follows belongs
// to the last. Each is held against the draft, and placed by somebody.
const maxEntries = 200

func entriesOf(body []gongwen.Block) []Entry {
	opens := openerOf(body)
	var all []Entry
	open := false // an entry has begun that takes in what follows
	for _, b := range body {
		full := len(all) == maxEntries
		switch {
		case opens(b) && !full:
			all = append(all, opened(b))
			open = true
		case open || full:
			last := &all[len(all)-1]
			last.Body = append(last.Body, b)
		default:
			all = append(all, Entry{Body: []gongwen.Block{b}})
		}
	}
	for i := range all {
		all[i].Body = flat(all[i].Body)
	}
	return all
}

func openerOf(body []gongwen.Block) opener {
	heading, number, runIn := 0, 0, false
	for _, b := range body {
		level := b.Number.Style.Level()
		switch {
		case b.Kind == gongwen.Heading:
			heading = higher(heading, level)
		case level > 0:
			number = higher(number, level)
		case b.RunIn > 0:
			runIn = true
		}
	}
	switch {
	case heading > 0:
		return func(b gongwen.Block) bool { return b.Kind == gongwen.Heading && b.Number.Style.Level() == heading }
	case number > 0:
		return func(b gongwen.Block) bool { return b.Number.Style.Level() == number }
	case runIn:
		return func(b gongwen.Block) bool { return b.RunIn > 0 }
	}
	return func(gongwen.Block) bool { return false }
}

func higher(a, b int) int {
	if a == 0 || b < a {
		return b
	}
	return a
}

// opened begins an entry: with a heading alone, or with a paragraph whose
// number goes and whose run-in heading is cut off. A paragraph that is one short
// sentence has none.
func opened(b gongwen.Block) Entry {
	if b.Kind == gongwen.Heading {
		return Entry{Heading: trimEnd(b.Words())}
	}
	words := []rune(b.Words())
	if b.RunIn == len(words) {
		b.RunIn = 0
	}
	return Entry{
		Heading: trimEnd(string(words[:b.RunIn])),
		Body:    []gongwen.Block{{Runs: b.Slice(b.RunIn, len(words))}},
	}
}

func trimEnd(s string) string { return strings.TrimRight(s, "。：； ") }

// flat makes the headings inside an entry numbered paragraphs: as headings they
// would cut the letter's own section in two.
func flat(body []gongwen.Block) []gongwen.Block {
	var out []gongwen.Block
	for _, b := range body {
		last := len(out) - 1
		if last >= 0 && out[last].Kind == gongwen.Heading && b.Number.Style == gongwen.Unnumbered && b.Kind == gongwen.Paragraph {
			out[last] = withHeading(out[last], b)
			continue
		}
		if b.Kind == gongwen.Paragraph && b.Number.Style == gongwen.Unnumbered {
			b.RunIn = 0
		}
		out = append(out, b)
	}
	for i, b := range out {
		if b.Kind == gongwen.Heading {
			out[i].Kind = gongwen.Paragraph
		}
		if l := b.Number.Style.Level(); l == 1 || l == 2 {
			out[i].Number.Style = gongwen.ArabicDot
		}
	}
	return out
}

// withHeading runs a heading into the paragraph below it.
func withHeading(heading, b gongwen.Block) gongwen.Block {
	runs := append([]gongwen.Run(nil), heading.Runs...)
	last := &runs[len(runs)-1]
	last.Text = trimEnd(last.Text) + "。"
	out := gongwen.Block{Number: heading.Number, Runs: joinRuns(runs, b.Runs)}
	out.RunIn = runeCount(runs)
	return out
}
