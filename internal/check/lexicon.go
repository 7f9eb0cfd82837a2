package check

import "slices"

// lexicon finds the words of a table in one pass over a text.
type lexicon struct {
	entries map[rune][]entry // by first character, longer words first
	first   [1 << 10]uint64  // which characters begin a word, below U+10000
}

type entry struct {
	word   []rune
	row    Row
	except []exception
	index  int  // of the owner's choice
	chased bool // what should stand in its place is a wrong word too: no fix
}

// exception is a longer word around an entry's, which begins at off in it.
type exception struct {
	word []rune
	off  int
}

func (l *lexicon) add(r Row) { l.addAt(r, 0) }

func (l *lexicon) addAt(r Row, place int) {
	e := entry{word: []rune(r.Word), row: r, index: place}
	for _, x := range r.Except {
		whole := []rune(x)
		for off := index(whole, 0, r.Word); off >= 0; off = index(whole, off+1, r.Word) {
			e.except = append(e.except, exception{whole, off})
		}
	}
	if l.entries == nil {
		l.entries = map[rune][]entry{}
	}
	c := e.word[0]
	list := append(l.entries[c], e)
	slices.SortStableFunc(list, func(a, b entry) int { return len(b.word) - len(a.word) })
	l.entries[c] = list
	if c < 0x10000 {
		l.first[c>>6] |= 1 << (c & 63)
	}
}

// markChased finds the entries whose replacement is, or has, a word of the list.
func (l *lexicon) markChased() {
	for _, list := range l.entries {
		for i := range list {
			e := &list[i]
			l.each([]rune(e.row.Use), func(int, *entry) { e.chased = true })
		}
	}
}

// each calls f for every word of the table in r, with its place.
func (l *lexicon) each(r []rune, f func(i int, e *entry)) {
	for i := 0; i < len(r); i++ {
		c := r[i]
		if c < 0x10000 && l.first[c>>6]&(1<<(c&63)) == 0 {
			continue
		}
		list := l.entries[c]
		for j := range list {
			if e := &list[j]; stands(r, i, e.word) && !e.excepted(r, i) {
				f(i, e)
				i += len(e.word) - 1
				break
			}
		}
	}
}

func (e *entry) excepted(r []rune, i int) bool {
	for _, x := range e.except {
		if i >= x.off && stands(r, i-x.off, x.word) {
			return true
		}
	}
	return false
}

// stands tells whether word stands at r[i:].
func stands(r []rune, i int, word []rune) bool {
	return i >= 0 && i+len(word) <= len(r) && slices.Equal(r[i:i+len(word)], word)
}
