package docx

import (
	"strings"

	"dafu/internal/gongwen"
)

// imprint writes the 版记 as a table at the foot of the text block: the 抄送 that
// end the text, from block tail on, or the letter's own, then 印发机关 and 印发日期.
// The table floats beside a paragraph of one point at the end, so that it stands
// on the last page whatever is written before it. Its last row is what the
// margin lies below the text block. (Paragraphs in a frame would be simpler, but
// LibreOffice drops a frame whose paragraphs have unlike borders; and it lets a
// table of the text's width float only if its place is counted from the page.)
func (b *builder) imprint(tail int) {
	type row struct {
		style, left, right string
	}
	var rows []row
	for _, block := range b.letter.Body.Blocks[tail:] {
		rows = append(rows, row{style: styleCopyTo, left: block.Text()})
	}
	if len(rows) == 0 && b.letter.Body.First(gongwen.CopyTo) < 0 && len(b.letter.CopyTo) > 0 {
		rows = append(rows, row{style: styleCopyList, left: "抄送：" + strings.TrimRight(strings.Join(b.letter.CopyTo, "，"), "。") + "。"})
	}
	ruled := b.letter.Form != gongwen.LetterForm
	if ruled && (b.letter.Printer != "" || b.letter.PrintedOn != "") {
		r := row{style: styleImprint, left: b.letter.Printer}
		if b.letter.PrintedOn != "" {
			r.right = strings.TrimSuffix(b.letter.PrintedOn, "印发") + "印发"
		}
		rows = append(rows, r)
	}
	if len(rows) == 0 {
		return
	}
	b.write(`<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="%[3]d" w:tblpYSpec="bottom"/>`+
		`<w:tblW w:w="%[1]d" w:type="dxa"/>%[2]s</w:tblPr><w:tblGrid><w:gridCol w:w="%[1]d"/></w:tblGrid>`, textWide, unspaced, leftSide)
	for i, r := range rows {
		upper, lower := innerRule, innerRule
		if i == 0 {
			upper = outerRule
		}
		if i == len(rows)-1 {
			lower = outerRule
		}
		b.write(`<w:tr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>`, textWide, rules(ruled, upper, lower))
		b.open(para{style: r.style})
		b.run("", 0, r.left)
		if r.right != "" {
			b.tab()
			b.run("", 0, r.right)
		}
		b.close()
		b.write(`</w:tc></w:tr>`)
	}
	b.write(`<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, halfLead+slack, textWide)
	b.plain(para{style: styleAnchor}, "")
	b.write(`</w:tc></w:tr></w:tbl>`)
	b.plain(para{style: styleAnchor}, "")
}

// The rules of the 版记: 0.35 mm outside, 0.25 mm between (GB/T 9704-2012 7.4.1),
// in eighths of a point.
const (
	outerRule = 8
	innerRule = 6
)

// unspaced is a table whose cells are their text.
const unspaced = `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`

func rules(ruled bool, upper, lower int) string {
	if !ruled {
		return ""
	}
	return sprintf(`<w:tcBorders><w:top w:val="single" w:sz="%d" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="%d" w:space="0" w:color="000000"/></w:tcBorders>`, upper, lower)
}
