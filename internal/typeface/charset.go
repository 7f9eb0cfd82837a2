package typeface

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:generate sh -c "python3 charsets.py ../../fonts/build/tgh8105.txt > charsets.txt"

// Charset is a set of characters that a face's coverage is held against.
type Charset struct {
	Name       string // for people
	Note       string // what exactly is counted, for people
	Characters []rune // in ascending order
}

// span is a range of characters.
type span struct{ first, last rune }

// The ranges of GB 18030-2022. Its level 3 asks for all its Han characters:
// 87,887, the unified ideographs of Unicode 11 up to Ext F, the twelve in the
// block of compatibility ideographs included.
var (
	unified = []span{{0x4E00, 0x9FEF}, {0xFA0E, 0xFA0F}, {0xFA11, 0xFA11}, {0xFA13, 0xFA14}, {0xFA1F, 0xFA1F},
		{0xFA21, 0xFA21}, {0xFA23, 0xFA24}, {0xFA27, 0xFA29}}
	extensionA = []span{{0x3400, 0x4DB5}}
	beyond     = []span{{0x20000, 0x2A6D6}, {0x2A700, 0x2B734}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}}
)

// Charsets returns the sets that a letter's faces are held against, from the
// common to the rare.
var Charsets = sync.OnceValue(func() []Charset {
	stored := storedSets()
	level1 := characters(unified, extensionA)
	return []Charset{
		{"GB 2312 汉字", "GB/T 2312—1980 第 16—87 区", stored["gb2312-hanzi"]},
		{"GB 2312 符号", "GB/T 2312—1980 第 1—9 区", stored["gb2312-symbols"]},
		{"通用规范汉字表", "2013 年公布的一、二、三级字", stored["tgh"]},
		{"GB 18030 级别1", "GB 18030—2022 实现级别1 中的统一汉字：U+4E00—9FEF、扩展A U+3400—4DB5、兼容区的 12 个统一汉字；不含其他符号", level1},
		{"GB 18030 级别2", "级别1 的字，加通用规范汉字表的全部字", union(level1, stored["tgh"])},
		{"GB 18030 级别3", "GB 18030—2022 的全部汉字：级别2 的字，加扩展B—F（U+20000—2A6D6、2A700—2B734、2B740—2B81D、2B820—2CEA1、2CEB0—2EBE0）；不含康熙部首和少数民族文字",
			characters(unified, extensionA, beyond)},
	}
})

//go:embed charsets.txt
var charsetLines string

// storedSets reads charsets.txt, which charsets.py wrote.
func storedSets() map[string][]rune {
	sets := map[string][]rune{}
	for line := range strings.Lines(charsetLines) {
		words := strings.Fields(line)
		bits, _ := base64.StdEncoding.DecodeString(words[1])
		var set []rune
		for i := range 8 * len(bits) {
			if bits[i/8]>>(i%8)&1 != 0 {
				set = append(set, rune(0x4E00+i))
			}
		}
		for _, word := range words[2:] {
			first, last, found := strings.Cut(word, "-")
			if !found {
				last = first
			}
			from, _ := strconv.ParseInt(first, 16, 32)
			to, _ := strconv.ParseInt(last, 16, 32)
			set = append(set, characters([]span{{rune(from), rune(to)}})...)
		}
		slices.Sort(set)
		sets[words[0]] = set
	}
	return sets
}

func characters(lists ...[]span) (all []rune) {
	for _, spans := range lists {
		for _, s := range spans {
			for r := s.first; r <= s.last; r++ {
				all = append(all, r)
			}
		}
	}
	slices.Sort(all)
	return all
}

func union(a, b []rune) []rune {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Ranges puts neighbours among characters, which are in ascending order,
// together: first and last of each row.
func Ranges(characters []rune) (ranges [][2]rune) {
	for _, r := range characters {
		if n := len(ranges); n > 0 && ranges[n-1][1] == r-1 {
			ranges[n-1][1] = r
			continue
		}
		ranges = append(ranges, [2]rune{r, r})
	}
	return ranges
}

// Spans writes characters for people: each with its code point, neighbours
// together, and no more than limit of them.
func Spans(characters []rune, limit int) string {
	var words []string
	for i, r := range Ranges(characters) {
		if i == limit {
			return strings.Join(words, "、") + " 等"
		}
		word := fmt.Sprintf("%c（U+%04X）", r[0], r[0])
		if r[1] > r[0] {
			word = fmt.Sprintf("%c—%c（U+%04X—%04X）", r[0], r[1], r[0], r[1])
		}
		words = append(words, word)
	}
	return strings.Join(words, "、")
}
