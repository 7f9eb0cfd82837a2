package typeface

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

func TestOldCharacterMaps(t *testing.T) {
	list := func(header []byte, glyphs ...uint16) []byte { return be16(header, glyphs...) }
	bytes256 := append(be16(nil, 0, 262, 0), make([]byte, 256)...)
	bytes256[6+'I'], bytes256[6+0xE9] = 1, 2
	symbol := be16(nil, 4, 0, 0, 4, 0, 0, 0, 0xF031, 0xFFFF, 0, 0xF031, 0xFFFF, 0x0FD0, 1, 0, 0)
	chinese := be16(nil, 4, 0, 0, 4, 0, 0, 0, 0x4E00, 0xFFFF, 0, 0x4E00, 0xFFFF, 0xB203, 1, 0, 0)
	for _, tt := range []struct {
		name               string
		platform, encoding uint16
		subtable           []byte
		want               map[rune]uint16
	}{
		{"format 0 of the Macintosh, ASCII alone", 1, 0, bytes256, map[rune]uint16{'I': 1, 'é': 0, 'J': 0, '国': 0}},
		{"format 6", 3, 1, list(be16(nil, 6, 0, 0, 'H', 2), 0, 1), map[rune]uint16{'I': 1, 'H': 0, 'J': 0, 'G': 0}},
		{"format 10", 3, 10, list(be32(be16(nil, 10, 0), 0, 0, 0x20BB7, 1), 2), map[rune]uint16{'𠮷': 2, 'I': 0}},
		{"pictures are no letters", 3, 0, symbol, map[rune]uint16{'1': 0, 0xF031: 1}},
		{"Han characters marked as symbols", 3, 0, chinese, map[rune]uint16{'一': 3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			table := append(be16(nil, 0, 1, tt.platform, tt.encoding, 0, 12), tt.subtable...)
			f, err := Parse("old", withTables(t, tinyFont(t), map[string][]byte{"cmap": table}))
			if err != nil {
				t.Fatal(err)
			}
			for r, want := range tt.want {
				if id, _ := f.Glyph(r); id != want {
					t.Errorf("%c is glyph %d, want %d", r, id, want)
				}
			}
		})
	}
}

func TestTheWidestCharacterMapIsTaken(t *testing.T) {
	six := be16(nil, 6, 0, 0, 'I', 1, 1)
	all := format12('I', '𠮷')
	at := uint16(4 + 3*8)
	table := be16(nil, 0, 3, 1, 0, 0, at, 3, 1, 0, at, 3, 10, 0, at+uint16(len(six)))
	font := withTables(t, tinyFont(t), map[string][]byte{"cmap": append(append(table, six...), all...)})
	f, err := Parse("both", font)
	if err != nil {
		t.Fatal(err)
	}
	if id, _ := f.Glyph('𠮷'); id != 2 {
		t.Errorf("𠮷 is glyph %d", id)
	}
	binary.BigEndian.PutUint16(all, 99) // damaged: the other one serves
	font = withTables(t, tinyFont(t), map[string][]byte{"cmap": append(append(table, six...), all...)})
	if f, err = Parse("one", font); err != nil {
		t.Fatal(err)
	}
	if id, _ := f.Glyph('I'); id != 1 {
		t.Errorf("I is glyph %d", id)
	}
}

func TestWhyAFaceCannotBeUsed(t *testing.T) {
	tiny := tinyFont(t)
	gbk := append(be16(nil, 0, 1, 3, 3, 0, 12), format12('I')...)
	for _, tt := range []struct {
		name string
		font []byte
		says string
	}{
		{"CFF", append([]byte("OTTO"), tiny[4:]...), "请向厂商索取 .ttf 版本"},
		{"cmap in GBK", withTables(t, tiny, map[string][]byte{"cmap": gbk}), "GBK"},
		{"built by hinting", withTables(t, tiny, map[string][]byte{"name": nameTable(0x409, nameFamily, "MingLiU")}), "微调指令"},
		{"no glyphs", withTables(t, tiny, map[string][]byte{"loca": make([]byte, 4)}), "有 0 个字形"},
		{"no such face in the collection", collection(tiny), "没有第 2 款"},
	} {
		_, err := Parse("自备.ttc#2", tt.font)
		if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "自备.ttc") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestOddTablesAreReadAsFarAsTheyGo(t *testing.T) {
	tiny := tinyFont(t)
	tables, err := directory(tiny, 1)
	if err != nil {
		t.Fatal(err)
	}
	promise := bytes.Clone(tables["maxp"])
	binary.BigEndian.PutUint16(promise[4:], 60000)
	for name, change := range map[string]map[string][]byte{
		"more glyphs promised than there are":   {"maxp": promise},
		"advances cut off":                      {"hmtx": tables["hmtx"][:12]},
		"tables that nobody needs are cut off":  {"OS/2": {0, 3}, "post": {0}, "name": {0, 0, 0, 9}},
		"a name table that points to elsewhere": {"name": be16(nil, 0, 1, 18, 3, 1, 0, 4, 900, 900)},
	} {
		f, err := Parse("odd", withTables(t, tiny, change))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, r := range "1Ié" {
			if id, ok := f.Glyph(r); !ok || f.Advance(id) <= 0 {
				t.Errorf("%s: %c is glyph %d, %g em wide", name, r, id, f.Advance(id))
			}
		}
		if _, _, err := fontOf(f, []Pick{{ID: 59000, Advance: 1}}); err == nil {
			t.Errorf("%s: a glyph that is not there is given", name)
		}
	}
	beyond := bytes.Clone(withTables(t, tiny, map[string][]byte{"zzzz": make([]byte, 8)}))
	binary.BigEndian.PutUint32(beyond[12+16*7+12:], 1<<30)
	if _, err := Parse("odd", beyond); err != nil {
		t.Errorf("an unknown table lies outside the file: %v", err)
	}
}

func TestACollectionsFaces(t *testing.T) {
	tiny := tinyFont(t)
	first := withTables(t, tiny, map[string][]byte{"name": nameTable(0x409, nameFull, "NSimSun")})
	second := withTables(t, tiny, map[string][]byte{"name": nameTable(languageChina, nameFull, "宋体")})
	for name, want := range map[string]string{"simsun.ttc": "NSimSun", "simsun.TTC#2": "宋体", "a#2/simsun.ttc#1": "NSimSun"} {
		f, err := Parse(name, collection(first, second))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := f.Glyph('1'); !ok || f.Title() != want {
			t.Errorf("%s is %q, want %q", name, f.Title(), want)
		}
	}
	for name, want := range map[string]string{"a.ttc#2": "a.ttc", "a#2.ttf": "a#2.ttf", "a.ttf#2": "a.ttf#2", "a.ttc#": "a.ttc#"} {
		if got := FileOf(name); got != want {
			t.Errorf("the file of %s is %s, want %s", name, got, want)
		}
	}
}

func TestGlyphsThatAreNone(t *testing.T) {
	font := tinyFont(t)
	f, err := Parse("tiny", withCmap(t, font, 10, format12('1', 'é', 0x0302, '国', 0xFE0F)))
	if err != nil {
		t.Fatal(err)
	}
	entry := func(id int) (from, to int) { return u32(f.loca, 4*id), u32(f.loca, 4*id+4) }
	if from, to := entry(1); !f.wide || from == to {
		t.Fatal("the subset's loca is not as this test takes it")
	}
	has := func(r rune) bool { _, ok := f.Glyph(r); return ok }
	if !has('国') || !has('1') {
		t.Error("a sound glyph does not count")
	}
	if has(0xFE0F) {
		t.Error("a variation selector that would be seen counts")
	}
	if has(0x0302) {
		t.Error("an accent that stands beside its letter counts")
	}
	f.loca, f.glyf = bytes.Clone(f.loca), bytes.Clone(f.glyf)
	from, _ := entry(4)
	binary.BigEndian.PutUint16(f.glyf[from:], 9000)
	if has('国') {
		t.Error("a damaged glyph counts")
	}
	if has('é') {
		t.Error("a glyph with a damaged part counts")
	}
	from, _ = entry(1)
	binary.BigEndian.PutUint32(f.loca[8:], uint32(from)) // glyph 1 is empty, 2 takes both
	if has('1') {
		t.Error("a blank glyph counts as a digit")
	}
	latin := shippedFace(t, fileLatin)
	j, _ := latin.Glyph('j') // reaches back over what is before it, and moves on
	font, _, err = fontOf(latin, []Pick{{ID: j, Advance: latin.Advance(j)}})
	if err != nil {
		t.Fatal(err)
	}
	if f, err = Parse("j", withCmap(t, font, 10, format12(0x0302))); err != nil || has(0x0302) {
		t.Errorf("a letter counts as an accent (%v)", err)
	}
}

func TestAPartHungOnAPoint(t *testing.T) {
	f, err := Parse("tiny", tinyFont(t))
	if err != nil {
		t.Fatal(err)
	}
	base, _ := f.Glyph('1')
	points, err := f.contours(int(base), 0, new(int))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := nth(points, 1)
	b, _ := nth(points, 0)
	// Two parts, both the digit; point 0 of the second lies on point 1 of the first.
	glyph := be16(nil, 0xFFFF, 0, 0, 0, 0,
		argsAreOffsets|argsAreWords|moreParts, base, 0, 0,
		argsAreWords, base, 1, 0)
	f.glyf = append(bytes.Clone(f.glyf), glyph...)
	end := u32(f.loca, 4*f.glyphs)
	f.loca = be32(bytes.Clone(f.loca), uint32(end+len(glyph)))
	id := uint16(f.glyphs)
	f.glyphs++
	left := maxParts
	got, err := f.contours(int(id), 0, &left)
	if err != nil {
		t.Fatal(err)
	}
	moved, _ := nth(got[len(points):], 0)
	if math.Abs(moved.x-a.x) > 1e-9 || math.Abs(moved.y-a.y) > 1e-9 || (a == b) {
		t.Errorf("the part's point is at %v, want %v", moved, a)
	}
	if _, _, err := fontOf(f, []Pick{{ID: id, Advance: 1}}); err != nil {
		t.Error(err)
	}
	binary.BigEndian.PutUint16(f.glyf[len(f.glyf)-4:], 9999)
	if _, err := f.Outline(id); err == nil {
		t.Error("a part hangs on a point that is not there")
	}
}
