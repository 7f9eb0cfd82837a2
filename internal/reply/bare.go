package reply

import (
	"strings"

	"dafu/internal/gongwen"
)

// Bare makes the paper of a text without a case: every part is as it was typed
// and stands where the standard wants it.
func Bare(body gongwen.Document) (gongwen.Letter, Frame) {
	f := FrameOf(Around{}, body)
	var head, signature []gongwen.Block
	for _, b := range f.Body.OneTitle().Blocks {
		if b.Kind == gongwen.Title {
			head = append(head, b)
		}
	}
	for _, t := range f.Typed {
		kind := gongwen.Signatory
		switch t.Part {
		case gongwen.PartSignatory:
		case gongwen.PartDate:
			kind = gongwen.IssueDate
		default:
			continue
		}
		signature = append(signature, f.element(t, kind))
	}
	blocks := append(head, f.text()...)
	blocks = append(append(blocks, signature...), f.notes()...)
	l := gongwen.Letter{
		Letterhead: f.Value(gongwen.PartLetterhead), DocNumber: f.Value(gongwen.PartNumber), Issuer: f.Value(gongwen.PartIssuer),
		Urgency: f.Value(gongwen.PartUrgency), HandlingClass: f.Value(gongwen.PartClass), Publicity: f.Value(gongwen.PartPublicity),
		Body: gongwen.Document{Blocks: blocks}, Attachments: f.annexes(), CopyTo: f.copies(),
	}
	if printer := f.Value(gongwen.PartImprint); printer != "" {
		l.Printer, l.PrintedOn = imprintOf(printer)
	}
	return l, f
}

// element is a typed part as a block of its own, with the sources of its words
// where it is the whole line.
func (f Frame) element(t Typed, k gongwen.Kind) gongwen.Block {
	b := f.Body.Blocks[t.Block]
	if b.Text() == t.Text {
		b.Kind, b.Number, b.RunIn = k, gongwen.Number{}, 0
		if b.Words() != t.Text {
			b.Runs = []gongwen.Run{{Text: t.Text, Source: b.Runs[0].Source}}
		}
		return b
	}
	return gongwen.Block{Kind: k, Runs: []gongwen.Run{{Text: t.Text, Source: b.Runs[0].Source}}}
}

// text are the blocks that are printed above the 署名.
func (f Frame) text() []gongwen.Block {
	var out []gongwen.Block
	for _, i := range f.Text {
		b := f.Body.Blocks[i]
		if b.Kind == gongwen.Closing {
			if all := b.Elements(); len(all) > 1 {
				b = gongwen.Block{Kind: b.Kind, Runs: b.Slice(0, len([]rune(all[0].Text)))}
			}
		}
		out = append(out, b)
	}
	return out
}

// notes are the blocks below the date: contacts first.
func (f Frame) notes() []gongwen.Block {
	var contacts, others []gongwen.Block
	for _, i := range f.Notes {
		if b := f.Body.Blocks[i]; b.Kind == gongwen.Contact {
			contacts = append(contacts, b)
		} else {
			others = append(others, b)
		}
	}
	return append(contacts, others...)
}

// copies are the bodies that the text names as 抄送.
func (f Frame) copies() []string {
	var out []string
	for _, t := range f.Typed {
		if t.Part == gongwen.PartCopy && t.Fate != Twice {
			out = append(out, copiesIn(t.Value)...)
		}
	}
	return out
}

// annexes are the typed 附件: each begins with a line 附件 or 附件1.
func (f Frame) annexes() []gongwen.Annex {
	var out []gongwen.Annex
	begins := true
	for _, i := range f.Enclosed {
		b := f.Body.Blocks[i]
		text := b.Text()
		if strings.HasPrefix(text, "附") && len([]rune(text)) <= 5 {
			out = append(out, gongwen.Annex{})
			begins = true
			continue
		}
		if len(out) == 0 {
			out = append(out, gongwen.Annex{})
		}
		last := &out[len(out)-1]
		if begins {
			last.Title, begins = text, false
			continue
		}
		read := gongwen.Parse(text, b.Runs[0].Source).Blocks
		for k := range read {
			if !read[k].Kind.Text() {
				read[k] = gongwen.Block{Runs: []gongwen.Run{{Text: read[k].Text(), Source: b.Runs[0].Source}}}
			}
		}
		last.Body.Blocks = append(last.Body.Blocks, read...)
	}
	return out
}

// imprintOf reads 某市教育局办公室 2024年5月31日印发.
func imprintOf(text string) (printer, on string) {
	text = strings.TrimSuffix(strings.TrimSpace(text), "印发")
	if i := strings.IndexAny(text, "0123456789"); i > 0 {
		return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i:])
	}
	return text, ""
}
