package gongwen

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []int
	}{
		{"one line a block", "甲\n乙\n丙", []int{0, 1, 2}},
		{"blank lines", "\n\n甲\n　\n\u200b\n乙\n", []int{2, 5}},
		{"lines of Windows", "甲\r\n\r\n乙", []int{0, 2}},
		{"line ends that a browser does not know", "甲\v乙\f\u2028丙\n丁\u0085戊", []int{0, 0, 0, 1, 1}},
		{"a line end of an old Macintosh", "甲\r乙\n丙", []int{0, 0, 1}},
		{"nothing", "\n \n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, lines := ParseLines(c.text, lead)
			if !slices.Equal(lines, c.want) || !reflect.DeepEqual(d, Parse(c.text, lead)) {
				t.Errorf("got %v, want %v; %+v", lines, c.want, d)
			}
		})
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, line    string
		block, offset int
		want          int
	}{
		{"an indent", "　　一、工作", 0, 0, 2},
		{"behind the number", "　　一、 工作", 0, 2, 5},
		{"a mark that was widened", "甲 , 乙", 0, 1, 2},
		{"behind it", "甲 , 乙", 0, 2, 4},
		{"a space that stays", "Greater  Mekong", 0, 7, 7},
		{"behind that space", "Greater  Mekong", 0, 8, 9},
		{"an invisible character", "甲\u200b乙", 0, 1, 2},
		{"the end", "甲乙 　", 0, 2, 2},
		{"far beyond the end", "甲乙", 0, 99, 2},
		{"before the beginning", " 甲乙", 0, -3, 1},
		{"the second block", "甲\v 乙丙", 1, 1, 4},
		{"no such block", "甲", 7, 0, 0},
		{"a character of two UTF-16 units", "𬭎甲", 0, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			cols := NewColumns(c.line, Parse(c.line, lead).Blocks...)
			if got := cols.Column(c.block, c.offset); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
	if b, o := NewColumns("甲").Offset(1); b != 0 || o != 0 {
		t.Errorf("a line without a block: %d, %d", b, o)
	}
	if b, o := NewColumns(" 甲 , 乙", Parse(" 甲 , 乙", lead).Blocks...).Offset(3); b != 0 || o != 1 {
		t.Errorf("between dropped characters: %d, %d", b, o)
	}
}

// The blocks of a line, in their order, are what Parse makes of it; each of their
// places is in the line, on the character it was made of, and found back.
func FuzzParseLines(f *testing.F) {
	addSeeds(f, func(text string) { f.Add(text) })
	f.Add("甲\v 乙\u2028\n\r一、 丙")
	f.Fuzz(checkParseLines)
}

func checkParseLines(t *testing.T, text string) {
	d, lines := ParseLines(text, lead)
	raw := strings.Split(text, "\n")
	if len(lines) != len(d.Blocks) || !slices.IsSorted(lines) {
		t.Fatalf("%d blocks, lines %v", len(d.Blocks), lines)
	}
	for i := 0; i < len(lines); {
		n := i
		for n < len(lines) && lines[n] == lines[i] {
			n++
		}
		line, blocks := raw[lines[i]], d.Blocks[i:n]
		if got, want := Canonical(Document{Blocks: blocks}.Text()), Canonical(line); got != want {
			t.Fatalf("line %d %q has the blocks %q", lines[i], line, got)
		}
		checkColumns(t, line, blocks)
		i = n
	}
}

func checkColumns(t *testing.T, line string, blocks []Block) {
	c := NewColumns(line, blocks...)
	raw := []rune(line)
	for k, b := range blocks {
		text := []rune(b.Text())
		for o := range len(text) + 1 {
			column := c.Column(k, o)
			if o < len(text) && !becomes(raw[column], text[o]) {
				t.Fatalf("%q: block %d character %d is %q, column %d is %q", line, k, o, text[o], column, raw[column])
			}
			if gotK, gotO := c.Offset(column); gotK != k || gotO != o {
				t.Fatalf("%q: block %d offset %d is column %d, and back %d, %d", line, k, o, column, gotK, gotO)
			}
		}
	}
	for column := range len(raw) + 1 {
		k, o := c.Offset(column)
		if k >= len(blocks) || o < 0 || o > utf8.RuneCountInString(blocks[k].Text()) {
			t.Fatalf("%q: column %d is block %d offset %d", line, column, k, o)
		}
	}
}

// Blocks of another line give places in the line, whatever they are.
func TestColumnsOfStrangers(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 4000 {
		checkParseLines(t, randomText(random, 30))
		line := strings.ReplaceAll(randomText(random, 12), "\n", "")
		blocks := Parse(randomText(random, 30), lead).Blocks
		c := NewColumns(line, blocks...)
		for k, b := range blocks {
			for o := range len(b.Text()) + 2 {
				if at := c.Column(k, o); at < 0 || at > utf8.RuneCountInString(line) {
					t.Fatalf("column %d of %q", at, line)
				}
			}
		}
	}
}
