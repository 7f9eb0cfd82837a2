package layout

import (
	"math"
	"slices"
	"strings"
)

// titleWidth leaves half a character on either side of the widest title.
const titleWidth = textWidth - sizeTitle

// title sets the title, the blocks from up to to, centred (GB/T 9704-2012
// 7.3.1).
func (s *setter) title(from, to int) []row {
	var rows []row
	words := ""
	for i := from; i < to; i++ {
		b := s.letter.Body.Blocks[i]
		words += b.Text()
		runes := []rune(b.Text())
		t := s.atomize(source{runes: runes, block: i}, titleFont, titleWidth)
		for _, span := range t.titleLines(runes) {
			w := t.width(span.first, span.end)
			l := t.place(span, (textLeft+textRight-w)/2, w, ragged)
			l.Element, l.Block = ElementTitle, i
			rows = append(rows, row{line: l, size: sizeTitle, keep: true})
		}
	}
	if from > 0 && len(rows) > 0 {
		rows[0].blank = 1
	}
	return withBookmark(rows, words, 1)
}

// The costs of a title's line, in parts of the text block's width squared.
const (
	costPerLine   = 0.3  // rather fewer lines
	costOneChar   = 50.0 // a line of one character
	costForbidden = 200.0
	longerFirst   = 1.15 // how much longer than the others the first line likes to be
)

// titleLines breaks a title into as few lines as hold it, at the places that
// read best and so that the first line is rather the longer (梯形): of all ways
// the one with the least cost.
func (t *text) titleLines(words []rune) []lineSpan {
	n := len(t.atoms)
	if n == 0 {
		return nil
	}
	total := t.width(0, n)
	if total <= titleWidth {
		return []lineSpan{{0, n}}
	}
	mean := total / math.Ceil(total/titleWidth)
	least := make([]float64, n+1)
	back := make([]int, n+1)
	for end := 1; end <= n; end++ {
		least[end] = math.Inf(1)
		breaking := t.titleBreak(words, end)
		width := 0.0
		for first := end - 1; first >= 0; first-- {
			width += t.atoms[first].width
			if width > titleWidth && first < end-1 {
				break
			}
			if c := least[first] + breaking + t.titleLine(first, end, width, mean); c < least[end] {
				least[end], back[end] = c, first
			}
		}
	}
	var spans []lineSpan
	for end := n; end > 0; end = back[end] {
		spans = append(spans, lineSpan{back[end], end})
	}
	slices.Reverse(spans)
	return spans
}

// titleLine says how bad the shape of the line of the atoms from first up to
// end is.
func (t *text) titleLine(first, end int, width, mean float64) float64 {
	if first == 0 {
		mean *= longerFirst
	}
	off := (width - mean) / textWidth
	c := costPerLine + off*off
	if t.atoms[end-1].to-t.atoms[first].from < 2 {
		c += costOneChar
	}
	return c
}

// titleBreak says how bad it is to end a line before atom end.
func (t *text) titleBreak(words []rune, end int) float64 {
	switch {
	case end == len(t.atoms):
		return 0
	case !t.canBreak(end - 1):
		return costForbidden
	}
	return titleBreakCost(words, t.atoms[end].from)
}

// titleBreakCost says how badly a title's line ends before words[at]: between
// words is what the standard asks for. It is the one place that knows where
// words end, by the words that titles of replies are made of.
func titleBreakCost(words []rune, at int) float64 {
	before, after := string(words[max(0, at-4):at]), string(words[at:at+1])
	switch {
	case insideTitleMarks(words[max(0, at-100):at]):
		return 5
	case endsWithAny(before, "会议", "提案", "建议", "》", "，", "、", "；", "："):
		return 0
	case endsWithAny(before, "委员会", "关于") || after == "《":
		return 0.02
	case endsWithAny(before, "的", "号", "省", "市", "县", "厅", "局", "和", "与", "及", "并", "）"):
		return 0.06
	}
	return 0.4
}

func endsWithAny(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// insideTitleMarks reports whether a 《 is still open behind the words.
func insideTitleMarks(words []rune) bool {
	for i := len(words) - 1; i >= 0; i-- {
		switch words[i] {
		case '《':
			return true
		case '》':
			return false
		}
	}
	return false
}
