package pdf

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dafu/internal/layout"
)

// counted counts the characters of a text that leave ink.
func counted(text string) map[rune]int {
	n := map[rune]int{}
	for _, r := range text {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			n[r]++
		}
	}
	return n
}

// everyCharacterComesBack sets a letter and reads it with pdftotext. Characters
// that no face has must be named in the error; the letter is then set without
// them.
func everyCharacterComesBack(t *testing.T, text string) {
	t.Helper()
	l := letterOf(text)
	for range 2 {
		s, err := press().Set(l, layout.Options{})
		var missing *layout.UnprintableError
		if errors.As(err, &missing) {
			var named []rune
			for _, c := range missing.Characters {
				named = append(named, c.Rune)
			}
			l = letterOf(strings.Map(func(r rune) rune {
				if slices.Contains(named, r) {
					return -1
				}
				return r
			}, l.Body.Text()))
			continue
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		got := counted(run(t, "pdftotext", "-raw", write(t, s.PDF), "-"))
		for r, n := range counted(l.Body.Text()) {
			if got[r] < n {
				t.Errorf("%U %c stands %d times in the letter and %d times in the file", r, r, n, got[r])
			}
		}
		return
	}
	t.Errorf("%q: characters are missing that the error did not name", text)
}

// TestLettersOfAnyCharactersComeBack strews characters from everywhere over the
// paragraphs of letters.
func TestLettersOfAnyCharactersComeBack(t *testing.T) {
	ranges := [][2]rune{{' ', '~'}, {0xA0, 0x24F}, {0x300, 0x36F}, {0x590, 0x6FF}, {0xF00, 0xFFF}, {0x2000, 0x22FF},
		{0x3000, 0x30FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x4E00, 0x9FFF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},
		{0xE000, 0xE0FF}, {0xF900, 0xFAFF}, {0xFE00, 0xFE0F}, {0xFF01, 0xFFEE}, {0x1F300, 0x1F64F}, {0x20000, 0x2FA1F}}
	random := rand.New(rand.NewPCG(7, 8))
	for range 6 {
		var text strings.Builder
		text.WriteString("关于第0123号提案的答复\n杨建林委员：\n")
		for range 40 {
			of := ranges[random.IntN(len(ranges))]
			for range 1 + random.IntN(120) {
				if random.IntN(8) == 0 {
					of = ranges[random.IntN(len(ranges))]
				}
				text.WriteRune(of[0] + rune(random.IntN(int(of[1]-of[0]+1))))
			}
			text.WriteString("\n")
		}
		text.WriteString("省科技厅\n2024年5月31日\n")
		everyCharacterComesBack(t, text.String())
	}
}

func FuzzEveryCharacterComesBack(f *testing.F) {
	for _, text := range []string{
		rareText, "", "一", strings.Repeat("长", 3000), strings.Repeat("9", 500),
		"答复\n见 https://www.example.gov.cn/" + strings.Repeat("path/", 40) + "。\n",
		"答复\na\u0301e\u0302\u200D👨\u200D👩 שלום العربية \x00\x07\x1b\u202E倒\u202C",
		"答复\n" + strings.Repeat("段。\n", 300), accentText,
		"答复\n\u0302\uFE01e\uFE0F\u0302\u0304\u0323\u20DD，\u0302。\u0302\uFE01——\u0302\n\u3099\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		everyCharacterComesBack(t, text)
	})
}
