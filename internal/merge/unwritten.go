package merge

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Unwritten counts the places of a draft that the lead has still to write: headings
// without a word below them, as an outline leaves them. What hangs on a request that
// waits for its co-handler is that one's to write. A draft without headings is one
// place, as long as there is nothing between its opening and its closing.
func Unwritten(d gongwen.Document, requests []reply.Request) int {
	from, to := d.BodyRange()
	sections := d.Sections()
	asked := askedBlocks(d, sections, requests)
	n, headings := 0, 0
	for i, s := range sections {
		if s.Heading < 0 {
			continue
		}
		headings++
		leaf := i+1 == len(sections) || sections[i+1].Heading >= s.To
		if leaf && !asked[s.Heading] && !written(d.Blocks[s.From:s.To]) {
			n++
		}
	}
	if headings == 0 && !written(d.Blocks[from:max(from, to)]) {
		return 1
	}
	return n
}

// askedBlocks are the headings that requests which still wait hang on, and those
// below them.
func askedBlocks(d gongwen.Document, sections []gongwen.Section, requests []reply.Request) map[int]bool {
	hung := map[int]bool{}
	all := Headings(d)
	for _, r := range requests {
		if r.Waits() && r.Heading != "" {
			hung[headingIn(all, r)] = true
		}
	}
	asked, end := map[int]bool{}, 0
	for _, s := range sections {
		if hung[s.Heading] && s.Heading >= 0 {
			end = max(end, s.To)
		}
		if s.Heading >= 0 && s.Heading < end {
			asked[s.Heading] = true
		}
	}
	return asked
}

// written tells whether the blocks hold text of their own, beside the opening and the
// closing that every letter has.
func written(blocks []gongwen.Block) bool {
	for _, b := range blocks {
		words := strings.TrimSpace(b.Words())
		if b.Kind != gongwen.Heading && words != "" && !strings.HasSuffix(words, "答复如下：") && !closes(words) {
			return true
		}
	}
	return false
}

func closes(words string) bool {
	for _, begin := range []string{"再次感谢", "感谢", "衷心感谢", "专此", "特此", "此复", "以上答复"} {
		if strings.HasPrefix(words, begin) {
			return true
		}
	}
	return false
}
