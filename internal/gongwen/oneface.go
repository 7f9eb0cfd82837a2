package gongwen

import "unicode/utf8"

// maxRunInBeside is how long a first sentence may be, in characters, to be a
// run-in heading where others of its level have one.
const maxRunInBeside = 2 * maxRunIn

// levelRunIns gives the paragraphs of a level one look: where one （一）……。 has a
// run-in heading, the others under the same heading have one too, if their first
// sentence ends before maxRunInBeside and something follows it.
func levelRunIns(blocks []Block) {
	for i := 0; i < len(blocks); {
		style := blocks[i].Number.Style
		if blocks[i].Kind != Paragraph || style != HanComma && style != HanParen {
			i++
			continue
		}
		end, runIn := i, false
		for ; end < len(blocks) && !closesLevel(blocks[end], style); end++ {
			runIn = runIn || blocks[end].Number.Style == style && blocks[end].RunIn > 0
		}
		for k := i; k < end && runIn; k++ {
			if b := &blocks[k]; b.Kind == Paragraph && b.Number.Style == style && b.RunIn == 0 {
				b.RunIn = firstSentence(b.Words())
			}
		}
		i = max(end, i+1)
	}
}

// closesLevel tells whether the list of a style ends before the block.
func closesLevel(b Block, style Style) bool {
	if !b.Kind.Text() {
		return true
	}
	l := b.Number.Style.Level()
	return l > 0 && l < style.Level() || b.Kind == Heading && l <= style.Level()
}

// firstSentence returns the length of the first of several sentences, 0 if it is
// too long for a heading or the only one.
func firstSentence(words string) int {
	n := 0
	for i, r := range words {
		if n++; n > maxRunInBeside {
			return 0
		}
		switch r {
		case '。':
			if n == 1 || i+utf8.RuneLen(r) == len(words) {
				return 0
			}
			return n
		case '；', '：', '！', '？':
			return 0
		}
	}
	return 0
}
