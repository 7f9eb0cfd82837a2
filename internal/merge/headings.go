package merge

import (
	"slices"
	"unicode/utf8"

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

// Headings returns the draft's outline. It goes through the document once.
func Headings(d gongwen.Document) []Heading {
	var all, open []Heading // open are the headings that the next block stands under
	_, to := d.BodyRange()
	sections := d.Sections()
	for i, b := range d.Blocks[:to] {
		if b.Kind != gongwen.Heading {
			continue
		}
		h := Heading{Block: i, Level: b.Number.Style.Level(), Text: b.Text(), Words: b.Words()}
		for len(open) > 0 && (h.Level <= 1 || open[len(open)-1].Level >= h.Level) {
			open = open[:len(open)-1]
		}
		for _, above := range open {
			h.Path = append(h.Path, above.Words)
		}
		open = append(open, h)
		for len(sections) > 0 && sections[0].Heading < i {
			sections = sections[1:]
		}
		if len(sections) > 0 && sections[0].Heading == i {
			all = append(all, h)
		}
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
	return headingIn(Headings(d), r)
}

func headingIn(all []Heading, r reply.Request) int {
	found := -1
	for _, h := range all {
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
	out := slices.Clone(requests)
	if !slices.ContainsFunc(out, func(r reply.Request) bool { return r.Heading != "" }) {
		return out
	}
	before, after := Headings(old), Headings(next)
	for i, r := range out {
		if r.Heading == "" {
			continue
		}
		if at := headingIn(after, r); at >= 0 {
			for _, h := range after {
				if h.Block == at {
					out[i].Path, out[i].Gone = h.Path, false
				}
			}
			continue
		}
		if h, found := become(old, next, headingIn(before, r), before, after); found {
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
	stood := make(map[string]bool, len(before))
	for _, h := range before {
		stood[h.Words] = true
	}
	was := newLines(below(old, i))
	var best Heading
	most := 0.0
	for _, h := range after {
		if stood[h.Words] {
			continue
		}
		alike := max(dice(old.Blocks[i].Words(), h.Words), was.sharedWith(below(next, h.Block)))
		if alike >= stillTheSame && alike > most {
			best, most = h, alike
		}
	}
	return best, most > 0
}

// lines are the lines right below a heading, with their characters.
type lines struct {
	characters map[string]int // of all lines of these words
	all        int
}

func newLines(words []string) lines {
	l := lines{characters: make(map[string]int, len(words))}
	for _, line := range words {
		n := utf8.RuneCountInString(line)
		l.characters[line] += n
		l.all += n
	}
	return l
}

// sharedWith is how much of the lines still stands below another heading: a
// heading may get quite other words while its text stays.
func (l lines) sharedWith(is []string) float64 {
	if l.all == 0 {
		return 0
	}
	shared, counted := 0, make(map[string]bool, len(is))
	for _, line := range is {
		if !counted[line] {
			shared += l.characters[line]
		}
		counted[line] = true
	}
	return float64(shared) / float64(l.all)
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
