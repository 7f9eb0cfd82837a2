package docx

import (
	"errors"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

// settingOf is our own setting of the letter, for where lines end and where the
// parts of page 1 stand. What layout refuses to print, Word may well print:
// then a sign of the same width is set in its place.
func settingOf(l gongwen.Letter) layout.Pages {
	set, err := layout.Set(l, metrics{}, layout.Options{})
	var refused *layout.UnprintableError
	if errors.As(err, &refused) {
		set, err = layout.Set(standIn(l, refused.Characters), metrics{}, layout.Options{})
	}
	if err != nil {
		return layout.Pages{Pages: []layout.Page{{}}}
	}
	return set
}

// standIn is the letter with 〓 for the characters.
func standIn(l gongwen.Letter, refused []layout.Unprintable) gongwen.Letter {
	var runes []rune
	for _, c := range refused {
		if !slices.Contains(runes, c.Rune) {
			runes = append(runes, c.Rune)
		}
	}
	safe := func(s string) string {
		return strings.Map(func(r rune) rune {
			if slices.Contains(runes, r) {
				return '〓'
			}
			return r
		}, s)
	}
	for _, s := range []*string{&l.Letterhead, &l.DocNumber, &l.Issuer, &l.CopyNumber, &l.Urgency, &l.HandlingClass, &l.Publicity, &l.Printer, &l.PrintedOn} {
		*s = safe(*s)
	}
	l.Body = safeBody(l.Body, safe)
	l.CopyTo, l.Attachments = nil, slices.Clone(l.Attachments)
	for i := range l.Attachments {
		a := &l.Attachments[i]
		a.Title, a.Body, a.Forms = safe(a.Title), safeBody(a.Body, safe), nil
	}
	return l
}

func safeBody(d gongwen.Document, safe func(string) string) gongwen.Document {
	blocks := slices.Clone(d.Blocks)
	for i := range blocks {
		b := &blocks[i]
		b.Number.Mark = safe(b.Number.Mark)
		b.Runs = []gongwen.Run{{Text: safe(b.Words())}}
	}
	return gongwen.Document{Blocks: blocks}
}
