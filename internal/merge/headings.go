package merge

import (
	"slices"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Heading is a heading of the draft as a list shows it.
type Heading struct {
	Block int // its index
	Level int // 1 to 4
	Text  string
	Words string   // without number
	Path  []string // the words of the headings above, outermost first
}

// Headings returns the draft's outline.
func Headings(d gongwen.Document) []Heading {
	var all []Heading
	for _, s := range d.Sections() {
		if s.Heading < 0 {
			continue
		}
		b := d.Blocks[s.Heading]
		h := Heading{Block: s.Heading, Level: s.Level, Text: b.Text(), Words: b.Words()}
		for _, i := range d.Path(s.Heading) {
			h.Path = append(h.Path, d.Blocks[i].Words())
		}
		all = append(all, h)
	}
	return all
}

// HeadingOf returns the block of the heading that a request hangs on: the same
// words under the same headings, else the first of the same words; -1 if there
// is none or the request is for the whole letter.
func HeadingOf(d gongwen.Document, r reply.Request) int {
	if r.Heading == "" {
		return -1
	}
	found := -1
	for _, h := range Headings(d) {
		if h.Words != r.Heading {
			continue
		}
		if slices.Equal(h.Path, r.Path) {
			return h.Block
		}
		if found < 0 {
			found = h.Block
		}
	}
	return found
}

// stillTheSame is the likeness from which on a reworded heading is the one that
// it was; chosen so that 强化协同创新 → 强化协同攻关 is, 修桥 → 铺路 is not.
const stillTheSame = 0.5

// Follow returns the requests as they hang in the next text of the draft: on the
// heading with the same words, else on the one that the old heading has most
// likely become, renumbered, moved or reworded. A heading that stood in the old
// text under its own words is nobody's rewording. A request whose heading is gone
// keeps its words and is marked; it comes back with its heading.
func Follow(old, next gongwen.Document, requests []reply.Request) []reply.Request {
	before, after := Headings(old), Headings(next)
	out := slices.Clone(requests)
	for i, r := range out {
		if r.Heading == "" {
			continue
		}
		if at := HeadingOf(next, r); at >= 0 {
			for _, h := range after {
				if h.Block == at {
					out[i].Path, out[i].Gone = h.Path, false
				}
			}
			continue
		}
		if h, found := become(old, next, HeadingOf(old, r), before, after); found {
			out[i].Heading, out[i].Path, out[i].Gone = h.Words, h.Path, false
			continue
		}
		out[i].Gone = true
	}
	return out
}

// become finds what the heading at block i of the old text is called now.
func become(old, next gongwen.Document, i int, before, after []Heading) (Heading, bool) {
	if i < 0 {
		return Heading{}, false
	}
	var best Heading
	most := 0.0
	for _, h := range after {
		if slices.ContainsFunc(before, func(b Heading) bool { return b.Words == h.Words }) {
			continue
		}
		alike := max(dice(old.Blocks[i].Words(), h.Words), sharedLines(old, next, i, h.Block))
		if alike >= stillTheSame && alike > most {
			best, most = h, alike
		}
	}
	return best, most > 0
}

// sharedLines is how much of the text right below a heading still stands below
// another: a heading may get quite other words while its text stays.
func sharedLines(old, next gongwen.Document, i, j int) float64 {
	was, is := below(old, i), below(next, j)
	all, shared := 0, 0
	for _, line := range was {
		n := len([]rune(line))
		all += n
		if slices.Contains(is, line) {
			shared += n
		}
	}
	if all == 0 {
		return 0
	}
	return float64(shared) / float64(all)
}

func below(d gongwen.Document, heading int) []string {
	var lines []string
	for _, b := range d.Blocks[heading+1:] {
		if b.Kind != gongwen.Paragraph {
			break
		}
		lines = append(lines, b.Words())
	}
	return lines
}
