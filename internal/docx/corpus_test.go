package docx

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what Read makes of the corpus")

// What Read makes of every file of the corpus stands beside it: the text, then
// the notices. testdata/libreoffice has files that LibreOffice made (of the
// .html, .fodt and .txt there, and one of ours that it saved again).
//
// testdata/faults has invented files that were once read wrong.
func corpus(t testing.TB) map[string][]byte {
	t.Helper()
	docs := map[string][]byte{}
	for name, parts := range handMade() {
		docs["hand/"+name] = pack(t, parts)
	}
	for _, folder := range []string{"libreoffice", "faults"} {
		files, err := filepath.Glob("testdata/" + folder + "/*.docx")
		if err != nil || len(files) == 0 {
			t.Fatal("no files in", folder, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			docs[folder+"/"+strings.TrimSuffix(filepath.Base(f), ".docx")] = b
		}
	}
	return docs
}

func TestCorpus(t *testing.T) {
	docs := corpus(t)
	for name, b := range docs {
		t.Run(name, func(t *testing.T) {
			text, notices, err := readBytes(b)
			got := text + "----\n" + strings.Join(append(notices, ""), "\n")
			if err != nil {
				got += "错误：" + err.Error() + "\n"
			}
			path := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
