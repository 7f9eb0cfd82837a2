package measure

import (
	"strings"
	"unicode"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

var breakRules = []rule{
	{"换行", "行首", "句号、逗号、后括号、后引号等不在行首（GB/T 15834 5.1）", Places, 0, lineStarts},
	{"换行", "行末", "前括号、前引号、前书名号不在行末（GB/T 15834 5.1）", Places, 0, lineEnds},
	{"换行", "不拆开", "数字、外文词、破折号、省略号不拆成两行（GB/T 15834 5.1）", Places, 0, cutWords},
	{"换面", "层次标题", "层次标题不单独留在一面的末行", Places, 0, headingsAlone},
}

func lineStarts(s *sheet) []reading {
	return none(s, s.brokenLines(), func(l line) int {
		return count(!l.first && strings.ContainsRune(neverFirst, l.glyphs[0].r) && !s.insideWord(l, 0))
	})
}

func lineEnds(s *sheet) []reading {
	return none(s, s.brokenLines(), func(l line) int {
		g := l.visible()
		return count(!l.last && len(g) > 0 && strings.ContainsRune(neverLast, g[len(g)-1].r))
	})
}

func cutWords(s *sheet) []reading {
	return none(s, s.brokenLines(), func(l line) int { return count(!l.first && s.cutBefore(l)) })
}

// brokenLines are the lines of everything that runs over several.
func (s *sheet) brokenLines() []line {
	return s.of(append([]layout.Element{layout.ElementTitle, layout.ElementSignatory, layout.ElementCopyTo}, running...)...)
}

// insideWord reports that the line's character at i stands in a word, as the
// ’ of it’s does, where another rule holds.
func (s *sheet) insideWord(l line, at int) bool {
	text := s.textOf(l)
	i := l.from + at
	return strings.ContainsRune("’‘·", l.glyphs[at].r) && i > 0 && i+1 < len(text) && inWord(text[i-1]) && inWord(text[i+1])
}

// textOf is the text of the paragraph that the line stands in.
func (s *sheet) textOf(l line) []rune {
	if text, known := s.texts[l.block]; known {
		return text
	}
	var text []rune
	if b, ok := s.block(l); ok {
		text = []rune(b.Text())
	} else {
		for _, o := range s.of(layout.ElementCopyTo) { // the one paragraph around the body
			text = append(text, []rune(o.words())...)
		}
	}
	s.texts[l.block] = text
	return text
}

// cutBefore reports that the line begins inside what must stay in one piece.
func (s *sheet) cutBefore(l line) bool {
	text, at := s.textOf(l), l.from
	if at <= 0 || at >= len(text) {
		return false
	}
	before, after := text[at-1], text[at]
	switch {
	case before == after && (after == '—' || after == '…'):
		return s.rowBefore(l.block, text, at)%2 == 1
	case !inWord(before) || !inWord(after):
		return false
	}
	from, to := at-1, at+1
	for from > 0 && at-from < farWord && inWord(text[from-1]) {
		from--
	}
	for to < len(text) && to-at < farWord && inWord(text[to]) {
		to++
	}
	word := string(text[from:to])
	if before == '/' && (strings.Contains(word, "://") || strings.HasPrefix(word, "www.")) {
		return false // where an address may break
	}
	return s.widthOf(l, text[from:to]) <= right-indent
}

// farWord is how far a word is looked at, in characters: one so long is wider than
// a line, whatever follows.
const farWord = 400

// dashes are a row of — or … before a place in a block.
type dashes struct{ block, at, n int }

// rowBefore returns how many characters before at are the one that stands at at. A row
// goes on over many lines, which are asked one after another: what was counted for
// the line before is not counted again.
func (s *sheet) rowBefore(block int, text []rune, at int) int {
	n := 0
	for n < at && text[at-1-n] == text[at] {
		n++
		if s.dashes.block == block && s.dashes.at == at-n {
			n += s.dashes.n
			break
		}
	}
	s.dashes = dashes{block, at, n}
	return n
}

// inWord reports the characters of numbers, words and addresses.
func inWord(r rune) bool {
	return r > ' ' && r < 0x7f || r >= 0xc0 && r < 0x250 && unicode.IsLetter(r)
}

// widthOf is how wide a word is in the line's type: one that is wider than a
// line is cut, for it not to leave the page.
func (s *sheet) widthOf(l line, word []rune) float64 {
	role, w, size := roleOf(l), 0.0, l.size()
	for _, r := range word {
		if g, ok := s.faces.Glyph(role, r); ok {
			w += g.Advance * size * point
		}
	}
	return w
}

// headingsAlone looks at the last line of each page but the last. A page of
// nothing but headings cannot end otherwise.
func headingsAlone(s *sheet) []reading {
	var all []reading
	for page := range max(0, s.pages-1) {
		var last line
		text := 0
		for _, l := range s.onPage(page) {
			if !isImprint(l) {
				last = l
				text += count(!s.isHeading(l))
			}
		}
		if len(last.glyphs) > 0 {
			all = append(all, exactly(page, 0, float64(count(text > 0 && s.isHeading(last))), last.words()))
		}
	}
	return all
}

func (s *sheet) isHeading(l line) bool {
	b, ok := s.block(l)
	return ok && b.Kind == gongwen.Heading
}
