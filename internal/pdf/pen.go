package pdf

import (
	"math"

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
		p.run(r, nextX(l.Runs[i+1:]))
	}
	return nil
}

// nextX is where the glyphs behind a run begin.
func nextX(runs []layout.Run) float64 {
	for _, r := range runs {
		if len(r.Glyphs) > 0 {
			return r.Glyphs[0].X
		}
	}
	return math.Inf(1)
}

// run writes a row of glyphs. What the glyphs are apart beyond their widths is
// the character spacing where it is even, and single adjustments where not.
func (p *pen) run(r *layout.Run, next float64) {
	last := len(r.Glyphs) - 1
	at := r.Glyphs[0].X
	row := append(p.row[:0], '(')
	spacing := p.spacing
	for i, g := range r.Glyphs {
		if off := math.Round((at - g.X) / p.size * 1000); i > 0 && off != 0 {
			row = append(appendNumber(append(row, ')'), off), '(')
			at -= off / 1000 * p.size
		}
		end := next
		if i < last {
			end = r.Glyphs[i+1].X
		}
		id, advance := p.face.id(g, (end-g.X)/p.size)
		if i == 0 && last > 0 {
			spacing = math.Round((end-g.X-advance*p.size)*1000) / 1000
		}
		row = appendByte(appendByte(row, byte(id>>8)), byte(id))
		at += advance*p.size + spacing
	}
	p.row = row
	if spacing != p.spacing {
		p.out = append(appendNumbers(p.out, "Tc", spacing), ' ')
		p.spacing = spacing
	}
	p.out = append(appendNumbers(append(p.out, "1 0 0 1 "...), "Tm", r.Glyphs[0].X, layout.PageHeight-r.Y), " ["...)
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
