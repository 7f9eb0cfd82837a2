package gongwen

import (
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// addSeeds gives a fuzz test the inputs of the golden cases.
func addSeeds(f *testing.F, add func(text string)) {
	f.Helper()
	files, err := filepath.Glob("testdata/parse/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		head, _, _ := strings.Cut(read(f, file), "-- tree --\n")
		if strings.HasPrefix(head, "-- input --\n") {
			add(inputOf(f, head))
		}
	}
}

// Nothing is lost, nothing is invented, and the text that a document gives is
// read again as the same document.
func FuzzParse(f *testing.F) {
	addSeeds(f, func(text string) { f.Add(text) })
	f.Fuzz(checkParse)
}

func checkParse(t *testing.T, text string) {
	d := Parse(text, lead)
	out := d.Text()
	if !utf8.ValidString(out) {
		t.Fatalf("not UTF-8: %q", out)
	}
	if got, want := Canonical(out), Canonical(text); got != want {
		t.Fatalf("text changed:\ngot  %q\nwant %q", got, want)
	}
	if again := Parse(out, lead); !reflect.DeepEqual(again, d) {
		t.Fatalf("its own text %q is read otherwise:\n%+v\n%+v", out, again, d)
	}
	for i, b := range d.Blocks {
		words := []rune(b.Words())
		if len(words) == 0 || b.RunIn > len(words) || b.Number.Mark != "" && b.Number.Value < 1 {
			t.Fatalf("block %d is out of order: %+v", i, b)
		}
		d.Path(i)
	}
	if from, to := d.BodyRange(); from > to || d.Closing() > to {
		t.Fatalf("body %d to %d, closing %d", from, to, d.Closing())
	}
	for _, b := range Renumber(d.Blocks) {
		if (b.Number.Style == Unnumbered) != (b.Number.Mark == "") {
			t.Fatalf("renumbered to %+v", b.Number)
		}
	}
	if got, want := letters(out), letters(Clean(text)); got != want {
		t.Fatalf("letters changed:\ngot  %q\nwant %q", got, want)
	}
}

// letters is a text without white space and without all that Widen touches: a
// measure that is independent of it.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n,;:()?!.\"，；：（）？！。“”", r) {
			return -1
		}
		return r
	}, text)
}

func FuzzWiden(f *testing.F) {
	addSeeds(f, func(text string) { f.Add(text) })
	f.Fuzz(checkWiden)
}

func checkWiden(t *testing.T, text string) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	once := Widen(text)
	if twice := Widen(once); twice != once {
		t.Fatalf("%q\nonce  %q\ntwice %q", text, once, twice)
	}
	if letters(once) != letters(text) || utf8.RuneCountInString(once) != utf8.RuneCountInString(text) {
		t.Fatalf("%q became %q", text, once)
	}
	if c := Clean(text); Clean(c) != c {
		t.Fatalf("%q cleaned %q, cleaned again %q", text, c, Clean(c))
	}
}

func FuzzRetrace(f *testing.F) {
	addSeeds(f, func(text string) { f.Add(text, strings.Replace(text, "工作", "业务", 1), uint8(3)) })
	f.Fuzz(checkRetrace)
}

func checkRetrace(t *testing.T, text, edited string, step uint8) {
	old := patchwork(Parse(text, lead), int(step)+1)
	if same := Retrace(old, old.Text(), editor); !reflect.DeepEqual(same, old) {
		t.Fatalf("unchanged text:\ngot  %+v\nwant %+v", same, old)
	}
	got, want := Retrace(old, edited, editor), Parse(edited, editor)
	if len(got.Blocks) != len(want.Blocks) {
		t.Fatalf("%d blocks, want %d", len(got.Blocks), len(want.Blocks))
	}
	for i, b := range got.Blocks {
		if b.Text() != want.Blocks[i].Text() || b.Number != want.Blocks[i].Number || b.Kind != want.Blocks[i].Kind {
			t.Fatalf("block %d is %+v, want %+v", i, b, want.Blocks[i])
		}
		for j, r := range b.Runs {
			if r.Text == "" || j > 0 && r.Source == b.Runs[j-1].Source {
				t.Fatalf("runs of block %d: %+v", i, b.Runs)
			}
		}
	}
}

// What official text and pasted text are made of; chance alone seldom finds it.
var pieces = strings.Split("一|二|十一|百|零|第|是|年|月|日|2024|5|3.4|1|12|、|，|。|；|：|！|？|,|.|;|:|!|?|(|)|（|）|“|”|\"|‘|’|《|》|……|—|·| |　|\t|\n|\r\n|\u2028|\u200b|\u200d|\ufeff|\u0301|\U000e0100|关于|的|答复|省科技厅|教育厅|工作|您|感谢|附件|联系人|抄送|印发|GMS|www.|http://a.cn/b?c=(1,2)|%|①|㈠|１|．|𬭎|\xff|ن|👨", "|")

func randomText(random *rand.Rand, n int) string {
	var s strings.Builder
	for range random.IntN(n) {
		s.WriteString(pieces[random.IntN(len(pieces))])
	}
	return s.String()
}

func TestRandomTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 8000 {
		text := randomText(random, 30)
		checkParse(t, text)
		checkWiden(t, text)
		from := random.IntN(len(text) + 1)
		checkRetrace(t, text, text[:from]+randomText(random, 8)+text[from+random.IntN(len(text)-from+1):], uint8(random.IntN(9)))
	}
}

// patchwork gives the words of d to three departments in turn, n characters each.
func patchwork(d Document, n int) Document {
	sources := []Source{lead, education, market}
	for i, b := range d.Blocks {
		var runs []Run
		for at := 0; at < len([]rune(b.Words())); at += n {
			s := b.Slice(at, at+n)[0]
			s.Source = sources[at/n%3]
			runs = append(runs, s)
		}
		d.Blocks[i].Runs = runs
	}
	return d
}
