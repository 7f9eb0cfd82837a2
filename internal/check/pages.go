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
// -1 if it is not printed there. Running text keeps its order.
func printed(body, letter gongwen.Document) []int {
	place := make([]int, len(body.Blocks))
	next := 0
	for i, b := range body.Blocks {
		if !text(b.Kind) {
			place[i] = letter.First(b.Kind)
			continue
		}
		for next < len(letter.Blocks) && !text(letter.Blocks[next].Kind) {
			next++
		}
		if place[i] = next; next == len(letter.Blocks) {
			place[i] = -1
		}
		next++
	}
	return place
}

// text tells the kinds of which a letter may have many.
func text(k gongwen.Kind) bool {
	switch k {
	case gongwen.Title, gongwen.Signatory, gongwen.IssueDate, gongwen.Contact, gongwen.CopyTo:
		return false
	}
	return true
}
