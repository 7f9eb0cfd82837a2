package check

import (
	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

// Page says on which page each finding is printed: body is the text that was
// checked, letter what was made of it, and pages that letter as it was set. What
// the letter prints from the case in place of the text's own line (title, 署名,
// date, contact) stands where it is printed.
func Page(findings []Finding, body gongwen.Document, letter gongwen.Letter, pages layout.Pages) {
	place := printed(body, letter.Body)
	type stretch struct{ from, to, page int }
	lines := map[int][]stretch{}
	for n, p := range pages.Pages {
		for _, l := range p.Lines {
			if l.Block >= 0 && l.Annex == 0 {
				lines[l.Block] = append(lines[l.Block], stretch{l.From, l.To, n + 1})
			}
		}
	}
	for i := range findings {
		f := &findings[i]
		if f.Block < 0 || f.Block >= len(place) {
			continue
		}
		for _, l := range lines[place[f.Block]] {
			f.Page = l.page
			if f.From < l.to {
				break
			}
		}
	}
}

// printed says for each block of the text which block of the letter it became,
// -1 if it is not printed there. Text stands there with its words; of the frame
// a letter has one of each.
func printed(body, letter gongwen.Document) []int {
	at := map[string][]int{}
	for i, b := range letter.Blocks {
		if text := b.Text(); !b.Kind.Frame() {
			at[text] = append(at[text], i)
		}
	}
	place := make([]int, len(body.Blocks))
	for i, b := range body.Blocks {
		text := b.Text()
		switch stands := at[text]; {
		case len(stands) > 0:
			place[i], at[text] = stands[0], stands[1:]
		case b.Kind.Frame():
			place[i] = letter.First(b.Kind)
		default:
			place[i] = -1
		}
	}
	return place
}
