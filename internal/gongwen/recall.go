package gongwen

import "slices"

// recall finds in memory the words that are new against the old text: first
// lines, then, when findMoved has had its turn, stretches. See Retrace for the
// rules.
type recall struct {
	before, after []*traced
	editor        Source
	docs          []Document
	memory        []*traced // each different line of docs once, in their order
}

func newRecall(before, after []*traced, editor Source, docs []Document) *recall {
	r := &recall{before: before, after: after, editor: editor, docs: docs}
	if slices.ContainsFunc(after, func(l *traced) bool { return !l.stayed }) {
		r.memory = distinctLines(docs)
	}
	return r
}

// distinctLines returns lines that differ in words or sources: drafts that follow
// one another mostly repeat themselves.
func distinctLines(docs []Document) []*traced {
	var lines []*traced
	seen := make(map[string][][]Run)
	for _, d := range docs {
		for _, b := range d.Blocks {
			words := b.Words()
			if slices.ContainsFunc(seen[words], func(runs []Run) bool { return slices.Equal(runs, b.Runs) }) {
				continue
			}
			seen[words] = append(seen[words], b.Runs)
			lines = append(lines, trace(b))
		}
	}
	return lines
}

// lines gives new lines that are lines of memory the sources of those. A line all
// of whose characters were found in old is asked about too: a comma may be any.
func (r *recall) lines() {
	if len(r.memory) == 0 {
		return
	}
	whole := r.wholeLines()
	pairs := r.shortLines()
	for j, l := range r.after {
		if l.stayed {
			continue
		}
		from := whole[l.key()]
		if len(l.text)-l.mark < shingle {
			from = pairs.find(r.after, j)
		}
		if from != nil && l.mayBe(from) {
			l.takeSources(from)
		}
	}
}

// wholeLines returns the line of memory for the words of each new line: one that
// is all the editor's, in memory or in old, before the first one.
func (r *recall) wholeLines() map[string]*traced {
	found := make(map[string]*traced)
	for _, l := range r.after {
		if !l.stayed {
			found[l.key()] = nil
		}
	}
	for _, l := range r.memory {
		key := l.key()
		have, wanted := found[key]
		if wanted && (have == nil || l.all(r.editor) && !have.all(r.editor)) {
			found[key] = l
		}
	}
	for _, l := range r.before {
		if l.all(r.editor) && found[l.key()] != nil {
			found[l.key()] = l
		}
	}
	return found
}

// all tells whether all of l's words are of one source.
func (l *traced) all(source Source) bool { return l.ownedBy(source, l.mark, len(l.text)) }

// ownedBy tells whether the characters from ≤ i < to are all of one source.
func (l *traced) ownedBy(source Source, from, to int) bool {
	for _, s := range l.sources[from:to] {
		if s != source {
			return false
		}
	}
	return true
}

// mayBe tells whether what is known of l's sources does not speak against its
// being the same words as from.
func (l *traced) mayBe(from *traced) bool {
	n, otherwise := len(l.text)-l.mark, 0
	for j := range n {
		if l.known[l.mark+j] && l.sources[l.mark+j] != from.sources[from.mark+j] {
			otherwise++
		}
	}
	return 4*otherwise <= n
}

// takeSources gives l's words the sources of the same words in a line of memory.
func (l *traced) takeSources(from *traced) {
	for j := l.mark; j < len(l.text); j++ {
		l.sources[j], l.known[j] = from.sources[from.mark+j-l.mark], true
	}
}

// pairs holds short lines of memory under their words and those of a neighbour.
type pairs map[[2]string]*traced

// shortLines returns the short lines of memory that new short lines may be.
func (r *recall) shortLines() pairs {
	wanted := make(map[string]bool)
	for _, l := range r.after {
		if len(l.text)-l.mark < shingle && !l.stayed {
			wanted[l.key()] = true
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	found := make(pairs)
	for _, d := range r.docs {
		lines := linesOf(d)
		for i, l := range lines {
			if key := l.key(); wanted[key] {
				found.add(lines, i)
			}
		}
	}
	return found
}

func (p pairs) add(lines []*traced, i int) {
	for _, k := range neighbours(lines, i) {
		if _, ok := p[k]; !ok {
			p[k] = lines[i]
		}
	}
}

func (p pairs) find(lines []*traced, i int) *traced {
	for _, k := range neighbours(lines, i) {
		if l := p[k]; l != nil {
			return l
		}
	}
	return nil
}

// neighbours returns the words of line i with those of the line before it and of
// that behind it, if both together have a shingle.
func neighbours(lines []*traced, i int) [][2]string {
	var out [][2]string
	l := lines[i]
	if i > 0 && len(l.folded)-l.mark+len(lines[i-1].folded)-lines[i-1].mark >= shingle {
		out = append(out, [2]string{lines[i-1].key() + "\n", l.key()})
	}
	if i+1 < len(lines) && len(l.folded)-l.mark+len(lines[i+1].folded)-lines[i+1].mark >= shingle {
		out = append(out, [2]string{l.key(), "\n" + lines[i+1].key()})
	}
	return out
}
