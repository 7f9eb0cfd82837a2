package pdf

import (
	"flag"
	"fmt"
	"go/format"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dafu/internal/typeface"
)

var update = flag.Bool("update", false, "write the code's lengths anew")

// corpus is the glyphs that the code is made for: those of the sample's
// characters, in every role; 仿宋 counts most, as it does in letters.
func corpus(t testing.TB) [][]byte {
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
			font, _, err := face.Subset(byFace[id])
			if err != nil {
				t.Fatal(err)
			}
			f, _ := openSubset(font)
			for i := range f.count() {
				for range times {
					all = append(all, f.glyph(i))
				}
			}
		}
	}
	return all
}

// fit makes the code that suits the corpus when it is taken apart for h.
func fit(h *huffman, corpus [][]byte) (literal, distance []uint8) {
	ls, ds := make([]int, literals), make([]int, distances)
	for _, raw := range corpus {
		h.tokens(raw, func(b byte) { ls[b]++ }, func(n, distance int) {
			ls[blockEnd+1+lengthClass(n)]++
			ds[distanceClass(distance)]++
		})
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

// TestTheCodeSuitsTheFaces: with faces of another kind the files would grow.
// Then write the code anew with -update.
func TestTheCodeSuitsTheFaces(t *testing.T) {
	all := corpus(t)
	best := theCode
	var literal, distance []uint8
	for range 4 {
		literal, distance = fit(best, all)
		best = newHuffman(literal, distance)
	}
	if *update {
		writeLengths(t, literal, distance)
		return
	}
	if is, could := sizeIn(theCode, all), sizeIn(best, all); is > could*101/100 {
		t.Errorf("the glyphs take %d bytes, with a code of their own they would take %d", is, could)
	}
	if n := slices.Max(append(literal, distance...)); n > 15 {
		t.Errorf("a code of %d bits", n)
	}
}

func writeLengths(t *testing.T, literal, distance []uint8) {
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
	text := fmt.Sprintf(`package pdf

// theCode is made for the glyphs of the shipped faces, bytes of TrueType
// outlines; go test -run TheCodeSuits -update counts them and writes it anew.
var theCode = newHuffman(
	lengths(""+
		%q),
	lengths(%q),
)

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
`, "@", digits(distance))
	text = strings.Replace(text, "@", digits(literal), 1)
	source, err := format.Source([]byte(text))
	if err == nil {
		err = os.WriteFile("codelengths.go", source, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
