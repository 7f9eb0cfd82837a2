package typeface

import (
	"bytes"
	"reflect"
	"testing"
)

// TestFormsThatASelectorAsksFor: Noto draws the full-width comma in the middle of
// its cell for U+FE01, and says of FE00 where its usual form is that one.
func TestFormsThatASelectorAsksFor(t *testing.T) {
	f := shippedFace(t, fileHeiTi)
	usual, _ := f.Glyph('，')
	centred, ok := f.Variant('，', 0xFE01)
	if !ok || centred == usual {
		t.Errorf("the comma in the middle is glyph %d (%v), the usual one %d", centred, ok, usual)
	}
	for _, tt := range []struct{ r, selector rune }{{'国', 0xFE01}, {'，', 0xE0100}, {0x10FFFD, 0xFE00}} {
		if id, ok := f.Variant(tt.r, tt.selector); ok {
			t.Errorf("%U with %U is glyph %d", tt.r, tt.selector, id)
		}
	}
	if _, ok := shippedFace(t, fileLatin).Variant('e', 0xFE00); ok {
		t.Error("a face without such a list knows a form")
	}
}

// format14 has one selector, U+E0101: 'I' in its usual form, '1' as glyph 3.
func format14() []byte {
	b := be32(be16(nil, 14), 0, 1)
	b = append(b, 0x0E, 0x01, 0x01)
	b = be32(b, 21, 29) // the lists begin behind 10 + 11 bytes
	b = append(be32(b, 1), 0, 0, 'H', 1)
	return be16(append(be32(b, 1), 0, 0, '1'), 3)
}

func TestTheListOfForms(t *testing.T) {
	whole := format14()
	v := variants{whole}
	tests := []struct {
		name        string
		r, selector rune
		glyph       int
		known       bool
	}{
		{"the usual one", 'I', 0xE0101, 0, true},
		{"the first of the range", 'H', 0xE0101, 0, true},
		{"behind the range", 'J', 0xE0101, 0, false},
		{"before all", '0', 0xE0101, 0, false},
		{"another glyph", '1', 0xE0101, 3, true},
		{"another selector", '1', 0xE0100, 0, false},
	}
	for _, tt := range tests {
		if id, known := v.form(tt.r, tt.selector); id != tt.glyph || known != tt.known {
			t.Errorf("%s: glyph %d, %v", tt.name, id, known)
		}
	}
	for n := range whole { // a list that is cut off knows less, and nothing wrong
		if id, known := (variants{whole[:n]}).form('1', 0xE0101); known && id != 3 {
			t.Errorf("of %d bytes: glyph %d", n, id)
		}
	}
}

// TestWhichFaceGivesAForm: for Chinese characters any face of the role, for marks
// the one that prints them anyway: a comma of 黑体 has no business in 仿宋.
func TestWhichFaceGivesAForm(t *testing.T) {
	cmap := be16(nil, 0, 2, 0, 5, 0, 20, 3, 10, 0, 0)
	forms := be32(be16(nil, 14), 0, 1)
	forms = be32(append(forms, 0, 0xFE, 0), 0, 21)
	forms = be16(append(be32(forms, 2), 0, 0x56, 0xFD), 2) // 国
	forms = be16(append(forms, 0, 0xFF, 0x0C), 2)          // ，
	cmap = append(cmap, forms...)
	copy(cmap[16:], be32(nil, uint32(len(cmap))))
	cmap = append(cmap, format12('1')...)
	own := withTables(t, tinyFont(t), map[string][]byte{"cmap": cmap})
	set := NewSet(Shipped().With(KaiTi, "own.ttf"), func(file string) ([]byte, error) {
		if file == "own.ttf" {
			return own, nil
		}
		return readFont(file)
	})
	if g, ok := set.Variant(KaiTi, '国', 0xFE00); !ok || set.faces[g.Face].file != "own.ttf" || g.ID != 2 {
		t.Errorf("国 comes from %d, glyph %d (%v)", g.Face, g.ID, ok)
	}
	if g, ok := set.Variant(KaiTi, '，', 0xFE00); ok {
		t.Errorf("the comma comes from %s", set.faces[g.Face].file)
	}
	if g, ok := set.Variant(FangSong, '国', 0xFE00); ok {
		t.Errorf("another role's face is asked: %s", set.faces[g.Face].file)
	}
}

func TestMarksAndTheirLetters(t *testing.T) {
	for _, tt := range []struct {
		base, mark, whole rune
		side              Side
	}{{'e', 0x302, 'ê', Above}, {'か', 0x3099, 'が', Amid}, {'X', 0x302, 0, Above}, {'ê', 0x304, 0, Above},
		{'B', 0x323, 'Ḅ', Below}, {'国', 0x20DD, 0, Amid}} {
		whole, ok := Compose(tt.base, tt.mark)
		if ok != (tt.whole != 0) || ok && whole != tt.whole {
			t.Errorf("%c and %U make %c (%v)", tt.base, tt.mark, whole, ok)
		}
		if side := SideOf(tt.mark); side != tt.side {
			t.Errorf("%U stands at %d", tt.mark, side)
		}
	}
}

func TestAGlyphsInkIsMovedInASubset(t *testing.T) {
	f := shippedFace(t, fileLatin)
	mark, _ := f.Glyph(0x302)
	font, count, err := fontOf(f, []Pick{{ID: mark, DX: -0.25, DY: 0.125}, {ID: mark}})
	if err != nil || count != 4 { // .notdef, the two, and the first one's part
		t.Fatalf("%d glyphs, %v", count, err)
	}
	sub, err := Parse("subset", withCmap(t, font, 10, format12('1')))
	if err != nil {
		t.Fatal(err)
	}
	moved, err := sub.Outline(1)
	if err != nil {
		t.Fatal(err)
	}
	still, _ := sub.Outline(2)
	for i := range moved {
		for k := range moved[i].P {
			if moved[i].P[k] != (Point{}) {
				moved[i].P[k].X += 0.25
				moved[i].P[k].Y -= 0.125
			}
		}
	}
	if !reflect.DeepEqual(moved, still) {
		t.Error("the ink is not moved by a quarter and an eighth of an em")
	}
	b, s := sub.Box(1), sub.Box(2)
	if b.Left != s.Left-0.25 || b.Top != s.Top+0.125 || sub.Advance(1) != 0 {
		t.Errorf("its box is %v, that of the glyph %v", b, s)
	}
	if again, _, _ := fontOf(f, []Pick{{ID: mark, DX: -0.25, DY: 0.125}, {ID: mark}}); !bytes.Equal(again, font) {
		t.Error("two subsets of the same glyphs differ")
	}
}
