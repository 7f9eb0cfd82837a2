package gongwen

// Retrace reads text, which an author made from old.Text() by editing, and says
// again whose words are whose: characters that the author left, or moved with
// the line or the sentence around them, keep their source, new ones get editor.
// The words are those of Parse(text). Numbers have no source. Widened
// punctuation and white space change no source.
//
// Words that are new against old may have been there before (undo), or come from
// another's paper (paste). They are looked for in memory: earlier drafts, the
// newest first, and contributions read with their own source. Recognised are
//   - a line that is a line of memory, of 8 characters and more, or shorter with
//     the same line before or behind it. Three quarters of it must be new, or
//     have the same sources in old: who types another's line by hand, save for
//     save, does not lose it with the last letter;
//   - a stretch of 24 characters; of 16, if it makes four fifths of its
//     sentence; of 8, if it is a whole sentence here and there;
//   - what stands between 8 characters (or a line's end) on either side that are
//     as they were, words and sources: a word put back where it was.
//
// Shorter stretches are editor's: 深入贯彻落实党的二十大精神 is nobody's. So are
// lines and stretches that editor has as words of its own, in old or in memory,
// and stretches under 24 characters that two other departments have.
//
// What somebody has said that a line is (Block.Hand) goes with the line.
//
// It costs about three times Parse, and one look at each different line of
// memory: many drafts that are much alike cost little more than one.
func Retrace(old Document, text string, editor Source, memory ...Document) Document {
	d, _ := RetraceLines(old, text, editor, memory...)
	return d
}

// RetraceLines is Retrace, and says like ParseLines which line of the text each
// block came from.
func RetraceLines(old Document, text string, editor Source, memory ...Document) (Document, []int) {
	d, from := ParseLines(text, editor)
	before, after := linesOf(old), linesOf(d)
	alignLines(before, after)
	r := newRecall(before, after, editor, memory)
	r.lines()
	findMoved(before, after)
	r.stretches()
	for i := range d.Blocks {
		d.Blocks[i].Runs = after[i].runs(editor)
	}
	return followHands(old, d), from
}

// traced is a line whose characters are followed from old to new text.
type traced struct {
	text    []rune // the mark and the words, as they stand
	folded  []rune // the same, for comparing
	mark    int    // how many characters are the mark
	sources []Source
	known   []bool // old: found again in the new text; new: its source is found
	stayed  bool   // new: it is an old line, here or elsewhere
}

func linesOf(d Document) []*traced {
	lines := make([]*traced, len(d.Blocks))
	for i, b := range d.Blocks {
		lines[i] = trace(b)
	}
	return lines
}

func trace(b Block) *traced {
	l := &traced{text: []rune(b.Number.Mark)}
	l.mark = len(l.text)
	for range l.mark {
		l.sources = append(l.sources, firstSource(b))
	}
	for _, run := range b.Runs {
		for _, r := range run.Text {
			l.text, l.sources = append(l.text, r), append(l.sources, run.Source)
		}
	}
	l.folded = make([]rune, len(l.text))
	for j, r := range l.text {
		l.folded[j] = fold(r)
	}
	l.known = make([]bool, len(l.text))
	return l
}

// firstSource is whose a number is if the author makes words of it.
func firstSource(b Block) Source {
	if len(b.Runs) == 0 {
		return Source{}
	}
	return b.Runs[0].Source
}

// fold makes characters equal that Widen may turn into one another.
func fold(r rune) rune {
	switch r {
	case '“', '”':
		return '"'
	case '。':
		return '.'
	}
	if w, ok := fullWidth[r]; ok {
		return w
	}
	return r
}

// key is what makes two lines the same line: the words, whatever the number.
func (l *traced) key() string { return string(l.folded[l.mark:]) }

// take gives l's character j the source of from's character i.
func (l *traced) take(j int, from *traced, i int) {
	l.sources[j], l.known[j] = from.sources[i], true
	from.known[i] = true
}

// takeLine gives l's words the sources of the same words in from.
func (l *traced) takeLine(from *traced) {
	l.stayed = true
	for j := l.mark; j < len(l.text); j++ {
		l.take(j, from, from.mark+j-l.mark)
	}
	for j := range l.mark {
		l.known[j] = true
	}
	for i := range from.mark {
		from.known[i] = true
	}
}

// runs joins the line's words of one source. White space that was not there
// before belongs to the word in front of it.
func (l *traced) runs(editor Source) []Run {
	var out []Run
	start := l.mark
	for j := l.mark; j < len(l.text); j++ {
		if !l.known[j] {
			l.sources[j] = editor
			if l.text[j] == ' ' && j > l.mark {
				l.sources[j] = l.sources[j-1]
			}
		}
		if l.sources[j] != l.sources[start] {
			out = append(out, Run{Text: string(l.text[start:j]), Source: l.sources[start]})
			start = j
		}
	}
	return append(out, Run{Text: string(l.text[start:]), Source: l.sources[start]})
}
