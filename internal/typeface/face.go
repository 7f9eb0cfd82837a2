package typeface

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf16"
)

// Face is one TrueType face. Its bytes are read where they lie: parsing a face
// of 18 MB costs microseconds, and nothing is decoded before a letter needs it.
// A Face never changes, so it may be used from many goroutines.
type Face struct {
	name    string
	metrics Metrics
	head    []byte
	hhea    []byte
	maxp    []byte
	hmtx    []byte
	loca    []byte
	glyf    []byte
	cmap    cmap
	glyphs  int  // how many the face has
	long    int  // glyphs with an advance of their own in hmtx
	wide    bool // loca holds 32-bit offsets
}

// Metrics describes a face as a whole. Lengths are in em unless said otherwise.
type Metrics struct {
	PostScript  string // the face's name inside a PDF
	UnitsPerEm  int
	Ascent      float64
	Descent     float64 // negative below the baseline
	CapHeight   float64
	ItalicAngle float64    // degrees counter-clockwise
	Weight      int        // 400 regular, 700 bold
	BBox        [4]float64 // left, bottom, right, top
}

// Parse reads a TrueType face with glyf outlines. The face keeps data, which
// must not be changed afterwards; name says which face it is in errors.
func Parse(name string, data []byte) (*Face, error) {
	f := &Face{name: name}
	if err := f.read(data); err != nil {
		return nil, fmt.Errorf("reading face %s: %w", name, err)
	}
	return f, nil
}

func (f *Face) read(data []byte) error {
	tables, err := directory(data)
	if err != nil {
		return err
	}
	for _, need := range []struct {
		tag   string
		least int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"loca", 4}, {"glyf", 0}, {"cmap", 4}} {
		t, ok := tables[need.tag]
		if !ok {
			return fmt.Errorf("no %s table", need.tag)
		}
		if len(t) < need.least {
			return fmt.Errorf("%s table too short: %d bytes", need.tag, len(t))
		}
	}
	f.head, f.hhea, f.maxp = tables["head"], tables["hhea"], tables["maxp"]
	f.hmtx, f.loca, f.glyf = tables["hmtx"], tables["loca"], tables["glyf"]
	if err := f.checkSizes(); err != nil {
		return err
	}
	if f.cmap, err = parseCmap(tables["cmap"]); err != nil {
		return err
	}
	f.metrics = f.measure(tables)
	return nil
}

// directory returns the tables of a TrueType file by their tags.
func directory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errors.New("not a font file")
	}
	switch string(data[:4]) {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		return nil, errors.New("CFF outlines are not supported, only TrueType (glyf)")
	case "ttcf":
		return nil, errors.New("font collections (TTC) are not supported, only single faces")
	default:
		return nil, errors.New("not a TrueType file")
	}
	n := u16(data, 4)
	if 12+16*n > len(data) {
		return nil, errors.New("table directory is cut off")
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		entry := data[12+16*i:]
		tag, from, size := string(entry[:4]), u32(entry, 8), u32(entry, 12)
		if from > len(data) || size > len(data)-from {
			return nil, fmt.Errorf("%q table lies outside the file", tag)
		}
		tables[tag] = data[from : from+size : from+size]
	}
	return tables, nil
}

// checkSizes makes sure that every glyph has a place in hmtx and loca, so that
// nothing read later from these two can lie outside.
func (f *Face) checkSizes() error {
	f.glyphs, f.long, f.wide = u16(f.maxp, 4), u16(f.hhea, 34), u16(f.head, 50) != 0
	if u16(f.head, 18) == 0 {
		return errors.New("units per em are 0")
	}
	if f.glyphs == 0 || f.long == 0 || f.long > f.glyphs {
		return fmt.Errorf("%d glyphs with %d advances", f.glyphs, f.long)
	}
	if len(f.hmtx) < 4*f.long+2*(f.glyphs-f.long) {
		return errors.New("hmtx table is cut off")
	}
	entry := 2
	if f.wide {
		entry = 4
	}
	if len(f.loca) < entry*(f.glyphs+1) {
		return errors.New("loca table is cut off")
	}
	return nil
}

func (f *Face) measure(tables map[string][]byte) Metrics {
	m := Metrics{
		UnitsPerEm: u16(f.head, 18),
		Ascent:     f.em(i16(f.hhea, 4)),
		Descent:    f.em(i16(f.hhea, 6)),
		Weight:     400,
	}
	for i := range m.BBox {
		m.BBox[i] = f.em(i16(f.head, 36+2*i))
	}
	m.CapHeight = m.Ascent
	if os2 := tables["OS/2"]; len(os2) >= 6 {
		m.Weight = u16(os2, 4)
		if len(os2) >= 90 && u16(os2, 0) >= 2 && i16(os2, 88) > 0 {
			m.CapHeight = f.em(i16(os2, 88))
		}
	}
	if post := tables["post"]; len(post) >= 8 {
		m.ItalicAngle = float64(int32(u32(post, 4))) / 65536
	}
	m.PostScript = postScriptName(tables["name"])
	if m.PostScript == "" {
		m.PostScript = "Face"
	}
	return m
}

// postScriptName returns name 6, reduced to the characters a PDF name needs no
// escape for.
func postScriptName(t []byte) string {
	if len(t) < 6 {
		return ""
	}
	texts := u16(t, 4)
	for i := range u16(t, 2) {
		at := 6 + 12*i
		if at+12 > len(t) {
			return ""
		}
		from := texts + u16(t, at+10)
		to := from + u16(t, at+8)
		if u16(t, at+6) != 6 || to > len(t) {
			continue
		}
		if s := plain(t[from:to], u16(t, at) != 1); s != "" {
			return s
		}
	}
	return ""
}

func plain(b []byte, wide bool) string {
	var units []uint16
	for i := 0; i+1 < len(b) && wide; i += 2 {
		units = append(units, uint16(u16(b, i)))
	}
	s := string(utf16.Decode(units))
	if !wide {
		s = string(b)
	}
	var out []byte
	for _, r := range s {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			out = append(out, byte(r))
		}
	}
	return string(out)
}

// Name is the name that the face was parsed with.
func (f *Face) Name() string { return f.name }

// Metrics describes the face.
func (f *Face) Metrics() Metrics { return f.metrics }

// Glyph returns the glyph that prints r, or false if the face has none. A face
// may map a character it lacks to a copy of its box for missing characters; that
// does not count as having it.
func (f *Face) Glyph(r rune) (uint16, bool) {
	id := f.cmap.glyph(r)
	if id == 0 || id >= f.glyphs || f.isBox(id) {
		return 0, false
	}
	return uint16(id), true
}

// Advance returns how far the glyph moves the pen, in em.
func (f *Face) Advance(id uint16) float64 { return f.em(f.advance(int(id))) }

func (f *Face) advance(id int) int {
	if id >= f.glyphs {
		id = 0
	}
	return u16(f.hmtx, 4*min(id, f.long-1))
}

// units is em rounded to the face's grid, within what hmtx can hold.
func (f *Face) units(em float64) int {
	return int(max(0, min(math.MaxUint16, math.Round(em*float64(f.metrics.UnitsPerEm)))))
}

func (f *Face) em(units int) float64 { return float64(units) / float64(u16(f.head, 18)) }
