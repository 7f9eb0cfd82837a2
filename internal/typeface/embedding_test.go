package typeface

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestTheChineseTitleWins(t *testing.T) {
	for _, order := range [][2]int{{0x409, languageChina}, {languageChina, 0x409}} {
		text := map[int]string{0x409: "FZ", languageChina: "方正"}
		table := be16(nil, 0, 2, 30)
		var texts []uint16
		for _, language := range order {
			units := utf16.Encode([]rune(text[language]))
			table = be16(table, 3, 1, uint16(language), nameFull, uint16(2*len(units)), uint16(2*len(texts)))
			texts = append(texts, units...)
		}
		if got := title(be16(table, texts...)); got != "方正" {
			t.Errorf("the title is %q", got)
		}
	}
}

func TestEmbeddingBitsAreHonoured(t *testing.T) {
	for _, tt := range []struct {
		name          string
		version, bits uint16
		allowed       bool
		says          string
	}{
		{"installable", 4, 0, true, "可嵌入"},
		{"preview and print", 4, 4, true, "查看和打印"},
		{"editable", 4, 8, true, "可编辑"},
		{"restricted", 4, 2, false, "禁止嵌入"},
		{"restricted, with a lesser bit, before version 3", 1, 2 | 4, true, "查看和打印"},
		{"restricted, with a lesser bit that no longer counts", 3, 2 | 4, false, "禁止嵌入"},
		{"no subsetting", 4, 8 | 0x100, false, "禁止子集"},
		{"bitmaps only", 4, 0x200, false, "仅限位图"},
	} {
		font := withTables(t, tinyFont(t), map[string][]byte{"OS/2": os2(tt.version, tt.bits)})
		f, err := Parse("own", font)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Embedding(); (got.Refusal() == "") != tt.allowed || !strings.Contains(got.String(), tt.says) {
			t.Errorf("%s: %s, refusal %q", tt.name, got, got.Refusal())
		}
		s := NewSet(Shipped().With(SongTi, "/own.ttf"), func(file string) ([]byte, error) {
			if file == "/own.ttf" {
				return font, nil
			}
			return readFont(file)
		})
		s.Glyph(SongTi, '1')
		if (s.Err() == nil) != tt.allowed {
			t.Errorf("%s: printing says %v", tt.name, s.Err())
		}
	}
	f, _ := Parse("bare", tinyFont(t))
	if f.Embedding().Refusal() != "" || !strings.Contains(f.Embedding().String(), "未写明") {
		t.Errorf("without OS/2: %s", f.Embedding())
	}
}
