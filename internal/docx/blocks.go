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
	case "altChunk", "subDoc":
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
	text    strings.Builder
	from    []origin // where the text came from, if that is asked for
	counted int      // bytes of the text that count already
	props   paragraphProps
	hidden  bool   // its style hides it
	behind  []line // text boxes that are anchored in it

	held               []byte // what stands in an instruction of a field that is open
	heldFrom           []origin
	struckTo, scriptTo int // 1 + where the last such stretch ended
}

func (d *reader) paragraph() error {
	p := d.carry
	if p == nil {
		p = &paragraph{}
	}
	if strings.TrimSpace(p.text.String()) != "" {
		d.found.marks++
	}
	d.carry = nil
	p.props, p.hidden = paragraphProps{level: -1}, false
	inserted := d.found.inserted
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
	d.breakFields(p)
	if p.props.inserted && d.found.inserted == inserted {
		d.found.inserted++
	}
	d.found.section(p.props.section)
	return d.end(p)
}

// end puts a paragraph where it belongs, and behind it what was anchored in it.
// One whose end is a tracked deletion goes on in the next.
func (d *reader) end(p *paragraph) error {
	d.bytes += p.text.Len() - p.counted + paragraphCost
	p.counted = p.text.Len()
	if d.bytes > d.archive.limits.Text {
		return tooMuchText(d.archive.limits.Text)
	}
	if p.props.deleted {
		d.carry = p
		return nil
	}
	d.put(p)
	return nil
}

// put adds a finished paragraph to the lines.
func (d *reader) put(p *paragraph) {
	text := p.text.String()
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
	d.add(l, source{text: text, from: p.from})
	*d.lines = append(*d.lines, p.behind...)
}

// add adds a paragraph. A line that was broken by hand is two paragraphs to
// us, but for titles, whose lines are broken to look well.
func (d *reader) add(l line, all source) {
	if strings.HasPrefix(strings.ToLower(l.style), "toc ") || strings.HasPrefix(l.style, "目录") {
		d.found.contents++
		return
	}
	title := isTitle(l.style) || l.centred
	for i, piece := range strings.Split(all.text, "\n") {
		s := source{text: piece, base: all.base, from: all.from}
		all.base += len(piece) + 1
		l.sources = append(l.sources, s)
		if title {
			continue
		}
		if i > 0 {
			l.mark, l.level = "", 0
		}
		l.text = piece
		*d.lines = append(*d.lines, l)
		l.sources = nil
	}
	if title {
		l.text = strings.ReplaceAll(all.text, "\n", "")
		*d.lines = append(*d.lines, l)
	}
}

// flushCarry ends a paragraph whose end was deleted where no other follows that
// it could go on in: before a table, at the end of a cell or a text box.
func (d *reader) flushCarry() {
	if d.carry != nil {
		d.put(d.carry)
		d.carry = nil
	}
}

// control reads a content control (w:sdt); what stands in one that nobody has
// filled in is Word's own request to do so. A check box shows a sign of its own
// choice, for which ☑ or □ is written.
func (d *reader) control(content func() error) error {
	empty, tick := false, ""
	return d.s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			return d.s.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "showingPlcHdr":
					empty = on(e)
				case "checkbox":
					return d.controlBox(&tick)
				}
				return d.s.skip()
			})
		case "sdtContent":
			if empty && tick == "" {
				d.found.unfilled++
				return d.s.skip()
			}
			d.tick = tick
			err := content()
			d.tick = ""
			return err
		}
		return d.s.skip()
	})
}

func (d *reader) controlBox(tick *string) error {
	*tick = ticked(false)
	return d.s.each(func(e xml.StartElement) error {
		if e.Name.Local == "checked" {
			*tick = ticked(on(e))
		}
		return d.s.skip()
	})
}
