package check

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dafu/internal/sample"
)

// inputs are all texts at hand: the examples, correct writing, the sample in its
// case, and letters made of all of them shuffled.
func inputs(t testing.TB) (all []Input) {
	var lines []string
	for _, r := range Rules() {
		for _, e := range slices.Concat(r.Wrong, r.Right) {
			all = append(all, e.Input())
			lines = append(lines, e.Text)
		}
	}
	lines = append(lines, correctTexts(t)...)
	m := sample.Real()
	all = append(all, Input{Text: m.Printed}, Input{Text: m.Printed, Case: OfFile(m.File)})
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		text := strings.Join(lines[:20], "\n")
		if random.IntN(2) == 0 {
			text = strings.NewReplacer("，", ",", "。", "。 ", "（", "(", "）", ")").Replace(text)
		}
		all = append(all, Input{Text: text}, Input{Text: text, Case: exampleCase()})
	}
	return all
}

// What is left after all fixes is fixed no further, and values of numbers, names
// and the words of quotations are what they were.
func TestFixesKeepWhatTheyMust(t *testing.T) {
	for _, in := range inputs(t) {
		if in.Document != nil {
			in.Document = nil
		}
		checkFix(t, in)
	}
}

func checkFix(t *testing.T, in Input) {
	t.Helper()
	fixed, left := Fix(in)
	for _, f := range left {
		if len(f.Edits) > 0 {
			t.Fatalf("rule %d still offers to make %q of %q\nin %q\nof %q", f.Rule, *f.Fix, f.Text, fixed, in.Text)
		}
	}
	after := in
	after.Text = fixed
	if again, _ := Fix(after); again != fixed {
		t.Fatalf("fixing %q again makes %q", fixed, again)
	}
	if a, b := numbers(in.Text), numbers(fixed); !slices.Equal(a, b) {
		t.Fatalf("numbers %v became %v\nin %q\nnow %q", a, b, in.Text, fixed)
	}
	if a, b := quotations(in.Text), quotations(fixed); !slices.Equal(a, b) {
		t.Fatalf("quotations %q became %q\nin %q\nnow %q", a, b, in.Text, fixed)
	}
	if in.Case != nil {
		for _, b := range in.Case.bodies() {
			if x, y := strings.Count(in.Text, b.Full), strings.Count(fixed, b.Full); x > y {
				t.Fatalf("%s stood %d times, now %d times in %q", b.Full, x, y, fixed)
			}
		}
	}
}

var digitRun = regexp.MustCompile(`[0-9]+`)

// numbers are the values of all stretches of digits.
func numbers(text string) (all []string) {
	plain := strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, text)
	for _, n := range digitRun.FindAllString(plain, -1) {
		all = append(all, strings.TrimLeft(n, "0"))
	}
	return all
}

// quotations are the Han characters and letters inside “…” and 《…》, each
// outermost pair on one line.
func quotations(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		p := newPaper(Input{Text: line})
		for i := range p.blocks {
			b := &p.blocks[i]
			var s strings.Builder
			for j, r := range b.r {
				if b.mask[j]&inFrame != 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
					s.WriteRune(r)
				}
			}
			if s.Len() > 0 {
				all = append(all, s.String())
			}
		}
	}
	return all
}

func TestApply(t *testing.T) {
	edit := func(start, end int, text string) Finding { return Finding{Edits: []Edit{{start, end, text}}} }
	for name, tc := range map[string]struct {
		text     string
		findings []Finding
		want     string
		mended   int
	}{
		"nothing":           {"感谢", nil, "感谢", 0},
		"one":               {"帐户", []Finding{edit(0, 1, "账")}, "账户", 1},
		"out of order":      {"甲乙丙", []Finding{edit(2, 3, "C"), edit(0, 1, "A")}, "A乙C", 2},
		"overlapping":       {"甲乙丙", []Finding{edit(0, 2, "A"), edit(1, 3, "B")}, "A丙", 1},
		"inserted":          {"甲乙", []Finding{edit(1, 1, "、")}, "甲、乙", 1},
		"inserted twice":    {"甲乙", []Finding{edit(1, 1, "、"), edit(1, 1, "，")}, "甲、乙", 1},
		"beyond the end":    {"甲", []Finding{edit(1, 4, "乙")}, "甲", 0},
		"bytes of no text":  {"\xff甲\xfe乙", []Finding{edit(3, 4, "丙")}, "\xff甲\xfe丙", 1},
		"several of one":    {"甲,乙,", []Finding{{Edits: []Edit{{1, 2, "，"}, {3, 4, "，"}}}}, "甲，乙，", 1},
		"beyond the plane":  {"𠮷帐", []Finding{edit(1, 2, "账")}, "𠮷账", 1},
		"the same position": {"甲乙", []Finding{edit(0, 1, "A"), edit(1, 2, "B")}, "AB", 2},
	} {
		t.Run(name, func(t *testing.T) {
			got, n := Apply(tc.text, tc.findings)
			if got != tc.want || n != tc.mended {
				t.Errorf("got %q, %d mended, want %q, %d", got, n, tc.want, tc.mended)
			}
		})
	}
}

// checkFindings holds every finding to its place.
func checkFindings(in Input) error {
	source := []rune(in.Text)
	p := newPaper(in)
	for _, f := range Run(in) {
		if f.Start < 0 || f.End < f.Start || f.End > len(source) || f.Line < 1 || f.Column < 1 || f.Count < 1 || f.Message == "" {
			return fmt.Errorf("rule %d is out of place: %+v", f.Rule, f)
		}
		if f.Block >= len(p.blocks) || f.Block >= 0 && (f.From < 0 || f.To < f.From || f.To > len(p.blocks[f.Block].r)) {
			return fmt.Errorf("rule %d is out of its block: %+v", f.Rule, f)
		}
		if string(source[f.Start:f.End]) != f.Text {
			return fmt.Errorf("rule %d quotes %q", f.Rule, f.Text)
		}
		for i, e := range f.Edits {
			if e.Start < 0 || e.End < e.Start || e.End > len(source) || i > 0 && e.Start < f.Edits[i-1].End {
				return fmt.Errorf("rule %d edits %+v", f.Rule, f.Edits)
			}
		}
	}
	return nil
}

func FuzzCheck(f *testing.F) {
	for _, in := range inputs(f) {
		f.Add(in.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in := Input{Text: text, Case: exampleCase()}
		if err := checkFindings(in); err != nil {
			t.Fatal(err)
		}
		checkFixLoosely(t, in)
	})
}

// checkFixLoosely leaves out quotations: in a text of noise a fix may part the
// pairs that the test would read.
func checkFixLoosely(t *testing.T, in Input) {
	fixed, left := Fix(in)
	for _, f := range left {
		if len(f.Edits) > 0 {
			t.Fatalf("rule %d still offers to mend %q in %q of %q", f.Rule, f.Text, fixed, in.Text)
		}
	}
	in.Text = fixed
	if again, _ := Fix(in); again != fixed {
		t.Fatalf("fixing %q again makes %q", fixed, again)
	}
}

func TestFindingsStandInTheText(t *testing.T) {
	for _, in := range inputs(t) {
		if in.Document != nil {
			continue
		}
		if err := checkFindings(in); err != nil {
			t.Errorf("%q: %v", in.Text, err)
		}
	}
}
