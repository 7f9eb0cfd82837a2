package pdf

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

var update = flag.Bool("update", false, "write the codes' lengths anew")

// glyphCorpus is the glyphs that their code is made for: those of the sample's
// characters, in every role; 仿宋 counts most, as it does in letters.
func glyphCorpus(t testing.TB) [][]byte {
	t.Helper()
	var han []rune
	for _, r := range sampleLetter(t).Body.Text() {
		if unicode.IsPrint(r) && !slices.Contains(han, r) {
			han = append(han, r)
		}
	}
	var all [][]byte
	for role := typeface.FangSong; role <= typeface.SongTi; role++ {
		times := 1
		if role == typeface.FangSong {
			times = 8
		}
		byFace := map[typeface.FaceID][]typeface.Pick{}
		for _, r := range han {
			if g, ok := press().set.Glyph(role, r); ok {
				byFace[g.Face] = append(byFace[g.Face], typeface.Pick{ID: g.ID, Advance: g.Advance})
			}
		}
		for id := typeface.FaceID(0); id < 16; id++ {
			if len(byFace[id]) == 0 {
				continue
			}
			face, err := press().set.Face(id)
			if err != nil {
				t.Fatal(err)
			}
			font, err := face.Subset(byFace[id], face.Piece)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range font.Pieces {
				for range times {
					all = append(all, p.Data)
				}
			}
		}
	}
	return all
}

// textCorpus is what else is in a file: the sample's contents, the lists of the
// characters that its glyphs print, and a watermark's outlines.
func textCorpus(t testing.TB) [][]byte {
	t.Helper()
	pages, err := layout.Set(sampleLetter(t), press().set, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := press().drawPages(pages)
	if err != nil {
		t.Fatal(err)
	}
	s, err := takeApart(d.raw, len(pages.Pages), len(pages.Bookmarks))
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for i := range s.pages {
		_, content, _ := bytes.Cut(s.objects[s.content(i)], []byte("stream\n"))
		all = append(all, content)
	}
	for _, u := range d.faces.list {
		all = append(all, toUnicode(u.characters))
	}
	for _, r := range "草稿承办人2024年" {
		g, _ := press().set.Glyph(typeface.HeiTi, r)
		face, _ := press().set.Face(g.Face)
		fill, err := fillOf(face, g.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fill)
	}
	return all
}

// fit makes the code that suits the corpus when it is taken apart for h.
func fit(h *huffman, corpus [][]byte) (literal, distance []uint8) {
	ls, ds := make([]int, literals), make([]int, distances)
	for _, raw := range corpus {
		var m repeats
		for i := 0; i < len(raw); {
			n, distance := m.next(h, raw, i)
			if n == 1 {
				ls[raw[i]]++
			} else {
				ls[blockEnd+1+lengthClass(n)]++
				ds[distanceClass(distance)]++
			}
			i += n
		}
	}
	return lengthsOf(ls), lengthsOf(ds)
}

// lengthsOf returns the lengths of a Huffman code, 15 at most: every symbol
// counts as if it were there once in 8192 at least.
func lengthsOf(counts []int) []uint8 {
	total := 0
	for _, n := range counts {
		total += n
	}
	type tree struct {
		n      int
		leaves []int
	}
	var trees []tree
	for i, n := range counts {
		trees = append(trees, tree{max(n, total/8192, 1), []int{i}})
	}
	lengths := make([]uint8, len(counts))
	for len(trees) > 1 {
		slices.SortStableFunc(trees, func(a, b tree) int { return a.n - b.n })
		both := tree{trees[0].n + trees[1].n, append(trees[0].leaves, trees[1].leaves...)}
		for _, leaf := range both.leaves {
			lengths[leaf]++
		}
		trees = append([]tree{both}, trees[2:]...)
	}
	return lengths
}

func sizeIn(h *huffman, corpus [][]byte) int {
	var w bitWriter
	for _, raw := range corpus {
		h.write(&w, raw)
	}
	return len(w.cut())
}

// TestTheCodesSuitTheFaces: with faces of another kind the files would grow.
// Then write the codes anew with -update.
func TestTheCodesSuitTheFaces(t *testing.T) {
	var made strings.Builder
	for _, c := range []struct {
		name, about string
		code        *huffman
		corpus      [][]byte
	}{
		{"glyphCode", "is made for the glyphs of the shipped faces, bytes of TrueType outlines", glyphCode, glyphCorpus(t)},
		{"textCode", "is made for all else: the contents of pages, watermarks, ToUnicode", textCode, textCorpus(t)},
	} {
		best := c.code
		var literal, distance []uint8
		for range 4 {
			literal, distance = fit(best, c.corpus)
			best = newHuffman(literal, distance)
		}
		if n := slices.Max(append(literal, distance...)); n > 15 {
			t.Errorf("%s: a code of %d bits", c.name, n)
		}
		if is, could := sizeIn(c.code, c.corpus), sizeIn(best, c.corpus); !*update && is > could*101/100 {
			t.Errorf("%s: the corpus takes %d bytes, with a code of its own it would take %d", c.name, is, could)
		}
		fmt.Fprintf(&made, "\n// %s %s.\n%s\n", c.name, c.about, codeText(c.name, literal, distance))
	}
	if *update {
		writeCodes(t, made.String())
	}
}

// codeText writes a code as Go.
func codeText(name string, literal, distance []uint8) string {
	digits := func(lengths []uint8) string {
		var b strings.Builder
		for i, n := range lengths {
			if i > 0 && i%64 == 0 {
				b.WriteString("\" +\n\t\t\"")
			}
			fmt.Fprintf(&b, "%x", n)
		}
		return b.String()
	}
	return fmt.Sprintf("var %s = newHuffman(\n\tlengths(\"\"+\n\t\t\"%s\"),\n\tlengths(\"%s\"),\n)\n", name, digits(literal), digits(distance))
}

func writeCodes(t *testing.T, codes string) {
	t.Helper()
	text := `package pdf

// The codes' lengths of their symbols; go test -run TheCodesSuit -update counts
// what they are made for and writes them anew.
` + codes + `
// lengths reads the lengths of the codes, a hexadecimal digit each.
func lengths(digits string) []uint8 {
	out := make([]uint8, len(digits))
	for i, c := range []byte(digits) {
		if out[i] = c - '0'; c > '9' {
			out[i] = c - 'a' + 10
		}
	}
	return out
}
`
	source, err := format.Source([]byte(text))
	if err == nil {
		err = os.WriteFile("codelengths.go", source, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
