package gongwen

import "slices"

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
