package check

// mention is where a name stands.
type mention struct {
	b        *block
	from, to int
}

func findMixedNames(s *scan) {
	s.mixedRegistered()
	s.mixedListed()
	s.mixedBrackets()
	s.lateAbbreviations()
	s.earlyShortNames()
}

// introduces tells whether a name's short form is given right behind it.
func introduces(r []rune, i int) bool {
	return runeAt(r, i) == '（' && (anyAt(r, i+1, "以下简称", "简称", "下称", "以下统称") != "")
}

// mixedRegistered finds registered bodies of which both names are used.
func (s *scan) mixedRegistered() {
	if s.Case == nil {
		return
	}
	var names lexicon
	bodies := s.bodies
	for i, b := range bodies {
		if b.Short != "" && b.Short != b.Full && size(b.Short) > 1 {
			names.add(Row{Word: b.Full, Use: string(rune(i)), Note: "full"})
			names.add(Row{Word: b.Short, Use: string(rune(i))})
		}
	}
	full, short := map[string]mention{}, map[string]int{}
	skip := map[string]bool{}
	s.eachName(&names, func(m mention, e *entry) {
		key := e.row.Use
		switch {
		case e.row.Note == "":
			short[key]++
		case introduces(m.b.r, m.to):
			skip[key] = true
		case full[key].b == nil:
			full[key] = m
		}
	})
	for i, body := range bodies {
		key := string(rune(i))
		if m := full[key]; m.b != nil && short[key] > 0 && !skip[key] {
			s.find(m.b, m.from, m.to, nil, "全称“%s”和简称“%s”混用，宜统一", body.Full, body.Short)
		}
	}
}

// eachName calls f for every name in running text that stands in no quotation
// and no title.
func (s *scan) eachName(names *lexicon, f func(mention, *entry)) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		names.each(b.r, func(at int, e *entry) {
			if b.mask[at]&inFrame == 0 {
				f(mention{b, at, at + len(e.word)}, e)
			}
		})
	}
}

// mixedListed finds names of the table of which two forms are used, of bodies of
// the same level.
func (s *scan) mixedListed() {
	type key struct {
		row   int
		level rune
	}
	var order []key
	first := map[key]map[string]mention{}
	skip := map[key]bool{}
	s.eachName(&s.tables.bodyForms, func(m mention, e *entry) {
		k := key{e.index, levelOf(m.b.r, m.from)}
		if introduces(m.b.r, m.to) {
			skip[k] = true
		}
		if first[k] == nil {
			first[k] = map[string]mention{}
			order = append(order, k)
		}
		if _, known := first[k][e.row.Word]; !known {
			first[k][e.row.Word] = m
		}
	})
	for _, k := range order {
		if len(first[k]) < 2 || skip[k] || k.level == 0 && !s.tables.national[k.row] || s.Case != nil && k.level == '省' {
			continue
		}
		var a, b mention
		for _, m := range first[k] {
			if a.b == nil || m.before(a) {
				a, b = m, a
			} else if b.b == nil || m.before(b) {
				b = m
			}
		}
		f := s.find(b.b, b.from, b.to, nil, "同一单位有“%s”和“%s”两种写法，宜统一", string(a.b.r[a.from:a.to]), string(b.b.r[b.from:b.to]))
		f.Table = s.tables.names[k.row].from
	}
}

func (m mention) before(o mention) bool {
	return m.b.index < o.b.index || m.b == o.b && m.from < o.from
}

// levelOf says at which level of government a body stands, by the character
// before its name; 0 if that says nothing.
func levelOf(r []rune, i int) rune {
	c := runeAt(r, i-1)
	if c != 0 && oneOf(c, "省市县区州") {
		return c
	}
	return 0
}

// mixedBrackets finds 省市场监管局 beside 省市场监管局（知识产权局）.
func (s *scan) mixedBrackets() {
	done := map[string]bool{}
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j := index(b.r, 0, "（"); j >= 0; j = index(b.r, j+1, "（") {
			from, to := bracketedBody(b.r, j)
			if from < 0 || b.framed(from, to, inFrame) {
				continue
			}
			name, whole := string(b.r[from:j]), string(b.r[from:to])
			if done[name] || len(done) == maxNames {
				continue
			}
			done[name] = true
			if m := s.plainMention(name, j-from); m.b != nil {
				s.find(b, from, to, nil, "有的写“%s”，有的写“%s”，宜统一", whole, name)
			}
		}
	}
}

// maxNames bounds how many names are searched for through the whole text.
const maxNames = 50

const bodyEnds = "局厅委办院"

// bracketedBody returns the bounds of a body's name with a second one in the
// brackets that open at j, or -1.
func bracketedBody(r []rune, j int) (from, to int) {
	if j < 3 || !oneOf(r[j-1], bodyEnds) || introduces(r, j) {
		return -1, 0
	}
	to = j + 1
	for to < len(r) && to-j < 14 && isHan(r[to]) {
		to++
	}
	if runeAt(r, to) != '）' || to-j < 3 || !oneOf(r[to-1], bodyEnds) {
		return -1, 0
	}
	for from = j - 2; from >= 0 && j-from < 14 && isHan(r[from]); from-- {
		if oneOf(r[from], "省县州区") || r[from] == '市' && r[from+1] != '场' && r[from+1] != '政' {
			return from, to + 1
		}
	}
	return -1, 0
}

// plainMention finds the name where no bracket follows it.
func (s *scan) plainMention(name string, n int) mention {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j := index(b.r, 0, name); j >= 0; j = index(b.r, j+1, name) {
			if runeAt(b.r, j+n) != '（' && b.mask[j]&inFrame == 0 {
				return mention{b, j, j + n}
			}
		}
	}
	return mention{}
}

// lateAbbreviations finds Latin abbreviations that nobody explained.
func (s *scan) lateAbbreviations() {
	seen := map[string]bool{}
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j := 0; j < len(b.r); j++ {
			if !isLetter(b.r[j]) {
				continue
			}
			from := j
			for j < len(b.r) && (isAlnum(b.r[j]) || oneOf(b.r[j], "-_./&+")) {
				j++
			}
			word := string(b.r[from:j])
			if !capitals(b.r[from:j]) || seen[word] || b.mask[from]&inAnyRun != 0 || s.tables.abbr[word] || isDigit(runeAt(b.r, from-1)) {
				continue
			}
			seen[word] = true
			if marker(b, from) > 0 {
				continue
			}
			before, after := runeAt(b.r, from-1), runeAt(b.r, j)
			if b.mask[from]&inParen != 0 || before == '（' || after == '（' || after == '(' {
				continue
			}
			s.find(b, from, j, nil, "外文缩写“%s”第一次出现时宜先写中文全称", word)
		}
	}
}

func capitals(r []rune) bool {
	for _, c := range r {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(r) >= 3 && len(r) <= 8 && !roman(r)
}

// roman tells numerals, and the XX that stand for something left out.
func roman(r []rune) bool {
	for _, c := range r {
		if !oneOf(c, "IVX") {
			return false
		}
	}
	return true
}

// earlyShortNames finds short names of bodies that are used before the place
// that introduces them.
func (s *scan) earlyShortNames() {
	searched := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := index(b.r, 0, "简称"); j >= 0; j = index(b.r, j+2, "简称") {
			from := j + 2
			if runeAt(b.r, from) == '“' {
				from++
			}
			to := from
			for to < len(b.r) && to-from < 12 && isHan(b.r[to]) {
				to++
			}
			if to-from < 3 || !oneOf(b.r[to-1], bodyEnds) {
				continue
			}
			if searched++; searched > maxNames {
				return
			}
			if m := s.plainMention(string(b.r[from:to]), to-from); m.b != nil && m.before(mention{b, j, to}) && m.b.mask[m.from]&inParen == 0 {
				s.find(m.b, m.from, m.to, nil, "简称“%s”在写明全称之前就用了", string(b.r[from:to]))
			}
		}
	}
}
