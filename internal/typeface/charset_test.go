package typeface

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestCharsetsHaveWhatTheStandardsSay(t *testing.T) {
	sizes := map[string]int{
		"GB 2312 汉字": 6763, "GB 2312 符号": 682, "通用规范汉字表": 8105,
		"GB 18030 级别1": 20976 + 12 + 6582, "GB 18030 级别2": 20976 + 12 + 6582 + 196, "GB 18030 级别3": 87887,
	}
	holds := map[string]string{
		"GB 2312 汉字": "啊国齄", "GB 2312 符号": "、。·—…“〔①⑴㈠Ⅰ￥ａあアАǎ", "通用规范汉字表": "一㑇𠅤𬺓",
		"GB 18030 级别1": "一㐀鿯﨎", "GB 18030 级别2": "𬺓", "GB 18030 级别3": "𠀀𮯠",
	}
	lacks := map[string]string{
		"GB 2312 汉字": "珺國", "GB 2312 符号": "国€", "通用规范汉字表": "國", "GB 18030 级别1": "鿰𬺓", "GB 18030 级别3": "𪛗𰀀",
	}
	for _, set := range Charsets() {
		if len(set.Characters) != sizes[set.Name] || !slices.IsSorted(set.Characters) {
			t.Errorf("%s has %d characters, want %d in order", set.Name, len(set.Characters), sizes[set.Name])
		}
		for _, r := range holds[set.Name] {
			if !slices.Contains(set.Characters, r) {
				t.Errorf("%s lacks %c", set.Name, r)
			}
		}
		for _, r := range lacks[set.Name] {
			if slices.Contains(set.Characters, r) {
				t.Errorf("%s holds %c", set.Name, r)
			}
		}
		delete(sizes, set.Name)
	}
	if len(sizes) > 0 {
		t.Errorf("not there: %v", sizes)
	}
}

// charsets.txt is written by charsets.py from the list that the faces are cut by.
func TestTheStoredTableOfStandardCharactersIsThatOfTheFaces(t *testing.T) {
	text, err := os.ReadFile("../../fonts/build/tgh8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := []rune(strings.TrimSpace(string(text)))
	slices.Sort(want)
	if !slices.Equal(storedSets()["tgh"], want) {
		t.Error("run go generate")
	}
}

func TestEveryRoleCoversTheStandardsWithTheShippedFacesAlone(t *testing.T) {
	s := withoutSystem()
	for _, role := range Roles {
		c := Cover(func(r rune) bool { _, ok := s.Glyph(role, r); return ok })
		for i, set := range c.Sets {
			if i < 5 && len(set.Missing) > 0 {
				t.Errorf("%s lacks of %s: %s", role, set.Set.Name, Spans(set.Missing, 5))
			}
			if set.Count+len(set.Missing) != len(set.Set.Characters) {
				t.Errorf("%s: %s: %d there and %d missing", role, set.Set.Name, set.Count, len(set.Missing))
			}
		}
		if c.Beyond < 1400 {
			t.Errorf("%s has %d characters beyond the BMP", role, c.Beyond)
		}
	}
	if s.Err() != nil {
		t.Error(s.Err())
	}
	fang := shippedFace(t, fileFangSong)
	if c := Cover(func(r rune) bool { _, ok := fang.Glyph(r); return ok }); c.Sets[0].Count != 6763 || c.Sets[2].Count != 6638 || c.Beyond != 0 {
		t.Errorf("仿宋 by itself: %d of GB 2312, %d of 8105, %d beyond the BMP", c.Sets[0].Count, c.Sets[2].Count, c.Beyond)
	}
}

func TestSpans(t *testing.T) {
	for characters, want := range map[string]string{
		"":     "",
		"一":    "一（U+4E00）",
		"一丁丂𠮷": "一—丂（U+4E00—4E02）、𠮷（U+20BB7）",
		"一丂丄丆": "一（U+4E00）、丂（U+4E02）、丄（U+4E04） 等",
	} {
		if got := Spans([]rune(characters), 3); got != want {
			t.Errorf("%s is written %s, want %s", characters, got, want)
		}
	}
}
