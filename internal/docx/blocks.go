package docx

import (
	"encoding/xml"
	"strings"
)

// blocks reads paragraphs and tables up to the end of what holds them: the
// body, a cell, a text box, a note.
func (d *reader) blocks() error { return d.s.each(d.block) }

func (d *reader) block(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		return d.paragraph()
	case "tbl":
		return d.table()
	case "sdt":
		return d.control(d.blocks)
	case "ins", "moveTo":
		d.found.inserted++
		return d.blocks()
	case "customXml", "smartTag":
		return d.blocks()
	case "del", "moveFrom":
		d.found.deleted++
	case "altChunk":
		d.found.chunks++
	case "AlternateContent":
		return d.alternate(d.block)
	case "sectPr":
		refs, err := readSection(d.s)
		d.found.section(refs)
		return err
	}
	return d.s.skip()
}

// paragraph is one that is being read.
type paragraph struct {
	text   strings.Builder
	props  paragraphProps
	hidden bool   // its style hides it
	behind []line // text boxes that are anchored in it
}

func (d *reader) paragraph() error {
	p := &paragraph{props: paragraphProps{level: -1}}
	p.text.WriteString(d.carry)
	d.carry = ""
	err := d.s.each(func(e xml.StartElement) error {
		if e.Name.Local != "pPr" {
			return d.inline(p, e)
		}
		var err error
		p.props, err = readParagraphProps(d.s)
		p.hidden = d.styles.of(p.props.style).hidden > 0
		return err
	})
	if err != nil {
		return err
	}
	d.found.section(p.props.section)
	return d.end(p)
}

// end puts a paragraph where it belongs, and behind it what was anchored in it.
func (d *reader) end(p *paragraph) error {
	text := p.text.String()
	if d.bytes += len(text) + paragraphCost; d.bytes > d.archive.limits.Text {
		return tooMuchText(d.archive.limits.Text)
	}
	if p.props.deleted {
		d.carry = text
		*d.lines = append(*d.lines, p.behind...)
		return nil
	}
	style := d.styles.of(p.props.style)
	l := line{style: style.name, level: style.level, centred: style.centred > 0}
	if p.props.level >= 0 {
		l.level = p.props.level
	}
	if p.props.centred != 0 {
		l.centred = p.props.centred > 0
	}
	if l.level > 4 {
		l.level = 0
	}
	if strings.TrimSpace(text) != "" { // Word numbers blank lines too; nobody means it
		bullet := false
		l.mark, bullet = d.counter.next(p.props.list.or(style.list), p.props.style)
		if bullet {
			d.found.bullets++
		}
	}
	d.add(l, text)
	*d.lines = append(*d.lines, p.behind...)
	return nil
}

// add adds a paragraph. A line that was broken by hand is two paragraphs to
// us, but for titles, whose lines are broken to look well.
func (d *reader) add(l line, text string) {
	if strings.HasPrefix(strings.ToLower(l.style), "toc ") || strings.HasPrefix(l.style, "目录") {
		d.found.contents++
		return
	}
	if isTitle(l.style) || l.centred {
		l.text = strings.ReplaceAll(text, "\n", "")
		*d.lines = append(*d.lines, l)
		return
	}
	for i, piece := range strings.Split(text, "\n") {
		if i > 0 {
			l.mark, l.level = "", 0
		}
		l.text = piece
		*d.lines = append(*d.lines, l)
	}
}

func (d *reader) flushCarry() {
	if d.carry != "" {
		*d.lines = append(*d.lines, line{text: d.carry})
		d.carry = ""
	}
}

// control reads a content control (w:sdt); what stands in one that nobody has
// filled in is Word's own request to do so.
func (d *reader) control(content func() error) error {
	empty := false
	return d.s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			return d.s.each(func(e xml.StartElement) error {
				if e.Name.Local == "showingPlcHdr" && on(e) {
					empty = true
				}
				return d.s.skip()
			})
		case "sdtContent":
			if !empty {
				return content()
			}
			d.found.unfilled++
		}
		return d.s.skip()
	})
}

// alternate reads the first choice of mc:AlternateContent. The fallback says
// the same to programs that are older, and is read only if there is no other.
func (d *reader) alternate(visit func(xml.StartElement) error) error {
	taken := false
	return d.s.each(func(e xml.StartElement) error {
		if taken || e.Name.Local != "Choice" && e.Name.Local != "Fallback" {
			return d.s.skip()
		}
		taken = true
		return d.s.each(visit)
	})
}
