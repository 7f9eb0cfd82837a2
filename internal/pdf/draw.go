package pdf

import (
	"bytes"
	"math"
	"time"

	"github.com/jung-kurt/gofpdf"

	"dafu/internal/layout"
)

// drawPages has gofpdf make pages and outline, with placeholders for the faces.
// Its version stays 1.3, or it would add a transparency group to every page.
func drawPages(pages layout.Pages, used *faces) ([]byte, error) {
	f := gofpdf.New("P", "pt", "A4", "")
	f.SetCompression(false) // rewrite does, faster
	f.SetCatalogSort(true)
	f.SetCreationDate(time.Unix(0, 0).UTC()) // rewrite writes the dates; unset, gofpdf asks the clock
	f.SetModificationDate(time.Unix(0, 0).UTC())
	f.SetAutoPageBreak(false, 0)
	outline := levels(pages.Bookmarks)
	for i, page := range pages.Pages {
		f.AddPage()
		if err := drawPage(f, page, used); err != nil {
			return nil, err
		}
		for j, b := range pages.Bookmarks {
			if b.Page == i {
				f.Bookmark(utf16String(b.Title), outline[j], b.Y)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func drawPage(f *gofpdf.Fpdf, page layout.Page, used *faces) error {
	p := pen{f: f, used: used}
	for _, watermark := range []bool{true, false} { // the watermark below the text
		for _, line := range page.Lines {
			if (line.Element == layout.ElementWatermark) != watermark {
				continue
			}
			if err := p.line(line); err != nil {
				return err
			}
		}
	}
	for _, r := range page.Rules {
		p.color(r.Color)
		f.Rect(r.X1, r.Y-r.Width/2, r.X2-r.X1, r.Width, "F")
	}
	p.columns(page.Columns)
	return nil
}

// pen draws on one page and knows the text state there; a new page starts anew.
type pen struct {
	f       *gofpdf.Fpdf
	used    *faces
	face    *usedFace
	size    float64
	spacing float64
	ink     layout.Color
	inked   bool
	text    []byte // scratch
	op      []byte // scratch
}

func (p *pen) color(c layout.Color) {
	if !p.inked || p.ink != c {
		p.f.SetFillColor(int(c.R), int(c.G), int(c.B))
		p.ink, p.inked = c, true
	}
}

func (p *pen) line(l layout.Line) error {
	var from *layout.Run // the line turns about its first glyph
	for i := range l.Runs {
		r := &l.Runs[i]
		if len(r.Glyphs) == 0 {
			continue
		}
		if from == nil {
			from = r
		}
		face, err := p.used.use(r.Face)
		if err != nil {
			return err
		}
		if face != p.face || r.Size != p.size {
			p.f.SetFont(face.family, face.style, r.Size)
			p.face, p.size = face, r.Size
		}
		p.color(r.Color)
		p.run(r, matrix(l.Angle, from, r), nextX(l.Runs[i+1:]))
	}
	return nil
}

// matrix is the text matrix at the run's first glyph.
func matrix(angle float64, from, r *layout.Run) [6]float64 {
	x, y := r.Glyphs[0].X, layout.PageHeight-r.Y
	if angle == 0 {
		return [6]float64{1, 0, 0, 1, x, y}
	}
	sin, cos := math.Sincos(angle * math.Pi / 180)
	x0, y0 := from.Glyphs[0].X, layout.PageHeight-from.Y
	dx, dy := x-x0, y-y0
	return [6]float64{cos, sin, -sin, cos, x0 + dx*cos - dy*sin, y0 + dx*sin + dy*cos}
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
func (p *pen) run(r *layout.Run, m [6]float64, next float64) {
	last := len(r.Glyphs) - 1
	at := r.Glyphs[0].X
	text := append(p.text[:0], '<')
	spacing := p.spacing
	for i, g := range r.Glyphs {
		if off := math.Round((at - g.X) / p.size * 1000); i > 0 && off != 0 {
			text = append(appendNumber(append(text, '>'), off), '<')
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
		text = appendHex16(text, id)
		at += advance*p.size + spacing
	}
	b := append(p.op[:0], "BT "...)
	if spacing != p.spacing {
		b = append(appendNumbers(b, "Tc", spacing), ' ')
	}
	b = append(appendNumbers(b, "Tm", m[:]...), " ["...)
	b = append(append(b, text...), ">]TJ ET"...)
	p.f.RawWriteStr(string(b))
	p.text, p.op, p.spacing = text, b, spacing
}
