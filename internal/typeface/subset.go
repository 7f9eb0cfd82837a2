package typeface

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Pick is a glyph to go into a subset. Advance, in em, is the face's own or
// less: a full-width mark that gave up half of its cell is half as wide.
type Pick struct {
	ID      uint16
	Advance float64
}

// Subset returns a TrueType font of the given glyphs alone, fit to be embedded
// in a PDF as a CIDFontType2: its glyph 0 is an empty .notdef, glyph i+1 is
// picks[i], and the parts of composite glyphs come last. A glyph may be picked
// more than once: two characters that share a glyph must not share it in the
// PDF, or one of them is lost when the text is copied. The font has no cmap and
// no hinting; equal picks give equal bytes. count is how many glyphs it holds.
func (f *Face) Subset(picks []Pick) (font []byte, count int, err error) {
	s := subset{face: f, picks: picks, from: []int{0}, place: map[int]int{}}
	for _, p := range picks {
		s.from = append(s.from, int(p.ID))
	}
	if err := s.copyGlyphs(); err != nil {
		return nil, 0, err
	}
	return s.file(), len(s.from), nil
}

type subset struct {
	face  *Face
	picks []Pick
	from  []int       // the face's glyph for each glyph of the subset
	place map[int]int // where in the subset a part (by the face's id) lies
	glyf  []byte
	loca  []byte
}

func (s *subset) copyGlyphs() error {
	size := 0
	for _, id := range s.from {
		g, _ := s.face.data(id)
		size += len(g) + 4
	}
	s.glyf = make([]byte, 0, size)
	s.loca = binary.BigEndian.AppendUint32(nil, 0)
	for i := 0; i < len(s.from); i++ { // from grows by parts
		if i > 0 {
			if err := s.copyGlyph(s.from[i]); err != nil {
				return err
			}
		}
		for len(s.glyf)%4 != 0 {
			s.glyf = append(s.glyf, 0)
		}
		s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	}
	if len(s.from) > math.MaxUint16 {
		return fmt.Errorf("face %s: a subset of %d glyphs is too large", s.face.name, len(s.from))
	}
	return nil
}

// copyGlyph appends a glyph without its hinting instructions, which mean
// nothing without the tables that they call into.
func (s *subset) copyGlyph(id int) error {
	g, err := s.face.data(id)
	if err != nil || len(g) == 0 {
		return err
	}
	if i16(g, 0) < 0 {
		return s.copyComposite(id, g)
	}
	end, ok := instructions(g)
	if !ok {
		return fmt.Errorf("face %s: glyph %d is cut off", s.face.name, id)
	}
	s.glyf = append(append(s.glyf, g[:10+2*i16(g, 0)]...), 0, 0)
	s.glyf = append(s.glyf, g[end:]...)
	return nil
}

func (s *subset) copyComposite(id int, g []byte) error {
	parts, end, err := s.face.parts(id, g)
	if err != nil {
		return err
	}
	at := len(s.glyf)
	s.glyf = append(s.glyf, g[:end]...)
	for _, p := range parts {
		place, known := s.place[p.glyph]
		if !known {
			place = len(s.from)
			s.place[p.glyph] = place
			s.from = append(s.from, p.glyph)
		}
		binary.BigEndian.PutUint16(s.glyf[at+p.at:], uint16(p.flags&^hasInstructions))
		binary.BigEndian.PutUint16(s.glyf[at+p.at+2:], uint16(place))
	}
	return nil
}

func (s *subset) hmtx() []byte {
	var t []byte
	for i, id := range s.from {
		advance := s.face.advance(id)
		if i > 0 && i <= len(s.picks) {
			advance = s.face.units(s.picks[i-1].Advance)
		}
		t = binary.BigEndian.AppendUint16(t, uint16(advance))
		bearing := 0
		if u32(s.loca, 4*i) < u32(s.loca, 4*i+4) {
			bearing = i16(s.glyf, u32(s.loca, 4*i)+2) // xMin
		}
		t = binary.BigEndian.AppendUint16(t, uint16(int16(bearing)))
	}
	return t
}

func (s *subset) file() []byte { return sfnt(s.tables()) }

// tables are those that every subset has, in the order of their tags.
func (s *subset) tables() []table {
	head := append([]byte(nil), s.face.head[:54]...)
	binary.BigEndian.PutUint32(head[8:], 0)  // checkSumAdjustment, below
	binary.BigEndian.PutUint16(head[50:], 1) // loca in 32 bits
	hhea := append([]byte(nil), s.face.hhea[:36]...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.from)))
	maxp := append([]byte(nil), s.face.maxp...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.from)))
	if len(maxp) >= 32 {
		clear(maxp[14:28]) // zones to size of instructions: there are none
		binary.BigEndian.PutUint16(maxp[14:], 1)
	}
	return []table{
		{"glyf", s.glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", s.hmtx()}, {"loca", s.loca}, {"maxp", maxp},
	}
}

type table struct {
	tag  string
	data []byte
}

// sfnt puts tables, which must be in the order of their tags, into a file.
func sfnt(tables []table) []byte {
	n := len(tables)
	power := 1
	selector := 0
	for power*2 <= n {
		power, selector = power*2, selector+1
	}
	size := 12 + 16*n
	for _, t := range tables {
		size += len(t.data) + 3
	}
	file := binary.BigEndian.AppendUint32(make([]byte, 0, size), 0x00010000)
	for _, v := range []int{n, power * 16, selector, (n - power) * 16} {
		file = binary.BigEndian.AppendUint16(file, uint16(v))
	}
	at, head := 12+16*n, 0
	for _, t := range tables {
		file = append(file, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			file = binary.BigEndian.AppendUint32(file, v)
		}
		if t.tag == "head" {
			head = at
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		file = append(file, t.data...)
		for len(file)%4 != 0 {
			file = append(file, 0)
		}
	}
	binary.BigEndian.PutUint32(file[head+8:], 0xB1B0AFBA-checksum(file))
	return file
}

func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
