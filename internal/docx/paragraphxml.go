package docx

import "fmt"

var sprintf = fmt.Sprintf

// para is a paragraph to be written: its style, and what differs from it.
type para struct {
	style    string // name
	keep     bool
	border   string // <w:pBdr>…</w:pBdr>
	tabs     string // <w:tabs>…</w:tabs>
	before   int    // twips, 0: as the style says
	line     int    // exact height of its lines
	indent   string // <w:ind …/>
	justify  string
	fontSize int // half points
}

// open writes the beginning of a paragraph; its properties stand in the order of
// 17.3.1.26.
func (b *builder) open(p para) {
	b.write(`<w:p><w:pPr><w:pStyle w:val="%s"/>`, styleIDs[p.style])
	if p.keep {
		b.write(`<w:keepNext/>`)
	}
	b.write(`%s%s`, p.border, p.tabs)
	if p.before > 0 || p.line > 0 {
		b.write(`<w:spacing`)
		if p.before > 0 {
			b.write(` w:before="%d"`, p.before)
		}
		if p.line > 0 {
			b.write(` w:line="%d" w:lineRule="exact"`, p.line)
		}
		b.write(`/>`)
	}
	b.write(`%s`, p.indent)
	if p.justify != "" {
		b.write(`<w:jc w:val="%s"/>`, p.justify)
	}
	b.write(`</w:pPr>`)
}

func (b *builder) close() { b.write(`</w:p>`) }

// run writes text in a character style (ID, "" for none). Quotes, dashes and
// dots are the Chinese ones: the hint takes them from the Chinese face.
func (b *builder) run(style string, halfPoints int, text string) {
	if text == "" {
		return
	}
	b.write(`<w:r><w:rPr>`)
	if style != "" {
		b.write(`<w:rStyle w:val="%s"/>`, style)
	}
	b.write(`<w:rFonts w:hint="eastAsia"/>`)
	if halfPoints > 0 {
		b.write(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, halfPoints, halfPoints)
	}
	b.write(`</w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, esc(text))
}

func (b *builder) tab() { b.write(`<w:r><w:tab/></w:r>`) }

// plain writes a paragraph of one run.
func (b *builder) plain(p para, text string) {
	b.open(p)
	b.run("", p.fontSize, text)
	b.close()
}
