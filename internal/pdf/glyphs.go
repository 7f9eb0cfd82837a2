package pdf

import (
	"encoding/binary"
	"hash/adler32"
	"sync/atomic"
)

// packedGlyph is a glyph of a face in the code that all glyphs share.
type packedGlyph struct {
	bitString
	size  int    // unpacked
	adler uint32 // of the unpacked bytes
}

// glyphs keeps the glyphs of a face that have been packed, for all letters:
// most of a file is glyphs, and packing them is most of the work. A glyph is
// packed alike whenever that is, so files do not depend on what was printed
// before. They never take more room than the face itself. It may be used from
// many goroutines.
type glyphs struct {
	by [256]atomic.Pointer[[256]atomic.Pointer[packedGlyph]] // glyph number, high byte first
}

// packed returns the glyph, which is raw when unpacked.
func (gs *glyphs) packed(id uint16, raw []byte) *packedGlyph {
	row := gs.by[id>>8].Load()
	if row == nil {
		gs.by[id>>8].CompareAndSwap(nil, new([256]atomic.Pointer[packedGlyph]))
		row = gs.by[id>>8].Load()
	}
	if g := row[id&0xFF].Load(); g != nil && g.size == len(raw) {
		return g
	}
	var w bitWriter
	theCode.write(&w, raw)
	g := &packedGlyph{w.string(), len(raw), adler32.Checksum(raw)}
	row[id&0xFF].Store(g)
	return g
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

// subsetFile is a subset font taken apart into its glyphs, what stands before
// and what stands behind them.
type subsetFile struct {
	head, glyf, tail []byte
	loca             []byte // 32-bit offsets
}

func openSubset(font []byte) (f subsetFile, ok bool) {
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		entry := 12 + 16*i
		from, size := u32(entry+8), u32(entry+12)
		switch string(font[entry : entry+4]) {
		case "glyf":
			f.head, f.glyf, f.tail = font[:from], font[from:from+size], font[from+size:]
		case "loca":
			f.loca = font[from : from+size]
		}
	}
	return f, f.glyf != nil && len(f.loca) >= 8
}

func (f subsetFile) count() int { return len(f.loca)/4 - 1 }

func (f subsetFile) glyph(i int) []byte {
	return f.glyf[binary.BigEndian.Uint32(f.loca[4*i:]):binary.BigEndian.Uint32(f.loca[4*i+4:])]
}
