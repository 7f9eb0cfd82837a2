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
	case "hyperlink", "smartTag", "customXml", "dir", "bdo":
		return d.s.each(visit)
	case "fldSimple":
		return d.simpleField(p, e, visit)
	case "sdt":
		return d.control(func() error { return d.s.each(visit) })
	case "AlternateContent":
		return d.alternate(visit)
	case "oMath", "oMathPara":
		d.found.formulas++
		own := d.enter()
		err := d.formula(p)
		d.leave(own)
		return err
	case "altChunk", "subDoc":
		d.found.chunks++
	case "contentPart":
		d.found.ink++
	}
	return d.s.skip()
}

// formula takes the characters of a formula (m:t) in their order: its shape is
// lost, and a notice says so.
func (d *reader) formula(p *paragraph) error {
	return d.s.each(func(e xml.StartElement) error {
		if e.Name.Local == "t" {
			return d.s.mixed(d.skipped, func(s string) { d.write(p, runForm{}, whiteSpace.Replace(s), d.here()) })
		}
		return d.formula(p)
	})
}

func (d *reader) skipped(xml.StartElement) error { return d.s.skip() }

// run reads one run: a stretch of text of one form.
func (d *reader) run(p *paragraph) error {
	own := d.enter()
	form := d.formOf(p, runProps{})
	form.direct = own
	err := d.s.each(func(e xml.StartElement) error {
		if e.Name.Local != "rPr" {
			return d.piece(p, e, form)
		}
		start := d.s.from
		props, err := readRunProps(d.s)
		form = d.formOf(p, props)
		form.direct = own
		if own {
			d.outer.props, d.outer.content = [2]int64{start, d.s.to}, d.s.to
		}
		return err
	})
	d.leave(own)
	return err
}

// piece reads one thing within a run.
func (d *reader) piece(p *paragraph, e xml.StartElement, form runForm) error {
	switch e.Name.Local {
	case "t":
		return d.text(p, form)
	case "instrText":
		return d.s.mixed(d.skipped, d.instruct)
	case "tab", "ptab":
		d.write(p, form, "\t", d.here())
	case "br", "cr":
		d.write(p, form, "\n", d.here())
	case "noBreakHyphen":
		d.write(p, form, "-", d.here())
	case "sym":
		s, known := symbol(attr(e, "font"), attr(e, "char"))
		if !known {
			d.found.unknownSymbol(attr(e, "font"), attr(e, "char"))
		}
		d.write(p, form, s, d.here())
	case "fldChar":
		return d.fieldChar(p, e, form)
	case "footnoteReference", "endnoteReference", "commentReference":
		d.notes.refer(e.Name.Local, attr(e, "id"), d.placeIn(p))
	case "ruby":
		return d.ruby(p)
	case "drawing", "pict", "object":
		return d.drawing(p, e.Name.Local)
	case "contentPart":
		d.found.ink++
	case "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong":
		d.found.lostField(partsOfDates[e.Name.Local[:3]])
	case "AlternateContent":
		form.direct = false
		return d.alternate(func(e xml.StartElement) error { return d.piece(p, e, form) })
	}
	return d.s.skip()
}

// partsOfDates are what Word fills in itself when it prints, by the beginnings
// of the elements.
var partsOfDates = map[string]string{"pgN": "页码", "day": "日", "mon": "月", "yea": "年"}

// text reads w:t. A line end within it is white space, not a line of ours.
func (d *reader) text(p *paragraph, form runForm) error {
	var stands *textPlace
	if form.direct {
		stands = &textPlace{start: d.s.from, open: d.s.to}
	}
	err := d.s.mixed(d.skipped, func(s string) {
		o := d.here()
		o.text, o.raw, o.done = stands, d.s.from, d.s.to
		d.write(p, form, whiteSpace.Replace(s), o)
	})
	if stands != nil {
		stands.close, stands.end = d.s.from, d.s.to
	}
	return err
}

// whiteSpace puts one blank for each line end, so that characters can still be
// counted from the beginning of the token.
var whiteSpace = strings.NewReplacer("\n", " ", "\r", " ")

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
