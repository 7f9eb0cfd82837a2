package pdf

import (
	"encoding/binary"
	"slices"
)

// bitWriter writes bits as deflate wants them, the lowest first.
type bitWriter struct {
	out     []byte
	pending uint64
	n       uint // bits pending, less than 64
}

// put writes a symbol.
func (w *bitWriter) put(s symbol) {
	w.pending |= s.bits << w.n
	if w.n += s.n; w.n >= 64 {
		w.out = binary.LittleEndian.AppendUint64(w.out, w.pending)
		w.n -= 64
		w.pending = s.bits >> (s.n - w.n)
	}
}

// bitString is bits that were written before.
type bitString struct {
	words []uint64 // the last one may be full in part
	bits  int
}

func (w *bitWriter) splice(s bitString) {
	whole, at := s.bits/64, len(w.out)
	w.out = slices.Grow(w.out, 8*whole)[:at+8*whole]
	out, pending := w.out[at:], w.pending
	for i, v := range s.words[:whole] {
		binary.LittleEndian.PutUint64(out[8*i:], pending|v<<w.n)
		pending = v >> (64 - w.n)
	}
	w.pending = pending
	if rest := uint(s.bits % 64); rest > 0 {
		w.put(symbol{s.words[whole], rest})
	}
}

// cut ends the bits at a byte's end.
func (w *bitWriter) cut() []byte {
	for ; w.n > 0; w.n -= min(8, w.n) {
		w.out = append(w.out, byte(w.pending))
		w.pending >>= 8
	}
	return w.out
}

// string returns what was written.
func (w *bitWriter) string() bitString {
	s := bitString{bits: 8*len(w.out) + int(w.n)}
	for b := w.out; len(b) > 0; b = b[8:] { // out grows by eight bytes
		s.words = append(s.words, binary.LittleEndian.Uint64(b))
	}
	if w.n > 0 {
		s.words = append(s.words, w.pending)
	}
	return s
}
