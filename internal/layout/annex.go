package layout

import (
	"fmt"
	"strings"

	"dafu/internal/gongwen"
)

// annexes sets the attachments, each from a new page on and before the imprint
// (GB/T 9704-2012 7.3.7), and each form beyond the first on a further one. A form at the end leaves room for the imprint.
func (s *setter) annexes(p *paginator, foot imprint) {
	numbered := s.annexesNumbered()
	for i, a := range s.letter.Attachments {
		s.body, s.annex, s.sealed = a.Body, i+1, false
		mark := "附件"
		if numbered {
			mark = fmt.Sprintf("附件%d", i+1)
		}
		p.newPage()
		p.flow(asAnnex(s.annexRows(mark, a), i+1))
		for n, f := range a.Forms {
			if n > 0 {
				p.newPage()
				p.flow(asAnnex(s.annexHead(mark, a), i+1))
			}
			bottom := textBottom
			if i == len(s.letter.Attachments)-1 && n == len(a.Forms)-1 {
				bottom -= float64(len(foot.rows)) * pitch
			}
			s.form(p, f, bottom)
		}
	}
}

// annexesNumbered reports whether the marks bear numbers: a single attachment
// does only where the letter's own note numbers it.
func (s *setter) annexesNumbered() bool {
	if len(s.letter.Attachments) > 1 {
		return true
	}
	i := s.letter.Body.First(gongwen.Attachment)
	return i >= 0 && strings.ContainsAny(s.letter.Body.Blocks[i].Text(), "1１")
}

// annexRows sets the mark on row 1, the title on row 3 and the text below it.
func (s *setter) annexRows(mark string, a gongwen.Annex) []row {
	rows := withBookmark(s.annexHead(mark, a), strings.TrimSpace(mark+" "+a.Title), 1)
	text := s.flow()
	if len(text) > 0 {
		text[0].blank = 1
	}
	return append(rows, text...)
}

// annexHead sets the mark and the title.
func (s *setter) annexHead(mark string, a gongwen.Annex) []row {
	rows := s.rows(source{runes: []rune(mark), block: -1}, ElementAnnexMark, labelFont, flushLeft)
	title := s.centred(source{runes: []rune(a.Title), block: -1}, ElementAnnexTitle)
	if len(title) > 0 {
		title[0].blank = 1
	}
	return keepAll(append(rows, title...))
}

// asAnnex marks the lines as those of attachment n: what is the letter's title
// or body is not theirs.
func asAnnex(rows []row, n int) []row {
	for i := range rows {
		l := &rows[i].line
		l.Annex = n
		if l.Element != ElementAnnexMark && l.Element != ElementAnnexTitle {
			l.Element = ElementAnnexText
		}
	}
	return rows
}
