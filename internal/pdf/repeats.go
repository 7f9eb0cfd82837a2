package pdf

// tokens takes a glyph's bytes apart into bytes and repetitions of bytes of the
// same glyph, wherever a repetition takes fewer bits. It never looks outside.
func (h *huffman) tokens(raw []byte, literal func(byte), repetition func(n, distance int)) {
	const slots, reach = 1 << 10, 1 << 15
	var last [slots]int32 // one more than where three such bytes stood last
	note := func(at int) int {
		three := uint32(raw[at]) | uint32(raw[at+1])<<8 | uint32(raw[at+2])<<16
		slot := &last[three*0x9E3779B1>>22]
		before := int(*slot) - 1
		*slot = int32(at + 1)
		return before
	}
	for i := 0; i < len(raw); {
		n, from := 1, -1
		if i+3 <= len(raw) {
			from = note(i)
		}
		if from >= 0 && i-from <= reach {
			same := common(raw[from:], raw[i:])
			if same >= 3 && h.length[same].n+h.back(i-from).n < h.plain(raw[i:i+same]) {
				n = same
			}
		}
		if n == 1 {
			literal(raw[i])
		} else {
			repetition(n, i-from)
		}
		for at := i + 1; at < i+n && at+3 <= len(raw); at++ {
			note(at)
		}
		i += n
	}
}

// common returns how many bytes two texts have in common at their beginnings.
func common(a, b []byte) int {
	n := 0
	for n < len(b) && n < longest && a[n] == b[n] {
		n++
	}
	return n
}

// plain is what bytes take as they are, in bits.
func (h *huffman) plain(raw []byte) uint {
	n := uint(0)
	for _, b := range raw {
		n += h.literal[b].n
	}
	return n
}

// write writes a glyph's bytes in the code.
func (h *huffman) write(w *bitWriter, raw []byte) {
	h.tokens(raw, func(b byte) {
		w.put(h.literal[b].bits, h.literal[b].n)
	}, func(n, distance int) {
		length, back := h.length[n], h.back(distance)
		w.put(length.bits, length.n)
		w.put(back.bits, back.n)
	})
}
