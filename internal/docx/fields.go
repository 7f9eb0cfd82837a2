package docx

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// field is a complex field (17.16.18): an instruction that nobody sees, and the
// text that it made when it was last carried out.
type field struct {
	instruction []byte
	result      bool // its instruction has ended
	broken      bool // as the paragraph did
	written     int  // bytes of the story's text before its result
	para        *paragraph
	at          int    // where its result begins in para
	value       string // of a check box or a list in a form
	begin       *place
}

// longestInstruction is as much of an instruction as is looked at, in bytes.
const longestInstruction = 4096

// fieldChar reads w:fldChar: the beginning of a field, of its result, or its end.
func (d *reader) fieldChar(p *paragraph, e xml.StartElement, form runForm) error {
	kind, n := attr(e, "fldCharType"), len(d.fields)
	switch {
	case kind == "begin":
		f := &field{begin: d.outer}
		d.fields, d.instructions = append(d.fields, f), append(d.instructions, f)
		return d.formData(f)
	case n > 0 && (kind == "separate" || kind == "end"):
		f := d.fields[n-1]
		if !f.result {
			f.result, f.written, f.para, f.at = true, d.written, p, p.text.Len()
			// It is the innermost: whatever began within it has gone on to its result.
			d.instructions = d.instructions[:len(d.instructions)-1]
			if !d.inInstruction() {
				p.held, p.heldFrom = nil, nil
			}
		}
		if kind == "end" {
			d.fields = d.fields[:n-1]
			d.closeField(p, f, form, origin{from: f.begin, to: d.outer})
		}
	}
	return d.s.skip()
}

// simpleField reads w:fldSimple, whose instruction is an attribute.
func (d *reader) simpleField(p *paragraph, e xml.StartElement, visit func(xml.StartElement) error) error {
	f := &field{instruction: []byte(attr(e, "instr")), written: d.written, para: p, at: p.text.Len()}
	whole := &place{start: d.s.from}
	if err := d.s.each(visit); err != nil {
		return err
	}
	whole.end = d.s.to
	o := d.here()
	if d.tracing && d.outer == nil {
		o = origin{from: whole, to: whole}
	}
	d.closeField(p, f, runForm{}, o)
	return nil
}

// instruct takes a piece of the innermost instruction.
func (d *reader) instruct(s string) {
	if !d.inInstruction() {
		return
	}
	f := d.instructions[len(d.instructions)-1]
	if len(f.instruction)+len(s) <= longestInstruction {
		f.instruction = append(f.instruction, s...)
	}
}

func (d *reader) inInstruction() bool { return len(d.instructions) > 0 }

// breakFields ends the instructions that a paragraph leaves open: their end was
// deleted or never written. What stood behind them in the paragraph is text.
func (d *reader) breakFields(p *paragraph) {
	if !d.inInstruction() {
		return
	}
	d.found.broken += len(d.instructions)
	for _, f := range d.instructions {
		f.result, f.broken = true, true
	}
	d.instructions = nil
	for _, o := range p.heldFrom {
		o.at += p.text.Len()
		p.from = append(p.from, o)
	}
	p.text.Write(p.held)
	p.held, p.heldFrom = nil, nil
}

// changing are the fields whose text is another one on another day or page.
var changing = []string{"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "EDITTIME", "FILENAME", "FILESIZE", "NUMCHARS", "NUMWORDS"}

// unseen are the fields that show nothing, or nothing that belongs to the text.
var unseen = []string{"", "XE", "TC", "TA", "RD", "SET", "ADVANCE", "PRIVATE", "ADDIN", "TOC", "INDEX", "TOA", "HYPERLINK", "BOOKMARK", "ASK", "NEXT", "NEXTIF", "SKIPIF", "COMMENTS"}

// closeField ends a field. One without a stored result is carried out here, if
// it is one of those that hold their words in the instruction.
func (d *reader) closeField(p *paragraph, f *field, form runForm, o origin) {
	if f.broken {
		return
	}
	name, rest := fieldName(string(f.instruction))
	text := ""
	switch {
	case d.written > f.written:
		if slices.Contains(changing, name) {
			result := name
			if f.para == p {
				result = p.text.String()[min(f.at, p.text.Len()):]
			}
			d.found.changing.add(result, false)
		}
	case f.value != "":
		text = f.value
	case name == "EQ":
		text = d.equation(rest)
	case name == "SYMBOL":
		text = d.symbolField(rest)
	case !slices.Contains(unseen, name):
		d.found.lostField(name)
	}
	if text != "" {
		form.script = 0
		d.write(p, form, text, o)
	}
}

// fieldName parts an instruction into its name, in capitals, and the rest.
func fieldName(instruction string) (name, rest string) {
	s := strings.TrimSpace(instruction)
	i := strings.IndexFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
	if i < 0 {
		i = len(s)
	}
	return strings.ToUpper(s[:i]), s[i:]
}

// symbolField reads SYMBOL 168 \f Wingdings.
func (d *reader) symbolField(rest string) string {
	code, switches, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, err := strconv.ParseUint(code, 0, 32)
	if err != nil {
		d.found.lostField("SYMBOL")
		return ""
	}
	_, font, _ := strings.Cut(switches, `\f`)
	if font = strings.TrimSpace(font); strings.HasPrefix(font, `"`) {
		font, _, _ = strings.Cut(font[1:], `"`)
	} else {
		font, _, _ = strings.Cut(font, " ")
	}
	char := strconv.FormatUint(n, 16)
	s, known := symbol(font, char)
	if !known {
		d.found.unknownSymbol(font, char)
	}
	return s
}

// ticked is how a check box is written.
func ticked(on bool) string {
	if on {
		return "☑"
	}
	return "□"
}

// formData reads what a field of a form holds: a check box, or a list of which
// one entry is chosen. Both show it without a result.
func (d *reader) formData(f *field) error {
	return d.s.each(func(e xml.StartElement) error {
		if e.Name.Local != "ffData" {
			return d.s.skip()
		}
		return d.s.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "checkBox":
				return d.checkBox(f)
			case "ddList":
				return d.choice(f)
			}
			return d.s.skip()
		})
	})
}

func (d *reader) checkBox(f *field) error {
	usual, checked, said := false, false, false
	err := d.s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "default":
			usual = on(e)
		case "checked":
			checked, said = on(e), true
		}
		return d.s.skip()
	})
	f.value = ticked(checked || usual && !said)
	return err
}

func (d *reader) choice(f *field) error {
	usual, chosen := 0, -1
	var entries []string
	err := d.s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "default":
			usual, _ = number(e, "val")
		case "result":
			chosen, _ = number(e, "val")
		case "listEntry":
			entries = append(entries, attr(e, "val"))
		}
		return d.s.skip()
	})
	if chosen < 0 {
		chosen = usual
	}
	if chosen >= 0 && chosen < len(entries) {
		f.value = entries[chosen]
	}
	return err
}
