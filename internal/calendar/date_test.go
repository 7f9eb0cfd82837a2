package calendar

import (
	"encoding/json"
	"testing"
	"time"
)

// day reads a date that the test itself wrote; "" is no date.
func day(t *testing.T, s string) Date {
	t.Helper()
	var d Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2024-02-29", "2000-02-29", "2024-12-31", "2024-01-01"} {
		d, err := ParseDate(s)
		if err != nil || d.String() != s {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
	for name, s := range map[string]string{
		"day that September lacks":     "2024-09-31",
		"29 February in no leap year":  "2023-02-29",
		"century that is no leap year": "2100-02-29",
		"without leading zeros":        "2024-5-1",
		"Chinese spelling":             "2024年5月1日",
		"with a time":                  "2024-05-01T00:00:00Z",
		"empty":                        "",
		"month 13":                     "2024-13-01",
	} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%s: ParseDate(%q) = %v, want an error", name, s, d)
		}
	}
}

func TestOnIsTheDayInChina(t *testing.T) {
	for at, want := range map[string]string{
		"2024-05-30T15:59:59Z":      "2024-05-30",
		"2024-05-30T16:00:00Z":      "2024-05-31",
		"2023-12-31T16:00:00Z":      "2024-01-01",
		"2024-05-31T23:59:59+08:00": "2024-05-31",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := On(instant).String(); got != want {
			t.Errorf("On(%s) = %s, want %s", at, got, want)
		}
	}
}

func TestHan(t *testing.T) {
	for in, want := range map[string]string{
		"2024-05-31": "2024年5月31日",
		"2024-01-01": "2024年1月1日",
		"2024-12-09": "2024年12月9日",
		"":           "",
	} {
		if got := day(t, in).Han(); got != want {
			t.Errorf("Han(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-03-01", 3, "2024-06-01"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-01-31", 1, "2023-02-28"},
		{"2024-08-31", 1, "2024-09-30"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-11-30", 3, "2025-02-28"},
		{"2024-03-31", -1, "2024-02-29"},
		{"2024-01-15", -1, "2023-12-15"},
		{"2024-05-31", 0, "2024-05-31"},
	} {
		if got := day(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s and %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestNaturalDays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		to   string
	}{
		{"2024-02-28", 1, "2024-02-29"},
		{"2024-02-28", 2, "2024-03-01"},
		{"2023-02-28", 1, "2023-03-01"},
		{"2024-12-31", 1, "2025-01-01"},
		{"2024-01-01", 366, "2025-01-01"},
		{"2024-06-01", -1, "2024-05-31"},
		{"1986-05-03", 2, "1986-05-05"}, // the year China tried summer time
		{"2024-06-01", 0, "2024-06-01"},
		{"1500-01-01", 365243, "2500-01-01"}, // more than a time.Duration holds
	} {
		from, to := day(t, c.from), day(t, c.to)
		if got := from.AddDays(c.n); got != to {
			t.Errorf("%s and %d days = %s, want %s", from, c.n, got, to)
		}
		if got := from.DaysUntil(to); got != c.n {
			t.Errorf("days from %s to %s = %d, want %d", from, to, got, c.n)
		}
		if got, want := from.Before(to), c.n > 0; got != want {
			t.Errorf("%s before %s = %t, want %t", from, to, got, want)
		}
	}
}

func TestDateInJSON(t *testing.T) {
	type form struct{ On, None Date }
	in := form{On: day(t, "2024-05-20")}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"On":"2024-05-20","None":""}` {
		t.Fatalf("%s, %v", b, err)
	}
	out := form{None: day(t, "2000-01-01")}
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Fatalf("%v, %v", out, err)
	}
	kept := day(t, "2024-05-20")
	if err := kept.UnmarshalText([]byte("2024-02-30")); err == nil || kept != in.On {
		t.Fatalf("a wrong date was taken: %v, %v", kept, err)
	}
}
