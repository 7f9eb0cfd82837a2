package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/coverage"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

type runner struct {
	n           int
	pairs       bool
	only, texts *regexp.Regexp
	fonts       string
	part, parts int
	broken      bool
	shares      bool

	did map[string]uint64 // blocks by step
}

// run tries every step with every text, writes down what grows too fast and returns
// how often it did.
func (r *runner) run(out io.Writer) (slow int, err error) {
	steps, err := newSteps(r.fonts)
	if err != nil {
		return 0, err
	}
	if r.broken {
		steps = brokenSteps
	}
	r.did = map[string]uint64{}
	all := slices.Concat(runs(), neighbours())
	if r.pairs {
		all = everyPair()
	}
	tried := 0
	for _, s := range steps {
		if !r.only.MatchString(s.name) {
			continue
		}
		texts := all
		if s.also != nil {
			texts = slices.Concat(all, s.also())
		}
		for i, t := range texts {
			if i%r.parts != r.part || !r.texts.MatchString(t.name) {
				continue
			}
			tried++
			found, err := r.try(s, t)
			if err == nil && len(found) > 0 {
				slow++
				err = r.report(out, s, t, found)
			}
			if err != nil {
				return slow, fmt.Errorf("%s, %s: %w", s.name, t.name, err)
			}
		}
	}
	fmt.Fprintf(out, "%d steps, %d tries, %d grew faster than the text\n", len(steps), tried, slow)
	if r.shares {
		for _, name := range slices.SortedFunc(keys(r.did), func(a, b string) int { return cmp.Compare(r.did[b], r.did[a]) }) {
			fmt.Fprintf(out, "%12d %s\n", r.did[name], name)
		}
	}
	return slow, nil
}

func keys(m map[string]uint64) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// plainly is how often a block need not run more to be called slow.
const plainly = 1e8

// try returns what grows too fast when the step takes longer and longer texts of this
// kind.
func (r *runner) try(s step, t sampleText) ([]growth, error) {
	small, _, err := r.measure(s, t.make(r.n))
	if err != nil {
		return nil, err
	}
	large, n, err := r.measure(s, t.make(factor*r.n))
	if err != nil {
		return nil, err
	}
	first := outgrown(small, large, n)
	if len(first) == 0 {
		return nil, nil
	}
	larger, n, err := r.measure(s, t.make(factor*factor*r.n))
	again := confirmed(first, outgrown(large, larger, n))
	if len(again) == 0 || err != nil || again[0].large > plainly {
		return again, err
	}
	last, n, err := r.measure(s, t.make(factor*factor*factor*r.n))
	return confirmed(again, outgrown(larger, last, n)), err
}

func (r *runner) measure(s step, text string) (work, int, error) {
	run := s.prepare(text)
	w, err := counted(run)
	for _, v := range w.blocks {
		r.did[s.name] += uint64(v)
	}
	return w, utf8.RuneCountInString(text), err
}

// report names the lines where it happened, found by running it twice more.
func (r *runner) report(out io.Writer, s step, t sampleText, found []growth) error {
	fmt.Fprintf(out, "SLOW %s, %s, from %d to %d characters:\n", s.name, t.name, factor*r.n, factor*factor*r.n)
	for _, g := range found {
		if g.heap {
			fmt.Fprintf(out, "    bytes of the heap: %d → %d\n", g.small, g.large)
		}
	}
	small, err := profile(s.prepare(t.make(factor * r.n)))
	if err != nil {
		return err
	}
	large, err := profile(s.prepare(t.make(factor * factor * r.n)))
	if err != nil {
		return err
	}
	var lines []string
	for l, v := range large {
		if v > grows*small[l]+spare*factor*factor*r.n {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Or(large[b]-large[a], strings.Compare(a, b)) })
	for _, l := range lines[:min(len(lines), 6)] {
		fmt.Fprintf(out, "    %s: %d → %d\n", l, small[l], large[l])
	}
	return nil
}

// profile returns how often each line of the program ran in f.
func profile(f func()) (map[string]int, error) {
	dir, err := os.MkdirTemp("", "linear")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := coverage.ClearCounters(); err != nil {
		return nil, err
	}
	f()
	if err := coverage.WriteMetaDir(dir); err != nil {
		return nil, err
	}
	if err := coverage.WriteCountersDir(dir); err != nil {
		return nil, err
	}
	text := filepath.Join(dir, "text")
	if msg, err := exec.Command("go", "tool", "covdata", "textfmt", "-i="+dir, "-o="+text).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, msg)
	}
	b, err := os.ReadFile(text)
	if err != nil {
		return nil, err
	}
	all := map[string]int{}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 { // file:from,to statements times
			all[f[0]], _ = strconv.Atoi(f[2])
		}
	}
	return all, nil
}
