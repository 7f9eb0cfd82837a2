package pdf

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// watermarks are drawn as outlines, not as text: whoever copies or searches a
// draft gets the letter and nothing across it. Pages with the same watermark
// share one form.
type watermarks struct {
	press *Press
	lines []layout.Line
	forms [][]byte // the stream object that draws each of the lines
}

func watermarkName(i int) string { return "W" + strconv.Itoa(i+1) }

// form returns the name of the form that draws the line.
func (w *watermarks) form(l layout.Line) (string, error) {
	for i, known := range w.lines {
		if looksLike(l, known) {
			return watermarkName(i), nil
		}
	}
	form, err := w.draw(l)
	if err != nil {
		return "", err
	}
	w.lines, w.forms = append(w.lines, l), append(w.forms, form)
	return watermarkName(len(w.forms) - 1), nil
}

func looksLike(a, b layout.Line) bool {
	return a.Angle == b.Angle && slices.EqualFunc(a.Runs, b.Runs, func(a, b layout.Run) bool {
		return a.Face == b.Face && a.Size == b.Size && a.Color == b.Color && a.Y == b.Y && slices.Equal(a.Glyphs, b.Glyphs)
	})
}

// draw draws the line's glyphs, turned about the first of them.
func (w *watermarks) draw(l layout.Line) ([]byte, error) {
	b, open := openStream(16<<10, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources <<>> /Filter /FlateDecode ",
		layout.PageWidth, layout.PageHeight))
	d := newDeflater(textCode, b)
	origin := start(l)
	sin, cos := math.Sincos(l.Angle * math.Pi / 180)
	var ops []byte
	ops = append(appendMatrix(ops, cos, sin, -sin, cos, origin.X, origin.Y), '\n')
	for _, r := range l.Runs {
		face, err := w.press.set.Face(r.Face)
		if err != nil {
			return nil, err
		}
		ops = append(appendColor(ops, r.Color), '\n')
		for _, g := range r.Glyphs {
			outline, err := w.press.glyphs(r.Face, face).outline(g.ID)
			if err != nil {
				return nil, err
			}
			ops = append(ops, "q "...)
			ops = appendMatrix(ops, r.Size/perEm, 0, 0, r.Size/perEm, g.X-origin.X, layout.PageHeight-r.Y-origin.Y)
			d.write(append(ops, '\n'))
			d.splice(outline)
			ops = append(ops[:0], "Q\n"...)
		}
	}
	d.write(ops)
	return open.close(d.close()), nil
}

func appendMatrix(b []byte, m ...float64) []byte {
	for _, v := range m {
		b = append(strconv.AppendFloat(b, v, 'f', 5, 64), ' ')
	}
	return append(b, "cm"...)
}

// perEm is how fine a watermark's outlines are drawn: at 48 points 17 µm.
const perEm = 1000

// outline returns what fills a glyph at the origin.
func (gs *glyphs) outline(id uint16) (*packed, error) {
	if p := gs.outlines.get(id); p != nil {
		return p, nil
	}
	b, err := fillOf(gs.face, id)
	if err != nil {
		return nil, err
	}
	p := textCode.pack(b)
	gs.outlines.put(id, &p)
	return &p, nil
}

func fillOf(face *typeface.Face, id uint16) (b []byte, err error) {
	segments, err := face.Outline(id)
	for _, s := range segments {
		for i, p := range s.P {
			s.P[i] = typeface.Point{X: math.Round(p.X * perEm), Y: math.Round(p.Y * perEm)}
		}
		b = append(appendSegment(b, s), '\n')
	}
	return append(b, "f\n"...), err
}

// start is where the line's first glyph stands, y upwards.
func start(l layout.Line) typeface.Point {
	for _, r := range l.Runs {
		if len(r.Glyphs) > 0 {
			return typeface.Point{X: r.Glyphs[0].X, Y: layout.PageHeight - r.Y}
		}
	}
	return typeface.Point{}
}
