package merge

import (
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// nearlySame is the likeness of two headings from which on they name the same.
const nearlySame = 0.75

// placeIn chooses kind and position under a heading: joined to the paragraph
// that has the entry's heading already; else the next item where there are
// items, in a gap of their numbers or behind the last; else a paragraph at the
// end.
func placeIn(d gongwen.Document, s section, e Entry) Place {
	from, to := s.half(e.Part)
	for i := from; i < to; i++ {
		if sameHeading(runInOf(d.Blocks[i]), e.Heading) {
			return Place{Appended, i}
		}
	}
	if i := itemBefore(d, s, from, to); i != noItem {
		return Place{AsItem, i}
	}
	if to == from {
		return Place{AsParagraph, from - 1}
	}
	return Place{AsParagraph, to - 1}
}

const noItem = -1

// itemBefore returns the block behind which the next item goes: right behind the
// item after which a number is missing, or else behind the last one.
func itemBefore(d gongwen.Document, s section, from, to int) int {
	last, value := noItem, 0
	for i := from; i < to; i++ {
		n := d.Blocks[i].Number
		if n.Style == gongwen.Unnumbered {
			continue
		}
		if n.Value > value+1 {
			if last == noItem {
				return from - 1
			}
			return last
		}
		last, value = i, n.Value
	}
	return last
}

// degrees are the official verbs and adverbs that headings differ by while they
// name the same.
var degrees = []string{"进一步", "持续", "不断", "切实", "全面", "大力", "积极", "着力", "深入", "加快", "加强", "强化", "加大", "健全", "完善", "做好", "推进", "推动", "开展", "工作"}

// sameHeading tells whether two headings name the same thing.
func sameHeading(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if sharesName(a, b) || sharesName(b, a) {
		return true
	}
	_, a = takeOut(a, degrees)
	_, b = takeOut(b, degrees)
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	return dice(a, b) >= nearlySame
}

// sharesName tells whether b names what a has in quotes: 明厨亮灶, 一村一品.
func sharesName(a, b string) bool {
	_, rest, _ := strings.Cut(a, "“")
	name, _, found := strings.Cut(rest, "”")
	return found && utf8.RuneCountInString(name) >= 3 && strings.Contains(b, name)
}

// dice is the share of character pairs that two phrases have in common.
func dice(a, b string) float64 {
	return overlap(pairs(a), pairs(b))
}

func overlap(x, y map[string]bool) float64 {
	if len(x)+len(y) == 0 {
		return 0
	}
	common := 0
	for k := range x {
		if y[k] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

func pairs(s string) map[string]bool {
	runes := []rune(s)
	out := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		out[string(runes[i:i+2])] = true
	}
	return out
}
