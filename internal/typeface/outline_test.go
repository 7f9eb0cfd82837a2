package typeface

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

func TestOutlineFillsTheGlyphsBox(t *testing.T) {
	tests := []struct{ file, characters string }{
		{fileFangSong, "国一，“"}, {fileSongTiBold, "云南省科学技术厅试用𬭎"},
		{fileLatin, "1gQ&éÅ"}, // the last two are made of parts
	}
	for _, tt := range tests {
		f := shippedFace(t, tt.file)
		for _, r := range tt.characters {
			id, _ := f.Glyph(r)
			segments, err := f.Outline(id)
			if err != nil {
				t.Fatalf("%s: %c: %v", tt.file, r, err)
			}
			g, _ := f.data(int(id))
			want := [4]float64{f.em(i16(g, 2)), f.em(i16(g, 4)), f.em(i16(g, 6)), f.em(i16(g, 8))}
			got := bounds(t, segments)
			for i := range got {
				if math.Abs(got[i]-want[i]) > 0.006 { // Noto's boxes are up to 5 units wide of the mark
					t.Errorf("%s: %c reaches %.3f, its box is %.3f", tt.file, r, got, want)
					break
				}
			}
		}
	}
}

// bounds walks an outline, which must open, go on and close in turn.
func bounds(t *testing.T, segments []Segment) [4]float64 {
	t.Helper()
	b := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	open := false
	var at Point
	for _, s := range segments {
		if (s.Op == MoveTo) == open {
			t.Fatalf("segment %v out of turn", s)
		}
		open = s.Op != Close
		switch s.Op {
		case MoveTo, LineTo:
			at = s.P[0]
			b = reach(b, at)
		case CubeTo:
			for i := range 33 {
				b = reach(b, onCube(at, s.P, float64(i)/32))
			}
			at = s.P[2]
		}
	}
	if open {
		t.Fatal("the outline does not close")
	}
	return b
}

func reach(b [4]float64, p Point) [4]float64 {
	return [4]float64{min(b[0], p.X), min(b[1], p.Y), max(b[2], p.X), max(b[3], p.Y)}
}

func onCube(from Point, p [3]Point, u float64) Point {
	v := 1 - u
	mix := func(a, b, c, d float64) float64 { return v*v*v*a + 3*v*v*u*b + 3*v*u*u*c + u*u*u*d }
	return Point{mix(from.X, p[0].X, p[1].X, p[2].X), mix(from.Y, p[0].Y, p[1].Y, p[2].Y)}
}

func TestOutlineOfBlankAndBadGlyphs(t *testing.T) {
	f := shippedFace(t, fileFangSong)
	space, _ := f.Glyph('　')
	if s, err := f.Outline(space); err != nil || len(s) != 0 {
		t.Errorf("a space draws %v, %v", s, err)
	}
	if _, err := f.Outline(65535); err == nil {
		t.Error("a glyph that the face does not have is drawn")
	}
	tiny, err := Parse("tiny", tinyFont(t))
	if err != nil {
		t.Fatal(err)
	}
	id, _ := tiny.Glyph('I') // é, by its place in the subset
	g, _ := tiny.data(int(id))
	if i16(g, 0) >= 0 {
		t.Fatal("the glyph is not made of parts")
	}
	binary.BigEndian.PutUint16(g[12:], id)
	if _, err := tiny.Outline(id); err == nil || !strings.Contains(err.Error(), "nested") {
		t.Errorf("a glyph that is its own part: %v", err)
	}
}
