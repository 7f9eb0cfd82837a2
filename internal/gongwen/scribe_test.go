package gongwen

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// scribe is the slow and obvious way to know whose words are whose: an editor in
// which every character carries its source through each thing a hand can do.
type scribe struct {
	random *rand.Rand
	lines  []scribed
	past   [][]scribed // what was saved, the newest last
	papers []Document  // contributions one may paste from
	word   func() rune // a character to type
}

type scribed struct {
	mark  string
	words []inked
}

type inked struct {
	r      rune
	source Source
}

func (s *scribe) text() string {
	var t strings.Builder
	for _, l := range s.lines {
		t.WriteString(l.mark)
		for _, c := range l.words {
			t.WriteRune(c.r)
		}
		t.WriteByte('\n')
	}
	return t.String()
}

func (s *scribe) sources() []Source {
	var out []Source
	for _, l := range s.lines {
		for _, c := range l.words {
			out = append(out, c.source)
		}
	}
	return out
}

func (s *scribe) save() {
	copied := make([]scribed, len(s.lines))
	for i, l := range s.lines {
		copied[i] = scribed{l.mark, slices.Clone(l.words)}
	}
	s.past = append(s.past, copied)
}

// document is a saved state as the case holds it.
func document(lines []scribed) Document {
	var d Document
	for _, l := range lines {
		b := Block{Number: Number{Mark: l.mark}}
		for _, c := range l.words {
			if n := len(b.Runs); n > 0 && b.Runs[n-1].Source == c.source {
				b.Runs[n-1].Text += string(c.r)
			} else {
				b.Runs = append(b.Runs, Run{Text: string(c.r), Source: c.source})
			}
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

func inkedRuns(runs []Run) []inked {
	var out []inked
	for _, r := range runs {
		for _, c := range r.Text {
			out = append(out, inked{c, r.Source})
		}
	}
	return out
}

// line returns a line with at least n characters, or -1.
func (s *scribe) line(n int) int {
	for range 20 {
		if i := s.random.IntN(len(s.lines)); len(s.lines[i].words) >= n {
			return i
		}
	}
	return -1
}

func (s *scribe) typed(n int) []inked {
	var out []inked
	for range n {
		out = append(out, inked{s.word(), editor})
	}
	return out
}

// sentences returns where sentences begin in a line, and its length.
func sentences(words []inked) []int {
	at := []int{0}
	for i, c := range words {
		if c.r == '。' {
			at = append(at, i+1)
		}
	}
	if at[len(at)-1] != len(words) {
		at = append(at, len(words))
	}
	return at
}

// edit does one thing and tells what.
func (s *scribe) edit() string {
	acts := []struct {
		name string
		do   func() bool
	}{
		{"insert", s.insert}, {"delete", s.delete}, {"move a line", s.moveLine}, {"move a sentence", s.moveSentence},
		{"split", s.split}, {"join", s.join}, {"renumber", s.renumber}, {"undo", s.undo}, {"paste a line", s.pasteLine},
		{"paste a sentence", s.pasteSentence}, {"delete a line", s.deleteLine}, {"type a line", s.typeLine},
	}
	for range 50 {
		if a := acts[s.random.IntN(len(acts))]; a.do() {
			return a.name
		}
	}
	return "nothing"
}

func (s *scribe) insert() bool {
	i := s.line(12)
	if i < 0 {
		return false
	}
	w := s.lines[i].words
	at := 1 + s.random.IntN(len(w)-1)
	if w[at-1].r == '。' {
		return false // at a sentence's head, or the end of the one before?
	}
	s.lines[i].words = slices.Insert(slices.Clone(w), at, s.typed(1+s.random.IntN(12))...)
	return true
}

func (s *scribe) delete() bool {
	i := s.line(30)
	if i < 0 {
		return false
	}
	w := s.lines[i].words
	from := 1 + s.random.IntN(len(w)-14)
	to := from + 1 + s.random.IntN(12)
	if slices.ContainsFunc(w[from:to], func(c inked) bool { return c.r == '。' }) {
		return false
	}
	s.lines[i].words = slices.Delete(slices.Clone(w), from, to)
	return true
}

func (s *scribe) moveLine() bool {
	from, to := s.random.IntN(len(s.lines)), s.random.IntN(len(s.lines))
	l := s.lines[from]
	s.lines = slices.Insert(slices.Delete(slices.Clone(s.lines), from, from+1), to, l)
	return from != to
}

func (s *scribe) deleteLine() bool {
	if len(s.lines) < 6 {
		return false
	}
	i := s.random.IntN(len(s.lines))
	s.lines = slices.Delete(slices.Clone(s.lines), i, i+1)
	return true
}

func (s *scribe) typeLine() bool {
	s.addLine(append(s.typed(10+s.random.IntN(60)), inked{'。', editor}))
	return true
}

func (s *scribe) addLine(words []inked) {
	s.lines = slices.Insert(slices.Clone(s.lines), s.random.IntN(len(s.lines)+1), scribed{words: words})
}

func (s *scribe) moveSentence() bool {
	i := s.line(1)
	if i < 0 {
		return false
	}
	at := sentences(s.lines[i].words)
	if len(at) < 3 {
		return false
	}
	k := s.random.IntN(len(at) - 1)
	sentence := slices.Clone(s.lines[i].words[at[k]:at[k+1]])
	if len(sentence) < shingle+2 {
		return false
	}
	s.lines[i].words = slices.Delete(slices.Clone(s.lines[i].words), at[k], at[k+1])
	s.putSentence(sentence)
	return true
}

func (s *scribe) putSentence(sentence []inked) {
	l := &s.lines[s.random.IntN(len(s.lines))]
	starts := sentences(l.words)
	at := starts[s.random.IntN(len(starts))]
	if at > 0 && l.words[at-1].r != '。' {
		at = 0 // the line's end, but not a sentence's
	}
	l.words = slices.Insert(slices.Clone(l.words), at, sentence...)
}

func (s *scribe) split() bool {
	i := s.line(20)
	if i < 0 {
		return false
	}
	w, at := s.lines[i].words, 8+s.random.IntN(4)
	if w[at].r == '。' { // a line of a stop is no line
		return false
	}
	s.lines[i].words = w[:at:at]
	s.lines = slices.Insert(slices.Clone(s.lines), i+1, scribed{words: w[at:]})
	return true
}

func (s *scribe) join() bool {
	if len(s.lines) < 6 {
		return false
	}
	i := s.random.IntN(len(s.lines) - 1)
	if s.lines[i+1].mark != "" {
		return false
	}
	s.lines[i].words = append(slices.Clone(s.lines[i].words), s.lines[i+1].words...)
	s.lines = slices.Delete(slices.Clone(s.lines), i+1, i+2)
	return true
}

func (s *scribe) renumber() bool {
	s.lines = slices.Clone(s.lines)
	s.lines[s.random.IntN(len(s.lines))].mark = []string{"", "一是", "二是", "（三）"}[s.random.IntN(4)]
	return true
}

func (s *scribe) undo() bool {
	if len(s.past) < 2 {
		return false
	}
	n := len(s.past)
	s.lines = slices.Clone(s.past[n-1-s.random.IntN(min(n, 5))])
	return true
}

func (s *scribe) pasteLine() bool {
	p := s.papers[s.random.IntN(len(s.papers))]
	s.addLine(inkedRuns(p.Blocks[s.random.IntN(len(p.Blocks))].Runs))
	return true
}

func (s *scribe) pasteSentence() bool {
	p := s.papers[s.random.IntN(len(s.papers))]
	words := inkedRuns(p.Blocks[s.random.IntN(len(p.Blocks))].Runs)
	at := sentences(words)
	k := s.random.IntN(len(at) - 1)
	if at[k+1]-at[k] < shingle+2 {
		return false
	}
	s.putSentence(words[at[k]:at[k+1]])
	return true
}

// newScribe begins with a text of three departments and two papers, their words
// made by word.
func newScribe(random *rand.Rand, word func() rune) *scribe {
	s := &scribe{random: random, word: word}
	paper := func(src Source, n int) []scribed {
		var lines []scribed
		for range n {
			var words []inked
			for range 1 + random.IntN(4) {
				for range 12 + random.IntN(40) {
					words = append(words, inked{word(), src})
				}
				words = append(words, inked{'。', src})
			}
			lines = append(lines, scribed{words: words})
		}
		return lines
	}
	for _, src := range []Source{lead, education, market} {
		s.lines = append(s.lines, paper(src, 6)...)
	}
	s.papers = []Document{document(paper(education, 8)), document(paper(market, 8))}
	return s
}

// memory is what the case remembers: the drafts, the newest first, and the papers.
func (s *scribe) memory() []Document {
	var m []Document
	for i := len(s.past) - 1; i >= 0 && len(m) < 20; i-- {
		m = append(m, document(s.past[i]))
	}
	return append(m, s.papers...)
}

// unique gives characters that are all different, none of which begins a number.
func unique() func() rune {
	next := rune(0x4F00)
	return func() rune {
		if next++; next == 0x9F00 {
			next = 0x20000
		}
		return next
	}
}

// phrases give characters of words that official papers repeat, so that chance
// has its part.
func phrases(random *rand.Rand) func() rune {
	all := []string{"进一步", "加强", "推进", "科技创新", "人才培养", "高质量发展", "我省", "平台", "建设", "，", "的", "和", "落实", "省教育厅", "项目",
		"资金", "三年", "重点", "企业", "支持", "深入贯彻落实党的二十大精神", "统筹", "联动", "机制", "以及", "工作", "各地", "体系", "完善", "服务"}
	var rest []rune
	return func() rune {
		if len(rest) == 0 {
			rest = []rune(all[random.IntN(len(all))])
		}
		r := rest[0]
		rest = rest[1:]
		return r
	}
}
