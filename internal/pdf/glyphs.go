package pdf

import (
	"hash/adler32"
	"sync/atomic"

	"dafu/internal/typeface"
)

// packed is a text in one of the codes, to be spliced into a stream.
type packed struct {
	bitString
	size  int    // unpacked
	adler uint32 // of the unpacked bytes
}

func (h *huffman) pack(raw []byte) packed {
	w := bitWriter{out: make([]byte, 0, len(raw)+8)}
	h.write(&w, raw)
	return packed{w.string(), len(raw), adler32.Checksum(raw)}
}

// packedGlyph is a glyph as a piece of an embedded font.
type packedGlyph struct {
	piece typeface.Piece // its data are packed, but for a glyph with parts
	packed
}

// glyphs keeps the glyphs of a face that have been packed, for all letters:
// most of a file is glyphs, and packing them is most of the work. A glyph is
// packed alike whenever that is, so files do not depend on what was printed
// before. They never take more room than the face itself. It may be used from
// many goroutines.
type glyphs struct {
	face     *typeface.Face
	pieces   shelf[packedGlyph]
	outlines shelf[packed] // of watermarks
}

// shelf keeps something for glyphs by their numbers, high byte first.
type shelf[T any] struct {
	by [256]atomic.Pointer[[256]atomic.Pointer[T]]
}

func (s *shelf[T]) row(id uint16) *[256]atomic.Pointer[T] {
	row := s.by[id>>8].Load()
	if row == nil {
		s.by[id>>8].CompareAndSwap(nil, new([256]atomic.Pointer[T]))
		row = s.by[id>>8].Load()
	}
	return row
}

func (s *shelf[T]) get(id uint16) *T    { return s.row(id)[id&0xFF].Load() }
func (s *shelf[T]) put(id uint16, v *T) { s.row(id)[id&0xFF].Store(v) }

// piece returns a glyph for a subset, and packs it if that was not done.
func (gs *glyphs) piece(id uint16) (typeface.Piece, error) {
	if g := gs.pieces.get(id); g != nil {
		return g.piece, nil
	}
	p, err := gs.face.Piece(id)
	if err != nil || p.HasParts { // what that says depends on its place
		return p, err
	}
	g := &packedGlyph{piece: p, packed: glyphCode.pack(p.Data)}
	g.piece.Data = nil
	gs.pieces.put(id, g)
	return g.piece, nil
}

// joinAdler is the checksum of two texts after one another, the second of n
// bytes (the sums of RFC 1950, taken up where the first ends).
func joinAdler(a, b uint32, n int) uint32 {
	const base = 65521
	rest := uint32(n % base)
	low := (a&0xFFFF + b&0xFFFF + base - 1) % base
	high := (rest*(a&0xFFFF)%base + a>>16 + b>>16 + base - rest) % base
	return high<<16 | low
}
