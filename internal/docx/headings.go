package docx

import (
	"strconv"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/numeral"
)

// Levels are seen in official plain text by their numbers alone. So a heading
// that is one by its style gets the number of its level, unless it has one of
// the four forms already, typed or automatic.

// levelMark is the number n of a level (GB/T 9704-2012 7.3.3).
func levelMark(level, n int) string {
	switch han := numeral.Label("chineseCountingThousand", n); level {
	case 1:
		return han + "、"
	case 2:
		return "（" + han + "）"
	case 3:
		return strconv.Itoa(n) + "."
	}
	return "（" + strconv.Itoa(n) + "）"
}

// typedLine is a line of the text: a number that Read wrote itself, and words.
type typedLine struct {
	number, text string
	sources      []source // what the words are made of
}

// typeNumbers makes the lines of the text, each with its number.
func (d *reader) typeNumbers(lines []line) []typedLine {
	outermost := outermostLevel(lines)
	var counts [5]int
	var out []typedLine
	add := func(marked, text string, l line) {
		out = append(out, typedLine{strings.TrimSuffix(marked, text), text, l.sources})
	}
	for _, l := range lines {
		text := strings.TrimSpace(l.text)
		if text == "" {
			continue
		}
		marked := joined(l.mark, text)
		if l.mark != "" && typedToo(text) {
			d.found.doubled.add(cut(marked, quotedAround), false)
		}
		if !l.heads() {
			add(marked, text, l)
			continue
		}
		level := l.level - outermost + 1
		if n := numberOf(marked); levelled(n) {
			level = n.Style.Level()
			counts[level] = n.Value
		} else {
			counts[level]++
			marked = levelMark(level, counts[level]) + text
			d.found.numbered++
		}
		clear(counts[level+1:])
		add(marked, text, l)
	}
	return out
}

// heads tells a heading of the text from a title that is typed in a heading's
// style: that one stands in the middle, or says what paper it is.
func (l line) heads() bool {
	return l.level > 0 && !isTitle(l.style) && l.style != styleUnnumbered && !l.centred && kindOf(l.text) != gongwen.Title
}

// outermostLevel is the level of heading that 一、 stands for: the first that is
// used, as a title may have the one above it. Where any heading has a number of
// its own, levels are as they say.
func outermostLevel(lines []line) int {
	level := 5
	for _, l := range lines {
		if strings.TrimSpace(l.text) == "" || !l.heads() {
			continue
		}
		if levelled(numberOf(joined(l.mark, strings.TrimSpace(l.text)))) {
			return 1
		}
		level = min(level, l.level)
	}
	if level > 4 {
		return 1
	}
	return level
}

// typedToo tells whether a paragraph that has an automatic number begins with a
// typed one: Word shows both.
func typedToo(text string) bool {
	n := numberOf(cut(text, quotedAround))
	return levelled(n) || n.Mark != ""
}

func levelled(n gongwen.Number) bool { return n.Style.Level() >= 1 && n.Style.Level() <= 4 }

// joined puts an automatic number before the words; the gap that Word leaves
// there is kept where both sides are narrow.
func joined(mark, text string) string {
	if mark == "" {
		return text
	}
	return mark + " " + text
}

func numberOf(text string) gongwen.Number {
	if d := gongwen.Parse(text, gongwen.Source{}); len(d.Blocks) == 1 {
		return d.Blocks[0].Number
	}
	return gongwen.Number{}
}

// titleLines is how many centred paragraphs are tried for one title.
const titleLines = 4

// joinTitle makes one line of a title that is typed in several centred
// paragraphs, if together they read as one and the first alone does not.
func (d *reader) joinTitle(lines []line) []line {
	first := 0
	for first < len(lines) && first < 12 && !(lines[first].centred || isTitle(lines[first].style)) {
		first++
	}
	for ; first < len(lines) && (lines[first].centred || isTitle(lines[first].style)); first++ {
		whole := lines[first]
		if whole.style == styleTitle || kindOf(whole.text) == gongwen.Title {
			return lines
		}
		for n := 1; n < titleLines && first+n < len(lines); n++ {
			next := lines[first+n]
			if !next.centred && !isTitle(next.style) {
				break
			}
			whole.text = strings.TrimSpace(whole.text) + strings.TrimSpace(next.text)
			whole.sources = append(whole.sources[:len(whole.sources):len(whole.sources)], next.sources...)
			if strings.Contains(lines[first].text, "关于") && kindOf(whole.text) == gongwen.Title {
				d.found.titleJoined = true
				out := append([]line{}, lines[:first]...)
				return append(append(out, whole), lines[first+n+1:]...)
			}
		}
	}
	return lines
}

func kindOf(text string) gongwen.Kind {
	if d := gongwen.Parse(text, gongwen.Source{}); len(d.Blocks) == 1 {
		return d.Blocks[0].Kind
	}
	return gongwen.Paragraph
}
