package web

import (
	"encoding/hex"
	"hash/fnv"
	"math"
	"strconv"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// The pages of the desk go to the browser as what layout has set: positioned
// glyphs, which the browser fills with the outlines of the very faces that the
// PDF embeds. Lengths are hundredths of a point, so that no number has a
// fraction; colours are #rrggbb.

// hundredths is a length as it is sent.
func hundredths(points float64) int64 { return int64(math.Round(points * 100)) }

// livePage returns a page as JSON, and a key that is the same for pages that
// look the same: a browser that has the key needs no page.
func livePage(p layout.Page) (page []byte, key string) {
	b := append(make([]byte, 0, 16<<10), `{"lines":[`...)
	for i, l := range p.Lines {
		b = appendLine(comma(b, i), l)
	}
	b = append(b, `],"rules":[`...)
	n := 0
	for _, r := range p.Rules {
		b = appendBar(comma(b, n), r.X1, r.Y-r.Width/2, r.X2-r.X1, r.Width, r.Color)
		n++
	}
	for _, c := range p.Columns {
		b = appendBar(comma(b, n), c.X-c.Width/2, c.Y1, c.Width, c.Y2-c.Y1, c.Color)
		n++
	}
	b = append(b, `]}`...)
	sum := fnv.New64a()
	sum.Write(b)
	return b, hex.EncodeToString(sum.Sum(nil))
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendLine writes a line: b, f and t are the block and the characters of its
// text that stand in it; a is the angle of a watermark.
func appendLine(b []byte, l layout.Line) []byte {
	b = append(b, `{"b":`...)
	b = strconv.AppendInt(b, int64(l.Block), 10)
	b = append(b, `,"f":`...)
	b = strconv.AppendInt(b, int64(l.From), 10)
	b = append(b, `,"t":`...)
	b = strconv.AppendInt(b, int64(l.To), 10)
	if l.Angle != 0 {
		b = append(b, `,"a":`...)
		b = strconv.AppendFloat(b, l.Angle, 'f', 2, 64)
	}
	b = append(b, `,"r":[`...)
	for i, r := range l.Runs {
		b = appendRun(comma(b, i), r)
	}
	return append(b, `]}`...)
}

// appendRun writes a run; x are the glyphs' places, each counted from the one
// before it.
func appendRun(b []byte, r layout.Run) []byte {
	b = append(b, `{"f":`...)
	b = strconv.AppendInt(b, int64(r.Face), 10)
	b = append(b, `,"s":`...)
	b = strconv.AppendInt(b, hundredths(r.Size), 10)
	b = append(b, `,"y":`...)
	b = strconv.AppendInt(b, hundredths(r.Y), 10)
	if r.Color != layout.Black {
		b = append(b, `,"c":"`...)
		b = appendColor(b, r.Color)
		b = append(b, '"')
	}
	b = append(b, `,"g":[`...)
	for i, g := range r.Glyphs {
		b = strconv.AppendUint(comma(b, i), uint64(g.ID), 10)
	}
	b = append(b, `],"x":[`...)
	before := int64(0)
	for i, g := range r.Glyphs {
		x := hundredths(g.X)
		b = strconv.AppendInt(comma(b, i), x-before, 10)
		before = x
	}
	return append(b, `]}`...)
}

// appendBar writes a filled rectangle: x, y, width, height, colour.
func appendBar(b []byte, x, y, width, height float64, c layout.Color) []byte {
	b = append(b, '[')
	for _, v := range []float64{x, y, width, height} {
		b = strconv.AppendInt(b, hundredths(v), 10)
		b = append(b, ',')
	}
	b = append(b, '"')
	b = appendColor(b, c)
	return append(b, `"]`...)
}

func appendColor(b []byte, c layout.Color) []byte {
	b = append(b, '#')
	return hex.AppendEncode(b, []byte{c.R, c.G, c.B})
}

// outlineData returns an outline as the d of an SVG path, in thousandths of an em,
// y upwards.
func outlineData(outline []typeface.Segment) string {
	var b []byte
	at := func(points ...typeface.Point) {
		for _, p := range points {
			b = append(strconv.AppendFloat(b, math.Round(p.X*1e4)/10, 'f', -1, 64), ' ')
			b = append(strconv.AppendFloat(b, math.Round(p.Y*1e4)/10, 'f', -1, 64), ' ')
		}
	}
	for _, s := range outline {
		switch s.Op {
		case typeface.MoveTo:
			b = append(b, 'M')
			at(s.P[0])
		case typeface.LineTo:
			b = append(b, 'L')
			at(s.P[0])
		case typeface.CubeTo:
			b = append(b, 'C')
			at(s.P[:]...)
		case typeface.Close:
			b = append(b, 'Z')
		}
	}
	return string(b)
}
