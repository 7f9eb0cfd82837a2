package pdf

import (
	"math"
	"unicode"

	"dafu/internal/layout"
)

// pen writes one page's text and knows the text state there.
type pen struct {
	faces   *faces
	face    *usedFace
	size    float64
	spacing float64
	ink     layout.Color
	inked   bool
	base    place // of the letter that a mark would belong to
	at      place // where the last row began, y upwards
	out     []byte
	row     []byte // scratch
}

func (p *pen) begin() { p.out = append(p.out, "BT\n"...) }
func (p *pen) end()   { p.out = append(p.out, "ET"...) }

func (p *pen) color(c layout.Color) {
	if !p.inked || p.ink != c {
		p.out = append(appendColor(p.out, c), '\n')
		p.ink, p.inked = c, true
	}
}

func appendColor(b []byte, c layout.Color) []byte {
	return appendNumbers(b, "rg", float64(c.R)/255, float64(c.G)/255, float64(c.B)/255)
}

func (p *pen) line(l layout.Line) error {
	for i := range l.Runs {
		r := &l.Runs[i]
		if len(r.Glyphs) == 0 {
			continue
		}
		face, err := p.faces.use(r.Face)
		if err != nil {
			return err
		}
		if face != p.face || r.Size != p.size {
			p.out = append(append(append(p.out, '/'), face.resource...), ' ')
			p.out = append(appendNumbers(p.out, "Tf", r.Size), '\n')
			p.face, p.size = face, r.Size
		}
		p.color(r.Color)
		p.run(r, firstOf(l.Runs[i+1:]))
	}
	p.base = place{}
	return nil
}

// firstOf returns the first glyph of the runs, or one that is far away.
func firstOf(runs []layout.Run) layout.Glyph {
	for _, r := range runs {
		if len(r.Glyphs) > 0 {
			return r.Glyphs[0]
		}
	}
	return layout.Glyph{X: math.Inf(1)}
}

// place is where a letter ends, on which baseline.
type place struct{ x, y float64 }

// accentInside is how far before its letter's end a mark is written, in em: a
// letter of Chinese is wider than its cell.
const accentInside = 0.05

// isAccent reports a combining mark. Its glyph does not move on, and layout has
// set it over the letter before it.
func isAccent(r rune) bool {
	return r >= 0x300 && !isHan(r) && unicode.In(r, unicode.Mn, unicode.Me)
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// run writes a row of glyphs. What the glyphs are apart beyond their widths is
// the character spacing where it is even, and single adjustments where not.
func (p *pen) run(r *layout.Run, behind layout.Glyph) {
	last := len(r.Glyphs) - 1
	from := place{r.Glyphs[0].X, r.Y}
	at := from.x
	row := append(p.row[:0], '(')
	spacing := p.spacing
	for i, g := range r.Glyphs {
		id, advance := uint16(0), 0.0
		if isAccent(g.Rune) && p.base != (place{}) && p.face.face.Advance(g.ID) == 0 {
			// It is written behind its letter, as readers expect it, and on the same
			// baseline; its ink is moved to where it belongs.
			id = p.face.moved(g, (g.X-p.base.x)/p.size, (p.base.y-r.Y)/p.size)
			g.X = p.base.x
			if i == 0 {
				from, at = p.base, p.base.x
			}
		} else {
			next := behind
			if i < last {
				next = r.Glyphs[i+1]
			}
			p.base = place{g.X + (p.face.face.Advance(g.ID)-accentInside)*p.size, r.Y}
			if isAccent(next.Rune) {
				next.X = p.base.x
			}
			id, advance = p.face.id(g, (next.X-g.X)/p.size)
			if i == 0 && last > 0 {
				spacing = math.Round((next.X-g.X-advance*p.size)*1000) / 1000
			}
		}
		if off := math.Round((at - g.X) / p.size * 1000); i > 0 && off != 0 {
			row = append(appendNumber(append(row, ')'), off), '(')
			at -= off / 1000 * p.size
		}
		row = appendByte(appendByte(row, byte(id>>8)), byte(id))
		at += advance*p.size + spacing
	}
	p.row = row
	if spacing != p.spacing {
		p.out = append(appendNumbers(p.out, "Tc", spacing), ' ')
		p.spacing = spacing
	}
	to := place{hundredth(from.x), hundredth(layout.PageHeight - from.y)}
	p.out = append(appendNumbers(p.out, "Td", to.x-p.at.x, to.y-p.at.y), " ["...)
	p.at = to
	p.out = append(append(p.out, row...), ")]TJ\n"...)
}

// appendByte writes a byte of a string between parentheses (ISO 32000-1 7.3.4.2):
// strings of bytes are half as long as those in hexadecimal digits.
func appendByte(b []byte, v byte) []byte {
	switch v {
	case '(', ')', '\\':
		return append(b, '\\', v)
	case '\r': // would be read as a line's end
		return append(b, '\\', 'r')
	}
	return append(b, v)
}
