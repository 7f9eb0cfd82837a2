package reply

import (
	"reflect"
	"testing"
)

func TestSentencesEndOnce(t *testing.T) {
	for first, want := range map[string]string{
		"请改正":   "请改正。请修改",
		"请改正。":  "请改正。请修改",
		"请改正。。": "请改正。请修改",
		"请改正；":  "请改正。请修改",
		"改了吗？":  "改了吗？请修改",
		"待查……":  "待查……请修改",
		"":      "请修改",
	} {
		if got := Sentences(first, "请修改"); got != want {
			t.Errorf("%q: got %q, want %q", first, got, want)
		}
	}
}

func TestEditionsCountWhatWasIssued(t *testing.T) {
	all := []Letter{
		{ID: 1, Version: 1, State: Abandoned}, {ID: 2, Version: 2, State: Replaced}, {ID: 3, Version: 3, State: Withdrawn},
		{ID: 4, Version: 4, State: Prepared}, {ID: 5, Version: 5, State: Issued},
	}
	if got, want := Editions(all), map[int64]int{2: 1, 3: 2, 5: 3}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
