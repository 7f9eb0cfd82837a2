package reply

import (
	"reflect"
	"testing"
)

func TestEditionsCountWhatWasIssued(t *testing.T) {
	all := []Letter{
		{ID: 1, Version: 1, State: Abandoned}, {ID: 2, Version: 2, State: Replaced}, {ID: 3, Version: 3, State: Withdrawn},
		{ID: 4, Version: 4, State: Prepared}, {ID: 5, Version: 5, State: Issued},
	}
	if got, want := Editions(all), map[int64]int{2: 1, 3: 2, 5: 3}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
