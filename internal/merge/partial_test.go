package merge

import (
	"strings"
	"testing"
)

// A lead that merges one co-handler first must not lose the gap that it left in
// its items for another.
func TestAPartialMergeKeepsTheGapForTheNext(t *testing.T) {
	s := load(t, "sample")
	var first, second []Insertion
	for _, p := range s.placements {
		in := Insertion{s.entry(t, p), s.place(t, p)}
		if p.Department == "省市场监管局" {
			first = append(first, in)
		} else {
			second = append(second, in)
		}
	}
	merged, err := Merge(s.draft, first)
	if err != nil {
		t.Fatal(err)
	}
	got := Suggest(merged, second[0].Entry, 1)[0]
	if after := merged.Blocks[got.After].Text(); got.Kind != AsItem || !strings.HasPrefix(after, "一是组建产业创新联合体") {
		t.Errorf("suggested as %s behind %q", got.Kind, after)
	}
}

func TestFinishClosesGapsThatNothingWentInto(t *testing.T) {
	s := load(t, "sample")
	before := s.draft.Text()
	if !strings.Contains(before, "\n三是吸引") {
		t.Fatal("the lead left no gap")
	}
	if got := Finish(s.draft).Text(); !strings.Contains(got, "\n二是吸引") {
		t.Error("the gap is still there")
	}
	if s.draft.Text() != before {
		t.Error("the draft was changed")
	}
}
