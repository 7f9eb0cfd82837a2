package merge

import "testing"

func BenchmarkMerge(b *testing.B) {
	s := load(b, "sample")
	ins := s.insertions(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Merge(s.draft, ins); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSuggest is what the merge screen costs: all entries of the sample.
func BenchmarkSuggest(b *testing.B) {
	s := load(b, "sample")
	b.ReportAllocs()
	for b.Loop() {
		for _, all := range s.entries {
			for _, e := range all {
				Suggest(s.draft, e, 3)
			}
		}
	}
}
