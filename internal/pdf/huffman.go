package pdf

import "math/bits"

// Deflate (RFC 1951) gives 286 symbols a code of their own: 256 bytes, the
// block's end and 29 classes of lengths of a repetition; and 30 to the classes
// of its distance.
const (
	literals  = 286
	distances = 30
	blockEnd  = 256
)

// symbol is a code as the bit writer takes it.
type symbol struct {
	bits uint64
	n    uint
}

// huffman is one prefix code for all glyphs of all letters, so that the bits of
// a glyph are the same whatever stands around it.
type huffman struct {
	literal  [literals]symbol
	distance [distances]symbol
	length   [longest + 1]symbol // of a repetition, extra bits included
	header   bitString           // begins a block that is written in this code
}

func newHuffman(literal, distance []uint8) *huffman {
	h := &huffman{}
	assign(h.literal[:], literal)
	assign(h.distance[:], distance)
	for n := 3; n <= longest; n++ {
		l := lengthClass(n)
		h.length[n] = h.literal[blockEnd+1+l].with(lengthClasses[l], n)
	}
	var w bitWriter
	const notLast, dynamic = 0, 2
	w.put(notLast|dynamic<<1, 3)
	w.put(literals-257, 5)
	w.put(distances-1, 5)
	// The lengths of the codes are in a code too: 1 to 15, and 0 which does not
	// occur, as four bits each, and no repetitions (16, 17, 18 come first).
	w.put(19-4, 4)
	w.put(0, 3*3)
	for range 16 {
		w.put(4, 3)
	}
	for _, n := range append(append([]uint8(nil), literal...), distance...) {
		w.put(uint64(bits.Reverse8(n<<4)), 4)
	}
	h.header = w.string()
	return h
}

// assign numbers the codes of each length in the symbols' order (RFC 1951 3.2.2).
func assign(symbols []symbol, lengths []uint8) {
	next := uint16(0)
	for n := uint8(1); n <= 15; n++ {
		next <<= 1
		for i, length := range lengths {
			if length == n {
				symbols[i] = symbol{uint64(bits.Reverse16(next) >> (16 - n)), uint(n)}
				next++
			}
		}
	}
}

// class is a range of lengths or distances that shares a symbol; what is above
// its base is written in extra bits.
type class struct{ base, extra int }

// lengthClasses begin with 3, four of each number of extra bits; 258 is a class
// by itself. distanceClasses begin with 1, two of each.
var (
	lengthClasses   = classes(3, 28, 4)
	distanceClasses = classes(1, distances, 2)
)

func classes(base, n, each int) []class {
	var out []class
	for i := range n {
		extra := max(0, i/each-1)
		out = append(out, class{base, extra})
		base += 1 << extra
	}
	return out
}

// lengthClass is the last class that does not begin above n.
func lengthClass(n int) int {
	class := 0
	for class+1 < len(lengthClasses) && lengthClasses[class+1].base <= n {
		class++
	}
	return class
}

const longest = 257 // of a repetition; 258 would need a class of its own

// with returns the symbol and the extra bits that say which of its class v is.
func (s symbol) with(c class, v int) symbol {
	return symbol{s.bits | uint64(v-c.base)<<s.n, s.n + uint(c.extra)}
}

// back is the code of the distance to where they were.
func (h *huffman) back(distance int) symbol {
	d := distanceClass(distance)
	return h.distance[d].with(distanceClasses[d], distance)
}

// distanceClass: two classes for each power of two.
func distanceClass(distance int) int {
	if distance <= 2 {
		return distance - 1
	}
	power := bits.Len(uint(distance-1)) - 1
	return 2*power + (distance-1)>>(power-1)&1
}
