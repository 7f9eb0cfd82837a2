package check

// mask says what a character stands in.
type mask uint8

const (
	inBook   mask = 1 << iota // 《…》, 〈…〉
	inQuote                   // “…”, ‘…’
	inParen                   // （…）, (…)
	inURL                     // an address of the web or of mail
	inFrame  = inBook | inQuote
	inAnyRun = inFrame | inURL
)

var frames = map[rune]struct {
	close rune
	kind  mask
}{
	'《': {'》', inBook}, '〈': {'〉', inBook},
	'“': {'”', inQuote}, '‘': {'’', inQuote},
	'（': {'）', inParen}, '(': {')', inParen},
}

// masks says for every character what it stands in; the marks themselves do not
// stand in their own pair. A mark without a partner encloses nothing.
func masks(r []rune) []mask {
	out := make([]mask, len(r))
	var open []int
	for i, c := range r {
		if c < 0x80 && c != '(' && c != ')' || c >= 0x4E00 && c <= 0x9FFF {
			continue
		}
		if _, opens := frames[c]; opens {
			open = append(open, i)
			continue
		}
		for j := len(open) - 1; j >= 0 && j >= len(open)-8; j-- { // deeper nests nobody writes
			if f := frames[r[open[j]]]; closes(f.close, c) {
				fill(out[open[j]+1:i], f.kind)
				open = open[:j]
				break
			}
		}
	}
	maskURLs(r, out)
	return out
}

func closes(want, c rune) bool {
	return want == c || want == '）' && c == ')' || want == ')' && c == '）'
}

// fill marks a stretch. Stretches nest at most eight deep, so that filling
// takes time in proportion to the text.
func fill(m []mask, kind mask) {
	if len(m) > 2000 {
		return // a pair that far apart is two marks without partners
	}
	for i := range m {
		m[i] |= kind
	}
}

func maskURLs(r []rune, out []mask) {
	for i := 0; i < len(r); i++ {
		if r[i] != '@' && r[i] != ':' && r[i] != '.' {
			continue
		}
		if r[i] == ':' && !(i+2 < len(r) && r[i+1] == '/' && r[i+2] == '/') {
			continue
		}
		if r[i] == '.' && !(i >= 3 && lower(r[i-1]) == 'w' && lower(r[i-2]) == 'w' && lower(r[i-3]) == 'w') {
			continue
		}
		from, to := i, i
		for from > 0 && i-from < 64 && ascii(r[from-1]) {
			from--
		}
		for to < len(r) && ascii(r[to]) {
			to++
		}
		for j := from; j < to; j++ {
			out[j] |= inURL
		}
		i = to
	}
}

func ascii(c rune) bool { return c > ' ' && c < 0x7F && c != ',' && c != ';' && c != '"' }

func lower(c rune) rune {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// all tells whether every character of from ≤ i < to stands in one of kinds.
func (b *block) framed(from, to int, kinds mask) bool {
	for i := from; i < to; i++ {
		if b.mask[i]&kinds != 0 {
			return true
		}
	}
	return false
}
