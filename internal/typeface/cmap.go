package typeface

import "errors"

// cmap finds glyphs for characters, searching the table as it lies in the file.
type cmap struct {
	table    []byte // the subtable, its header included
	format   int
	first    int // formats 6 and 10: the first character
	segments int // format 4: segments; 12: groups; 0, 6, 10: glyphs
	// ascii limits a subtable of Macintosh Roman to the characters that it
	// shares with Unicode.
	ascii    bool
	variants variants // format 14, which stands beside the chosen subtable
}

// parseCmap chooses the subtable that covers most: all of Unicode before its
// first 65,536 characters before what old Macintosh faces have. A damaged
// subtable is passed over: another may do.
func parseCmap(t []byte) (cmap, error) {
	var best cmap
	rank := 0
	gbk := false
	var forms variants
	for i := range u16(t, 2) {
		at := 4 + 8*i
		if at+8 > len(t) {
			break
		}
		platform, encoding, from := u16(t, at), u16(t, at+2), u32(t, at+4)
		gbk = gbk || platform == 3 && encoding == 3
		if platform == 0 && encoding == 5 && from <= len(t)-selectorsFrom && u16(t, from) == 14 {
			forms = variants{t[from:]}
		}
		r := rankOf(platform, encoding)
		if r <= rank || from > len(t)-6 {
			continue
		}
		if c, ok := subtable(t[from:]); ok {
			c.ascii = platform == 1
			best, rank = c, r
		}
	}
	switch {
	case rank == 0 && gbk:
		return cmap{}, errors.New("字符编码表（cmap）是 GBK 的，不是 Unicode 的，请换用新版本")
	case rank == 0:
		return cmap{}, errors.New("没有能用的字符编码表（cmap 格式 0、4、6、10、12）")
	}
	best.variants = forms
	return best, nil
}

// rankOf says how much a subtable of this encoding is worth; 0 is nothing. A
// symbol subtable is read as it stands: some Chinese faces are wrongly marked
// as symbols, and the pictures of real ones, at U+F020 and up, are no letters.
func rankOf(platform, encoding int) int {
	switch {
	case platform == 3 && encoding == 10, platform == 0 && (encoding == 4 || encoding == 6):
		return 4
	case platform == 3 && encoding == 1, platform == 0 && encoding <= 3:
		return 3
	case platform == 3 && encoding == 0:
		return 2
	case platform == 1 && encoding == 0:
		return 1
	}
	return 0
}

func subtable(t []byte) (cmap, bool) {
	switch format := u16(t, 0); {
	case format == 0 && len(t) >= 6+256:
		return cmap{table: t, format: 0, segments: 256}, true
	case format == 4 && len(t) >= 16:
		n := u16(t, 6) / 2
		return cmap{table: t, format: 4, segments: n}, n > 0 && 16+8*n <= len(t)
	case format == 6 && len(t) >= 10:
		n := u16(t, 8)
		return cmap{table: t, format: 6, first: u16(t, 6), segments: n}, 10+2*n <= len(t)
	case format == 10 && len(t) >= 20:
		n := u32(t, 16)
		return cmap{table: t, format: 10, first: u32(t, 12), segments: n}, n <= (len(t)-20)/2
	case format == 12 && len(t) >= 16:
		n := u32(t, 12)
		return cmap{table: t, format: 12, segments: n}, n <= (len(t)-16)/12
	}
	return cmap{}, false
}

// glyph returns the glyph for r, 0 if there is none.
func (c cmap) glyph(r rune) int {
	switch {
	case c.ascii && (r < ' ' || r > '~'):
		return 0
	case c.format == 0:
		return c.listed(int(r), 6, 1)
	case c.format == 6:
		return c.listed(int(r), 10, 2)
	case c.format == 10:
		return c.listed(int(r), 20, 2)
	case c.format == 12:
		return c.group(int(r))
	case r > 0xFFFF:
		return 0
	}
	return c.segment(int(r))
}

// listed looks into a plain list of glyphs that begins at from.
func (c cmap) listed(r, from, size int) int {
	i := r - c.first
	if i < 0 || i >= c.segments {
		return 0
	}
	if size == 1 {
		return int(c.table[from+i])
	}
	return u16(c.table, from+2*i)
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
