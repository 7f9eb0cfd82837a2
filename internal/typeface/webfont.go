package typeface

import (
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"
)

// WebFont returns a TrueType font for a browser: of the given characters those
// that the face has, under the given family name. It is a Subset with the tables
// that browsers ask for beside it. A face whose licence reserves its name must
// not pass on a changed copy under that name: family is a name of our own.
// had is what the face has of the characters, in order, without repeats; with
// none of them the font is nil.
func (f *Face) WebFont(family string, characters []rune) (font []byte, had []rune, err error) {
	characters = slices.Clone(characters)
	slices.Sort(characters)
	var picks []Pick
	for _, r := range slices.Compact(characters) {
		if id, ok := f.Glyph(r); ok {
			picks, had = append(picks, Pick{ID: id, Advance: f.Advance(id)}), append(had, r)
		}
	}
	if len(had) == 0 {
		return nil, nil, nil
	}
	own, err := f.Subset(picks, f.Piece)
	if err != nil {
		return nil, nil, err
	}
	byTag, err := directory(own.File(), 0)
	if err != nil {
		return nil, nil, err
	}
	byTag["OS/2"], byTag["cmap"], byTag["name"], byTag["post"] = f.os2(had), cmapOf(had), nameOf(family), postOf()
	return fileOf(byTag), had, nil
}

// fileOf puts tables together to a font.
func fileOf(byTag map[string][]byte) []byte {
	head := byTag["head"]
	binary.BigEndian.PutUint32(head[8:], 0) // checkSumAdjustment, below
	var tables []table
	for _, tag := range slices.Sorted(maps.Keys(byTag)) {
		tables = append(tables, tableOf(tag, byTag[tag]))
	}
	file, sum := directoryOf(tables)
	binary.BigEndian.PutUint32(head[8:], 0xB1B0AFBA-sum)
	for _, t := range tables {
		file = append(file, t.data...)
		file = append(file, make([]byte, -len(t.data)&3)...)
	}
	return file
}

// cmapOf is a format 12 table that gives the i-th character glyph i+1.
func cmapOf(characters []rune) []byte {
	var groups []byte
	n := 0
	for i := 0; i < len(characters); {
		end := i + 1
		for end < len(characters) && characters[end] == characters[end-1]+1 {
			end++
		}
		for _, v := range []uint32{uint32(characters[i]), uint32(characters[end-1]), uint32(i + 1)} {
			groups = binary.BigEndian.AppendUint32(groups, v)
		}
		i, n = end, n+1
	}
	var b []byte
	for _, v := range []uint16{0, 1, 3, 10, 0, 12, 12, 0} { // one subtable: Windows, full Unicode, at 12, format 12
		b = binary.BigEndian.AppendUint16(b, v)
	}
	for _, v := range []uint32{uint32(16 + len(groups)), 0, uint32(n)} {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return append(b, groups...)
}

// os2 is version 4 of the table with what line heights are made of.
func (f *Face) os2(characters []rune) []byte {
	m := f.metrics
	ascent, descent := f.units(m.Ascent), f.units(-m.Descent)
	b := make([]byte, 96)
	put := func(at, v int) { binary.BigEndian.PutUint16(b[at:], uint16(v)) }
	put(0, 4)
	put(2, f.units(1)) // xAvgCharWidth
	put(4, m.Weight)
	put(6, 5) // medium width
	copy(b[58:], "DAFU")
	put(62, 0x40) // regular
	put(64, int(min(characters[0], 0xFFFF)))
	put(66, int(min(characters[len(characters)-1], 0xFFFF)))
	put(68, ascent)
	put(70, -descent)
	put(74, ascent)
	put(76, descent)
	put(88, f.units(m.CapHeight))
	return b
}

// nameOf holds the family name and nothing that a licence reserves.
func nameOf(family string) []byte {
	text := make([]byte, 0, 2*len(family))
	for _, u := range utf16.Encode([]rune(family)) {
		text = binary.BigEndian.AppendUint16(text, u)
	}
	ids := []uint16{1, 2, 4, 6}
	b := binary.BigEndian.AppendUint16(nil, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(len(ids)))
	b = binary.BigEndian.AppendUint16(b, uint16(6+12*len(ids)))
	for _, id := range ids {
		for _, v := range []uint16{3, 1, 0x409, id, uint16(len(text)), 0} {
			b = binary.BigEndian.AppendUint16(b, v)
		}
	}
	return append(b, text...)
}

// postOf is version 3: glyphs have no names.
func postOf() []byte {
	b := make([]byte, 32)
	binary.BigEndian.PutUint32(b, 0x00030000)
	return b
}
