package typeface

import "errors"

// cmap finds glyphs for characters, searching the table as it lies in the file.
type cmap struct {
	table    []byte // the subtable, its header included
	format   int
	segments int
}

// parseCmap chooses the subtable that covers most: format 12 (all of Unicode)
// before format 4 (its first 65,536 characters).
func parseCmap(t []byte) (cmap, error) {
	var best cmap
	for i := range u16(t, 2) {
		at := 4 + 8*i
		if at+8 > len(t) {
			return cmap{}, errors.New("cmap table is cut off")
		}
		from := u32(t, at+4)
		if !isUnicode(u16(t, at), u16(t, at+2)) || from > len(t)-4 {
			continue
		}
		if c, ok := subtable(t[from:]); ok && c.format > best.format {
			best = c
		}
	}
	if best.format == 0 {
		return cmap{}, errors.New("no usable cmap (format 4 or 12)")
	}
	return best, nil
}

func isUnicode(platform, encoding int) bool {
	return platform == 0 && encoding != 5 || platform == 3 && (encoding == 1 || encoding == 10)
}

func subtable(t []byte) (cmap, bool) {
	switch format := u16(t, 0); {
	case format == 4 && len(t) >= 16:
		n := u16(t, 6) / 2
		return cmap{t, 4, n}, n > 0 && 16+8*n <= len(t)
	case format == 12 && len(t) >= 16:
		n := u32(t, 12)
		return cmap{t, 12, n}, n <= (len(t)-16)/12
	}
	return cmap{}, false
}

// glyph returns the glyph for r, 0 if there is none.
func (c cmap) glyph(r rune) int {
	if c.format == 12 {
		return c.group(int(r))
	}
	if r > 0xFFFF {
		return 0
	}
	return c.segment(int(r))
}

func (c cmap) group(r int) int {
	lo, hi := 0, c.segments
	for lo < hi {
		mid := (lo + hi) / 2
		if at := 16 + 12*mid; r > u32(c.table, at+4) {
			lo = mid + 1
		} else if r < u32(c.table, at) {
			hi = mid
		} else {
			return u32(c.table, at+8) + r - u32(c.table, at)
		}
	}
	return 0
}

// segment searches a format 4 subtable: end codes, a pad, start codes, deltas
// and range offsets, each two bytes per segment.
func (c cmap) segment(r int) int {
	lo, hi := 0, c.segments
	for lo < hi {
		if mid := (lo + hi) / 2; r > u16(c.table, 14+2*mid) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == c.segments {
		return 0
	}
	starts := 16 + 2*c.segments
	deltas, offsets := starts+2*c.segments, starts+4*c.segments
	start := u16(c.table, starts+2*lo)
	if r < start {
		return 0
	}
	delta, place := u16(c.table, deltas+2*lo), offsets+2*lo
	offset := u16(c.table, place)
	if offset == 0 {
		return (r + delta) & 0xFFFF
	}
	at := place + offset + 2*(r-start) // counted from the range offset's own place
	if at+2 > len(c.table) || u16(c.table, at) == 0 {
		return 0
	}
	return (u16(c.table, at) + delta) & 0xFFFF
}
