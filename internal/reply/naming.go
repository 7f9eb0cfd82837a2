package reply

import (
	"strings"

	"dafu/internal/gongwen"
)

// Sentence is a sentence of a draft: characters From ≤ i < To of the words of a block,
// its number not counted.
type Sentence struct {
	Block, From, To int
	Words           string
	// Formal: it only says who leads and who co-handles, as every opening does.
	Formal bool
}

// SentencesNaming returns the sentences of the body that have one of the names.
func SentencesNaming(body gongwen.Document, names []string) []Sentence {
	var all []Sentence
	for i, b := range body.Blocks {
		if b.Kind != gongwen.Paragraph && b.Kind != gongwen.Heading {
			continue
		}
		words := b.Words()
		if !NamesOne(words, names) {
			continue
		}
		at := 0
		for _, s := range sentences(words) {
			n := len([]rune(s))
			if NamesOne(s, names) {
				formal := strings.Contains(s, "主办") && (strings.Contains(s, "会办") || strings.Contains(s, "协办"))
				all = append(all, Sentence{i, at, at + n, s, formal})
			}
			at += n
		}
	}
	return all
}

// sentences parts words behind each mark that ends a sentence, closing quotes with it.
func sentences(words string) []string {
	var all []string
	from, ended := 0, false
	for i, r := range words {
		switch {
		case strings.ContainsRune("。！？", r):
			ended = true
		case ended && !strings.ContainsRune("”’）》", r):
			all = append(all, words[from:i])
			from, ended = i, false
		}
	}
	if from < len(words) {
		all = append(all, words[from:])
	}
	return all
}

// StandsIn returns what tells whether a passage still stands in a draft as it was.
func StandsIn(body gongwen.Document) func(passage string) bool {
	text := ""
	return func(passage string) bool {
		if text == "" {
			var lines strings.Builder
			for _, b := range body.Blocks {
				lines.WriteString(b.Text())
				lines.WriteByte('\n')
			}
			text = lines.String()
		}
		return strings.Contains(text, passage)
	}
}
