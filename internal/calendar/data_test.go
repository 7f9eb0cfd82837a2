package calendar

import (
	"strings"
	"testing"
)

func TestShipped(t *testing.T) {
	c, err := Parse(shipped)
	if err != nil {
		t.Fatal(err)
	}
	// Days off and worked weekends as the notices count them.
	for number, want := range map[int][2]int{2024: {28, 8}, 2025: {28, 5}, 2026: {33, 6}} {
		y := c.years[number]
		if len(y.off) != want[0] || len(y.work) != want[1] {
			t.Errorf("%d: %d days off, %d worked weekends; want %v", number, len(y.off), len(y.work), want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const good = `{"2024":{"source":"s","off":{"元旦":["2024-01-01"]},"work":["2024-02-04"]}}`
	if _, err := Parse([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct{ old, new, complaint string }{
		"day off given twice":           {`["2024-01-01"]`, `["2024-01-01","2024-01-01"]`, "2024-01-01 is given twice"},
		"day off under two feasts":      {`"元旦":["2024-01-01"]`, `"元旦":["2024-01-01"],"春节":["2024-01-01"]`, "given twice"},
		"day off that is worked":        {`"2024-02-04"`, `"2024-02-04","2024-01-01"`, "given twice"},
		"worked day that is no weekend": {"2024-02-04", "2024-02-05", "no weekend"},
		"day that does not exist":       {"2024-01-01", "2024-02-30", "not a date"},
		"day of another year":           {"2024-01-01", "2025-01-01", "another year"},
		"no source":                     {`"s"`, `""`, "source"},
		"no days off":                   {`"元旦":["2024-01-01"]`, ``, "no days off"},
		"unknown field":                 {`"work"`, `"works"`, "works"},
		"key that is no year":           {`{"2024"`, `{"二〇二四"`, "not a year"},
		"key of five digits":            {`{"2024"`, `{"02024"`, "not a year"},
		"empty object":                  {good, `{}`, "no year"},
		"something after the end":       {good, good + `{}`, "follows"},
		"not JSON":                      {good, `2024`, "calendar"},
		"cut off":                       {good, good[:20], "calendar"},
	} {
		_, err := Parse([]byte(strings.Replace(good, x.old, x.new, 1)))
		if err == nil || !strings.Contains(err.Error(), x.complaint) {
			t.Errorf("%s: error %v, want one that says %q", name, err, x.complaint)
		}
	}
}
