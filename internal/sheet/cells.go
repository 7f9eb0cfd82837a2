package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// shown returns what the cell shows, as text.
func (r *reader) shown() (string, error) {
	value := r.value.String()
	if value == "" {
		return "", nil
	}
	switch r.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(r.strings) {
			return "", r.refuse("没有文字，文件可能已损坏")
		}
		return r.strings[n], nil
	case "e":
		return "", r.refuse("是错误值 %s，请改正后再导入", short(value))
	case "b":
		if value == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "str", "inlineStr":
		return unescaped(value), nil
	case "d":
		return strings.TrimSuffix(strings.Replace(value, "T", " ", 1), " 00:00:00"), nil
	}
	return r.number(strings.TrimSpace(value))
}

func short(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// number writes a number as its format shows it, so far as that is known here.
func (r *reader) number(value string) (string, error) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return "", r.refuse("不是数字，文件可能已损坏")
	}
	var f format
	if r.style >= 0 && r.style < len(r.formats) {
		f = r.formats[r.style]
	}
	if f.day || f.hour {
		text, ok := r.date(v, f)
		if !ok {
			return "", r.refuse("不是日历上的日期，请改成文字再导入")
		}
		return text, nil
	}
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		digits := strconv.FormatInt(int64(v), 10)
		if short := f.noughts - len(digits); short > 0 && v >= 0 {
			digits = strings.Repeat("0", short) + digits
		}
		return digits, nil
	}
	return strconv.FormatFloat(v, 'g', 15, 64), nil
}

// date writes a number of days as 2027-03-01, with the time where the format shows
// one. Day 60 of the count from 1900 never was.
func (r *reader) date(v float64, f format) (string, bool) {
	const last = 2958466 // 10000-01-01
	zero := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if r.from1904 {
		zero = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	if v < 0 || v >= last || !r.from1904 && f.day && (v < 1 || v >= 60 && v < 61) {
		return "", false
	}
	if !r.from1904 && v < 60 {
		zero = zero.AddDate(0, 0, 1)
	}
	day := math.Floor(v)
	at := zero.AddDate(0, 0, int(day)).Add(time.Duration(math.Round((v-day)*86400)) * time.Second)
	if at.Year() > 9999 {
		return "", false
	}
	switch {
	case f.day && (!f.hour || v == day):
		return at.Format(time.DateOnly), true
	case !f.day && v < 1:
		return strings.TrimSuffix(at.Format("15:04:05"), ":00"), true
	case !f.day:
		return "", false
	}
	return at.Format("2006-01-02 15:04"), true
}
