package calendar

import "testing"

func TestDue(t *testing.T) {
	const notYet = "2027年放假安排尚未公布，按自然日计算"
	for _, x := range []struct {
		name, today, due string
		want             Due
	}{
		{"no due date", "2024-03-01", "", Due{Urgency: NoDue}},
		{"whole time left", "2024-03-01", "2024-03-29", Due{Urgency: Ahead, Left: 20, Working: true, Words: "还有 20 个工作日"}},
		{"four left", "2024-03-25", "2024-03-29", Due{Urgency: Ahead, Left: 4, Working: true, Words: "还有 4 个工作日"}},
		{"three left", "2024-03-26", "2024-03-29", Due{Urgency: Soon, Left: 3, Working: true, Words: "还有 3 个工作日"}},
		{"tomorrow", "2024-03-28", "2024-03-29", Due{Urgency: Soon, Left: 1, Working: true, Words: "还有 1 个工作日"}},
		{"today", "2024-03-29", "2024-03-29", Due{Urgency: Today, Words: "今日到期"}},
		{"yesterday", "2024-03-30", "2024-03-29", Due{Urgency: Overdue, Left: -1, Words: "已逾期 1 天"}},
		{"overdue over a weekend", "2024-04-01", "2024-03-29", Due{Urgency: Overdue, Left: -3, Words: "已逾期 3 天"}},
		{"due on a Saturday", "2024-05-30", "2024-06-01", Due{Urgency: Soon, Left: 1, Working: true, Words: "还有 1 个工作日"}},
		{"no working day left", "2024-05-31", "2024-06-01",
			Due{Urgency: Soon, Left: 1, Words: "还有 1 天", Note: "到期之前没有工作日，按自然日计算"}},
		{"into the year not published", "2026-12-28", "2027-01-05", Due{Urgency: Ahead, Left: 8, Words: "还有 8 天", Note: notYet}},
		{"wholly in the year not published", "2027-03-01", "2027-03-03", Due{Urgency: Soon, Left: 2, Words: "还有 2 天", Note: notYet}},
		{"today in the year not published", "2027-03-01", "2027-03-01", Due{Urgency: Today, Words: "今日到期"}},
		{"before the calendar", "2023-05-01", "2023-05-11", Due{Urgency: Ahead, Left: 10, Words: "还有 10 天", Note: "没有2023年的放假安排，按自然日计算"}},
	} {
		x.want.Date = day(t, x.due)
		if got := Shipped().Due(day(t, x.today), x.want.Date); got != x.want {
			t.Errorf("%s:\n got %+v\nwant %+v", x.name, got, x.want)
		}
	}
}
