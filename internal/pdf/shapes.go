package pdf

import (
	"math"

	"github.com/jung-kurt/gofpdf"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

func plus(a, b typeface.Point) typeface.Point { return typeface.Point{X: a.X + b.X, Y: a.Y + b.Y} }

func polar(r, angle float64) typeface.Point {
	sin, cos := math.Sincos(angle)
	return typeface.Point{X: r * cos, Y: r * sin}
}

func rotate(p typeface.Point, angle float64) typeface.Point {
	sin, cos := math.Sincos(angle)
	return typeface.Point{X: p.X*cos - p.Y*sin, Y: p.X*sin + p.Y*cos}
}

// circle is four Bézier curves about the origin, off the true circle by 0.03 %.
func circle(r float64) []typeface.Segment {
	k := r * 0.5522847498
	at := func(x, y float64) typeface.Point { return typeface.Point{X: x, Y: y} }
	curve := func(a, b, c typeface.Point) typeface.Segment {
		return typeface.Segment{Op: typeface.CubeTo, P: [3]typeface.Point{a, b, c}}
	}
	return []typeface.Segment{
		{Op: typeface.MoveTo, P: [3]typeface.Point{at(r, 0)}},
		curve(at(r, k), at(k, r), at(0, r)),
		curve(at(-k, r), at(-r, k), at(-r, 0)),
		curve(at(-r, -k), at(-k, -r), at(0, -r)),
		curve(at(k, -r), at(r, -k), at(r, 0)),
		{Op: typeface.Close},
	}
}

// drawColumns draws vertical lines.
func drawColumns(f *gofpdf.Fpdf, columns []layout.Column) {
	for _, c := range columns {
		f.SetFillColor(int(c.Color.R), int(c.Color.G), int(c.Color.B))
		f.Rect(c.X-c.Width/2, c.Y1, c.Width, c.Y2-c.Y1, "F")
	}
}

// operators writes filled paths as PDF operators.
func operators(paths []layout.Path) []byte {
	var b []byte
	for _, p := range paths {
		c := p.Color
		b = append(appendNumbers(b, "rg", float64(c.R)/255, float64(c.G)/255, float64(c.B)/255), '\n')
		for _, s := range p.Segments {
			b = append(appendSegment(b, s), '\n')
		}
		if p.EvenOdd {
			b = append(b, "f*\n"...)
		} else {
			b = append(b, "f\n"...)
		}
	}
	return b
}

func appendSegment(b []byte, s typeface.Segment) []byte {
	p := s.P
	switch s.Op {
	case typeface.MoveTo:
		return appendNumbers(b, "m", p[0].X, p[0].Y)
	case typeface.LineTo:
		return appendNumbers(b, "l", p[0].X, p[0].Y)
	case typeface.CubeTo:
		return appendNumbers(b, "c", p[0].X, p[0].Y, p[1].X, p[1].Y, p[2].X, p[2].Y)
	}
	return append(b, 'h')
}
