package gongwen

import (
	"slices"
	"strings"
)

// Reconciled is what two people made of one text, put together.
type Reconciled struct {
	Text      string
	Conflicts []Conflict // in the order of Text; nil when all changes went together
}

// Conflict is a place where both wrote. Text keeps Mine there: the characters
// (runes) From ≤ i < To of Text are Mine. Putting Theirs in their place is
// taking theirs. Each of the three reaches to the clause's borders where it can,
// so that it can be read.
type Conflict struct {
	From, To           int
	Base, Mine, Theirs string
	// Numbers says that nothing but numbers of lines (三是, 2.) differ: both put in
	// or took out items above, and numbering anew settles it.
	Numbers bool
}

// Reconcile puts together what two people made of base at the same time. Changes
// that do not touch go together, also within a line: a clause border (，。；：…, a
// line's end, the end of a line's number) or four unchanged characters must be
// between them. The same change by both is made once. A line that one moved and
// the other edited is moved and edited; one that both moved goes where mine has it.
// Where changes touch, Text keeps mine, and a Conflict holds both.
//
// Nothing is thrown away: what was inserted into mine is in Text, what was inserted
// into theirs is in Text or a Conflict's Theirs. Reconcile never fails and depends
// on nothing but the texts; without conflicts, mine and theirs may change places,
// but for a line that both moved. Texts are taken as they are: "\n" ends lines, a
// byte that is not UTF-8 becomes U+FFFD if both changed something. It costs two
// comparisons, linear for texts that are alike.
func Reconcile(base, mine, theirs string) Reconciled {
	switch {
	case mine == theirs, theirs == base:
		return Reconciled{Text: mine}
	case mine == base:
		return Reconciled{Text: theirs}
	}
	b := []rune(base)
	m := compareTexts(linedText(b), linedText([]rune(mine)))
	t := compareTexts(linedText(b), linedText([]rune(theirs)))
	hm, ht := m.hunks(), t.hunks()
	followMoves(b, m, t, hm, ht)
	j := joiner3{base: b, mine: live(hm), theirs: live(ht)}
	j.run()
	if j.entangled {
		j = joiner3{base: b, mine: m.hunks(), theirs: t.hunks()}
		j.run()
	}
	return Reconciled{Text: string(j.out), Conflicts: j.conflicts}
}

// hunk is one change of the base: characters from ≤ i < to became text.
type hunk struct {
	from, to int
	text     []rune
	at       int // where text stands in the changed text
	whole    bool
	theirs   bool
	agreed   bool // both made it
	void     bool // it is made elsewhere, in a line that moved
	carries  bool // a line moved here that the other changed or moved too
}

// hunks returns the changes in their order.
func (e editing) hunks() []hunk {
	var all []hunk
	i, j := 0, 0
	for n := 0; n <= len(e.b.text); n++ {
		k := len(e.a.text)
		if n < len(e.b.text) {
			if k = e.found[n]; k < 0 {
				continue
			}
		}
		if k > i || n > j {
			h := hunk{from: i, to: k, text: slices.Clone(e.b.text[j:n]), at: j}
			h.whole = e.wholeLines(h)
			all = append(all, h)
		}
		i, j = k+1, n+1
	}
	return all
}

// wholeLines tells whether a change puts whole lines in the place of whole lines.
func (e editing) wholeLines(h hunk) bool {
	return (h.from == 0 || e.a.text[h.from-1] == '\n') &&
		(h.to == h.from || e.a.text[h.to-1] == '\n') &&
		(len(h.text) == 0 || h.text[len(h.text)-1] == '\n')
}

func live(hunks []hunk) []hunk {
	return slices.DeleteFunc(hunks, func(h hunk) bool { return h.void })
}

// joiner3 goes along the base and writes what both made of it.
type joiner3 struct {
	base         []rune
	mine, theirs []hunk
	out          []rune
	done         int // how much of base is written
	conflicts    []Conflict
	entangled    bool // a conflict holds a line that moved and was changed
}

// group is a stretch of the base in which changes touch.
type group struct {
	from, to             int
	mine, theirs         []hunk // the changes of each, agreed ones in both
	onlyMine, onlyTheirs bool   // there are changes that only one made
}

func (j *joiner3) run() {
	all := j.sorted()
	linked := j.links(all)
	var g group
	for k, h := range all {
		if k > 0 && !linked[k] {
			j.write(g, h.from)
			g = group{}
		}
		g.add(h)
	}
	j.write(g, len(j.base))
	j.out = append(j.out, j.base[j.done:]...)
}

// links tells which changes belong to one group with the change before them: all
// that stand between two that touch.
func (j *joiner3) links(all []hunk) []bool {
	ends := make([]int, len(all)+1) // +1 where links begin, -1 behind them
	var past [2][]int               // changes that only mine, that only theirs made
	for k, h := range all {
		if h.agreed {
			continue
		}
		side := 0
		if h.theirs {
			side = 1
		}
		first := k
		others := past[1-side]
		for n := len(others) - 1; n >= 0; n-- {
			i := others[n]
			if !apart(j.base, all[i], h) {
				first = i
			} else if h.from-all[i].to >= minApart {
				break
			}
		}
		ends[first+1]++
		ends[k+1]--
		past[side] = append(past[side], k)
	}
	linked := make([]bool, len(all))
	open := 0
	for k := range all {
		open += ends[k]
		linked[k] = open > 0
	}
	return linked
}

// sorted returns all changes in the order of the base, agreed ones once.
func (j *joiner3) sorted() []hunk {
	for k := range j.theirs {
		j.theirs[k].theirs = true
	}
	all := append(slices.Clone(j.mine), j.theirs...)
	slices.SortStableFunc(all, func(a, b hunk) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.rank() - b.rank()
	})
	out := all[:0]
	for _, h := range all {
		n := len(out)
		if n > 0 && h.theirs && !out[n-1].theirs && h.from == out[n-1].from && h.to == out[n-1].to && slices.Equal(h.text, out[n-1].text) {
			out[n-1].agreed = true
			continue
		}
		out = append(out, h)
	}
	return out
}

// rank orders changes at one place: whole lines put in, then words, then what
// replaces or deletes.
func (h hunk) rank() int {
	switch {
	case h.to > h.from:
		return 2
	case h.whole:
		return 0
	}
	return 1
}

func (g *group) add(h hunk) {
	if len(g.mine)+len(g.theirs) == 0 {
		g.from = h.from
	}
	g.to = max(g.to, h.to)
	if h.agreed || !h.theirs {
		g.mine = append(g.mine, h)
	}
	if h.agreed || h.theirs {
		g.theirs = append(g.theirs, h)
	}
	g.onlyMine = g.onlyMine || !h.agreed && !h.theirs
	g.onlyTheirs = g.onlyTheirs || !h.agreed && h.theirs
}

// write writes the base up to the group, and the group; no change begins before
// next.
func (j *joiner3) write(g group, next int) {
	if len(g.mine)+len(g.theirs) == 0 {
		return
	}
	from, to := g.from, g.to
	conflict := g.onlyMine && g.onlyTheirs && !slices.Equal(applied(j.base, from, to, g.mine), applied(j.base, from, to, g.theirs))
	if conflict {
		from, to = clause(j.base, from, to, j.done, next)
	}
	j.out = append(j.out, j.base[j.done:from]...)
	start := len(j.out)
	side := g.mine
	if g.onlyTheirs && !g.onlyMine {
		side = g.theirs
	}
	j.out = append(j.out, applied(j.base, from, to, side)...)
	j.done = to
	if conflict {
		carries := func(h hunk) bool { return h.carries }
		j.entangled = j.entangled || slices.ContainsFunc(g.mine, carries) || slices.ContainsFunc(g.theirs, carries)
		j.conflicts = append(j.conflicts, Conflict{
			From: start, To: len(j.out), Base: string(j.base[from:to]),
			Mine: string(j.out[start:]), Theirs: string(applied(j.base, from, to, g.theirs)),
			Numbers: j.onlyNumbers(g.mine) && j.onlyNumbers(g.theirs),
		})
	}
}

// applied is the stretch of the base with changes made.
func applied(base []rune, from, to int, hunks []hunk) []rune {
	var out []rune
	for _, h := range hunks {
		out = append(append(out, base[from:h.from]...), h.text...)
		from = h.to
	}
	return append(out, base[from:to]...)
}

// minApart is how many unchanged characters part two changes within a clause.
const minApart = 4

// clauseEnds are the marks that a change may end at.
const clauseEnds = "，。；：！？、,;:!?（）“”\n"

// apart tells whether a change b of one person, behind a change a of the other's,
// leaves a alone.
func apart(base []rune, a, b hunk) bool {
	switch gap := b.from - a.to; {
	case gap < 0:
		return false
	case gap == 0:
		// A line put in or taken out in front of one that is changed, but not two
		// lines put in at one place: which is to be first?
		return a.whole && (a.to > a.from || b.to > b.from || !b.whole)
	case gap >= minApart:
		return true
	}
	return strings.ContainsAny(string(base[a.to:b.from]), clauseEnds) || numberEnds(base, a.to, b.from)
}

// numberEnds tells whether the number of a line ends between two places.
func numberEnds(base []rune, from, to int) bool {
	end := numberEnd(base, from)
	return from < end && end <= to
}

// numberEnd returns where the number ends of the line that a place near its head
// is in; -1 if it has none.
func numberEnd(base []rune, place int) int {
	start := place
	for start > 0 && base[start-1] != '\n' {
		if place-start > 10 { // no mark is longer
			return -1
		}
		start--
	}
	if _, length := numberAt(base[start:min(len(base), start+20)]); length > 0 {
		return start + length
	}
	return -1
}

// onlyNumbers tells whether changes change digits of numbers of lines and no more.
func (j *joiner3) onlyNumbers(hunks []hunk) bool {
	for _, h := range hunks {
		if h.to > numberEnd(j.base, h.from) || h.to == h.from {
			return false
		}
		for _, r := range h.text {
			if hanDigit(r) < 0 && digit(r) < 0 && !strings.ContainsRune("十百", r) {
				return false
			}
		}
	}
	return true
}

// maxClause bounds how far, in characters, a conflict reaches to the border of
// its clause.
const maxClause = 30

// clause widens a stretch to the borders of its clause, within least ≤ i < most.
func clause(base []rune, from, to, least, most int) (int, int) {
	for n := 0; n < maxClause && from > least && !strings.ContainsRune(clauseEnds, base[from-1]); n++ {
		from--
	}
	if to > 0 && base[to-1] == '\n' {
		return from, to
	}
	for n := 0; n < maxClause && to < most && !strings.ContainsRune(clauseEnds, base[to]); n++ {
		to++
	}
	return from, to
}
