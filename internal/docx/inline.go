package docx

import (
	"encoding/xml"
	"strings"
)

// inline reads what stands within a paragraph beside its runs.
func (d *reader) inline(p *paragraph, e xml.StartElement) error {
	visit := func(e xml.StartElement) error { return d.inline(p, e) }
	switch e.Name.Local {
	case "r":
		return d.run(p)
	case "ins", "moveTo":
		d.found.inserted++
		return d.s.each(visit)
	case "del", "moveFrom":
		d.found.deleted++
		return d.s.skip()
	case "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo":
		return d.s.each(visit)
	case "sdt":
		return d.control(func() error { return d.s.each(visit) })
	case "AlternateContent":
		return d.alternate(visit)
	case "oMath", "oMathPara":
		d.found.formulas++
		return d.formula(p)
	case "altChunk":
		d.found.chunks++
	}
	return d.s.skip()
}

// formula takes the characters of a formula (m:t) in their order: its shape is
// lost, and a notice says so.
func (d *reader) formula(p *paragraph) error {
	return d.s.each(func(e xml.StartElement) error {
		if e.Name.Local == "t" {
			return d.s.mixed(d.skipped, func(s string) { p.text.WriteString(s) })
		}
		return d.formula(p)
	})
}

func (d *reader) skipped(xml.StartElement) error { return d.s.skip() }

// run reads one run: a stretch of text of one form.
func (d *reader) run(p *paragraph) error {
	hidden := p.hidden
	return d.s.each(func(e xml.StartElement) error {
		if e.Name.Local != "rPr" {
			return d.piece(p, e, hidden)
		}
		props, err := readRunProps(d.s)
		if props.hidden != 0 {
			hidden = props.hidden > 0
		}
		return err
	})
}

// piece reads one thing within a run.
func (d *reader) piece(p *paragraph, e xml.StartElement, hidden bool) error {
	write := func(s string) {
		switch {
		case d.inInstruction():
		case hidden:
			d.found.hide(s)
		default:
			p.text.WriteString(s)
		}
	}
	switch e.Name.Local {
	case "t":
		// A line end within a run's text is white space, not a line of ours.
		return d.s.mixed(d.skipped, func(s string) { write(whiteSpace.Replace(s)) })
	case "tab", "ptab":
		write("\t")
	case "br", "cr":
		write("\n")
	case "noBreakHyphen":
		write("-")
	case "sym":
		s, known := symbol(attr(e, "font"), attr(e, "char"))
		if !known {
			d.found.unknownSymbol(attr(e, "font"), attr(e, "char"))
		}
		write(s)
	case "fldChar":
		d.field(attr(e, "fldCharType"))
	case "footnoteReference", "endnoteReference":
		d.notes.refer(e.Name.Local, attr(e, "id"), d.placeIn(p))
	case "commentReference":
		d.notes.refer(e.Name.Local, attr(e, "id"), d.placeIn(p))
	case "ruby":
		return d.ruby(p)
	case "drawing", "pict", "object":
		return d.drawing(p, e.Name.Local)
	case "AlternateContent":
		return d.alternate(func(e xml.StartElement) error { return d.piece(p, e, hidden) })
	}
	return d.s.skip()
}

var whiteSpace = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// field follows a complex field (17.16.18): an instruction that nobody sees, and
// the text that it made when it was last carried out.
func (d *reader) field(kind string) {
	n := len(d.fields)
	switch {
	case kind == "begin":
		d.fields = append(d.fields, true)
		d.instructions++
	case n > 0 && (kind == "separate" || kind == "end"):
		if d.fields[n-1] {
			d.fields[n-1] = false
			d.instructions--
		}
		if kind == "end" {
			d.fields = d.fields[:n-1]
		}
	}
}

func (d *reader) inInstruction() bool { return d.instructions > 0 }

// ruby takes the words and leaves out how they are pronounced (拼音指南).
func (d *reader) ruby(p *paragraph) error {
	d.found.rubies++
	return d.s.each(func(e xml.StartElement) error {
		if e.Name.Local == "rubyBase" {
			return d.s.each(func(e xml.StartElement) error { return d.inline(p, e) })
		}
		return d.s.skip()
	})
}

// placeIn is where something stands that is not read: the words before it.
func (d *reader) placeIn(p *paragraph) string {
	if p.text.Len() == 0 {
		return d.place()
	}
	return lastWords(p.text.String())
}
