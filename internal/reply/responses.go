package reply

import (
	"slices"

	"dafu/internal/gongwen"
)

// MaxResponses is how many links a case may have; what was lost longest ago is
// forgotten first.
const MaxResponses = 1000

// Response links a recommendation (对策建议) to a block of the latest draft that
// answers it (回应).
type Response struct {
	Recommendation string `json:"recommendation"` // its words: the list may be put in another order
	Block          int    `json:"block"`          // index in the draft; -1 while its words are not in the text
	// Words are the block's when it was lost: once they come back, by an undo or
	// by pasting them elsewhere, the link is there again.
	Words string `json:"words,omitempty"`
}

// FollowResponses carries the links from one revision of the draft to the next.
func FollowResponses(all []Response, old, next gongwen.Document) []Response {
	if len(all) == 0 {
		return nil
	}
	became := gongwen.FollowBlocks(old, next)
	there := map[string]int{} // words → block, for what was lost
	for j, b := range next.Blocks {
		there[b.Words()] = j
	}
	var out []Response
	add := func(a Response) {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	for _, a := range all {
		switch {
		case a.Block >= len(became): // never: it was a block of old
		case a.Block < 0:
			if j, ok := there[a.Words]; ok {
				a = Response{Recommendation: a.Recommendation, Block: j}
			}
			add(a)
		case len(became[a.Block]) == 0:
			add(Response{a.Recommendation, -1, old.Blocks[a.Block].Words()})
		default:
			for _, j := range became[a.Block] {
				add(Response{Recommendation: a.Recommendation, Block: j})
			}
		}
	}
	return bounded(out)
}

// bounded forgets lost links, the oldest first, where there are too many.
func bounded(all []Response) []Response {
	for len(all) > MaxResponses {
		lost := slices.IndexFunc(all, func(a Response) bool { return a.Block < 0 })
		if lost < 0 {
			return all[len(all)-MaxResponses:]
		}
		all = slices.Delete(all, lost, lost+1)
	}
	return all
}

// LinkResponse links blocks of the draft to a recommendation, or unlinks them. Only
// paragraphs and headings answer anything; it fails if there is none among them. A
// heading that says the recommendation's words answers it without a link, and cannot
// be unlinked.
func LinkResponse(all []Response, recommendation string, d gongwen.Document, blocks []int, on bool) ([]Response, error) {
	out := slices.Clone(all)
	linked := 0
	var itself []int // headings that answer without a link
	if !on {
		itself = answeringHeadings(d)[recommendationKey(recommendation)]
	}
	for _, i := range blocks {
		if i < 0 || i >= len(d.Blocks) {
			continue
		}
		if kind := d.Blocks[i].Kind; kind != gongwen.Paragraph && kind != gongwen.Heading {
			continue
		}
		linked++
		if slices.Contains(itself, i) {
			return all, Failf(Conflict, "这个标题用的就是这条建议的原话，下面写了内容即算回应；改动标题以后才不算")
		}
		one := Response{Recommendation: recommendation, Block: i}
		out = slices.DeleteFunc(out, func(a Response) bool { return a == one })
		if on {
			out = append(out, one)
		}
	}
	if linked == 0 {
		return all, Failf(Invalid, "请先把光标放在回应这一条的段落里，或选中几段")
	}
	return bounded(out), nil
}

// RenameResponses follows a change of the recommendations: one that was reworded
// in its place keeps its links.
func RenameResponses(all []Response, before, after []string) []Response {
	out := slices.Clone(all)
	for i, was := range before {
		if i >= len(after) || slices.Contains(after, was) || slices.Contains(before, after[i]) {
			continue
		}
		for n := range out {
			if out[n].Recommendation == was {
				out[n].Recommendation = after[i]
			}
		}
	}
	return out
}

// Answered returns for each recommendation the blocks of a text that answer it, in
// the order of the text; none for one that is not answered yet. Answers are those
// that were linked to it, and a heading that was made from the recommendation, once
// something is written below it.
func Answered(recommendations []string, all []Response, d gongwen.Document) [][]int {
	out := make([][]int, len(recommendations))
	linked := map[string][]int{}
	for _, a := range all {
		if a.Block >= 0 {
			linked[a.Recommendation] = append(linked[a.Recommendation], a.Block)
		}
	}
	headings := answeringHeadings(d)
	for i, r := range recommendations {
		out[i] = append(append(out[i], linked[r]...), headings[recommendationKey(r)]...)
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}
