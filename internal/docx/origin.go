package docx

// Where each character of the text came from is kept while a file is read to be
// annotated, and only then. Places are offsets of bytes in document.xml, which
// is UTF-8.

// place is an element beside which a comment's mark may stand: a run of the
// document's own text, a formula, a field. What lies deeper (a text box, a
// phonetic guide) is at the place of the run that holds it.
type place struct {
	start, open int64    // its start tag
	props       [2]int64 // w:rPr of a run
	content     int64    // where its content begins
	close, end  int64    // its end tag
}

// textPlace is a w:t directly within such a run: a comment may part it.
type textPlace struct{ start, open, close, end int64 }

// origin is where a stretch of a paragraph's text came from.
type origin struct {
	at        int        // byte of the text where the stretch begins
	from, to  *place     // the first and the last element that it was made of
	text      *textPlace // nil where the characters are not those of a w:t
	raw, done int64      // the token with the characters, in the text
}

// source is a piece of a paragraph's text as it was typed, before it was
// trimmed, numbered or joined with others.
type source struct {
	text string
	base int      // byte of the paragraph's text where it begins
	from []origin // of the whole paragraph; none for what Read has written itself
}

// enter makes the place of the element whose start was read last, if it is the
// outermost that a comment may stand beside. leave ends it.
func (d *reader) enter() (own bool) {
	if !d.tracing || d.outer != nil {
		return false
	}
	d.outer = &place{start: d.s.from, open: d.s.to, content: d.s.to}
	return true
}

func (d *reader) leave(own bool) {
	if own {
		d.outer.close, d.outer.end = d.s.from, d.s.to
		d.outer = nil
	}
}

// here is the origin of what is made of the whole element that is being read.
func (d *reader) here() origin { return origin{from: d.outer, to: d.outer} }
