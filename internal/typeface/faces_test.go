package typeface

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func readFont(file string) ([]byte, error) { return os.ReadFile(filepath.Join("../../fonts", file)) }

var shipped = sync.OnceValue(func() *Set { return NewSet(Shipped(), readFont) })

// shippedFace parses one of the files in fonts/.
func shippedFace(t testing.TB, file string) *Face {
	t.Helper()
	data, err := readFont(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// withCmap returns the font with a cmap table that holds one subtable.
func withCmap(t testing.TB, font []byte, encoding uint16, subtable []byte) []byte {
	t.Helper()
	tables, err := directory(font)
	if err != nil {
		t.Fatal(err)
	}
	cmap := be16(nil, 0, 1, 3, encoding, 0, 12)
	list := []table{{"cmap", append(cmap, subtable...)}}
	for _, tag := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		list = append(list, table{tag, tables[tag]})
	}
	return sfnt(list)
}

// format12 maps characters to the glyphs 1, 2, ….
func format12(characters ...rune) []byte {
	b := be16(nil, 12, 0)
	b = be32(b, uint32(16+12*len(characters)), 0, uint32(len(characters)))
	for i, r := range characters {
		b = be32(b, uint32(r), uint32(r), uint32(i+1))
	}
	return b
}

// tinyFont is a real font of a few glyphs, one of them (é) made of parts.
func tinyFont(t testing.TB) []byte {
	t.Helper()
	f := shippedFace(t, fileLatin)
	var picks []Pick
	for _, r := range "Ié1" {
		id, _ := f.Glyph(r)
		picks = append(picks, Pick{id, f.Advance(id)})
	}
	font, _, err := f.Subset(picks)
	if err != nil {
		t.Fatal(err)
	}
	return withCmap(t, font, 10, format12('1', 'I', 'é'))
}

func be16(b []byte, vs ...uint16) []byte {
	for _, v := range vs {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func be32(b []byte, vs ...uint32) []byte {
	for _, v := range vs {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}
