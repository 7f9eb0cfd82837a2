package calendar

import "testing"

func TestWorking(t *testing.T) {
	c := Shipped()
	for _, x := range []struct {
		name, day      string
		working, known bool
	}{
		{"Friday of the assignment", "2024-03-01", true, true},
		{"Saturday", "2024-03-02", false, true},
		{"Sunday", "2024-03-03", false, true},
		{"Sunday worked for 春节", "2024-02-04", true, true},
		{"Sunday worked after 春节", "2024-02-18", true, true},
		{"除夕 2024, which was no day off", "2024-02-09", true, true},
		{"Monday of 春节", "2024-02-12", false, true},
		{"Thursday of 清明节", "2024-04-04", false, true},
		{"劳动节", "2024-05-01", false, true},
		{"Saturday worked for 劳动节", "2024-05-11", true, true},
		{"端午节", "2024-06-10", false, true},
		{"Sunday worked for 国庆节", "2024-09-29", true, true},
		{"Saturday worked for 国庆节", "2024-10-12", true, true},
		{"leap day, a Thursday", "2024-02-29", true, true},
		{"Wednesday of 国庆节、中秋节", "2025-10-08", false, true},
		{"last day of the calendar", "2026-12-31", true, true},
		{"year not published", "2027-01-04", false, false},
		{"year before the calendar", "2023-12-29", false, false},
	} {
		working, known := c.Working(day(t, x.day))
		if working != x.working || known != x.known {
			t.Errorf("%s (%s): working %t, known %t", x.name, x.day, working, known)
		}
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	c := Shipped()
	for _, x := range []struct {
		name, from, to string
		n              int
		known          bool
	}{
		{"the sample's co-handling time", "2024-03-01", "2024-03-29", 20, true},
		{"the sample's reply time", "2024-03-01", "2024-06-01", 63, true},
		{"same day", "2024-03-01", "2024-03-01", 0, true},
		{"backwards", "2024-03-29", "2024-03-01", 0, true},
		{"over a weekend", "2024-03-01", "2024-03-04", 1, true},
		{"a worked weekend counts", "2024-02-02", "2024-02-05", 2, true},
		{"over 春节", "2024-02-09", "2024-02-18", 1, true},
		{"over 国庆节", "2024-09-30", "2024-10-08", 1, true},
		{"whole year 2024", "2024-01-01", "2024-12-31", 251, true},
		{"into the year not published", "2026-12-28", "2027-01-04", 0, false},
		{"from the day before the calendar begins", "2023-12-31", "2024-01-02", 1, true},
		{"from before the calendar", "2023-12-30", "2024-01-02", 0, false},
	} {
		n, known := c.WorkingDaysBetween(day(t, x.from), day(t, x.to))
		if n != x.n || known != x.known {
			t.Errorf("%s: %d, known %t; want %d, %t", x.name, n, known, x.n, x.known)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	c := Shipped()
	for _, x := range []struct {
		name, from string
		n          int
		want       string
		known      bool
	}{
		{"20 for the co-handlers", "2024-03-01", 20, "2024-03-29", true},
		{"0 stays, even on a Sunday", "2024-03-03", 0, "2024-03-03", true},
		{"1 from Friday", "2024-03-01", 1, "2024-03-04", true},
		{"1 from Saturday", "2024-03-02", 1, "2024-03-04", true},
		{"onto a worked Sunday", "2024-02-03", 1, "2024-02-04", true},
		{"over 春节", "2024-02-09", 1, "2024-02-18", true},
		{"over the end of a leap February", "2024-02-28", 2, "2024-03-01", true},
		{"over the end of the year", "2024-12-31", 1, "2025-01-02", true},
		{"back from Monday", "2024-03-04", -1, "2024-03-01", true},
		{"out of the calendar", "2026-12-31", 1, "", false},
		{"back out of the calendar", "2024-01-02", -1, "", false},
	} {
		got, known := c.AddWorkingDays(day(t, x.from), x.n)
		if got.String() != x.want || known != x.known {
			t.Errorf("%s: %s, known %t; want %s, %t", x.name, got, known, x.want, x.known)
		}
	}
}
