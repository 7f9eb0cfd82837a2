package check

import "strconv"

// figure is a number in Arabic digits: 71, 3.4亿, 10,000.
type figure struct {
	from, to int // the digits with their point, groups and 万, 亿
	digits   int // where the digits end
	value    float64
	grouped  bool // 10,000
	decimal  bool
}

// figureAt reads the number that begins at i.
func figureAt(r []rune, i int) (figure, bool) {
	if i >= len(r) || !isDigit(r[i]) || i > 0 && (isDigit(r[i-1]) || r[i-1] == '.' && i > 1 && isDigit(r[i-2])) {
		return figure{}, false
	}
	f := figure{from: i}
	var text []byte
	for ; i < len(r) && len(text) < 40; i++ {
		switch {
		case isDigit(r[i]):
			text = append(text, byte(r[i]))
			continue
		case r[i] == '.' && !f.decimal && isDigit(runeAt(r, i+1)):
			f.decimal = true
			text = append(text, '.')
			continue
		case r[i] == ',' && !f.decimal && group(r, i+1):
			f.grouped = true
			continue
		}
		break
	}
	for i < len(r) && isDigit(r[i]) {
		i++ // longer than any number
	}
	f.value, _ = strconv.ParseFloat(string(text), 64)
	f.digits = i
	for i < len(r) && oneOf(r[i], "万亿千百") && i-f.digits < 2 {
		f.value *= powers[r[i]]
		i++
	}
	f.to = i
	return f, true
}

var powers = map[rune]float64{'百': 1e2, '千': 1e3, '万': 1e4, '亿': 1e8}

// group tells whether three digits and no more stand at i.
func group(r []rune, i int) bool {
	return i+3 <= len(r) && isDigit(r[i]) && isDigit(r[i+1]) && isDigit(r[i+2]) && !isDigit(runeAt(r, i+3))
}

// figures returns all numbers of r.
func figures(r []rune) (all []figure) {
	for i := 0; i < len(r); i++ {
		if r[i] > '9' || r[i] < '0' {
			continue
		}
		if f, ok := figureAt(r, i); ok {
			all = append(all, f)
			i = f.to - 1
		}
	}
	return all
}

// digitsAt returns the value of the digits at i and where they end; at most max
// of them, else to is i.
func digitsAt(r []rune, i, most int) (value, to int) {
	to = i
	for to < len(r) && isDigit(r[to]) {
		if to-i == most {
			return 0, i
		}
		value = value*10 + int(r[to]-'0')
		to++
	}
	return value, to
}

// hanAt reads a Han numeral up to 9999 at i, 两 and 百 included: its value and
// where it ends; 0, i if there is none.
func hanAt(r []rune, i int) (value, to int) {
	last, seen := 0, false
	for to = i; to < len(r) && to-i < 8; to++ {
		switch r[to] {
		case '零', '〇':
			if !seen {
				return 0, i
			}
		case '十':
			value, last = value+10*max(last, 1), 0
		case '百':
			value, last = value+100*max(last, 1), 0
		case '千':
			value, last = value+1000*max(last, 1), 0
		default:
			d := hanDigit(r[to])
			if d == 0 {
				return value + last, to
			}
			last = d
		}
		seen = true
	}
	return value + last, to
}

func hanDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return 0
}

// countAt reads a whole number in digits or Han numerals at i.
func countAt(r []rune, i int) (value, to int) {
	if v, end := digitsAt(r, i, 8); end > i {
		return v, end
	}
	return hanAt(r, i)
}
