package typeface

import (
	"bytes"
	"reflect"
	"testing"
)

func picksOf(t testing.TB, f *Face, text string) []Pick {
	t.Helper()
	var picks []Pick
	for _, r := range text {
		id, ok := f.Glyph(r)
		if !ok {
			t.Fatalf("%s lacks %c", f.Name(), r)
		}
		picks = append(picks, Pick{ID: id, Advance: f.Advance(id)})
	}
	return picks
}

func TestSubsetHoldsThePickedGlyphsInOrder(t *testing.T) {
	tests := []struct {
		file, text string
		parts      int // glyphs that come along behind
	}{
		{fileFangSong, "云南省，国　国", 0},
		{fileKaiTi, "𠮷𬭎“国", 0},
		{fileLatin, "2024ée", 1}, // é is e, already there in its own right, and an accent
	}
	for _, tt := range tests {
		f := shippedFace(t, tt.file)
		picks := picksOf(t, f, tt.text)
		picks = append(picks, Pick{ID: picks[0].ID, Advance: 0.25})
		font, count, err := fontOf(f, picks)
		if err != nil {
			t.Fatal(err)
		}
		if count < 1+len(picks)+tt.parts {
			t.Errorf("%s: %d glyphs for %d picks and %d parts", tt.file, count, len(picks), tt.parts)
		}
		if sum := checksum(font); sum != 0xB1B0AFBA {
			t.Errorf("%s: the file's checksum is %X", tt.file, sum)
		}
		sub, err := Parse("subset", withCmap(t, font, 10, format12('国')))
		if err != nil {
			t.Fatal(err)
		}
		if sub.glyphs != count {
			t.Errorf("%s: the font has %d glyphs, the count is %d", tt.file, sub.glyphs, count)
		}
		for i, p := range picks {
			want, _ := f.Outline(p.ID)
			got, err := sub.Outline(uint16(i + 1))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: glyph %d is drawn differently in the subset (%v)", tt.file, i+1, err)
			}
			if got := sub.Advance(uint16(i + 1)); got != p.Advance {
				t.Errorf("%s: glyph %d is %g em wide, want %g", tt.file, i+1, got, p.Advance)
			}
		}
		again, _, _ := fontOf(f, picks)
		if !bytes.Equal(font, again) {
			t.Errorf("%s: two subsets of the same glyphs differ", tt.file)
		}
	}
}

func TestSubsetRefusesGlyphsThatAreNotThere(t *testing.T) {
	if _, _, err := fontOf(shippedFace(t, fileLatin), []Pick{{ID: 60000, Advance: 1}}); err == nil {
		t.Error("no error")
	}
}

// FuzzParse feeds damaged fonts: each is refused, or read without a panic.
func FuzzParse(f *testing.F) {
	tiny := tinyFont(f)
	if len(tiny) > 3<<10 {
		f.Fatalf("the seed has %d bytes", len(tiny))
	}
	f.Add(tiny)
	f.Add(collection(tiny, tiny))
	f.Add(withTables(f, tiny, map[string][]byte{
		"OS/2": os2(3, 4), "name": nameTable(languageChina, nameFull, "仿宋"),
		"cmap": be16(be16(nil, 0, 1, 3, 1, 0, 12), 6, 0, 0, 'I', 2, 1, 2),
	}))
	f.Add(withTables(f, tiny, map[string][]byte{
		"cmap": append(append(be32(be16(nil, 0, 2, 0, 5), 20), append(be16(nil, 3, 10), be32(nil, uint32(20+len(format14())))...)...), append(format14(), format12('1', 'I')...)...),
	}))
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := Parse("fuzz.ttc#2", data)
		if err != nil {
			return
		}
		var picks []Pick
		for _, r := range "1IJé国𠮷\u0302\uFE0F\uF031" {
			if id, ok := face.Glyph(r); ok {
				picks = append(picks, Pick{ID: id, Advance: face.Advance(id)}, Pick{ID: id, DX: 0.1, DY: -0.1})
			}
		}
		for _, r := range "1I国，" {
			_, _ = face.Variant(r, 0xFE01)
			_, _ = face.Variant(r, 0xE0101)
		}
		for id := range uint16(8) {
			_ = face.Box(id)
			_, _ = face.Outline(id)
			_, _, _ = fontOf(face, []Pick{{ID: id, Advance: 1}})
		}
		if _, _, err := fontOf(face, picks); err != nil {
			t.Errorf("the face has these glyphs but cannot give them: %v", err)
		}
	})
}

// BenchmarkSubset cuts what a letter of 15 pages takes from its main face.
func BenchmarkSubset(b *testing.B) {
	f := shippedFace(b, fileFangSong)
	var picks []Pick
	for r := rune(0x4E00); len(picks) < 800; r++ {
		if id, ok := f.Glyph(r); ok {
			picks = append(picks, Pick{ID: id, Advance: f.Advance(id)})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := fontOf(f, picks); err != nil {
			b.Fatal(err)
		}
	}
}
