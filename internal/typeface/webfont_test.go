package typeface

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A browser's font has the characters that were asked for, each with its own
// outline, and a name that no licence reserves.
func TestWebFont(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "fonts", "LXGWWenKai-Light.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse("LXGWWenKai-Light.ttf", data)
	if err != nil {
		t.Fatal(err)
	}
	font, had, err := f.WebFont("Dafu 楷体", []rune("楷体楷𠮷\U000F0000，é"))
	if err != nil {
		t.Fatal(err)
	}
	if string(had) != "é体楷，𠮷" {
		t.Errorf("it has %q", string(had))
	}
	again, err := Parse("web", font)
	if err != nil {
		t.Fatalf("it cannot be read: %v", err)
	}
	for _, r := range had {
		id, ok := again.Glyph(r)
		old, _ := f.Glyph(r)
		if !ok || again.Advance(id) != f.Advance(old) {
			t.Errorf("%c has glyph %d, %v wide, in the face %v", r, id, again.Advance(id), f.Advance(old))
		}
		a, _ := again.Outline(id)
		b, _ := f.Outline(old)
		if len(a) == 0 || len(a) != len(b) || a[0] != b[0] {
			t.Errorf("%c has another outline than in the face", r)
		}
	}
	if strings.Contains(string(font), "L\x00X\x00G\x00W") || strings.Contains(string(font), "LXGW") {
		t.Error("it bears a reserved name")
	}
	if font, had, err := f.WebFont("Dafu 楷体", []rune("\U000F0000")); font != nil || had != nil || err != nil {
		t.Errorf("of nothing it makes %d bytes: %v", len(font), err)
	}
}
