package web

import (
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

func TestWords(t *testing.T) {
	at := time.Date(2026, 5, 31, 6, 3, 0, 0, time.UTC) // 14:03 in China
	for _, c := range []struct{ name, got, want string }{
		{"a time this year", momentWords(at, 2026), "5月31日 14:03"},
		{"a time of another year", momentWords(at, 2027), "2026年5月31日 14:03"},
		{"the last evening of a year is the next one in China", momentWords(time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC), 2026), "2027年1月1日 01:00"},
		{"no time", momentWords(time.Time{}, 2026), ""},
		{"no day", dayWords(calendar.Date{}, 2026), ""},
		{"a weekday", weekday(calendar.Date{Year: 2026, Month: 3, Day: 11}), "星期三"},
		{"a department", reply.Department{ShortName: "省教育厅"}.Tag(), "教育"},
		{"a department of two words", reply.Department{ShortName: "省发展改革委"}.Tag(), "发改"},
		{"a department that begins with 市 itself", reply.Department{ShortName: "市场监管局"}.Tag(), "市监"},
		{"the same of a province", reply.Department{ShortName: "省市场监管局"}.Tag(), "市监"},
		{"two words that begin alike", reply.Department{ShortName: "省农业农村厅"}.Tag(), "农业"},
		{"an office", reply.Department{ShortName: "省政府督查室"}.Tag(), "政督"},
		{"a long name", reply.Department{ShortName: "省工业和信息化厅"}.Tag(), "工业"},
		{"a sentence without an end", stop("请重试"), "请重试。"},
		{"a sentence with one", stop("请重试。"), "请重试。"},
		{"who asks by 建议", memberWords(reply.Suggestion), "提建议的代表"},
		{"a city's department", reply.Department{ShortName: "市教育局"}.Tag(), "教育"},
		{"a very short name", reply.Department{ShortName: "厅"}.Tag(), "厅"},
		{"one proposer", asker([]reply.Proposer{{Name: "张某某"}}), "张某某"},
		{"many proposers", asker(make([]reply.Proposer, 4)), "等 4 位"},
		{"a local number", phoneAdvice("63104060"), "没有区号，外地拨打不通。可以写成“区号-63104060”；不改也可以保存。"},
		{"a number with area code", phoneAdvice("0871-63104060"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}
