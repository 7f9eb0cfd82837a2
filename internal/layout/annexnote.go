package layout

import (
	"fmt"
	"strings"
)

// The 附件说明 stands one blank line below the text; turned lines and further
// items align under the first name's first character (GB/T 9704-2012 7.3.4).

// annexNote sets the note that the text itself has, the blocks from up to to.
func (s *setter) annexNote(from, to int) []row {
	var rows []row
	for i := from; i < to; i++ {
		src := source{runes: []rune(s.body.Blocks[i].Text()), block: s.ownBlock(i)}
		rows = append(rows, s.annexNoteItem(src)...)
	}
	return belowText(rows)
}

// ownNote makes the note of a letter whose text has none.
func (s *setter) ownNote() []row {
	var rows []row
	for i, a := range s.letter.Attachments {
		words := a.Title
		if len(s.letter.Attachments) > 1 {
			words = fmt.Sprintf("%d.%s", i+1, words)
		}
		if i == 0 {
			words = "附件：" + words
		}
		rows = append(rows, s.annexNoteItem(source{runes: []rune(words), block: -1})...)
	}
	return belowText(rows)
}

func belowText(rows []row) []row {
	if len(rows) > 0 {
		rows[0].blank = 1
	}
	return rows
}

// annexNoteItem sets 附件：1.××× or a further 2.×××.
func (s *setter) annexNoteItem(src source) []row {
	words := string(src.runes)
	label, rest := "", words
	if k := strings.IndexRune(words, '：'); k >= 0 && strings.HasPrefix(words, "附件") {
		label, rest = words[:k+len("：")], words[k+len("："):]
	}
	number := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789.．、 "))]
	first := 2 * cell
	if label == "" {
		first += 3 * cell
	}
	sh := shape{first: first, rest: first + s.widthOf(label+number, bodyFont), label: len([]rune(label + number))}
	if sh.rest > textWidth/2 {
		sh = shape{first: first, rest: first}
	}
	return s.rows(src, ElementAttachment, bodyFont, sh)
}
