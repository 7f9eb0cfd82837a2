package pdf

import (
	"bytes"
	"compress/zlib"
	"hash/adler32"
	"io"
	"math/rand/v2"
	"testing"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// inflate unpacks the data of a stream object; the zlib reader checks its sum.
func inflate(t testing.TB, object []byte) []byte {
	t.Helper()
	_, data, ok := bytes.Cut(object, []byte(">>\nstream\n"))
	if !ok {
		t.Fatalf("no stream: %.60q", object)
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// TestPackedFontsUnpackToTheSubset packs glyphs of every kind, some for the
// second time: Han, Latin with composites, blanks, copies of other widths.
func TestPackedFontsUnpackToTheSubset(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, role := range []typeface.Role{typeface.FangSong, typeface.KaiTi, typeface.XiaoBiaoSong} {
		var gs glyphs
		for range 4 {
			byFace := map[typeface.FaceID][]typeface.Pick{}
			for range 300 {
				r := rune(0x4E00 + random.IntN(0x5000))
				if random.IntN(4) == 0 {
					r = rune(' ' + random.IntN(0x200))
				}
				if g, ok := press().set.Glyph(role, r); ok {
					p := typeface.Pick{ID: g.ID, Advance: g.Advance}
					byFace[g.Face] = append(byFace[g.Face], p, typeface.Pick{ID: g.ID, Advance: g.Advance / 2})
				}
			}
			first, _ := press().set.Glyph(role, '一')
			face, err := press().set.Face(first.Face)
			if err != nil {
				t.Fatal(err)
			}
			font, err := face.Subset(byFace[first.Face], face.Piece)
			if err != nil {
				t.Fatal(err)
			}
			gs.face = face
			object, sum, count, err := gs.packFont(byFace[first.Face])
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(inflate(t, object), font.File()) || sum != adler32.Checksum(font.File()) || count != len(font.Pieces) {
				t.Fatalf("role %d: the font is not what was packed", role)
			}
		}
	}
}

// TestWhatWasPrintedBeforeDoesNotShow: files are the same from a press that has
// packed the glyphs for other letters and from one that has not.
func TestWhatWasPrintedBeforeDoesNotShow(t *testing.T) {
	fresh, used := newPress(), press()
	for _, text := range []string{"吉林省委员的答复\n正文。\n", rareText} {
		if _, err := used.Set(letterOf(text), layout.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	want, err := fresh.Set(sampleLetter(t), layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(mustSet(t, sampleLetter(t), layout.Options{}), want.PDF) {
		t.Error("the file depends on the letters before it")
	}
}

func TestRepetitionsOfEveryLengthAndDistance(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	noise := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return b
	}
	var raw []byte
	for n := 3; n < 300; n += 7 {
		again := noise(n)
		raw = append(append(append(raw, again...), noise(n*n/3)...), again...)
	}
	raw = append(raw, bytes.Repeat([]byte("ab"), 400)...)
	d := newDeflater(glyphCode, []byte("<<>>\nstream\n"))
	d.write(raw)
	object := d.close()
	if got := inflate(t, object); !bytes.Equal(got, raw) {
		t.Errorf("%d bytes come back as %d", len(raw), len(got))
	}
}
