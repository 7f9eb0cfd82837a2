package gongwen

// Change is what became of a piece of text between two revisions.
type Change uint8

// The three that can become of it.
const (
	Kept Change = iota
	Deleted
	Inserted
)

// Piece is a stretch of one line with one source that met one fate. Words that were
// kept or inserted have the source they have after, deleted ones the one they had.
// Numbers and line ends have none.
type Piece struct {
	Text   string // a line's end is a piece of its own, "\n"
	Source Source
	Change Change
}

// Changed is a line of the redlined text (花脸稿): a block as it is after, with what
// was deleted standing where it stood; or a whole line that is gone. A deleted "\n"
// inside says that two lines were joined there, an inserted one at the end that the
// line was split behind it.
type Changed struct {
	Block     int // the block after; -1 for a line that is gone
	Was       int // the block before of which the first piece was left or deleted; -1 for a new line
	MovedFrom int // where the line stood as it is, a block before; -1 if it did not move
	MovedTo   int // where a line that is gone here stands now, a block after; -1 if it does not
	Pieces    []Piece
}

// Same tells whether nothing changed in the line.
func (c Changed) Same() bool {
	for _, p := range c.Pieces {
		if p.Change != Kept {
			return false
		}
	}
	return true
}

// Compare shows how one revision became another, in the order of the later one. The
// kept and the deleted pieces one after another are before.Text(), the kept and the
// inserted ones after.Text(). A line that moved with all its words, at least 8
// characters, is deleted where it was and inserted where it is, and both say so.
// A sentence that was written anew is deleted and inserted in one, whatever
// single characters both have. A Unit changes as a whole; names are those that
// are known beside what Units knows by itself. It costs about one Retrace.
func Compare(before, after Document, names ...string) []Changed {
	a, b := newRevision(before), newRevision(after)
	e := compareTexts(a.lined, b.lined)
	keepWhole(e.found, a, b, KnownNames(names...))
	r := redline{before: a, after: b, editing: e, movedTo: make(map[int]int)}
	for k, i := range e.come {
		if i >= 0 {
			r.movedTo[i] = k
		}
	}
	for _, s := range readable(segments(e.found, len(a.text), len(b.text)), b) {
		r.add(s)
	}
	r.end(-1)
	return r.out
}

// revision is a document as one text, with the source and the line of each
// character.
type revision struct {
	lined
	sources []Source
	line    []int
}

func newRevision(d Document) revision {
	r := revision{lined: lined{starts: []int{0}, marks: []int{}}}
	for k, b := range d.Blocks {
		mark := []rune(b.Number.Mark)
		r.text = append(r.text, mark...)
		r.sources = append(r.sources, make([]Source, len(mark))...)
		for _, run := range b.Runs {
			for _, c := range run.Text {
				r.text, r.sources = append(r.text, c), append(r.sources, run.Source)
			}
		}
		r.text, r.sources = append(r.text, '\n'), append(r.sources, Source{})
		r.marks = append(r.marks, len(mark))
		r.keys = append(r.keys, string(r.text[r.starts[k]+len(mark):]))
		r.starts = append(r.starts, len(r.text))
		for len(r.line) < len(r.text) {
			r.line = append(r.line, k)
		}
	}
	return r
}

// endsLine tells whether the character at i is the end of its line.
func (r revision) endsLine(i int) bool { return i+1 == r.starts[r.line[i]+1] }

// redline writes the lines of a comparison.
type redline struct {
	before, after revision
	editing
	movedTo map[int]int
	out     []Changed
	open    Changed
	begun   bool
}

// add writes a segment: what was kept, or what was deleted and then what was
// inserted.
func (r *redline) add(s segment) {
	if s.kept {
		r.write(r.after, s.b, Kept, s.a.from-s.b.from)
		return
	}
	r.write(r.before, s.a, Deleted, 0)
	r.write(r.after, s.b, Inserted, 0)
}

// write writes characters of one text. For kept ones shift leads to their place in
// the text before.
func (r *redline) write(text revision, s span, change Change, shift int) {
	for from := s.from; from < s.to; {
		to := from + 1
		for to < s.to && !text.endsLine(from) && !text.endsLine(to) && text.sources[to] == text.sources[from] {
			to++
		}
		was := -1
		if change != Inserted {
			was = r.before.line[from+shift]
		}
		r.piece(Piece{string(text.text[from:to]), text.sources[from], change}, was)
		if text.endsLine(to - 1) {
			if change != Deleted {
				r.end(text.line[to-1])
			} else if r.wholeLineGone(was) {
				r.end(-1)
			}
		}
		from = to
	}
}

func (r *redline) piece(p Piece, was int) {
	if !r.begun {
		r.open, r.begun = Changed{Block: -1, Was: -1, MovedFrom: -1, MovedTo: -1}, true
	}
	if r.open.Was < 0 {
		r.open.Was = was
	}
	r.open.Pieces = append(r.open.Pieces, p)
}

// wholeLineGone tells whether the open line is one line of before, all deleted.
func (r *redline) wholeLineGone(line int) bool {
	n := 0
	for _, p := range r.open.Pieces {
		if p.Change != Deleted {
			return false
		}
		n += len([]rune(p.Text))
	}
	return n == r.before.starts[line+1]-r.before.starts[line]
}

// end closes the open line as a block of after, or as a line that is gone.
func (r *redline) end(block int) {
	if !r.begun {
		return
	}
	r.open.Block = block
	if block >= 0 {
		r.open.MovedFrom = r.come[block]
	} else if to, ok := r.movedTo[r.open.Was]; ok {
		r.open.MovedTo = to
	}
	r.out, r.begun = append(r.out, r.open), false
}
