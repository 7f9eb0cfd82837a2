package gongwen

import "slices"

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
