package merge

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// TestWhatIsShownIsWhatIsInserted: for every entry of the scenes at every place and in
// every way, the words that a card shows for the place stand in the merged letter, one
// behind the other, and nothing else is new (faults U12).
func TestWhatIsShownIsWhatIsInserted(t *testing.T) {
	tried := 0
	for _, name := range []string{"elderly-care", "rural-roads", "school-meals"} {
		s := load(t, name)
		for _, in := range s.insertions(t) {
			for _, spot := range Spots(s.draft) {
				for _, kind := range spot.Kinds {
					p := Place{kind, spot.After}
					shown, dropped := Inserted(s.draft, in.Entry, p)
					merged, err := Merge(s.draft, []Insertion{{in.Entry, p}})
					if err != nil {
						t.Fatal(err)
					}
					tried++
					checkInserted(t, s.draft, merged, in.Entry, p, shown)
					text := strings.Join(shown, "")
					if has := strings.HasPrefix(text, in.Entry.Heading); in.Entry.Heading != "" && has == (dropped != "") {
						t.Errorf("%s: %q at %v says dropped %q", name, text, p, dropped)
					}
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d places tried", tried)
	}
}

func checkInserted(t *testing.T, before, after gongwen.Document, e Entry, p Place, shown []string) {
	t.Helper()
	words := func(d gongwen.Document) (all string) {
		for _, b := range d.Blocks {
			all += b.Words()
		}
		return all
	}
	got := words(after)
	want := strings.Join(shown, "")
	if !strings.Contains(got, want) {
		t.Errorf("%s at %v: %q is shown and not inserted", e.name(), p, want)
	}
	grown := len([]rune(got)) - len([]rune(words(before))) - len([]rune(want))
	if grown < 0 || grown > 1 { // 。 that closes the paragraph it is joined to
		t.Errorf("%s at %v: %d characters more than are shown", e.name(), p, grown)
	}
}

// TestAnswersStayInTheirOrder: two answers to one request are not turned round by
// where each by itself would fit best; one whose heading an item has goes to that item.
func TestAnswersStayInTheirOrder(t *testing.T) {
	answer := func(i int) Entry { return Entry{Index: i, Request: 7} }
	at := func(kind Kind, after int) []Suggestion {
		return []Suggestion{{Place: Place{kind, after}, Heading: 3, Asked: true}}
	}
	for name, c := range map[string]struct {
		stands []int
		given  [][]Suggestion
		want   []Place
	}{
		"in order":         {[]int{-1, -1}, [][]Suggestion{at(AsItem, 5), at(AsItem, 6)}, []Place{{AsItem, 5}, {AsItem, 6}}},
		"turned round":     {[]int{-1, -1}, [][]Suggestion{at(AsItem, 6), at(AsItem, 4)}, []Place{{AsItem, 6}, {AsItem, 6}}},
		"the first stands": {[]int{6, -1}, [][]Suggestion{nil, at(AsItem, 4)}, []Place{{}, {AsItem, 6}}},
		"its own item":     {[]int{-1, -1}, [][]Suggestion{at(AsItem, 6), at(Appended, 4)}, []Place{{AsItem, 6}, {Appended, 4}}},
	} {
		InOrder([]Entry{answer(0), answer(1)}, c.stands, c.given)
		for i, want := range c.want {
			if len(c.given[i]) > 0 && c.given[i][0].Place != want {
				t.Errorf("%s: answer %d goes to %v, want %v", name, i+1, c.given[i][0].Place, want)
			}
		}
	}
}
