package layout

import (
	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

const (
	// The strokes of a redline tell insertion and deletion apart by where they
	// stand; their colours are dark enough for a printer without colour.
	strikeWidth    = 0.9
	underlineWidth = 0.7
	strikeUp       = 0.3 // above the baseline, in em: below the one stroke of 一, which would hide it
	underlineDown  = 1.6 // below the em box
	strokeApart    = 0.5 // what a stroke leaves white at each end

	sizeTag  = 8.0
	tagUp    = 2.8 // from the em box of the words to the baseline of the tag
	tagApart = 3.0
	// tagReach is how far a row of tags may stand out into the margins.
	tagReach = 14 * MM
)

// The colours of a redline's strokes.
var (
	deletedColor  = Color{R: 0xb3, G: 0x26, B: 0x1e}
	insertedColor = Color{R: 0x1f, G: 0x4e, B: 0x8c}
)

// mark draws the strokes and tags on pages whose lines stand in their places.
func (s *redlineSetter) mark(pages []Page) {
	for i := range pages {
		p := &pages[i]
		for k, n := 0, len(p.Lines); k < n; k++ {
			l := p.Lines[k]
			if l.Block >= 0 && l.Block < len(s.lines) && len(l.Runs) > 0 {
				s.markLine(p, l, s.lines[l.Block], k == 0)
			}
		}
	}
}

// tag is what stands above a stretch, from x on.
type tag struct {
	x     float64
	words string
	line  oneLiner
}

// markLine marks the stretches of one line. Words of one house that were replaced
// by words of the same have one tag, and so has a stretch that goes on from the
// line before, unless that is on another page.
func (s *redlineSetter) markLine(p *Page, l Line, text redlined, first bool) {
	xs := edgesOf(l)
	if len(xs) != l.To-l.From {
		return // cannot be: every character has one glyph
	}
	y, size := l.Runs[0].Y, l.Runs[0].Size
	var tags []tag
	said := ""
	if l.From > 0 && !first {
		said = s.tagAt(text, l.From-1)
	}
	for from := l.From; from < l.To; {
		end := markEnd(text.fates, from, l.To)
		f := text.fates[from]
		words := s.tagAt(text, from)
		if f.change != gongwen.Kept {
			x2 := s.rightOf(xs, end-l.From, text.runes[end-1], text.fates[end-1].role, size)
			addStroke(p, f.change, xs[from-l.From], x2, y, size)
			if words != said && words != "" {
				tags = append(tags, tag{x: xs[from-l.From], words: words})
			}
		}
		said, from = words, end
	}
	s.addTags(p, tags, y-emAscent*size-tagUp)
}

// tagAt is what the character's stretch is tagged with; "" for words that stay.
func (s *redlineSetter) tagAt(text redlined, i int) string {
	f := text.fates[i]
	if f.change == gongwen.Kept {
		return ""
	}
	words := s.redline.tagOf(f.source.Department)
	switch {
	case text.note == "":
		return words
	case words == "":
		return text.note
	}
	return words + " " + text.note
}

// edgesOf returns where each character of the line begins.
func edgesOf(l Line) []float64 {
	xs := make([]float64, 0, l.To-l.From)
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			xs = append(xs, g.X)
		}
	}
	return xs
}

// rightOf returns where the characters before the i-th end.
func (s *redlineSetter) rightOf(xs []float64, i int, last rune, role typeface.Role, size float64) float64 {
	if i < len(xs) {
		return min(xs[i], textRight)
	}
	width := size
	if classOf(last) == narrow {
		g, _ := s.lookUp(role, last)
		width = g.Advance * size
	}
	return min(xs[i-1]+width, textRight)
}

func addStroke(p *Page, c gongwen.Change, x1, x2, baseline, size float64) {
	r := Rule{X1: x1 + strokeApart, X2: x2 - strokeApart, Y: baseline - strikeUp*size, Width: strikeWidth, Color: deletedColor}
	if c == gongwen.Inserted {
		r.Y, r.Width, r.Color = baseline+(1-emAscent)*size+underlineDown, underlineWidth, insertedColor
	}
	if r.X2 > r.X1 {
		p.Rules = append(p.Rules, r)
	}
}

// addTags sets tags above a line, each where its stretch begins or, where they
// would touch, behind the one before it. A row too long for the paper is set
// smaller.
func (s *redlineSetter) addTags(p *Page, tags []tag, baseline float64) {
	if len(tags) == 0 {
		return
	}
	const room = textWidth + 2*tagReach
	size := sizeTag
	if total := s.setTags(tags, size); total > room {
		size *= room / total
		s.setTags(tags, size)
	}
	end := textLeft - tagReach
	for i := range tags {
		tags[i].x = max(tags[i].x, end)
		end = tags[i].x + tags[i].line.Width + tagApart
	}
	end = textRight + tagReach
	for i := len(tags) - 1; i >= 0; i-- {
		t := &tags[i]
		t.x = min(t.x, end-t.line.Width)
		end = t.x - tagApart
	}
	for _, t := range tags {
		t.line.moveTo(t.x, baseline)
		p.Lines = append(p.Lines, t.line.Line)
	}
}

// setTags sets the tags in a size and returns how long they are in a row.
func (s *redlineSetter) setTags(tags []tag, size float64) float64 {
	f := font{typeface.HeiTi, size, size, Black}
	total := 0.0
	for i := range tags {
		tags[i].line, _ = s.oneLine(ElementRedlineTag, tags[i].words, f, textWidth)
		total += tags[i].line.Width + tagApart
	}
	return total
}
