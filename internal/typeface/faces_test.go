package typeface

import (
	"bytes"
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"unicode/utf16"
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
	tables, err := directory(font, 1)
	if err != nil {
		t.Fatal(err)
	}
	cmap := be16(nil, 0, 1, 3, encoding, 0, 12)
	list := []table{tableOf("cmap", append(cmap, subtable...))}
	for _, tag := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		list = append(list, tableOf(tag, tables[tag]))
	}
	return sfnt(list)
}

// withTables returns the font with tables changed, added or, if nil, left out.
func withTables(t testing.TB, font []byte, change map[string][]byte) []byte {
	t.Helper()
	tables, err := directory(font, 1)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(tables, change)
	var list []table
	for _, tag := range slices.Sorted(maps.Keys(tables)) {
		if tables[tag] != nil {
			list = append(list, tableOf(tag, tables[tag]))
		}
	}
	return sfnt(list)
}

// os2 is a table of the given version and fsType.
func os2(version, bits uint16) []byte {
	return append(be16(nil, version, 500, 400, 5, bits), make([]byte, 68)...)
}

// nameTable has one record of Windows, in UTF-16.
func nameTable(language, kind uint16, text string) []byte {
	units := utf16.Encode([]rune(text))
	return be16(be16(nil, 0, 1, 18, 3, 1, language, kind, uint16(2*len(units)), 0), units...)
}

// collection puts fonts into one file.
func collection(fonts ...[]byte) []byte {
	b := be32([]byte("ttcf"), 0x00010000, uint32(len(fonts)))
	at := len(b) + 4*len(fonts)
	var bodies []byte
	for _, f := range fonts {
		b = be32(b, uint32(at))
		f = bytes.Clone(f)
		for i := range u16(f, 4) { // offsets count from the file's start
			entry := f[12+16*i+8:]
			binary.BigEndian.PutUint32(entry, uint32(u32(entry, 0)+at))
		}
		bodies = append(bodies, f...)
		at += len(f)
	}
	return append(b, bodies...)
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

// fontOf is a subset as a file, and how many glyphs it holds.
func fontOf(f *Face, picks []Pick) ([]byte, int, error) {
	s, err := f.Subset(picks, f.Piece)
	return s.File(), len(s.Pieces), err
}

// sfnt puts tables, which must be in the order of their tags, into a file.
func sfnt(tables []table) []byte {
	file, _ := directoryOf(tables)
	for _, t := range tables {
		file = append(file, t.data...)
		file = append(file, make([]byte, -len(t.data)&3)...)
	}
	return file
}

// tinyFont is a real font of a few glyphs, one of them (é) made of parts.
func tinyFont(t testing.TB) []byte {
	t.Helper()
	f := shippedFace(t, fileLatin)
	var picks []Pick
	for _, r := range "Ié1" {
		id, _ := f.Glyph(r)
		picks = append(picks, Pick{ID: id, Advance: f.Advance(id)})
	}
	font, _, err := fontOf(f, picks)
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
