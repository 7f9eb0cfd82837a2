package docx

import "strings"

// runForm is what the form of a run does to its text.
type runForm struct {
	hidden, struck bool
	script         int  // 1 superscript, -1 subscript
	direct         bool // its text may be parted by a comment
}

// formOf puts together what a run says of itself and what its style says.
func (d *reader) formOf(p *paragraph, own runProps) runForm {
	style := d.styles.ofRun(own.style)
	said := func(own, style int) int {
		if own != 0 {
			return own
		}
		return style
	}
	form := runForm{hidden: p.hidden, struck: said(own.struck, style.struck) > 0}
	if hidden := said(own.hidden, style.hidden); hidden != 0 {
		form.hidden = hidden > 0
	}
	if script := said(own.script, style.script); script != baseline {
		form.script = script
	}
	return form
}

// write adds to the text of a paragraph what a run of this form shows.
func (d *reader) write(p *paragraph, form runForm, s string, o origin) {
	if s == "" {
		return
	}
	if d.tick != "" && strings.TrimSpace(s) != "" {
		s, d.tick = d.tick, ""
		o.text = nil
	}
	if form.hidden && !d.inInstruction() {
		d.found.hide(s)
		return
	}
	if d.inInstruction() {
		d.instruct(s)
		o.at = len(p.held)
		p.held = append(p.held, s...)
		d.written += len(s)
		if d.tracing && o.from != nil {
			p.heldFrom = append(p.heldFrom, o)
		}
		return
	}
	if form.struck {
		d.found.struck.add(s, p.struckTo == p.text.Len()+1)
		p.struckTo = p.text.Len() + len(s) + 1
	}
	if d.tracing && o.from != nil {
		o.at = p.text.Len()
		p.from = append(p.from, o)
	}
	before := p.text.Len()
	if form.script == 0 {
		p.text.WriteString(s)
	} else {
		d.writeScript(p, form.script, s)
	}
	if form.struck {
		p.struckTo = p.text.Len() + 1
	}
	d.written += p.text.Len() - before
}

const (
	raisedPlain, raised   = "0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"
	loweredPlain, lowered = "0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"
)

var scripts = map[int]map[rune]rune{1: pairs(raisedPlain, raised), -1: pairs(loweredPlain, lowered)}

func pairs(from, to string) map[rune]rune {
	m, t := map[rune]rune{}, []rune(to)
	for i, r := range []rune(from) {
		m[r] = t[i]
	}
	return m
}

// writeScript writes superscripts and subscripts as the characters that Unicode
// has for them, one by one: 10⁸, CO₂. The others are noted.
func (d *reader) writeScript(p *paragraph, script int, s string) {
	for _, r := range s {
		small, known := scripts[script][r]
		switch {
		case known:
			r = small
		case !strings.ContainsRune(" \t\n", r):
			d.found.scripts.add(string(r), p.scriptTo == p.text.Len()+1)
			p.scriptTo = p.text.Len() + len(string(r)) + 1
		}
		p.text.WriteRune(r)
	}
}
