package docx

import (
	"strconv"
	"strings"

	"dafu/internal/gongwen"
)

// annexes writes the attachments, each on a page of its own.
func (b *builder) annexes() {
	numbered := len(b.letter.Attachments) > 1
	if i := b.letter.Body.First(gongwen.Attachment); i >= 0 && strings.ContainsAny(b.letter.Body.Blocks[i].Text(), "1１") {
		numbered = true
	}
	for i, a := range b.letter.Attachments {
		mark := "附件"
		if numbered {
			mark += strconv.Itoa(i + 1)
		}
		b.annexHead(mark, a.Title)
		b.body, b.annex = a.Body, i+1
		b.text(len(a.Body.Blocks))
		for n, f := range a.Forms {
			if n > 0 {
				b.annexHead(mark, a.Title)
			}
			b.form(f)
		}
	}
	b.body, b.annex = b.letter.Body, 0
}

func (b *builder) annexHead(mark, title string) {
	b.plain(para{style: styleAnnexMark, keep: true}, mark)
	b.plain(para{style: styleAnnexTitle, keep: true, before: rowPitch}, title)
}

// annexBlock writes a block of an attachment's text. All have one style, for Read
// to know them by, and differ from it where they must. (An indent in characters
// prevails over one in twips, so it is taken back.)
func (b *builder) annexBlock(i int, block gongwen.Block, p para) {
	p.style = styleAnnexText
	switch block.Kind {
	case gongwen.Title:
		p.style, p.keep = styleAnnexTitle, true
		b.title(i, block, p)
		return
	case gongwen.Addressee:
		p.indent = `<w:ind w:firstLineChars="0" w:firstLine="0"/>`
	case gongwen.Heading:
		p.keep = true
	case gongwen.Signatory, gongwen.IssueDate:
		p.justify = "right"
		p.indent = sprintf(`<w:ind w:right="%d" w:firstLineChars="0" w:firstLine="0"/>`, 2*cellWide)
	}
	b.words(p, block)
}

// The 征询意见表: labels as wide as in layout, 5.5 characters of 14 pt.
const (
	formLabel  = 1540
	formValue1 = 2882
	formValue2 = textWide - 2*formLabel - formValue1
	formRoom   = 3000 // height of the row to write into, at least
	formBelow  = 444  // from the title's row to the table
)

func (b *builder) form(f gongwen.Feedback) {
	number, member, sign := f.Labels()
	const satisfied = "□满意　　□基本满意　　□不满意"
	b.plain(para{style: styleAnchor, line: formBelow}, "")
	b.write(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>`, textWide)
	for _, side := range []struct {
		name string
		size int
	}{{"top", 8}, {"left", 8}, {"bottom", 8}, {"right", 8}, {"insideH", 6}, {"insideV", 6}} {
		b.write(`<w:%s w:val="single" w:sz="%d" w:space="0" w:color="000000"/>`, side.name, side.size)
	}
	b.write(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="100" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>`+
		`<w:bottom w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>`+
		`<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`,
		formLabel, formValue1, formLabel, formValue2)
	b.formPair(0, number, f.Number, member, f.Member)
	b.formValue(0, "案　　由", f.Subject, true)
	b.formValue(0, "承办单位", f.Department, true)
	b.formValue(0, "办理过程", satisfied, false)
	b.formValue(0, "办理结果", satisfied, false)
	b.formValue(formRoom, "意见建议", "", true)
	b.formPair(840, sign, "", "日　　期", "　　年　　月　　日")
	b.write(`</w:tbl>`)
	// A table must not end a document; its note does, or an empty paragraph.
	b.plain(para{style: styleForm, justify: "both", indent: `<w:ind w:firstLineChars="200" w:firstLine="560"/>`}, f.Note)
}

func (b *builder) formPair(height int, label1, value1, label2, value2 string) {
	b.rowOpen(height)
	b.formCell(formLabel, 1, label1, false)
	b.formCell(formValue1, 1, value1, false)
	b.formCell(formLabel, 1, label2, false)
	b.formCell(formValue2, 1, value2, false)
	b.write(`</w:tr>`)
}

func (b *builder) formValue(height int, label, value string, left bool) {
	b.rowOpen(height)
	b.formCell(formLabel, 1, label, false)
	b.formCell(textWide-formLabel, 3, value, left)
	b.write(`</w:tr>`)
}

func (b *builder) rowOpen(height int) {
	b.write(`<w:tr>`)
	if height > 0 {
		b.write(`<w:trPr><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>`, height)
	}
}

func (b *builder) formCell(width, span int, text string, left bool) {
	b.write(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if span > 1 {
		b.write(`<w:gridSpan w:val="%d"/>`, span)
	}
	b.write(`<w:vAlign w:val="center"/></w:tcPr>`)
	p := para{style: styleForm}
	if left {
		p.justify = "left"
	}
	b.plain(p, text)
	b.write(`</w:tc>`)
}
