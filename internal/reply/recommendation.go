package reply

import (
	"strings"

	"dafu/internal/gongwen"
)

// RecommendationWords returns a recommendation (对策建议) as it stands between the
// quotes of a heading 关于“…”的建议: without its number, without what that heading
// says already, quotes turned as GB/T 15834-2011 4.8.3.3 asks inside quotes.
func RecommendationWords(r string) string {
	r = CleanRecommendation(r)
	if bare, ok := strings.CutPrefix(r, "关于"); ok {
		r = strings.TrimSuffix(bare, "的建议")
	}
	if inner, ok := strings.CutPrefix(r, "“"); ok && strings.Count(r, "“") == 1 {
		if inner, ok = strings.CutSuffix(inner, "”"); ok {
			return inner
		}
	}
	return gongwen.InQuotes(r)
}

// recommendationKey makes a recommendation and the heading that is made from it
// alike: neither number nor frame nor quotes count.
func recommendationKey(words string) string {
	words = strings.TrimRight(CleanRecommendation(words), "：:")
	if bare, ok := strings.CutPrefix(words, "关于"); ok {
		for _, end := range []string{"的建议", "的意见", "的问题", "方面", "建议", "问题"} {
			if inner, ok := strings.CutSuffix(bare, end); ok {
				bare = inner
				break
			}
		}
		words = bare
	}
	return withoutQuotes.Replace(RecommendationWords(words))
}

var withoutQuotes = strings.NewReplacer("“", "", "”", "", "‘", "", "’", "", "\"", "", " ", "")

// answeringHeadings returns the headings that answer a recommendation by
// themselves, by its key: those that say its very words and have text below them.
func answeringHeadings(d gongwen.Document) map[string][]int {
	found := map[string][]int{}
	for i, b := range d.Blocks {
		words := b.Words()
		switch {
		case b.Kind == gongwen.Heading && written(d, i):
		case b.Kind == gongwen.Paragraph && b.Number.Style != gongwen.Unnumbered && b.RunIn > 0 && b.RunIn < len([]rune(words)):
			words = string([]rune(words)[:b.RunIn])
		default:
			continue
		}
		if key := recommendationKey(words); key != "" {
			found[key] = append(found[key], i)
		}
	}
	return found
}

// written tells whether text stands in the heading's section: below it, or below a
// heading of a lower level.
func written(d gongwen.Document, heading int) bool {
	level := d.Blocks[heading].Number.Style.Level()
	for _, b := range d.Blocks[heading+1:] {
		switch {
		case b.Kind == gongwen.Paragraph:
			return true
		case b.Kind != gongwen.Heading || b.Number.Style.Level() <= level:
			return false
		}
	}
	return false
}
