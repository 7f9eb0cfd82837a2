package gongwen

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
)

// Stretch is what a department stands for in one block: from the head of the first
// sentence in which its words stand to the end of the last one, From ≤ i < To in
// characters (runes) of the block's Words. What others put in between, or into one
// of these sentences, is part of it: it changes what the sentence says.
type Stretch struct {
	Block    int
	From, To int
}

// Stretches returns where a department's words stand, at most one a block, in
// reading order. Punctuation and white space alone are not its words, nor are
// numbers.
func (d Document) Stretches(department int64) []Stretch {
	var all []Stretch
	for i, b := range d.Blocks {
		first, last, at := -1, -1, 0
		var text []rune
		for _, run := range b.Runs {
			for _, r := range run.Text {
				if run.Source.Department == department && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
					if first < 0 {
						first = at
					}
					last = at
				}
				text = append(text, r)
				at++
			}
		}
		if first >= 0 {
			all = append(all, Stretch{i, sentenceStart(text, first), sentenceEnd(text, last)})
		}
	}
	return all
}

func endsSentence(r rune) bool { return strings.ContainsRune(sentenceEnds, r) }

func sentenceStart(text []rune, i int) int {
	for i > 0 && !endsSentence(text[i-1]) {
		i--
	}
	return i
}

// sentenceEnd includes the stop, and a quote or bracket behind it.
func sentenceEnd(text []rune, i int) int {
	for i < len(text) && !endsSentence(text[i]) {
		i++
	}
	for i < len(text) && (endsSentence(text[i]) || strings.ContainsRune("”’）》", text[i])) {
		i++
	}
	return i
}

// StretchDocument returns a department's stretches as a document of their own,
// without numbers; each word keeps its source.
func (d Document) StretchDocument(department int64) Document {
	var out Document
	for _, s := range d.Stretches(department) {
		out.Blocks = append(out.Blocks, Block{Runs: d.Blocks[s.Block].Slice(s.From, s.To)})
	}
	return out
}

// Digest stands for the words that a department has in the document: a hex SHA-256
// that changes exactly when one of its stretches does, "" if it has none. Edits in
// other sentences before and behind them, other numbers, and moving a whole
// paragraph change nothing; splitting and joining paragraphs inside do.
func (d Document) Digest(department int64) string {
	var words []string
	for _, b := range d.StretchDocument(department).Blocks {
		words = append(words, b.Words())
	}
	if len(words) == 0 {
		return ""
	}
	slices.Sort(words)
	sum := sha256.Sum256([]byte(strings.Join(words, "\n")))
	return hex.EncodeToString(sum[:])
}
