package docx

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

const (
	red = "FF0000"
	// letterheadLine is the height of the letterhead's line to its size; programs
	// put the baseline of an exact line at four fifths of it.
	letterheadLine = 1.1
	baselineAt     = 0.8
)

// head writes what stands above the text on page 1, each part where layout has
// it.
func (b *builder) head() {
	b.y = rowsTop
	if b.letter.Form == gongwen.LetterForm {
		b.letterFormHead()
		return
	}
	b.corners(b.leftMarks(), b.rightMarks(), 0)
	rule := b.rule()
	heads := b.linesOf(layout.ElementLetterhead, -1)
	numbers := append(b.linesOf(layout.ElementDocNumber, -1), b.linesOf(layout.ElementIssuer, -1)...)
	if len(heads) > 0 {
		b.letterhead(heads[0], len(numbers) == 0, rule)
	}
	if len(numbers) > 0 {
		b.number(rowTop(numbers[0]), rule)
	}
}

// letterhead writes the 发文机关标志, with the red rule if no number stands between
// them.
func (b *builder) letterhead(l layout.Line, ruled bool, rule *layout.Rule) {
	size, line, top := letterheadSize(l)
	p := para{style: styleLetterhead, before: twips(top - b.y), line: twips(line), fontSize: size}
	b.y = top + line
	if ruled && rule != nil {
		p.border = b.ruleBelow(rule)
	}
	b.plain(p, b.letter.Letterhead)
}

// letterheadSize returns the size in half points, and where its line stands.
func letterheadSize(l layout.Line) (halfPoints int, line, top float64) {
	halfPoints = int(l.Runs[0].Size * 2)
	line = letterheadLine * l.Runs[0].Size
	return halfPoints, line, l.Runs[0].Y - baselineAt*line
}

func (b *builder) rule() *layout.Rule {
	for _, r := range b.set.Pages[0].Rules {
		if r.Color == layout.Red {
			return &r
		}
	}
	return nil
}

// ruleBelow is the red rule as the lower border of a paragraph whose last line
// ends at b.y, which it moves.
func (b *builder) ruleBelow(r *layout.Rule) string {
	space := int(r.Y - r.Width/2 - b.y + 0.5)
	b.y = r.Y + r.Width/2
	return sprintf(`<w:pBdr><w:bottom w:val="single" w:sz="%d" w:space="%d" w:color="%s"/></w:pBdr>`, int(r.Width*8+0.5), min(max(space, 0), 31), red)
}

// number writes 发文字号, alone in the middle or with 签发人 beside it.
func (b *builder) number(top float64, rule *layout.Rule) {
	p := para{style: styleDocNumber, before: twips(top - b.y)}
	b.y = top + pitch
	if rule != nil {
		p.border = b.ruleBelow(rule)
	}
	if b.letter.Issuer == "" {
		b.plain(p, b.letter.DocNumber)
		return
	}
	// Not the left indent, which the rule would follow.
	p.justify, p.indent = "left", sprintf(`<w:ind w:firstLine="%d"/>`, cellWide)
	p.tabs = sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, textWide-cellWide)
	b.open(p)
	b.run("", 0, b.letter.DocNumber)
	b.tab()
	b.run("", 0, "签发人：")
	b.run(charKaiTi, 0, b.letter.Issuer)
	b.close()
}

// mark is a short text in a corner of page 1, and its character style.
type mark struct{ words, style string }

func (b *builder) leftMarks() []mark {
	return present(mark{b.letter.CopyNumber, ""}, mark{b.letter.Urgency, charHeiTi})
}

func (b *builder) rightMarks() []mark {
	return present(mark{b.letter.HandlingClass, charHeiTi}, mark{b.letter.Publicity, charHeiTi})
}

func present(all ...mark) (there []mark) {
	for _, m := range all {
		if m.words != "" {
			there = append(there, m)
		}
	}
	return there
}

// corners writes marks at the left and at the right, side by side.
func (b *builder) corners(lefts, rights []mark, before int) {
	for i := range max(len(lefts), len(rights)) {
		p := para{style: styleCorner}
		if i == 0 {
			p.before = before
		}
		b.open(p)
		if i < len(lefts) {
			b.run(lefts[i].style, 0, lefts[i].words)
		}
		if i < len(rights) {
			b.tab()
			b.run(rights[i].style, 0, rights[i].words)
		}
		b.close()
		b.y += pitch
	}
}

// belowHead is the room between what stands above and the first block.
func (b *builder) belowHead() int {
	for _, l := range b.set.Pages[0].Lines {
		if l.Block == 0 && len(l.Runs) > 0 {
			return max(0, twips(rowTop(l)-b.y))
		}
	}
	return 0
}

// letterFormHead writes 信函格式: the letterhead stands in the first page's
// header, and the double rule above the page's foot in its footer.
func (b *builder) letterFormHead() {
	b.footer = `<w:p><w:pPr><w:pStyle w:val="` + styleIDs[stylePageNumber] + `"/></w:pPr></w:p>`
	heads := b.linesOf(layout.ElementLetterhead, -1)
	rules := b.set.Pages[0].Rules
	if len(heads) > 0 && len(rules) >= 4 {
		b.header = b.inOwn(func() { b.doubleRuled(heads[0], rules[0], rules[1]) })
		b.footer = footRule(rules[2]) + b.footer
		b.y = max(rowsTop, rules[1].Y+rules[1].Width/2)
	}
	b.letterFormMarks()
}

// letterFormMarks writes number and marks below the double rule, flush right.
func (b *builder) letterFormMarks() {
	rights := append(present(mark{b.letter.DocNumber, ""}), b.rightMarks()...)
	before := 0
	for _, l := range b.set.Pages[0].Lines {
		switch l.Element {
		case layout.ElementDocNumber, layout.ElementCopyNumber, layout.ElementUrgency, layout.ElementClass, layout.ElementPublicity:
			if before == 0 && len(l.Runs) > 0 {
				before = max(0, twips(rowTop(l)-b.y))
				b.y = max(b.y, rowTop(l))
			}
		}
	}
	b.corners(b.leftMarks(), rights, before)
}

// The double rule of 信函格式 is wider than the text block, 170 mm.
const (
	doubleLeft  = 454  // twips beyond the text block's left edge, 8 mm
	doubleRight = 340  // and beyond its right one, 6 mm
	doubleWide  = 9638 // 170 mm
	doubleSize  = 20   // eighths of a point, of the thick rule
)

// doubleRuled writes the letterhead with the double rule below it.
func (b *builder) doubleRuled(l layout.Line, upper, lower layout.Rule) {
	size, line, top := letterheadSize(l)
	space := int(upper.Y - upper.Width/2 - (top + line) + 0.5)
	b.headTop = twips(top)
	b.plain(para{
		style: styleLetterhead, line: twips(line), fontSize: size,
		border: sprintf(`<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="%d" w:space="%d" w:color="%s"/></w:pBdr>`, doubleSize, min(max(space, 0), 31), red),
		indent: sprintf(`<w:ind w:left="%d" w:right="%d"/>`, -doubleLeft, -doubleRight),
	}, b.letter.Letterhead)
}

// footRule is the double rule above the foot of page 1, thin above thick. It is
// the border of a paragraph in a table of its own, for it stands below the page
// number's line. (Of the two lines of a cell's border LibreOffice takes the
// wrong one first.)
func footRule(r layout.Rule) string {
	return sprintf(`<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="%d" w:tblpY="%d"/>`+
		`<w:tblW w:w="%[3]d" w:type="dxa"/>%[4]s</w:tblPr><w:tblGrid><w:gridCol w:w="%[3]d"/></w:tblGrid>`+
		`<w:tr><w:tc><w:tcPr><w:tcW w:w="%[3]d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%[5]s"/>`+
		`<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="%[6]d" w:space="0" w:color="%[7]s"/></w:pBdr></w:pPr></w:p></w:tc></w:tr></w:tbl>`,
		leftSide-doubleLeft, twips(r.Y-r.Width/2)-anchorLine, doubleWide, unspaced, styleIDs[styleAnchor], doubleSize, red)
}

// headerTop is where the first page's header begins.
func (b *builder) headerTop() int {
	if b.headTop > 0 {
		return b.headTop
	}
	return 851 // Word's usual 15 mm; there is no other header
}

// inOwn returns what write makes, which is not the document's.
func (b *builder) inOwn(write func()) string {
	document := b.xml
	b.xml = &strings.Builder{}
	write()
	own := b.xml.String()
	b.xml = document
	return own
}
