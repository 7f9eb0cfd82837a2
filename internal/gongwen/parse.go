package gongwen

import (
	"strings"
	"unicode/utf8"
)

// Limits in characters. A line beyond them is running text, whatever it looks
// like: the longest headings of published replies quote a recommendation whole.
const (
	maxHeading   = 60
	maxRunIn     = 30
	maxAddressee = 60
	maxSignatory = 30
)

// Marks that end a sentence. A heading has none.
const sentenceEnds = "。；！？"

// Parse reads official plain text. It takes everything: what it does not
// recognise is a Paragraph. No character of content is lost or invented, see
// Canonical. Every word gets the source src.
func Parse(text string, src Source) Document {
	d, _ := ParseLines(text, src)
	return d
}

// ParseLines is Parse, and for each block the 0-based line of text that it came
// from, lines being counted as a browser's editor does: ended by "\n" (or
// "\r\n") alone. Lines rise, but a blank line has no block, and one that holds
// other line ends (\v, U+2028, …) has several. Columns goes on from there to the
// place in the line. It costs what Parse costs.
func ParseLines(text string, src Source) (Document, []int) {
	lines, from := normal(text)
	return documentOf(lines, recognise(lines, nil, nil), nil, src), from
}

// documentOf makes the document of lines that were recognised; by holds what
// somebody has said of lines, nil if nobody has.
func documentOf(lines []string, parts, by []Part, src Source) Document {
	d := Document{Blocks: make([]Block, len(lines))}
	for i, line := range lines {
		b := Block{Kind: parts[i].kind()}
		words := line
		if b.Kind == Paragraph {
			b, words = textBlock(line, parts[i])
		}
		if i < len(by) {
			b.Hand = by[i]
		}
		b.Runs = []Run{{Text: words, Source: src}}
		d.Blocks[i] = b
	}
	levelRunIns(d.Blocks)
	return d
}

// textBlock reads a line of the text as the part that it was recognised as. What
// somebody has called a heading or an item is one, if it has a number.
func textBlock(line string, p Part) (Block, string) {
	b, words := body(line)
	switch {
	case b.Number.Style == Unnumbered || b.Number.Style.Level() > 4:
	case p >= PartHeading1 && p <= PartHeading4:
		b.Kind, b.RunIn = Heading, 0
	case p == PartItem && b.Kind == Heading:
		b.Kind, b.RunIn = Paragraph, RunIn(words)
	}
	return b, words
}

// body reads a line of the body: a heading or a paragraph, and its words.
func body(line string) (Block, string) {
	n, words := readNumber(line)
	b := Block{Number: n}
	if n.Style == Unnumbered {
		return b, words
	}
	if n.Style.Level() <= 4 && heading(n.Style, words) {
		b.Kind = Heading
		return b, words
	}
	b.RunIn = RunIn(words)
	return b, words
}

// heading tells whether the words behind a number are a heading: a short line
// without the end of a sentence in it. A colon may end the headings of the
// first two levels, below them it leads in a list.
func heading(style Style, words string) bool {
	if strings.HasSuffix(words, "：") && (style > HanParen || longer(words, 20) || strings.Contains(words, "，")) {
		return false
	}
	return !longer(words, maxHeading) && !strings.ContainsAny(words, sentenceEnds)
}

// RunIn returns the length in characters of the run-in heading at the head of a
// paragraph's words, its 。 included: a first sentence that is a short phrase, or
// two of the same length (强化领导，落实责任。). 0 if there is none.
func RunIn(words string) int {
	n, comma := 0, 0
	for _, r := range words {
		if n++; n > maxRunIn {
			return 0
		}
		switch r {
		case '。':
			first, second := comma-1, n-1-comma
			if n == 1 || comma > 0 && max(first-second, second-first) > 1 {
				return 0
			}
			return n
		case '，':
			if comma > 0 {
				return 0
			}
			comma = n
		case '；', '：', '！', '？':
			return 0
		}
	}
	return 0
}

// longer tells whether s has more than n characters, without counting them all.
func longer(s string, n int) bool {
	return len(s) > n && (len(s) > n*utf8.UTFMax || utf8.RuneCountInString(s) > n)
}
