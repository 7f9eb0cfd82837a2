package pdf

import (
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
	set   *typeface.Set
	lines []layout.Line
	forms [][]byte // what draws each of the lines
}

func watermarkName(i int) string { return "W" + strconv.Itoa(i+1) }

// form returns the name of the form that draws the line.
func (w *watermarks) form(l layout.Line) (string, error) {
	for i, known := range w.lines {
		if looksLike(l, known) {
			return watermarkName(i), nil
		}
	}
	content, err := w.outlines(l)
	if err != nil {
		return "", err
	}
	w.lines, w.forms = append(w.lines, l), append(w.forms, content)
	return watermarkName(len(w.forms) - 1), nil
}

func looksLike(a, b layout.Line) bool {
	return a.Angle == b.Angle && slices.EqualFunc(a.Runs, b.Runs, func(a, b layout.Run) bool {
		return a.Face == b.Face && a.Size == b.Size && a.Color == b.Color && a.Y == b.Y && slices.Equal(a.Glyphs, b.Glyphs)
	})
}

// outlines draws the line's glyphs, turned about the first of them.
func (w *watermarks) outlines(l layout.Line) ([]byte, error) {
	var b []byte
	angle, origin := l.Angle*math.Pi/180, start(l)
	for _, r := range l.Runs {
		face, err := w.set.Face(r.Face)
		if err != nil {
			return nil, err
		}
		b = append(appendColor(b, r.Color), '\n')
		for _, g := range r.Glyphs {
			outline, err := face.Outline(g.ID)
			if err != nil {
				return nil, err
			}
			along := typeface.Point{X: g.X - origin.X, Y: layout.PageHeight - r.Y - origin.Y}
			for _, s := range outline {
				for j, p := range s.P {
					p = plus(along, typeface.Point{X: p.X * r.Size, Y: p.Y * r.Size})
					p = plus(origin, rotate(p, angle))
					s.P[j] = typeface.Point{X: hundredth(p.X), Y: hundredth(p.Y)}
				}
				b = append(appendSegment(b, s), '\n')
			}
		}
		b = append(b, "f\n"...)
	}
	return b, nil
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
