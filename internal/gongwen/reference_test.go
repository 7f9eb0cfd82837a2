package gongwen

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// With one edit between two saves, of a text that repeats nothing, Retrace and the
// scribe agree about every character.
func TestRetraceAgreesWithTheScribe(t *testing.T) {
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 7))
		s := newScribe(random, unique())
		old := document(s.lines)
		for step := range 40 {
			s.save()
			memory := append(s.memory(), s.papers...)
			act := s.edit()
			got := Retrace(old, s.text(), editor, memory...)
			if at := differ(got, s); at != "" {
				t.Fatalf("seed %d step %d, %s: %s", seed, step, act, at)
			}
			old = got
		}
	}
}

// differ says where the document's sources are not the scribe's.
func differ(d Document, s *scribe) string {
	got, want := sourcesOf(d), s.sources()
	if len(got) != len(want) {
		return fmt.Sprintf("%d characters have a source, want %d", len(got), len(want))
	}
	i := 0
	for k, l := range s.lines {
		for n, c := range l.words {
			if got[i] != c.source {
				return fmt.Sprintf("line %d character %d of %d is %v, want %v\nscribe  %s\nRetrace %s", k, n, len(l.words), got[i], c.source,
					owners(document(s.lines[k:k+1])), owners(Document{Blocks: d.Blocks[k : k+1]}))
			}
			i++
		}
	}
	return ""
}

// With several edits between two saves, of a text that repeats itself, nobody
// can know; how often Retrace agrees with the scribe is printed, and bounded.
func TestRetraceNearlyAgreesWithTheScribe(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits int
		least float64
		words func(*rand.Rand) func() rune
	}{
		{"one edit, phrases", 1, 0.97, phrases},
		{"five edits, phrases", 5, 0.93, phrases},
		{"five edits, unique text", 5, 0.985, func(*rand.Rand) func() rune { return unique() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			agree, all, foreign := 0, 0, 0
			for seed := range uint64(15) {
				random := rand.New(rand.NewPCG(seed, 11))
				s := newScribe(random, c.words(random))
				old := document(s.lines)
				for range 20 {
					s.save()
					memory := s.memory()
					for range c.edits {
						s.edit()
					}
					old = Retrace(old, s.text(), editor, memory...)
				}
				got, want := sourcesOf(old), s.sources()
				if len(got) != len(want) {
					t.Fatalf("%d characters have a source, want %d", len(got), len(want))
				}
				for i := range got {
					all++
					if got[i] == want[i] {
						agree++
					} else if want[i] == editor {
						foreign++
					}
				}
			}
			t.Logf("after 20 saves %.2f %% of %d characters agree; %.2f %% are the editor's by the scribe and another's by Retrace",
				100*float64(agree)/float64(all), all, 100*float64(foreign)/float64(all))
			if float64(agree) < c.least*float64(all) {
				t.Errorf("only %d of %d characters agree", agree, all)
			}
		})
	}
}
