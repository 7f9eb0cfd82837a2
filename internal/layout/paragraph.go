package layout

import (
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// row is one line on its way to a page: it knows what it holds and what must
// stay with it, but not yet where it stands.
type row struct {
	line     Line
	size     float64 // of its type; 0 for a row that is kept blank
	blank    int     // blank rows before it, dropped at the top of a page
	keep     bool    // must not be parted from the next row
	bookmark *Bookmark
	beside   []Line // further lines on the same row
	seals    []sealSpot
}

// shape is how a paragraph's lines are indented and filled.
type shape struct {
	first, rest float64 // indents from the left edge of the text block
	rightIn     float64 // from the right edge
	label       int     // so many characters at the head stand fast, for turned lines to align with what follows
	names       bool    // where it is a row of names, lines end between them and are not spread
}

var (
	indented   = shape{first: 2 * cell}
	flushLeft  = shape{}
	salutation = shape{names: true}
)

// paragraph sets a block of the body in lines of the given shape.
func (s *setter) paragraph(block int, e Element, f font, sh shape) []row {
	b := s.body.Blocks[block]
	lead, role := leadingWords(b)
	// The block's Text(), in room that the next paragraph takes over.
	s.runes = appendRunes(s.runes[:0], b.Number.Mark)
	for _, r := range b.Runs {
		s.runes = appendRunes(s.runes, r.Text)
	}
	return s.rows(source{runes: s.runes, block: s.ownBlock(block), lead: lead, role: role}, e, f, sh)
}

func appendRunes(to []rune, words string) []rune {
	for _, r := range words {
		to = append(to, r)
	}
	return to
}

// rows sets a text in justified lines.
func (s *setter) rows(src source, e Element, f font, sh shape) []row {
	first := textWidth - sh.first - sh.rightIn
	rest := textWidth - sh.rest - sh.rightIn
	t := s.atomize(src, f, min(first, rest))
	t.fasten(sh.label)
	how := flush
	if sh.names && isNameRow(src.runes) {
		t.keepNames(src.runes)
		how = ragged
	}
	rows := s.lay(t, src, e, sh, how)
	// The rows keep the glyphs where they were placed, nothing of the atoms.
	s.spare = text{atoms: t.atoms[:0], inks: t.inks[:0], room: t.room}
	return rows
}

// lay breaks a text into rows of the given shape; all but the last are filled
// as how says.
func (s *setter) lay(t *text, src source, e Element, sh shape, how fill) []row {
	first := textWidth - sh.first - sh.rightIn
	rest := textWidth - sh.rest - sh.rightIn
	spans := t.breakLines(first, rest)
	rows := make([]row, 0, len(spans))
	x, width := textLeft+sh.first, first
	for i, span := range spans {
		if i == len(spans)-1 {
			how = ragged
		}
		l := t.place(span, x, width, how)
		l.Element, l.Block = e, src.block
		rows = append(rows, row{line: l, size: t.font.size})
		x, width = textLeft+sh.rest, rest
	}
	return rows
}

// fasten makes the first n characters and the gap behind them neither give nor
// stretch.
func (t *text) fasten(n int) {
	for i := range t.atoms {
		a := &t.atoms[i]
		if n == 0 || a.from > n {
			return
		}
		a.joined = true
		if a.from < n {
			a.giveLeft, a.giveRight = 0, 0
		}
	}
}

// longestName is the most characters of a name in a row that is kept whole.
const longestName = 25

// isNameRow tells whether an addressee's text is a row of names (李建国、王秀英委员：).
func isNameRow(runes []rune) bool {
	name, rows := 0, false
	for i, r := range runes {
		switch {
		case r == '、':
			name, rows = 0, true
		case r == '。' || r == '：' && i < len(runes)-1:
			return false
		default:
			if name++; name > longestName {
				return false
			}
		}
	}
	return rows && len(runes) > 0 && (runes[len(runes)-1] == '：' || runes[len(runes)-1] == ':')
}

// keepNames lets lines end between the names of a row only.
func (t *text) keepNames(runes []rune) {
	for i := range t.atoms {
		if a := &t.atoms[i]; a.to <= len(runes) && a.to > 0 && !betweenNames(runes[a.to-1]) {
			a.notLast = true
		}
	}
}

func betweenNames(r rune) bool { return r == '、' || r == '，' || r == ' ' || r == '　' }

// leadingWords returns how many characters at the head of a block's text are
// set in the face of its level, and which face that is: 一、 黑体, （一） 楷体, all
// else 仿宋 (GB/T 9704-2012 7.3.3).
func leadingWords(b gongwen.Block) (int, typeface.Role) {
	role := typeface.FangSong
	switch b.Number.Style {
	case gongwen.HanComma:
		role = typeface.HeiTi
	case gongwen.HanParen:
		role = typeface.KaiTi
	}
	n := utf8.RuneCountInString(b.Number.Mark)
	switch {
	case b.Kind == gongwen.Heading:
		if b.Number.Style == gongwen.Unnumbered {
			role = typeface.HeiTi
		}
		return n + utf8.RuneCountInString(b.Words()), role
	case b.Kind == gongwen.Paragraph && b.RunIn > 0:
		return n + b.RunIn, role
	}
	return 0, typeface.FangSong
}
