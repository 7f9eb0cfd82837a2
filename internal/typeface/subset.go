package typeface

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// Pick is a glyph to go into a subset. Advance, in em, is the face's own or
// less: a full-width mark that gave up half of its cell is half as wide. DX and
// DY, in em, move the ink: a combining mark is drawn over the letter before it.
type Pick struct {
	ID      uint16
	Advance float64
	DX, DY  float64
}

// Piece is a glyph as it lies in a subset. That of a glyph without parts is the
// same in every subset of its face, so it can be kept.
type Piece struct {
	ID uint16 // of the glyph in the face
	// Data is the glyph without its hinting instructions, which mean nothing
	// without the tables that they call into, padded to a multiple of four bytes.
	// Who keeps the piece may drop Data; the rest stays.
	Data []byte
	Size int    // of Data
	Sum  uint32 // of Data's words
	XMin int16  // left edge, in units of the face
	// HasParts: Data names other glyphs by their places in the subset.
	HasParts bool
}

// Subset is a font taken apart: its file is Head, the data of Pieces one after
// another, and Tail.
type Subset struct {
	Head, Tail []byte
	Pieces     []Piece // one for each glyph
}

// Piece returns a glyph; of one that has parts, Data is as in the face.
func (f *Face) Piece(id uint16) (Piece, error) {
	g, err := f.data(int(id))
	if err != nil || len(g) == 0 {
		return Piece{}, err
	}
	if i16(g, 0) < 0 {
		return Piece{ID: id, Data: g, HasParts: true}, nil
	}
	end, ok := instructions(g)
	if !ok {
		return Piece{}, fmt.Errorf("face %s: glyph %d is cut off", f.name, id)
	}
	head := 10 + 2*i16(g, 0)
	data := make([]byte, 0, head+2+len(g)-end+3)
	data = append(append(data, g[:head]...), 0, 0)
	return pieceOf(id, append(data, g[end:]...)), nil
}

func pieceOf(id uint16, data []byte) Piece {
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	return Piece{ID: id, Data: data, Size: len(data), Sum: checksum(data), XMin: int16(i16(data, 2))}
}

// Subset returns a TrueType font of the given glyphs alone, fit to be embedded
// in a PDF as a CIDFontType2: its glyph 0 is an empty .notdef, glyph i+1 is
// picks[i], and the parts of composite glyphs come last. A glyph may be picked
// more than once: two characters that share a glyph must not share it in the
// PDF, or one of them is lost when the text is copied. The font has no cmap and
// no hinting; equal picks give equal bytes.
//
// piece is f.Piece, or gives what that has given before.
func (f *Face) Subset(picks []Pick, piece func(id uint16) (Piece, error)) (Subset, error) {
	s := subset{face: f, picks: picks, place: map[uint16]int{}}
	s.from = append(make([]uint16, 0, len(picks)+16), 0)
	for _, p := range picks {
		s.from = append(s.from, p.ID)
	}
	s.pieces = append(make([]Piece, 0, len(picks)+16), Piece{})
	for i := 1; i < len(s.from); i++ { // from grows by parts
		p, err := piece(s.from[i])
		switch {
		case err != nil:
		case i <= len(picks) && (picks[i-1].DX != 0 || picks[i-1].DY != 0):
			p, err = s.moved(picks[i-1])
		case p.HasParts:
			p, err = s.composite(s.from[i], p.Data)
		}
		if err != nil {
			return Subset{}, err
		}
		s.pieces = append(s.pieces, p)
	}
	if len(s.from) > math.MaxUint16 {
		return Subset{}, fmt.Errorf("face %s: a subset of %d glyphs is too large", f.name, len(s.from))
	}
	head, tail := s.around()
	return Subset{Head: head, Tail: tail, Pieces: s.pieces}, nil
}

// File puts the font together, if all its pieces have their data.
func (s Subset) File() []byte {
	file := slices.Clone(s.Head)
	for _, p := range s.Pieces {
		file = append(file, p.Data...)
	}
	return append(file, s.Tail...)
}

type subset struct {
	face   *Face
	picks  []Pick
	from   []uint16       // the face's glyph for each glyph of the subset
	place  map[uint16]int // where in the subset a part (by the face's id) lies
	pieces []Piece
}

// composite makes the piece of a glyph that has parts.
func (s *subset) composite(id uint16, g []byte) (Piece, error) {
	parts, end, err := s.face.parts(int(id), g)
	if err != nil {
		return Piece{}, err
	}
	data := append(make([]byte, 0, end+3), g[:end]...)
	for _, p := range parts {
		binary.BigEndian.PutUint16(data[p.at:], uint16(p.flags&^hasInstructions))
		binary.BigEndian.PutUint16(data[p.at+2:], s.placeOf(uint16(p.glyph)))
	}
	piece := pieceOf(id, data)
	piece.HasParts = true
	return piece, nil
}

// placeOf returns where a part lies in the subset; it is appended if need be.
func (s *subset) placeOf(part uint16) uint16 {
	place, known := s.place[part]
	if !known {
		place = len(s.from)
		s.place[part] = place
		s.from = append(s.from, part)
	}
	return uint16(place)
}

// moved makes the piece of a glyph whose ink is moved: its one part is the glyph.
func (s *subset) moved(p Pick) (Piece, error) {
	g, err := s.face.data(int(p.ID))
	if err != nil || len(g) == 0 {
		return Piece{}, err
	}
	dx, dy := s.face.signedUnits(p.DX), s.face.signedUnits(p.DY)
	data := binary.BigEndian.AppendUint16(make([]byte, 0, 20), 0xFFFF) // made of parts
	for i, d := range []int{dx, dy, dx, dy} {
		data = binary.BigEndian.AppendUint16(data, uint16(int16(i16(g, 2+2*i)+d)))
	}
	for _, v := range []uint16{argsAreWords | argsAreOffsets, s.placeOf(p.ID), uint16(int16(dx)), uint16(int16(dy))} {
		data = binary.BigEndian.AppendUint16(data, v)
	}
	piece := pieceOf(p.ID, data)
	piece.HasParts = true
	return piece, nil
}
