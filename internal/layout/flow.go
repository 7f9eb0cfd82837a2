package layout

import (
	"math"
	"slices"
	"strings"

	"dafu/internal/gongwen"
)

// flow turns the blocks of the body into rows, in the order of the text. What
// belongs into the imprint (抄送) is left out.
func (s *setter) flow() []row {
	blocks := s.body.Blocks
	rows := make([]row, 0, s.rowsExpected())
	noted := s.annex > 0 || s.body.First(gongwen.Attachment) >= 0
	for i := 0; i < len(blocks); {
		if s.stopped = s.stopped || stopped(s.options.Stop); s.stopped {
			return nil
		}
		var next []row
		n := 1
		if !noted && blocks[i].Kind.BehindText() {
			rows, noted = append(rows, s.ownNote()...), true
		}
		switch blocks[i].Kind {
		case gongwen.Title:
			n = s.groupFrom(i, gongwen.Title)
			next = s.title(i, i+n)
		case gongwen.Addressee:
			next = s.paragraph(i, ElementAddressee, bodyFont, salutation)
		case gongwen.Heading:
			next = s.heading(i)
		case gongwen.Attachment:
			n = s.groupFrom(i, gongwen.Attachment)
			next = s.annexNote(i, i+n)
		case gongwen.Signatory, gongwen.IssueDate:
			n = s.groupFrom(i, gongwen.Signatory, gongwen.IssueDate)
			next = s.signature(i, i+n)
			keepWithTail(rows)
		case gongwen.Contact, gongwen.Note:
			next = s.paragraph(i, ElementContact, bodyFont, indented)
		case gongwen.CopyTo:
			if s.annex > 0 { // an attachment has no imprint
				next = s.bodyParagraph(i)
			}
		default:
			next = s.bodyParagraph(i)
		}
		if i > 0 && len(next) > 0 && blocks[i-1].Kind == gongwen.Title {
			next[0].blank = max(1, next[0].blank)
		}
		rows = append(rows, next...)
		i += n
	}
	if !noted {
		rows = append(rows, s.ownNote()...)
	}
	return s.withSealSpot(rows)
}

// rowsExpected is about how many rows the body takes.
func (s *setter) rowsExpected() int {
	n := 0
	for _, b := range s.body.Blocks {
		n += 2
		for _, r := range b.Runs {
			n += len(r.Text) / (cellsPerLine * len("字"))
		}
	}
	return n
}

// groupFrom returns how many blocks from i on are of these kinds.
func (s *setter) groupFrom(i int, kinds ...gongwen.Kind) int {
	n := 0
	for _, b := range s.body.Blocks[i:] {
		if !slices.Contains(kinds, b.Kind) {
			break
		}
		n++
	}
	return n
}

// heading sets a heading; it never stands last on a page.
func (s *setter) heading(i int) []row {
	rows := s.paragraph(i, ElementBody, bodyFont, indented)
	for k := range rows {
		rows[k].keep = true
	}
	b := s.body.Blocks[i]
	return withBookmark(rows, b.Text(), b.Number.Style.Level())
}

// bodyParagraph sets a paragraph. Its run-in heading of level 1 or 2 is a
// heading to those who look for it.
func (s *setter) bodyParagraph(i int) []row {
	rows := s.paragraph(i, ElementBody, bodyFont, indented)
	b := s.body.Blocks[i]
	level := b.Number.Style.Level()
	if b.RunIn == 0 || level < 1 || level > 2 {
		return rows
	}
	words := []rune(b.Words())
	runIn := string(words[:min(b.RunIn, len(words))])
	return withBookmark(rows, b.Number.Mark+strings.TrimRight(runIn, "。"), level)
}

func withBookmark(rows []row, title string, level int) []row {
	if len(rows) > 0 {
		rows[0].bookmark = &Bookmark{Title: title, Level: max(1, level)}
	}
	return rows
}

// widthOf returns the natural width of a text that is set in one line.
func (s *setter) widthOf(words string, f font) float64 {
	t := s.atomize(source{runes: []rune(words), block: measured}, f, math.Inf(1))
	return t.width(0, len(t.atoms))
}

// keepWithTail keeps the last two lines of the text, and the 附件说明 below them,
// with what follows: no page bears the signature block alone (此页无正文 is never
// printed). Of a text of two lines the first stays, for page 1 must bear text.
func keepWithTail(rows []row) {
	k := len(rows)
	for k > 0 && rows[k-1].line.Element == ElementAttachment {
		k--
	}
	body := 0
	for body < min(k, 3) && rows[k-body-1].line.Element == ElementBody {
		body++
	}
	for k -= min(k, 2, max(1, body-1)); k < len(rows); k++ {
		rows[k].keep = true
	}
}
