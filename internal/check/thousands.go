package check

// forms of large numbers, in the order in which they are named.
const (
	formPlain = iota // 10000
	formGrouped
	formWan
)

var formWords = [3]string{"10000", "10,000", "1万"}

// largeNumber is where a number of 10,000 or more stands.
type largeNumber struct {
	mention
	form     int
	unit     rune
	sentence int // where its sentence begins
}

// findMixedThousands compares the forms of large numbers. 10000元 beside 5000元
// is right although elsewhere there are 6万公里: these two forms are mixed only
// within a sentence or for the same unit.
func findMixedThousands(s *scan) {
	all := s.largeNumbers()
	wan := map[[2]int]bool{} // block and sentence, or -1 and unit
	for _, n := range all {
		if n.form == formWan {
			wan[[2]int{n.b.index, n.sentence}] = true
			wan[[2]int{-1, int(n.unit)}] = true
		}
	}
	var count [3]int
	var first [3]largeNumber
	for _, n := range all {
		beside := wan[[2]int{n.b.index, n.sentence}] || wan[[2]int{-1, int(n.unit)}]
		if count[n.form] == 0 || n.form == formPlain && beside && !first[formPlain].beside(wan) {
			first[n.form] = n
		}
		count[n.form]++
	}
	a, b := -1, -1
	switch {
	case count[formGrouped] > 0 && count[formPlain] > 0:
		a, b = formGrouped, formPlain
	case count[formGrouped] > 0 && count[formWan] > 0:
		a, b = formGrouped, formWan
	case count[formPlain] > 0 && first[formPlain].beside(wan):
		a, b = formPlain, formWan
	default:
		return
	}
	if count[b] < count[a] {
		a, b = b, a
	}
	n := first[a]
	s.find(n.b, n.from, n.to, nil, "大数有的写成“%s”的形式，有的写成“%s”的形式，宜统一", formWords[a], formWords[b]).Count = count[a]
}

func (n largeNumber) beside(wan map[[2]int]bool) bool {
	return n.b != nil && (wan[[2]int{n.b.index, n.sentence}] || wan[[2]int{-1, int(n.unit)}])
}

func (s *scan) largeNumbers() (all []largeNumber) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		begin, at := 0, 0
		for _, f := range figures(b.r) {
			for ; at < f.from; at++ {
				if endsSentence(b.r[at]) {
					begin = at + 1
				}
			}
			if form := formOf(b, f); form >= 0 {
				all = append(all, largeNumber{mention{b, f.from, f.to}, form, runeAt(b.r, f.to), begin})
			}
		}
	}
	return all
}

// formOf returns how a number of 10,000 or more is written, -1 for what counts
// nothing: codes, telephone numbers, years, and numbers that 万 would not make
// shorter.
func formOf(b *block, f figure) int {
	next := runeAt(b.r, f.to)
	before := runeAt(b.r, f.from-1)
	if b.mask[f.from]&inURL != 0 || before != 0 && oneOf(before, "第-号：:〔") || isLetter(before) || !isHan(next) || oneOf(next, "号年") {
		return -1
	}
	for i := f.digits; i < f.to; i++ {
		if b.r[i] == '万' && runeAt(b.r, i+1) != '亿' {
			return formWan
		}
	}
	switch {
	case f.grouped && f.value >= 10000 && f.digits == f.to:
		return formGrouped
	case f.digits == f.to && !f.grouped && f.value >= 10000 && f.value <= 1e12 && int64(f.value)%1000 == 0 && !f.decimal:
		return formPlain
	}
	return -1
}
