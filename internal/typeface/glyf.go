package typeface

import (
	"bytes"
	"fmt"
)

// data returns the bytes of a glyph's description; empty for a blank glyph.
func (f *Face) data(id int) ([]byte, error) {
	if id >= f.glyphs {
		return nil, fmt.Errorf("face %s has no glyph %d", f.name, id)
	}
	var from, to int
	if f.wide {
		from, to = u32(f.loca, 4*id), u32(f.loca, 4*id+4)
	} else {
		from, to = 2*u16(f.loca, 2*id), 2*u16(f.loca, 2*id+2)
	}
	if from > to || to > len(f.glyf) {
		return nil, fmt.Errorf("face %s: glyph %d lies outside the glyf table", f.name, id)
	}
	if to-from < 10 || u16(f.glyf, from) == 0 { // a glyph without contours has nothing else to say
		return nil, nil
	}
	return f.glyf[from:to], nil
}

// isSound tells whether the glyph, with all its parts, can be copied into a
// file. left is how many parts it may still have.
func (f *Face) isSound(id, depth int, left *int) bool {
	g, err := f.data(id)
	if err != nil || len(g) == 0 {
		return err == nil
	}
	if i16(g, 0) >= 0 {
		_, ok := instructions(g)
		return ok
	}
	parts, _, err := f.parts(id, g)
	if *left -= len(parts); err != nil || depth >= maxDepth || *left < 0 {
		return false
	}
	for _, p := range parts {
		if !f.isSound(p.glyph, depth+1, left) {
			return false
		}
	}
	return true
}

// instructions returns where the hinting of a simple glyph ends: two bytes of
// its length, which follow the contours' ends, and itself.
func instructions(g []byte) (end int, ok bool) {
	at := 10 + 2*i16(g, 0)
	if at+2 > len(g) || at+2+u16(g, at) > len(g) {
		return 0, false
	}
	return at + 2 + u16(g, at), true
}

// isBlank tells whether the glyph prints nothing.
func (f *Face) isBlank(id int) bool {
	g, err := f.data(id)
	return err == nil && len(g) == 0
}

// overlays tells whether the glyph of a combining mark reaches back over the
// letter before it, as it must where nothing else moves it there.
func (f *Face) overlays(id int) bool {
	g, err := f.data(id)
	return err == nil && f.advance(id) == 0 && i16(g, 2) < 0 // xMin
}

// isBox tells whether the glyph is a copy of .notdef, the picture for “I lack
// this character”.
func (f *Face) isBox(id int) bool {
	box, err := f.data(0)
	if err != nil || len(box) == 0 {
		return false
	}
	g, err := f.data(id)
	return err == nil && bytes.Equal(g, box)
}

// Flags of a composite glyph's parts (OpenType, glyf table).
const (
	argsAreWords    = 0x0001
	argsAreOffsets  = 0x0002
	hasScale        = 0x0008
	moreParts       = 0x0020
	hasTwoScales    = 0x0040
	hasMatrix       = 0x0080
	hasInstructions = 0x0100
	scaledOffset    = 0x0800
)

// part is one glyph that a composite glyph is made of.
type part struct {
	at     int // of its flags, in the glyph's data
	flags  int
	glyph  int
	dx, dy float64    // units
	anchor int        // without argsAreOffsets: the point before it …
	point  int        // … that its own point lies on
	matrix [4]float64 // xx, yx, xy, yy: x' = xx·x + xy·y
}

// parts reads a composite glyph's parts and where the last one ends.
func (f *Face) parts(id int, g []byte) ([]part, int, error) {
	var all []part
	c := &cursor{b: g, at: 10}
	for more := true; more; {
		at := c.at // read before the cursor moves: Go does not say which comes first
		p := part{at: at, flags: c.u16(), glyph: c.u16(), matrix: [4]float64{1, 0, 0, 1}}
		p.readPlace(c)
		readMatrix(c, &p)
		if c.bad || p.glyph >= f.glyphs {
			return nil, 0, fmt.Errorf("face %s: glyph %d has a part that cannot be read", f.name, id)
		}
		all = append(all, p)
		more = p.flags&moreParts != 0
	}
	return all, c.at, nil
}

// readPlace reads where the part goes: how far, or which of its points lies on
// which of the points before it.
func (p *part) readPlace(c *cursor) {
	words, offsets := p.flags&argsAreWords != 0, p.flags&argsAreOffsets != 0
	switch {
	case words && offsets:
		p.dx, p.dy = float64(c.i16()), float64(c.i16())
	case offsets:
		p.dx, p.dy = float64(c.i8()), float64(c.i8())
	case words:
		p.anchor, p.point = c.u16(), c.u16()
	default:
		p.anchor, p.point = c.u8(), c.u8()
	}
}

func readMatrix(c *cursor, p *part) {
	f2dot14 := func() float64 { return float64(c.i16()) / (1 << 14) }
	switch {
	case p.flags&hasScale != 0:
		s := f2dot14()
		p.matrix = [4]float64{s, 0, 0, s}
	case p.flags&hasTwoScales != 0:
		p.matrix[0], p.matrix[3] = f2dot14(), f2dot14()
	case p.flags&hasMatrix != 0:
		p.matrix = [4]float64{f2dot14(), f2dot14(), f2dot14(), f2dot14()}
	}
	if p.flags&scaledOffset != 0 {
		p.dx, p.dy = p.apply(p.dx, p.dy)
	}
}

func (p part) apply(x, y float64) (float64, float64) {
	return p.matrix[0]*x + p.matrix[2]*y, p.matrix[1]*x + p.matrix[3]*y
}

func (p part) place(q vertex) vertex {
	x, y := p.apply(q.x, q.y)
	q.x, q.y = x+p.dx, y+p.dy
	return q
}
