package pdf

import (
	"math/bits"
	"slices"
)

// Deflate (RFC 1951) gives 286 symbols a code of their own: 256 bytes, the
// block's end and 29 classes of lengths of a repetition; and 30 to the classes
// of its distance.
const (
	literals  = 286
	distances = 30
	blockEnd  = 256
)

// symbol is a code as the bit writer takes it: the n lowest bits, those above
// are zero.
type symbol struct {
	bits uint64
	n    uint
}

// huffman is one prefix code for all texts of a kind, so that the bits of a text
// are the same whatever stands around it, and no code has to be made for each.
type huffman struct {
	literal  [literals]symbol
	distance [distances]symbol
	length   [longest + 1]symbol // of a repetition, extra bits included
	block    bitString           // begins a block that is written in this code
	last     bitString           // begins the stream's last one
}

func newHuffman(literal, distance []uint8) *huffman {
	h := &huffman{}
	assign(h.literal[:], literal)
	assign(h.distance[:], distance)
	for n := 3; n <= longest; n++ {
		l := lengthClass(n)
		h.length[n] = h.literal[blockEnd+1+l].with(lengthClasses[l], n)
	}
	h.block, h.last = header(0, literal, distance), header(1, literal, distance)
	return h
}

// header begins a block in a code of these lengths; last is 1 if it is the last.
func header(last uint64, literal, distance []uint8) bitString {
	var w bitWriter
	const dynamic = 2
	w.put(symbol{last | dynamic<<1, 3})
	w.put(symbol{literals - 257, 5})
	w.put(symbol{distances - 1, 5})
	of, code := lengthCode(slices.Concat(literal, distance))
	// The order of RFC 1951 3.2.7, all of it.
	w.put(symbol{19 - 4, 4})
	for _, i := range [...]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
		w.put(symbol{uint64(of[i]), 3})
	}
	for _, n := range slices.Concat(literal, distance) {
		w.put(code[n])
	}
	return w.string()
}

// lengthCode is the code that the lengths are written in, and its own lengths:
// the commoner the shorter, in fixed steps that make it complete. Of the
// nineteen symbols fourteen have a code: more lengths do not occur.
func lengthCode(lengths []uint8) (of [19]uint8, code [19]symbol) {
	var counts [19]int
	for _, n := range lengths {
		counts[n]++
	}
	var order [19]int
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order[:], func(a, b int) int { return counts[b] - counts[a] })
	for i, n := range [...]uint8{2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7, 7} {
		of[order[i]] = n
	}
	assign(code[:], of[:])
	return of, code
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
