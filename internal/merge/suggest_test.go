package merge

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

func TestMergingTheSampleGivesTheLetterBack(t *testing.T) {
	s := load(t, "sample")
	merged, err := Merge(s.draft, s.insertions(t))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSpace(gongwen.Widen(read(t, "../sample/data/letter.txt")))
	if got := strings.TrimSpace(merged.Text()); got != want {
		t.Errorf("merged text differs:\n%s", firstDifference(got, want))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one has more lines"
}

func TestSuggestions(t *testing.T) {
	for _, name := range []string{"sample", "elderly-care", "rural-roads", "school-meals"} {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			first, top := 0, 0
			for _, p := range s.placements {
				want := s.place(t, p)
				heading := headingOf(s.draft, want)
				all := Suggest(s.draft, s.entry(t, p), 99)
				rank := 0
				for i, one := range all {
					if one.Heading == heading {
						rank = i + 1
					}
				}
				if rank == 1 {
					first++
				}
				if rank <= 3 {
					top++
				}
				t.Logf("%d. %s %s → %s (%.3f; best %.3f %s) want %v", rank, p.Department, p.Entry, p.Under, all[rank-1].Score, all[0].Score, all[0].Path, want)
				if one := all[rank-1]; !sameOrder(s.draft, one.Place, want, heading) {
					t.Errorf("%s under the right heading: %v, want %v", p.Entry, one.Place, want)
				}
			}
			n := len(s.placements)
			t.Logf("right heading first for %d of %d, among three for %d", first, n, top)
			if first*10 < n*7 || top < n {
				t.Errorf("right heading first for %d of %d, among three for %d", first, n, top)
			}
		})
	}
}

func headingOf(d gongwen.Document, p Place) int {
	for _, s := range Spots(d) {
		if s.After == p.After {
			return s.Heading
		}
	}
	return -1
}

// sameOrder accepts either end of a heading for a paragraph.
func sameOrder(d gongwen.Document, got, want Place, heading int) bool {
	if got.Kind != want.Kind {
		return false
	}
	if got.Kind != AsParagraph || got.After == want.After {
		return got.After == want.After
	}
	last := heading
	for _, s := range Spots(d) {
		if s.Heading == heading {
			last = s.After
		}
	}
	end := func(i int) bool { return i == heading || i == last }
	return end(got.After) && end(want.After)
}
