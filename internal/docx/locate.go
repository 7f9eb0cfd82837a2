package docx

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spot is where one character of the text stands in the document.
type spot struct {
	origin
	begin, after int64 // of the character's own bytes, where it is parted from others
	behind       bool  // of the text's own characters none follows: the place is behind this one
	made         bool  // the character is not the document's: the place is before the next that is
}

// spots are the places that were asked for, by the characters of the text.
type spots map[int]spot

// wanted are the characters whose places are asked for, in order.
func wanted(remarks []Remark, text string) []int {
	last := utf8.RuneCountInString(text) - 1
	var all []int
	for _, r := range remarks {
		from, to := r.within(last)
		all = append(all, from, to)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// within are the first and the last character of a remark in a text whose last
// character is this one.
func (r Remark) within(last int) (from, to int) {
	from = min(max(r.Start, 0), last)
	return from, min(max(r.End-1, from), last)
}

// walker goes through what the text was made of, one character after another.
type walker struct {
	raw    []byte
	from   []origin // of the paragraph that it is in
	next   int      // the index of the origin that begins next
	origin origin
	at     int64 // where the next character of the origin stands
}

const cdata = "<![CDATA["

// enter moves on to a source.
func (k *walker) enter(s source) {
	k.from = s.from
	k.next, _ = slices.BinarySearchFunc(s.from, s.base, func(o origin, at int) int { return o.at - at })
	k.origin = origin{}
	if k.next > 0 { // the origin that the source begins in the midst of, which is no text's
		k.origin = s.from[k.next-1]
		k.origin.text = nil
	}
}

// step takes one character, which begins at this byte of the paragraph's text.
func (k *walker) step(at int) spot {
	for k.next < len(k.from) && k.from[k.next].at <= at {
		k.origin = k.from[k.next]
		k.at = k.origin.raw
		k.next++
	}
	s := spot{origin: k.origin, begin: k.at, after: k.at}
	switch {
	case k.origin.text == nil:
	case bytes.HasPrefix(k.raw[k.origin.raw:k.origin.done], []byte(cdata)):
		s.begin, s.after = k.origin.raw, k.origin.done // not parted
	default:
		k.at = afterCharacter(k.raw, k.at, k.origin.done)
		s.after = k.at
	}
	return s
}

// afterCharacter returns where the character ends that begins at from, as it is
// written in XML.
func afterCharacter(raw []byte, from, end int64) int64 {
	b := raw[from:end]
	switch {
	case len(b) > 0 && b[0] == '&':
		if i := bytes.IndexByte(b[:min(len(b), 40)], ';'); i >= 0 {
			return from + int64(i) + 1
		}
		return end
	case bytes.HasPrefix(b, []byte("\r\n")):
		return from + 2
	}
	_, n := utf8.DecodeRune(b)
	return from + int64(n)
}

// locate finds the places of the wanted characters of the text, which was made
// of the lines. Cleaning only leaves characters out and makes one blank of
// several: so each character of the text is the next one like it of the lines.
func (d *reader) locate(text string, lines []typedLine, wanted []int, raw []byte) spots {
	found := spots{}
	k := &walker{raw: raw}
	i := 0 // of the character of the text that comes next
	var last spot
	var waiting []int // characters that are not the document's
	take := func(r rune, s spot) {
		known := s.from != nil
		if known {
			for _, w := range waiting {
				made := s
				made.made = true
				found[w] = made
			}
			waiting = waiting[:0]
			last = s
		}
		head, n := utf8.DecodeRuneInString(text)
		if n == 0 || !alike(head, r) {
			return
		}
		if text = text[n:]; len(wanted) > 0 && wanted[0] == i {
			if wanted = wanted[1:]; known {
				found[i] = s
			} else {
				waiting = append(waiting, i)
			}
		}
		i++
	}
	for _, l := range lines {
		for _, r := range l.number {
			take(r, spot{})
		}
		for _, s := range l.sources {
			k.enter(s)
			for at, r := range s.text {
				take(r, k.step(s.base+at))
			}
		}
		take('\n', spot{})
	}
	last.behind, last.made = true, true
	for _, w := range append(waiting, wanted...) {
		found[w] = last
	}
	return found
}

// alike tells whether a character of the cleaned text can be this one.
func alike(clean, typed rune) bool {
	return clean == typed || clean == '\n' && strings.ContainsRune("\r\v\f\u0085\u2028\u2029", typed) || clean == ' ' && unicode.IsSpace(typed)
}
