package check

import (
	"strings"
	"testing"
)

// Whoever stops a check pays for no more than the rule that is at work.
func TestStoppedCheckEnds(t *testing.T) {
	text := strings.Repeat("感谢您的关心。。\n", 50)
	asked, all := 0, len(Run(Input{Text: text}))
	found := Run(Input{Text: text, Stop: func() bool { asked++; return asked > 2 }})
	if asked != 3 || all == 0 || len(found) == all {
		t.Errorf("asked %d times, found %d of %d", asked, len(found), all)
	}
}
