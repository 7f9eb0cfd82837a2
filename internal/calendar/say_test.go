package calendar

import "testing"

func TestADateSaysWhetherOneWorksOnIt(t *testing.T) {
	c := Shipped()
	day := func(s string) Date {
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, one := range []struct{ name, today, date, want string }{
		{"a working day", "2024-03-25", "2024-03-29", "星期五，还有 4 个工作日"},
		{"a Sunday", "2024-03-25", "2024-03-31", "星期日，休息日，建议改为4月1日（星期一），还有 4 个工作日"},
		{"a public holiday", "2024-09-25", "2024-10-01", "星期二，休息日，建议改为10月8日（星期二），还有 4 个工作日"},
		{"a working Sunday", "2024-09-25", "2024-09-29", "星期日，调休上班，还有 3 个工作日"},
		{"today", "2024-03-29", "2024-03-29", "星期五，今天"},
		{"a past Sunday", "2024-04-25", "2024-03-31", "星期日，休息日"},
		{"an unknown year", "2024-03-29", "2031-03-03", "星期一，没有2031年的放假安排，还有 2530 天"},
	} {
		if got := c.Say(day(one.today), day(one.date)); got != one.want {
			t.Errorf("%s: %q, want %q", one.name, got, one.want)
		}
	}
	if got := c.Say(day("2024-03-29"), Date{}); got != "" {
		t.Errorf("no date says %q", got)
	}
}
