package typeface

import "fmt"

// vertex is a point of a glyph's contour, in units.
type vertex struct {
	x, y float64
	on   bool // on the curve, not a control point
}

// A composite glyph may name itself as its part; real ones nest two deep and
// have a handful of parts.
const (
	maxDepth = 6
	maxParts = 64
)

// Outline returns the glyph's outline in em, y upwards from the baseline; empty
// for a blank glyph.
func (f *Face) Outline(id uint16) ([]Segment, error) {
	left := maxParts
	contours, err := f.contours(int(id), 0, &left)
	if err != nil {
		return nil, err
	}
	var out []Segment
	for _, c := range contours {
		out = f.trace(out, c)
	}
	return out, nil
}

func (f *Face) contours(id, depth int, left *int) ([][]vertex, error) {
	g, err := f.data(id)
	if err != nil || len(g) == 0 {
		return nil, err
	}
	if i16(g, 0) >= 0 {
		return f.simple(id, g)
	}
	parts, _, err := f.parts(id, g)
	if err != nil {
		return nil, err
	}
	if *left -= len(parts); depth >= maxDepth || *left < 0 {
		return nil, fmt.Errorf("face %s: glyph %d is nested too deep", f.name, id)
	}
	var all [][]vertex
	for _, p := range parts {
		cs, err := f.contours(p.glyph, depth+1, left)
		if err != nil {
			return nil, err
		}
		if p.flags&argsAreOffsets == 0 && !p.hang(all, cs) {
			return nil, fmt.Errorf("face %s: glyph %d hangs a part on a point that is not there", f.name, id)
		}
		for _, c := range cs {
			for i := range c {
				c[i] = p.place(c[i])
			}
		}
		all = append(all, cs...)
	}
	return all, nil
}

// hang works out how far a part goes that is placed by its points.
func (p *part) hang(before, own [][]vertex) bool {
	to, ok := nth(before, p.anchor)
	from, there := nth(own, p.point)
	if !ok || !there {
		return false
	}
	x, y := p.apply(from.x, from.y)
	p.dx, p.dy = to.x-x, to.y-y
	return true
}

func nth(contours [][]vertex, i int) (vertex, bool) {
	for _, c := range contours {
		if i < len(c) {
			return c[i], true
		}
		i -= len(c)
	}
	return vertex{}, false
}

// Flags of a simple glyph's points (OpenType, glyf table).
const (
	onCurve  = 0x01
	xShort   = 0x02
	yShort   = 0x04
	repeated = 0x08
	xSame    = 0x10 // or, if short, positive
	ySame    = 0x20
)

func (f *Face) simple(id int, g []byte) ([][]vertex, error) {
	c := &cursor{b: g, at: 10}
	ends := make([]int, i16(g, 0))
	n := 0
	for i := range ends {
		ends[i] = c.u16() + 1
		c.bad = c.bad || ends[i] < n
		n = ends[i]
	}
	c.skip(c.u16())
	points := make([]vertex, n)
	flags := readFlags(c, n)
	readAxis(c, flags, xShort, xSame, func(i int, v float64) { points[i].x = v })
	readAxis(c, flags, yShort, ySame, func(i int, v float64) { points[i].y = v })
	if c.bad {
		return nil, fmt.Errorf("face %s: glyph %d is cut off", f.name, id)
	}
	for i := range points {
		points[i].on = flags[i]&onCurve != 0
	}
	contours := make([][]vertex, len(ends))
	from := 0
	for i, to := range ends {
		contours[i], from = points[from:to:to], to
	}
	return contours, nil
}

func readFlags(c *cursor, n int) []int {
	flags := make([]int, 0, n)
	for len(flags) < n && !c.bad {
		flag, times := c.u8(), 1
		if flag&repeated != 0 {
			times += c.u8()
		}
		for range min(times, n-len(flags)) {
			flags = append(flags, flag)
		}
	}
	return flags
}

// readAxis reads one coordinate of every point: each a difference to the one
// before, in one byte with its sign in the flags, in two bytes, or left out.
func readAxis(c *cursor, flags []int, short, same int, set func(int, float64)) {
	v := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0 && flag&same != 0:
			v += c.u8()
		case flag&short != 0:
			v -= c.u8()
		case flag&same == 0:
			v += c.i16()
		}
		set(i, float64(v))
	}
}

// trace appends a contour. TrueType's curves are quadratic, and a point on the
// curve between two control points may be left out.
func (f *Face) trace(out []Segment, c []vertex) []Segment {
	if len(c) < 2 {
		return out
	}
	start := c[0]
	if last := c[len(c)-1]; !start.on && last.on {
		start = last
	} else if !start.on {
		start = middle(start, last)
	}
	out = append(out, Segment{Op: MoveTo, P: [3]Point{f.point(start)}})
	at := start
	var control *vertex
	for i := range len(c) + 1 {
		p := start
		if i < len(c) {
			p = c[i]
		}
		switch {
		case control == nil && p.on && p == at:
		case control == nil && p.on:
			out = append(out, Segment{Op: LineTo, P: [3]Point{f.point(p)}})
			at = p
		case control == nil:
			control = &c[i]
		case p.on:
			out = append(out, f.curve(at, *control, p))
			at, control = p, nil
		default:
			mid := middle(*control, p)
			out = append(out, f.curve(at, *control, mid))
			at, control = mid, &c[i]
		}
	}
	return append(out, Segment{Op: Close})
}

func middle(a, b vertex) vertex { return vertex{(a.x + b.x) / 2, (a.y + b.y) / 2, true} }

// curve raises a quadratic curve to a cubic one, which is what PDF has.
func (f *Face) curve(from, control, to vertex) Segment {
	toward := func(p vertex) vertex {
		return vertex{x: p.x + (control.x-p.x)*2/3, y: p.y + (control.y-p.y)*2/3}
	}
	return Segment{Op: CubeTo, P: [3]Point{f.point(toward(from)), f.point(toward(to)), f.point(to)}}
}

func (f *Face) point(v vertex) Point {
	upem := float64(f.metrics.UnitsPerEm)
	return Point{v.x / upem, v.y / upem}
}
