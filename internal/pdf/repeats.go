package pdf

// repeats finds where bytes of a text were there before in the same text.
type repeats struct {
	last [1 << 10]int32 // one more than where three such bytes stood last
}

// reach is how far back deflate can look.
const reach = 1 << 15

// note remembers that three bytes stand at i, and returns where three such
// bytes (most likely) stood last, or -1.
func (m *repeats) note(raw []byte, i int) int {
	three := uint32(raw[i]) | uint32(raw[i+1])<<8 | uint32(raw[i+2])<<16
	slot := &m.last[three*0x9E3779B1>>22]
	before := int(*slot) - 1
	*slot = int32(i + 1)
	return before
}

// next returns how many bytes from i on repeat what stands distance before
// them, if that takes fewer bits in the code than the bytes do; else 1.
func (m *repeats) next(h *huffman, raw []byte, i int) (n, distance int) {
	if i+3 > len(raw) {
		return 1, 0
	}
	from := m.note(raw, i)
	if from < 0 || i-from > reach {
		return 1, 0
	}
	n = common(raw[from:], raw[i:])
	if n < 3 || h.length[n].n+h.back(i-from).n >= h.plain(raw[i:i+n]) {
		return 1, 0
	}
	for at := i + 1; at < i+n && at+3 <= len(raw); at++ {
		m.note(raw, at)
	}
	return n, i - from
}

// common returns how many bytes two texts have in common at their beginnings.
func common(a, b []byte) int {
	b = b[:min(len(b), longest)]
	a = a[:len(b)]
	for n := range b {
		if a[n] != b[n] {
			return n
		}
	}
	return len(b)
}

// plain is what bytes take as they are, in bits.
func (h *huffman) plain(raw []byte) uint {
	n := uint(0)
	for _, b := range raw {
		n += h.literal[b].n
	}
	return n
}

// write writes bytes in the code: each, or as a repetition of bytes of the same
// text wherever that takes fewer bits. It never looks outside.
func (h *huffman) write(w *bitWriter, raw []byte) {
	var m repeats
	for i := 0; i < len(raw); {
		n, distance := m.next(h, raw, i)
		if n == 1 {
			w.put(h.literal[raw[i]])
		} else {
			w.put(h.length[n])
			w.put(h.back(distance))
		}
		i += n
	}
}
