package docx

import (
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

// document writes the whole: what stands above, the text, attachments, 版记.
func (b *builder) document() {
	b.head()
	tail := b.tailOfCopies()
	b.text(tail)
	b.annexes()
	b.imprint(tail)
	b.write(`%s`, b.sectionProps())
}

// tailOfCopies returns where the 抄送 begin that end the text: they stand in the
// 版记. One in the midst of the text stays there, for Read to find it there.
func (b *builder) tailOfCopies() int {
	n := len(b.letter.Body.Blocks)
	for n > 0 && b.letter.Body.Blocks[n-1].Kind == gongwen.CopyTo {
		n--
	}
	return n
}

// text writes the blocks of the body up to end.
func (b *builder) text(end int) {
	blocks := b.body.Blocks[:end]
	noted := b.annex > 0 || b.body.First(gongwen.Attachment) >= 0
	for i, block := range blocks {
		if !noted && block.Kind.BehindText() {
			b.ownNote()
			noted = true
		}
		b.block(i, block, i == 0 || blocks[i-1].Kind != block.Kind)
	}
	if !noted {
		b.ownNote()
	}
}

// block writes one block; first tells that the one before it is of another kind.
func (b *builder) block(i int, block gongwen.Block, first bool) {
	p := para{style: styleBody, before: b.blankAbove(i, first)}
	if b.annex > 0 {
		b.annexBlock(i, block, p)
		return
	}
	next := gongwen.Paragraph
	if i+1 < len(b.body.Blocks) {
		next = b.body.Blocks[i+1].Kind
	}
	switch block.Kind {
	case gongwen.Title:
		p.style, p.keep = styleTitle, true
		b.title(i, block, p)
		return
	case gongwen.Addressee:
		p.style = styleAddressee
	case gongwen.Heading:
		p.style = headingStyle(block.Number.Style)
	case gongwen.Signatory, gongwen.IssueDate:
		p.style, p.keep = styleSignatory, next == gongwen.IssueDate || next == gongwen.Signatory
		if block.Kind == gongwen.IssueDate {
			p.style = styleDate
		}
		p.indent = b.signatureIndent(i, block)
	case gongwen.Contact, gongwen.Note:
		p.style = styleContact
	case gongwen.Attachment:
		p.style, p.keep = styleAttachment, true
		p.indent = attachmentIndent(block.Text())
	case gongwen.CopyTo:
		p.style = styleCopyTo
	default:
		// The last paragraph keeps with 署名 and date: no page has them alone.
		p.keep = next == gongwen.Signatory || next == gongwen.IssueDate
	}
	b.words(p, block)
}

// words writes a paragraph whose head has the face of its level. The letter's
// headings have it from their styles.
func (b *builder) words(p para, block gongwen.Block) {
	b.open(p)
	lead, face := leading(block)
	if block.Kind == gongwen.Heading && b.annex == 0 {
		lead, face = 0, ""
	}
	text := []rune(block.Text())
	lead = min(lead, len(text))
	b.run(face, 0, string(text[:lead]))
	b.run("", 0, string(text[lead:]))
	b.close()
}

func headingStyle(s gongwen.Style) string {
	names := [...]string{styleUnnumbered, styleHeading1, styleHeading2, styleHeading3, styleHeading4}
	if l := s.Level(); l < len(names) {
		return names[l]
	}
	return styleUnnumbered
}

// leading returns how many characters at the head of a paragraph have the face
// of its level, and the character style for them.
func leading(block gongwen.Block) (int, string) {
	n := utf8.RuneCountInString(block.Number.Mark) + block.RunIn
	switch {
	case block.Kind == gongwen.Heading:
		n = utf8.RuneCountInString(block.Text())
	case block.Kind != gongwen.Paragraph || block.RunIn == 0:
		return 0, ""
	}
	switch block.Number.Style {
	case gongwen.HanComma:
		return n, charHeiTi
	case gongwen.HanParen:
		return n, charKaiTi
	}
	return 0, ""
}

// title writes the title with the line ends that layout found.
func (b *builder) title(i int, block gongwen.Block, p para) {
	text := []rune(block.Text())
	b.open(p)
	at := 0
	for k, l := range b.linesOf(layout.ElementTitle, i) {
		if k > 0 {
			b.write(`<w:r><w:br/></w:r>`)
		}
		to := min(max(l.To, at), len(text))
		b.run("", 0, string(text[at:to]))
		at = to
	}
	b.run("", 0, string(text[at:]))
	b.close()
}

// blankAbove returns the room above a block: on page 1 what stands above the
// text, and blank rows where layout leaves them.
func (b *builder) blankAbove(i int, first bool) int {
	kind := b.body.Blocks[i].Kind
	switch {
	case i == 0 && b.annex > 0:
		return rowPitch
	case i == 0:
		return b.belowHead()
	case b.body.Blocks[i-1].Kind == gongwen.Title && kind != gongwen.Title:
		return rowPitch
	case first && kind == gongwen.Title || first && kind == gongwen.Attachment:
		return rowPitch
	case kind != gongwen.Signatory && kind != gongwen.IssueDate:
		return 0
	}
	if before := b.body.Blocks[i-1].Kind; before == gongwen.Signatory || before == gongwen.IssueDate {
		return 0
	}
	if b.letter.Sealed && b.annex == 0 {
		return 2 * rowPitch // clear of a seal of 42 mm, as layout does
	}
	return rowPitch
}

// signatureIndent puts a line of the signature where layout has it. The distance
// is that from the right edge: other faces make it no worse there.
func (b *builder) signatureIndent(i int, block gongwen.Block) string {
	e := layout.ElementSignatory
	if block.Kind == gongwen.IssueDate {
		e = layout.ElementDate
	}
	lines := b.linesOf(e, i)
	if len(lines) != 1 {
		return `<w:ind w:right="0"/>`
	}
	_, to := span(lines[0])
	return sprintf(`<w:ind w:right="%d"/>`, max(0, twips(textEnd-to)))
}

// attachmentIndent lets the turned lines of an item hang under its name.
func attachmentIndent(text string) string {
	label, rest := "", text
	if k := strings.IndexRune(text, '：'); k >= 0 && strings.HasPrefix(text, "附件") {
		label, rest = text[:k+len("：")], text[k+len("："):]
	}
	number := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789.．、 "))]
	first := 2 * cellWide
	if label == "" {
		first = 5 * cellWide
	}
	hang := 0.0
	for _, r := range label + number {
		hang += advance(r) * cellWide
	}
	if first+int(hang) > textWide/2 {
		hang = 0
	}
	return sprintf(`<w:ind w:left="%d" w:hanging="%d"/>`, first+int(hang), int(hang))
}

// ownNote writes the 附件说明 of a letter whose text has none.
func (b *builder) ownNote() {
	for i, a := range b.letter.Attachments {
		words := a.Title
		if len(b.letter.Attachments) > 1 {
			words = sprintf("%d.%s", i+1, words)
		}
		p := para{style: styleOwnNote, keep: true}
		if i == 0 {
			words = "附件：" + words
			p.before = rowPitch
		}
		p.indent = attachmentIndent(words)
		b.plain(p, words)
	}
}
