package typeface

import (
	"strings"
	"unicode/utf16"
)

// The names of a name table that are read.
const (
	nameFamily     = 1
	nameFull       = 4
	namePostScript = 6
)

// languageChina is zh-CN in the records of Windows.
const languageChina = 0x0804

// names calls use with every readable record of the kind; use returns whether
// to go on.
func names(t []byte, kind int, use func(language int, text string) bool) {
	if len(t) < 6 {
		return
	}
	texts := u16(t, 4)
	for i := range u16(t, 2) {
		at := 6 + 12*i
		if at+12 > len(t) {
			return
		}
		from := texts + u16(t, at+10)
		to := from + u16(t, at+8)
		if u16(t, at+6) != kind || to > len(t) {
			continue
		}
		if text := decode(t[from:to], u16(t, at), u16(t, at+2)); text != "" && !use(u16(t, at+4), text) {
			return
		}
	}
}

// decode reads UTF-16 and, of the old encodings, ASCII.
func decode(b []byte, platform, encoding int) string {
	if platform == 1 || platform == 3 && encoding > 1 && encoding != 10 {
		s := string(b)
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
			return ""
		}
		return s
	}
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(u16(b, i)))
	}
	return string(utf16.Decode(units))
}

// postScriptName returns name 6, reduced to the characters a PDF name needs no
// escape for.
func postScriptName(t []byte) (name string) {
	names(t, namePostScript, func(_ int, text string) bool {
		name = strings.Map(func(r rune) rune {
			if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, text)
		return name == ""
	})
	return name
}

// title is the face's full name for people: the Chinese one if it has one.
func title(t []byte) (name string) {
	names(t, nameFull, func(language int, text string) bool {
		if language == languageChina || name == "" {
			name = printed(text)
		}
		return true
	})
	return name
}

// printed drops what would upset a terminal.
func printed(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r == 0xFFFD {
			return -1
		}
		return r
	}, s))
}

// builtByHinting are families whose glyphs are put together by their hinting
// programs and fall apart without (FreeType calls them tricky). A PDF carries
// our subsets without hinting.
var builtByHinting = []string{
	"cpop", "DFGirl-W6-WIN-BF", "DFGothic-EB", "DFGyoSho-Lt", "DFHei", "DFHSGothic-W5", "DFHSMincho-W3",
	"DFHSMincho-W7", "DFKaiSho-SB", "DFKaiShu", "DFKai-SB", "DFMing", "DLC", "HuaTianKaiTi?", "HuaTianSongTi?",
	"Ming(for ISO10646)", "MingLiU", "MingMedium", "MingLi43",
}

func needsHinting(t []byte) (found bool) {
	names(t, nameFamily, func(_ int, text string) bool {
		for _, f := range builtByHinting {
			found = found || strings.Contains(text, f)
		}
		return !found
	})
	return found
}
