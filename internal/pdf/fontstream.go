package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/adler32"

	"dafu/internal/typeface"
)

var errSubset = errors.New("the subset of a face is not built as expected")

// packFont returns a subset whose glyphs are the picks as a stream object, and
// the checksum of the font. Its data have two parts: a block in the glyphs' own
// code, put together from what was packed before, and the tables behind the
// glyphs.
func (gs *glyphs) packFont(font []byte, picks []typeface.Pick) ([]byte, uint32, error) {
	f, ok := openSubset(font)
	if !ok || f.count() <= len(picks) {
		return nil, 0, errSubset
	}
	b, s := openStream(len(font)*3/4+1024, fmt.Sprintf("/Length1 %d /Filter /FlateDecode ", len(font)))
	w := bitWriter{out: append(b, 0x78, 0x01)} // zlib, 32 KB, fastest
	w.splice(theCode.header)
	sum := adler32.Checksum(f.head)
	theCode.write(&w, f.head)
	for i := range f.count() {
		raw := f.glyph(i)
		if i == 0 || i > len(picks) || isComposite(raw) { // what it says depends on its place
			theCode.write(&w, raw)
			sum = joinAdler(sum, adler32.Checksum(raw), len(raw))
			continue
		}
		g := gs.packed(picks[i-1].ID, raw)
		w.splice(g.bitString)
		sum = joinAdler(sum, g.adler, g.size)
	}
	end := theCode.literal[blockEnd]
	w.put(end.bits, end.n)
	w.put(0, 3) // an empty stored block: what follows begins with a byte
	b, err := deflate(append(w.cut(), 0, 0, 0xFF, 0xFF), f.tail)
	if err != nil {
		return nil, 0, err
	}
	sum = joinAdler(sum, adler32.Checksum(f.tail), len(f.tail))
	return s.close(binary.BigEndian.AppendUint32(b, sum)), sum, nil
}

// isComposite: the number of contours is negative.
func isComposite(raw []byte) bool { return len(raw) > 0 && raw[0] >= 0x80 }
