package typeface

import (
	"errors"
	"fmt"
	"math"
	"unicode"
)

// Face is one TrueType face. Its bytes are read where they lie: parsing a face
// of 18 MB costs microseconds, and nothing is decoded before a letter needs it.
// A Face never changes, so it may be used from many goroutines.
type Face struct {
	name    string
	title   string
	metrics Metrics
	embed   Embedding
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
		return nil, &FaceError{name, err.Error()}
	}
	return f, nil
}

// FaceError says why a face cannot be used, for people.
type FaceError struct{ File, Why string }

func (e *FaceError) Error() string { return "字体 " + e.File + " 不能使用：" + e.Why }

func (f *Face) read(data []byte) error {
	_, number := member(f.name)
	tables, err := directory(data, number)
	if err != nil {
		return err
	}
	for _, need := range required {
		t, ok := tables[need.tag]
		if !ok {
			return fmt.Errorf("缺 %s 表", need.tag)
		}
		if len(t) < need.least {
			return fmt.Errorf("%s 表只有 %d 字节", need.tag, len(t))
		}
	}
	if needsHinting(tables["name"]) {
		return errHinting
	}
	f.head, f.hhea, f.maxp = tables["head"], tables["hhea"], tables["maxp"]
	f.hmtx, f.loca, f.glyf = tables["hmtx"], tables["loca"], tables["glyf"]
	if err := f.checkSizes(); err != nil {
		return err
	}
	if f.cmap, err = parseCmap(tables["cmap"]); err != nil {
		return err
	}
	f.metrics, f.title, f.embed = f.measure(tables), title(tables["name"]), embedding(tables["OS/2"])
	return nil
}

var errHinting = errors.New("它的字形要靠微调指令拼成，嵌入文件后会散开，请换用同一字体的新版本")

// checkSizes makes sure that every glyph has a place in hmtx and loca, so that
// nothing read later from these two can lie outside. Old faces promise more
// glyphs or advances than they have: those count for less.
func (f *Face) checkSizes() error {
	f.glyphs, f.long, f.wide = u16(f.maxp, 4), u16(f.hhea, 34), u16(f.head, 50) != 0
	if u16(f.head, 18) == 0 {
		return errors.New("head 表里每字的单位数是 0")
	}
	entry := 2
	if f.wide {
		entry = 4
	}
	f.glyphs = min(f.glyphs, len(f.loca)/entry-1)
	f.long = min(f.long, f.glyphs, len(f.hmtx)/4)
	if f.glyphs <= 0 || f.long == 0 {
		return fmt.Errorf("有 %d 个字形、%d 个字宽", max(0, f.glyphs), f.long)
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

// Name is the name that the face was parsed with.
func (f *Face) Name() string { return f.name }

// Title is the face's own name for people, in Chinese if it has one; "" if it
// has none.
func (f *Face) Title() string { return f.title }

// Embedding is what the face's maker allows.
func (f *Face) Embedding() Embedding { return f.embed }

// Metrics describes the face.
func (f *Face) Metrics() Metrics { return f.metrics }

// Glyph returns the glyph that prints r, or false if the face has none. A face
// may map a character it lacks to a copy of its box for missing characters, to
// nothing, or to a damaged glyph; that does not count as having it.
func (f *Face) Glyph(r rune) (uint16, bool) {
	return f.checked(f.cmap.glyph(r), r)
}

// checked returns the glyph if it can be what prints r.
func (f *Face) checked(id int, r rune) (uint16, bool) {
	if !f.prints(id, r) {
		return 0, false
	}
	return uint16(id), true
}

func (f *Face) prints(id int, r rune) bool {
	left := maxParts
	if id <= 0 || id >= f.glyphs || !f.isSound(id, 0, &left) || f.isBox(id) {
		return false
	}
	return f.isBlank(id) == printsNothing(r) && (!unicode.Is(unicode.Mn, r) || f.overlays(id))
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

// signedUnits is a distance in em rounded to the face's grid.
func (f *Face) signedUnits(em float64) int {
	return int(max(math.MinInt16/2, min(math.MaxInt16/2, math.Round(em*float64(f.metrics.UnitsPerEm)))))
}

func (f *Face) em(units int) float64 { return float64(units) / float64(u16(f.head, 18)) }
