package typeface

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

func TestParseReadsTheFaceAsAWhole(t *testing.T) {
	tests := []struct {
		file, postScript     string
		upem, weight         int
		ascent, descent, cap float64
	}{
		{fileFangSong, "GongwenFangSong-Regular", 1000, 400, 0.88, -0.12, 0.88},
		{fileHeiTi, "NotoSansSC-Medium", 1000, 500, 1.16, -0.288, 0.733},
		{fileSongTiBold, "NotoSerifSC-Bold", 1000, 700, 1.151, -0.286, 0.729},
		{fileLatin, "LiberationSerif", 2048, 400, 0.8911, -0.2163, 0.6548},
	}
	for _, tt := range tests {
		m := shippedFace(t, tt.file).Metrics()
		if m.PostScript != tt.postScript || m.UnitsPerEm != tt.upem || m.Weight != tt.weight || m.ItalicAngle != 0 {
			t.Errorf("%s: %+v", tt.file, m)
		}
		for i, pair := range [][2]float64{{m.Ascent, tt.ascent}, {m.Descent, tt.descent}, {m.CapHeight, tt.cap}} {
			if math.Abs(pair[0]-pair[1]) > 0.0001 {
				t.Errorf("%s: length %d is %g, want %g", tt.file, i, pair[0], pair[1])
			}
		}
		if m.BBox[0] >= 0 || m.BBox[1] >= 0 || m.BBox[2] < 1 || m.BBox[3] < 0.8 {
			t.Errorf("%s: bbox %v", tt.file, m.BBox)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	good := tinyFont(t)
	with := func(change func(b []byte)) []byte {
		b := bytes.Clone(good)
		change(b)
		return b
	}
	tests := []struct {
		name string
		data []byte
		says string
	}{
		{"an empty file", nil, "不是字体文件"},
		{"another kind of file", []byte("%PDF-1.7 and so on"), "不是 TrueType"},
		{"CFF outlines", with(func(b []byte) { copy(b, "OTTO") }), "CFF"},
		{"a collection", with(func(b []byte) { copy(b, "ttcf") }), "合集"},
		{"a cut-off directory", good[:40], "表目录"},
		{"a cut-off file", good[:len(good)-8], "在文件之外"},
		{"a font without cmap", with(func(b []byte) { copy(b[12:], "CMAP") }), "缺 cmap 表"},
		{"没有能用的字符编码表", with(func(b []byte) { b[u32(b, 20)+7] = 5 }), "没有能用的字符编码表"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("仿宋.ttf", tt.data)
			if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "仿宋.ttf") {
				t.Errorf("Parse says %v, want the file's name and %q", err, tt.says)
			}
		})
	}
}

func TestGlyphKnowsWhatTheFaceHas(t *testing.T) {
	tests := []struct {
		file, has, lacks string
	}{
		{fileFangSong, "国务院〔〕“”‘’—…·×々〇", "珺玥垚犇骉喆赟瑀堃芃祎𠮷𬭎"},
		{fileKaiTi, "国珺玥垚犇骉喆赟瑀堃芃祎𠮷𬭎㛃“—", "\U0010FFFD"},
		{fileHeiTi, "国珺𬭎㛃Ⅰ①", "𠮷\U0010FFFD"},
		{fileLatin, "1Aé%", "国〔"},
	}
	for _, tt := range tests {
		f := shippedFace(t, tt.file)
		for _, r := range tt.has {
			if id, ok := f.Glyph(r); !ok || id == 0 {
				t.Errorf("%s lacks %c", tt.file, r)
			}
		}
		for _, r := range tt.lacks {
			if id, ok := f.Glyph(r); ok || id != 0 {
				t.Errorf("%s claims to have %c as glyph %d", tt.file, r, id)
			}
		}
	}
}

func TestACharacterMappedToTheBoxIsMissing(t *testing.T) {
	f := shippedFace(t, fileFangSong)
	box, err := f.data(0)
	if err != nil || len(box) == 0 {
		t.Fatal("the face has no box to copy")
	}
	has, _ := f.Glyph('国')
	font, _, err := fontOf(f, []Pick{{ID: 0, Advance: 1}, {ID: has, Advance: 1}})
	if err != nil {
		t.Fatal(err)
	}
	liar, err := Parse("liar", withCmap(t, font, 10, format12('国', '珺')))
	if err != nil {
		t.Fatal(err)
	}
	// The subset's own .notdef is empty; make it the box that 国 is mapped to.
	liar.glyf = append(append(bytes.Clone(box), box...), liar.glyf...)
	liar.loca = be32(nil, 0, uint32(len(box)), uint32(2*len(box)), uint32(len(liar.glyf)))
	if _, ok := liar.Glyph('国'); ok {
		t.Error("a copy of the box for missing characters counts as a glyph")
	}
	if _, ok := liar.Glyph('珺'); !ok {
		t.Error("a real glyph does not count")
	}
}

func TestCmapFormat4(t *testing.T) {
	// Two segments with a delta, one with a glyph array, and the closing one.
	sub := be16(nil, 4, 0, 0, 8, 0, 0, 0,
		0x31, 0x49, 0x4E02, 0xFFFF, 0, // ends
		0x31, 0x49, 0x4E00, 0xFFFF, // starts
		0xFFD0, 0xFFB9, 1, 1, // deltas
		0, 0, 4, 0, // offsets
		1, 0, 0) // glyphs of 4E00 to 4E02, before the delta
	font, err := directory(tinyFont(t), 1)
	if err != nil {
		t.Fatal(err)
	}
	var list []table
	for _, tag := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		list = append(list, tableOf(tag, font[tag]))
	}
	f, err := Parse("four", withCmap(t, sfnt(list), 1, sub))
	if err != nil {
		t.Fatal(err)
	}
	for r, want := range map[rune]uint16{'1': 1, 'I': 2, '一': 2, '丁': 0, '2': 0, 0xFFFF: 0, '𠮷': 0} {
		if id, _ := f.Glyph(r); id != want {
			t.Errorf("%c is glyph %d, want %d", r, id, want)
		}
	}
}

func TestAdvance(t *testing.T) {
	tests := []struct {
		file string
		r    rune
		want float64
	}{
		{fileFangSong, '国', 1}, {fileFangSong, '“', 1}, {fileKaiTi, '“', 0.35}, {fileLatin, '1', 0.5}, {fileHeiTi, '—', 0.9},
	}
	for _, tt := range tests {
		f := shippedFace(t, tt.file)
		id, _ := f.Glyph(tt.r)
		if got := f.Advance(id); math.Abs(got-tt.want) > 0.005 {
			t.Errorf("%s: %c is %g em wide, want %g", tt.file, tt.r, got, tt.want)
		}
	}
}
