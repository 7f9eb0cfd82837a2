package typeface

import "encoding/binary"

// The readers below are for places that were checked to lie inside the table.

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func i16(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

// cursor reads on through data whose length nobody has checked. Once it runs
// over the end it is bad and gives zeros.
type cursor struct {
	b   []byte
	at  int
	bad bool
}

func (c *cursor) take(n int) []byte {
	if c.bad || n > len(c.b)-c.at {
		c.bad = true
		return make([]byte, min(n, 4))
	}
	c.at += n
	return c.b[c.at-n : c.at]
}

func (c *cursor) u8() int    { return int(c.take(1)[0]) }
func (c *cursor) i8() int    { return int(int8(c.take(1)[0])) }
func (c *cursor) u16() int   { return u16(c.take(2), 0) }
func (c *cursor) i16() int   { return i16(c.take(2), 0) }
func (c *cursor) skip(n int) { c.take(n) }
