package typeface

import (
	"encoding/binary"
	"slices"
)

// hmtx gives each glyph its width, and its left edge as its bearing.
func (s *subset) hmtx() []byte {
	t := make([]byte, 0, 4*len(s.from))
	for i, id := range s.from {
		advance := s.face.advance(int(id))
		if i > 0 && i <= len(s.picks) {
			advance = s.face.units(s.picks[i-1].Advance)
		}
		t = binary.BigEndian.AppendUint16(t, uint16(advance))
		t = binary.BigEndian.AppendUint16(t, uint16(s.pieces[i].XMin))
	}
	return t
}

// loca tells where each glyph begins, in 32 bits.
func (s *subset) loca() []byte {
	t, at := make([]byte, 4, 4*len(s.pieces)+4), 0
	for _, p := range s.pieces {
		at += p.Size
		t = binary.BigEndian.AppendUint32(t, uint32(at))
	}
	return t
}

// around returns what stands before and behind the glyphs.
func (s *subset) around() (head, tail []byte) {
	glyf := table{tag: "glyf"}
	for _, p := range s.pieces {
		glyf.size, glyf.sum = glyf.size+p.Size, glyf.sum+p.Sum
	}
	header := slices.Clone(s.face.head[:54])
	binary.BigEndian.PutUint32(header[8:], 0)  // checkSumAdjustment, below
	binary.BigEndian.PutUint16(header[50:], 1) // loca in 32 bits
	hhea := slices.Clone(s.face.hhea[:36])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.from)))
	maxp := slices.Clone(s.face.maxp)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.from)))
	if len(maxp) >= 32 {
		clear(maxp[14:28]) // zones to size of instructions: there are none
		binary.BigEndian.PutUint16(maxp[14:], 1)
	}
	tables := []table{glyf, tableOf("head", header), tableOf("hhea", hhea),
		tableOf("hmtx", s.hmtx()), tableOf("loca", s.loca()), tableOf("maxp", maxp)}
	head, sum := directoryOf(tables)
	for _, t := range tables[1:] {
		if t.tag == "head" {
			binary.BigEndian.PutUint32(t.data[8:], 0xB1B0AFBA-sum)
		}
		tail = append(tail, t.data...)
		tail = append(tail, make([]byte, -len(t.data)&3)...)
	}
	return head, tail
}

// table is a table of a font's file. Its data are not needed to list it.
type table struct {
	tag  string
	data []byte
	size int
	sum  uint32
}

func tableOf(tag string, data []byte) table { return table{tag, data, len(data), checksum(data)} }

// directoryOf lists tables, which must be in the order of their tags and follow
// it in that order; and the checksum of the file that they make.
func directoryOf(tables []table) (head []byte, sum uint32) {
	n, power, selector := len(tables), 1, 0
	for power*2 <= n {
		power, selector = power*2, selector+1
	}
	at := 12 + 16*n
	head = binary.BigEndian.AppendUint32(make([]byte, 0, at), 0x00010000)
	for _, v := range []int{n, power * 16, selector, (n - power) * 16} {
		head = binary.BigEndian.AppendUint16(head, uint16(v))
	}
	for _, t := range tables {
		head = append(head, t.tag...)
		for _, v := range []uint32{t.sum, uint32(at), uint32(t.size)} {
			head = binary.BigEndian.AppendUint32(head, v)
		}
		at, sum = at+(t.size+3)&^3, sum+t.sum
	}
	return head, sum + checksum(head)
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
