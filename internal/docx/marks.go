package docx

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parting is a place in document.xml where marks of comments are put, and what has to
// be parted for it: nothing, a run between what it holds, or the text in it.
type parting struct {
	at                   int64
	run                  *place // nil: between runs
	text                 *textPlace
	ends, points, starts []int
}

// marks collects the cuts.
type marks struct {
	raw        []byte
	vocabulary vocabulary
	cuts       map[int64]*parting
}

// stretch is where a comment begins and ends.
type stretch struct{ from, to parting }

// of is where a remark's comment stands, in a text whose last character is this
// one.
func (all spots) of(r Remark, last int) stretch {
	from, to := r.within(last)
	first, end := all[from], all[to]
	if r.Start < 0 || r.End <= r.Start || end.made {
		return stretch{first.before(), end.before()}
	}
	return stretch{first.before(), end.past()}
}

// before is the place before a character.
func (s spot) before() parting {
	switch t := s.text; {
	case s.behind:
		return s.past()
	case t == nil:
		return parting{at: s.from.start}
	case s.begin > t.open:
		return parting{at: s.begin, run: s.from, text: t}
	case t.start > s.from.content:
		return parting{at: t.start, run: s.from}
	}
	return parting{at: s.from.start}
}

// past is the place behind a character.
func (s spot) past() parting {
	switch t := s.text; {
	case t == nil:
		return parting{at: s.to.end}
	case s.after < t.close:
		return parting{at: s.after, run: s.from, text: t}
	case t.end < s.from.close:
		return parting{at: t.end, run: s.from}
	}
	return parting{at: s.from.end}
}

// add puts a comment at its stretch. One that would end before it begins, as the
// words of a text box come behind the paragraph that holds it, is a point.
func (m *marks) add(id int, s stretch) {
	if s.to.at <= s.from.at {
		at := m.cut(s.from)
		at.points = append(at.points, id)
		return
	}
	from, to := m.cut(s.from), m.cut(s.to)
	from.starts, to.ends = append(from.starts, id), append(to.ends, id)
}

func (m *marks) cut(c parting) *parting {
	if m.cuts[c.at] == nil {
		m.cuts[c.at] = &c
	}
	return m.cuts[c.at]
}

// write makes the document with the marks.
func (m *marks) write() []byte {
	var cuts []*parting
	for _, c := range m.cuts {
		cuts = append(cuts, c)
	}
	slices.SortFunc(cuts, func(a, b *parting) int { return int(a.at - b.at) })
	var out bytes.Buffer
	at := int64(0)
	upTo := func(end int64) {
		out.Write(m.raw[at:end])
		at = end
	}
	var parted *textPlace
	for _, c := range cuts {
		if c.text != nil && c.text != parted {
			parted = c.text
			if tag := m.tag(parted.start, parted.open); blank(m.raw[c.at-1]) && !keepsBlanks(tag) {
				upTo(parted.open - 1)
				out.WriteString(keepBlanks)
			}
		}
		upTo(c.at)
		m.part(&out, c)
	}
	upTo(int64(len(m.raw)))
	return out.Bytes()
}

// part writes the marks, and around them what ends the run here and what begins
// it anew with the same properties.
func (m *marks) part(out *bytes.Buffer, c *parting) {
	if c.text != nil {
		out.Write(m.raw[c.text.close:c.text.end])
	}
	if c.run != nil {
		out.Write(m.raw[c.run.close:c.run.end])
	}
	for _, id := range c.ends {
		out.WriteString(m.vocabulary.end(id))
	}
	for _, id := range c.points {
		out.WriteString(m.vocabulary.start(id) + m.vocabulary.end(id))
	}
	for _, id := range c.starts {
		out.WriteString(m.vocabulary.start(id))
	}
	if c.run != nil {
		out.Write(m.raw[c.run.start:c.run.open])
		out.Write(m.raw[c.run.props[0]:c.run.props[1]])
	}
	if c.text != nil {
		tag := m.tag(c.text.start, c.text.open)
		if !keepsBlanks(tag) {
			tag = tag[:len(tag)-1] + keepBlanks + ">"
		}
		out.WriteString(tag)
	}
}

func (m *marks) tag(from, to int64) string { return string(m.raw[from:to]) }

const keepBlanks = ` xml:space="preserve"`

func keepsBlanks(tag string) bool { return strings.Contains(tag, "xml:space") }

func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// vocabulary is how the document names Word's elements.
type vocabulary struct {
	space   string // the name space
	prefix  string
	declare string // ` xmlns:w="…"` where the prefix is not known everywhere
}

const (
	mainSpace    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictSpace  = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	strictOffice = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
)

func vocabularyOf(root xml.StartElement, raw []byte) vocabulary {
	v := vocabulary{space: mainSpace, prefix: "w"}
	if root.Name.Space == strictSpace {
		v.space = strictSpace
	}
	for _, a := range root.Attr {
		if a.Name.Space == "xmlns" && a.Value == v.space && bytes.Count(raw, []byte("xmlns:"+a.Name.Local+"=")) == 1 {
			v.prefix = a.Name.Local
			return v
		}
	}
	v.declare = ` xmlns:w="` + v.space + `"`
	return v
}

// office is how relations to parts of Word's are named.
func (v vocabulary) office() string {
	if v.space == strictSpace {
		return strictOffice
	}
	return office
}

func (v vocabulary) start(id int) string { return v.mark("commentRangeStart", v.declare, id) }

// end is the end of a comment's stretch, and the run that refers to the comment.
func (v vocabulary) end(id int) string {
	return v.mark("commentRangeEnd", v.declare, id) +
		"<" + v.prefix + ":r" + v.declare + ">" + v.mark("commentReference", "", id) + "</" + v.prefix + ":r>"
}

func (v vocabulary) mark(name, declare string, id int) string {
	return "<" + v.prefix + ":" + name + declare + " " + v.prefix + `:id="` + strconv.Itoa(id) + `"/>`
}

// comments are the comments themselves, numbered from first. Their own size and
// measure keep them legible whatever the document's usual paragraph is.
func (v vocabulary) comments(first int, at time.Time, remarks []Remark) string {
	const form = `<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>`
	var b strings.Builder
	for i, r := range remarks {
		b.WriteString(`<w:comment xmlns:w="` + v.space + `" w:id="` + strconv.Itoa(first+i) + `" w:author="` + checkAuthor +
			`" w:date="` + at.Format("2006-01-02T15:04:05Z") + `" w:initials="` + checkInitials + `">`)
		for n, line := range r.Lines {
			b.WriteString(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>`)
			if n == 0 {
				b.WriteString(`<w:r>` + form + `<w:annotationRef/></w:r>`)
			}
			b.WriteString(`<w:r>` + form + `<w:t xml:space="preserve">` + esc(line) + `</w:t></w:r></w:p>`)
		}
		b.WriteString(`</w:comment>`)
	}
	return b.String()
}

var commentID = regexp.MustCompile(`comment(?:RangeStart|RangeEnd|Reference)?\s[^<>]*?id\s*=\s*["'](\d{1,9})["']`)

// lastComment is the highest number that a comment has, or -1.
func (d *reader) lastComment(raw []byte) int {
	last := -1
	for _, part := range [][]byte{raw, d.archive.part(d.remarks)} {
		for _, m := range commentID.FindAllSubmatch(part, -1) {
			n, _ := strconv.Atoi(string(m[1]))
			last = max(last, n)
		}
	}
	return last
}

// grow adds an element at the end of a part's root.
func grow(raw []byte, element string) ([]byte, error) {
	s := &stream{d: xml.NewDecoder(bytes.NewReader(raw)), most: 1000}
	var start, open, end, past int64
	err := s.each(func(xml.StartElement) error {
		start, open = s.from, s.to
		err := s.skip()
		end, past = s.from, s.to
		return err
	})
	if err != nil || open == 0 {
		return nil, because(errDamaged, err)
	}
	var out bytes.Buffer
	if end == past { // <Types/>
		tag := string(raw[start:open])
		name := strings.FieldsFunc(tag, func(r rune) bool { return strings.ContainsRune("</> \t\r\n", r) })[0]
		out.Write(raw[:start])
		out.WriteString(strings.TrimSuffix(tag, "/>") + ">" + element + "</" + name + ">")
	} else {
		out.Write(raw[:end])
		out.WriteString(element)
	}
	out.Write(raw[end:])
	return out.Bytes(), nil
}
