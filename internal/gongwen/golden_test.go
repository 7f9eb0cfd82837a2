package gongwen

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the trees under testdata anew")

// Each file holds an input, or the name of a file that has it, and the tree that
// Parse makes of it. In the input \r, \t, \u200b and so on stand for what they
// stand for in Go.
func TestParseGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/parse/*.txt")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d cases found, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			content := read(t, file)
			head, want, _ := strings.Cut(content, "-- tree --\n")
			input := inputOf(t, head)
			d := Parse(input, Source{})
			if got, want := Canonical(d.Text()), Canonical(input); got != want {
				t.Errorf("text changed:\ngot  %q\nwant %q", got, want)
			}
			got := tree(d)
			if *update {
				if err := os.WriteFile(file, []byte(head+"-- tree --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("tree:\n%swant:\n%s", got, want)
			}
			if again := tree(Parse(d.Text(), Source{})); again != got {
				t.Errorf("its own text is read otherwise:\n%s", again)
			}
		})
	}
}

func inputOf(t testing.TB, head string) string {
	t.Helper()
	if name, ok := strings.CutPrefix(head, "-- file "); ok {
		return read(t, strings.TrimSuffix(name, " --\n"))
	}
	text, ok := strings.CutPrefix(head, "-- input --\n")
	if !ok {
		t.Fatal("no input")
	}
	text, err := strconv.Unquote(`"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(text) + `"`)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A megabyte is taken like anything else, and an edit in it is followed.
func TestMegabytePaste(t *testing.T) {
	sample := read(t, "../sample/data/letter.txt")
	for name, text := range map[string]string{
		"letters":         strings.Repeat(sample+"\n", 1<<20/len(sample)),
		"one line":        strings.Repeat("云南,", 1<<18),
		"one character":   strings.Repeat("云", 1<<18),
		"open brackets":   "云" + strings.Repeat("(", 1<<20),
		"URLs":            "云" + strings.Repeat("http://)", 1<<17),
		"invalid UTF-8":   strings.Repeat("\xff", 1<<18),
		"nothing but NUL": strings.Repeat("\x00", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			checkParse(t, text)
			old := Parse(text, lead)
			d := Retrace(old, "新"+old.Text()+"增", editor)
			if got, want := d.Text(), Parse("新"+old.Text()+"增", lead).Text(); got != want {
				t.Error("words changed")
			}
			fresh := 0
			for _, b := range d.Blocks {
				for _, r := range b.Runs {
					if r.Source == editor {
						fresh += len([]rune(r.Text))
					}
				}
			}
			if fresh != 2 {
				t.Errorf("%d characters are called new, want 2", fresh)
			}
		})
	}
}
