package gongwen

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Whatever is remembered: the words are those of the text, each has one source,
// and what is put between words that stay changes none of theirs.
func FuzzRetraceWithMemory(f *testing.F) {
	addSeeds(f, func(text string) {
		f.Add(text, strings.Replace(text, "工作", "业务", 1), strings.Replace(text, "\n", "", 1), uint8(5), uint16(40))
	})
	f.Fuzz(checkRecall)
}

func checkRecall(t *testing.T, text, edited, remembered string, step uint8, at uint16) {
	old := patchwork(Parse(text, lead), int(step)+1)
	memory := []Document{patchwork(Parse(remembered, lead), int(step)+7), patchwork(Parse(text, lead), int(step)+2), Parse(remembered, market)}
	got, want := Retrace(old, edited, editor, memory...), Parse(edited, editor)
	if got.Text() != want.Text() {
		t.Fatalf("text %q, want %q", got.Text(), want.Text())
	}
	for _, b := range got.Blocks {
		for j, r := range b.Runs {
			if r.Text == "" || j > 0 && r.Source == b.Runs[j-1].Source {
				t.Fatalf("runs %+v", b.Runs)
			}
			if r.Source != editor && r.Source != lead && r.Source != education && r.Source != market {
				t.Fatalf("%q has a source of nowhere: %+v", r.Text, r.Source)
			}
		}
	}
	checkTyped(t, edited, memory)
	checkInsertion(t, old, memory, int(at))
}

// checkTyped types the text into an empty draft: what is then another's must be
// long, a line, or a line beside one.
func checkTyped(t *testing.T, text string, memory []Document) {
	known := map[string]bool{}
	for _, d := range memory {
		for _, l := range linesOf(d) {
			known[l.key()] = true
		}
	}
	for _, l := range linesOf(Retrace(Document{}, text, editor, memory...)) {
		for j := l.mark; j < len(l.text); {
			n := j
			for n < len(l.text) && (l.sources[n] != editor) == (l.sources[j] != editor) {
				n++
			}
			if l.sources[j] != editor && n-j < shingle && !known[l.key()] && l.text[n-1] != ' ' {
				t.Fatalf("%q is given to %v in %q", string(l.text[j:n]), l.sources[j], string(l.text))
			}
			j = n
		}
	}
}

// checkInsertion puts three characters that stand nowhere else into a line.
func checkInsertion(t *testing.T, old Document, memory []Document, at int) {
	if len(old.Blocks) == 0 {
		return
	}
	const fresh = "\U0002B740\U0002B741\U0002B742"
	k := at % len(old.Blocks)
	words := []rune(old.Blocks[k].Words())
	i := at % (len(words) + 1)
	d := Document{Blocks: slices.Clone(old.Blocks)}
	d.Blocks[k].Runs = []Run{{Text: string(words[:i]) + fresh + string(words[i:])}}
	got := Retrace(old, d.Text(), editor, memory...)
	if got.Text() != d.Text() || strings.Contains(old.Text(), "\U0002B741") || len(got.Blocks) != len(old.Blocks) {
		return // it made a number, widened a mark or let go a space
	}
	for n, b := range got.Blocks {
		if b.Number.Mark != old.Blocks[n].Number.Mark {
			return
		}
	}
	s := sourcesOf(got)
	from := i
	for _, b := range old.Blocks[:k] {
		from += len([]rune(b.Words()))
	}
	if left := append(slices.Clone(s[:from]), s[from+3:]...); !slices.Equal(left, sourcesOf(old)) {
		t.Fatalf("3 characters at %d of line %d change other sources:\n%s\n%s", i, k, owners(old), owners(got))
	}
	for _, src := range s[from : from+3] {
		if src != editor {
			t.Fatalf("typed words are %v's", src)
		}
	}
}

func TestRecallOfRandomTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	for range 4000 {
		text := randomText(random, 40)
		from := random.IntN(len(text) + 1)
		to := from + random.IntN(len(text)-from+1)
		checkRecall(t, text, text[:from]+randomText(random, 8)+text[to:], text[from:]+randomText(random, 6)+text[:to], uint8(random.IntN(9)), uint16(random.IntN(500)))
	}
}
