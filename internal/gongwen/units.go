package gongwen

import (
	"strings"
	"unicode"
)

// UnitKind is what a Unit of text is.
type UnitKind uint8

// The kinds of units.
const (
	FigureUnit UnitKind = iota // a number with its sign and magnitude: 1,200.5, 36%, 十七, 3万, 0871-63100001
	DateUnit                   // 2024年5月31日, 2024年5月, 5月31日, 二〇二四年五月
	LatinUnit                  // a word with Latin letters, an address: 5G, Wi-Fi, www.example.cn
	NameUnit                   // a department, a person
	TitleUnit                  // 《…》 with its brackets
)

// String is what an official calls it.
func (k UnitKind) String() string {
	switch k {
	case FigureUnit:
		return "数字"
	case DateUnit:
		return "日期"
	case LatinUnit:
		return "外文"
	case NameUnit:
		return "名称"
	}
	return "文件名"
}

// Unit is a piece of a line that says one thing: with one character of it
// changed it says another. It is changed as a whole and compared as a whole.
// Places count characters (runes).
type Unit struct {
	Kind     UnitKind
	From, To int
}

// Limits of a unit in characters.
const (
	maxTitleUnit = 120
	maxBodyName  = 14
)

// Names are proper names that are known beforehand, such as the departments and
// the proposers of a case. The zero Names knows none.
type Names struct{ byFirst map[rune][][]rune }

// KnownNames returns the names of at least two characters among those given.
func KnownNames(all ...string) Names {
	n := Names{byFirst: map[rune][][]rune{}}
	for _, name := range all {
		if r := []rune(name); len(r) >= 2 {
			n.byFirst[r[0]] = append(n.byFirst[r[0]], r)
		}
	}
	return n
}

// at returns the length of the longest known name at i, 0 if there is none.
func (n Names) at(line []rune, i int) int {
	longest := 0
	for _, name := range n.byFirst[line[i]] {
		if len(name) > longest && i+len(name) <= len(line) && string(line[i:i+len(name)]) == string(name) {
			longest = len(name)
		}
	}
	return longest
}

// Units returns the units of a line in their order. They do not overlap. It
// costs a multiple of the line's length.
func (n Names) Units(line []rune) []Unit {
	var all []Unit
	for i := 0; i < len(line); {
		kind, length := n.unit(line, i)
		if length == 0 {
			i++
			continue
		}
		all = append(all, Unit{kind, i, i + length})
		i += length
	}
	return all
}

// unit returns the unit that begins at i, and its length: 0 for none.
func (n Names) unit(line []rune, i int) (UnitKind, int) {
	r := line[i]
	if length := n.at(line, i); length > 0 {
		return NameUnit, length
	}
	switch {
	case r == '《':
		return TitleUnit, bracketed(line[i:])
	case figure(r) || r == '百' || r == '千' || r == '两':
		if length := dateLength(line[i:]); length > 0 {
			return DateUnit, length
		}
		if digit(r) >= 0 {
			return wordUnit(line[i:])
		}
		return FigureUnit, hanFigureLength(line[i:])
	case latinLetter(r):
		return wordUnit(line[i:])
	case strings.ContainsRune(regions, r):
		return NameUnit, bodyLength(line[i:])
	}
	return 0, 0
}

// bracketed returns the length of 《…》, inner ones included; 0 if it is not
// closed within the limit.
func bracketed(s []rune) int {
	depth := 0
	for i, r := range s[:min(len(s), maxTitleUnit)] {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// dateLength returns the length of a date at the head of s: at least a year and
// a month, or a month and a day.
func dateLength(s []rune) int {
	length, parts := 0, 0
	for _, unit := range []rune{'年', '月', '日'} {
		n := 0
		for length+n < len(s) && n < 5 && figure(s[length+n]) {
			n++
		}
		if n == 0 || length+n >= len(s) || s[length+n] != unit {
			if unit == '年' {
				continue
			}
			break
		}
		length, parts = length+n+1, parts+1
	}
	if parts < 2 {
		return 0
	}
	return length
}

// wordUnit returns a run of digits and Latin letters with the marks inside it and
// the magnitude behind it.
func wordUnit(s []rune) (UnitKind, int) {
	kind, end := FigureUnit, 0
	for i, r := range s {
		switch {
		case digit(r) >= 0:
			end = i + 1
		case latinLetter(r):
			kind, end = LatinUnit, i+1
		case !strings.ContainsRune("-.,:/@_+?&=#~%", r) || i > end:
			// A mark belongs to the word only between two of its characters.
			return kind, end + magnitude(s[end:])
		}
	}
	return kind, end
}

// magnitude returns the length of what follows a number and changes its value.
func magnitude(s []rune) int {
	n := 0
	for n < len(s) && n < 3 && strings.ContainsRune("%％‰十百千万亿", s[n]) {
		n++
	}
	return n
}

// hanFigureLength returns the length of a number in Han characters.
func hanFigureLength(s []rune) int {
	n := 0
	for n < len(s) && (figure(s[n]) && digit(s[n]) < 0 || strings.ContainsRune("百千万亿两点", s[n]) || string(s[n:min(len(s), n+2)]) == "分之" || n > 0 && string(s[n-1:n+1]) == "分之") {
		n++
	}
	for n > 0 && strings.ContainsRune("点分之", s[n-1]) {
		n--
	}
	return n
}

func latinLetter(r rune) bool { return r > ' ' && unicode.Is(unicode.Latin, r) }

// What the names of public bodies begin with where they do not say of which
// place they are: 省教育厅, 市场监管局.
const regions = "省市县区州"

// bodyLength returns the length of a public body's name at the head of s that
// begins with the level of its place; 0 if there is none.
func bodyLength(s []rune) int {
	for i, r := range s[:min(len(s), maxBodyName)] {
		switch {
		case i < 2:
			if !unicode.Is(unicode.Han, r) {
				return 0
			}
		case strings.ContainsRune("厅局委", r):
			return i + 1 + suffix(s[i+1:])
		case !unicode.Is(unicode.Han, r) || strings.ContainsRune("的和与及在对将由向等已把被是有了", r):
			return 0
		}
	}
	return 0
}

// suffix returns the length of what may follow 委 or 局 in a name.
func suffix(s []rune) int {
	for _, end := range []string{"员会", "办公室", "机关"} {
		if strings.HasPrefix(string(s[:min(len(s), 3)]), end) {
			return len([]rune(end))
		}
	}
	return 0
}
