package check

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// maxFalseAdvice is how many pieces of advice on correct writing are put up
// with. None of the errors may be wrong.
const maxFalseAdvice = 1

func correctTexts(t testing.TB) (all []string) {
	t.Helper()
	b, err := os.ReadFile("testdata/correct.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return all
}

// Wrong writing that the rules were not written from is found.
func TestWrongWritingIsFound(t *testing.T) {
	b, err := os.ReadFile("testdata/wrong.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		rule, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		id, _ := strconv.Atoi(rule)
		if text = strings.ReplaceAll(text, `\n`, "\n"); len(only(Run(Input{Text: text}), id)) == 0 {
			t.Errorf("rule %d does not find %q", id, text)
		}
	}
	if n < 60 {
		t.Errorf("%d texts", n)
	}
}

// On correct official writing no error is found, and hardly any advice given:
// each text by itself, and in a case.
func TestCorrectWritingIsLeftAlone(t *testing.T) {
	texts := correctTexts(t)
	if len(texts) < 300 {
		t.Fatalf("%d texts, want 300", len(texts))
	}
	errors, advice := 0, 0
	for _, text := range texts {
		for _, f := range Run(Input{Text: text}) {
			if f.Severity == Error {
				errors++
				t.Errorf("E%d on %q: %q: %s", f.Rule, text, f.Text, f.Message)
			} else {
				advice++
				t.Logf("W%d on %q: %q: %s", f.Rule, text, f.Text, f.Message)
			}
		}
	}
	t.Logf("%d correct texts: %d false errors, %d false advice", len(texts), errors, advice)
	if advice > maxFalseAdvice {
		t.Errorf("%d pieces of advice on correct writing, at most %d are put up with", advice, maxFalseAdvice)
	}
}
