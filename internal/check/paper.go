package check

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// paper is the text made ready for the rules: the lines as typed, and the
// document with every character's place in them. Rules read the document, in
// which punctuation is full width whatever was typed.
type paper struct {
	Input
	tables *Tables
	source []rune
	lines  []line
	blocks []block
	doc    gongwen.Document
	around reply.Around
	frame  reply.Frame      // the document taken apart as it will be printed
	names  []span           // of the case's bodies and members: no fix touches them
	bodies []Body           // that the case knows
	called map[int64]string // what a body is called, by its ID
}

// line is a line as it was typed.
type line struct {
	start int // index in source of its first character
	runes []rune
	no    int // number of the line, from 1
	col   int // column of its first character, from 1
	block int // index of its block, or -1
}

// block is a block with its characters. Letters and digits of full width stand
// in r as ordinary ones; what was typed is in the line.
type block struct {
	gongwen.Block
	index int
	r     []rune // Text(), one rune for one
	head  int    // characters of the number's mark
	line  *line
	at    []int32 // place in the line of each of r; nil if they are the same
	mask  []mask  // what each character stands in
	ends  []int   // where each run ends in r; nil if there is one
}

// words are the characters behind the number.
func (b *block) words() []rune { return b.r[b.head:] }

// raw returns where in the source the i-th character stands.
func (b *block) raw(i int) int {
	if b.at == nil {
		return b.line.start + min(i, len(b.line.runes))
	}
	if i >= len(b.at) {
		return b.line.start + len(b.line.runes)
	}
	return b.line.start + int(b.at[i])
}

// end returns the place behind the characters before i.
func (b *block) end(i int) int {
	if i == 0 {
		return b.raw(0)
	}
	return min(b.raw(i-1)+1, b.line.start+len(b.line.runes))
}

func newPaper(in Input) *paper {
	p := &paper{Input: in, tables: in.Tables}
	if p.tables == nil {
		p.tables = Shipped()
	}
	if in.Document != nil {
		p.doc, p.Text = *in.Document, in.Document.Text()
	} else {
		p.doc = gongwen.Parse(in.Text, gongwen.Source{})
	}
	if in.Case != nil && in.Case.Handed != nil {
		p.doc = in.Case.Handed(p.doc)
	}
	p.around = in.Case.around()
	p.frame = reply.FrameOf(p.around, p.doc)
	p.doc = p.frame.Body
	p.source = []rune(p.Text)
	p.split()
	p.blocks = make([]block, len(p.doc.Blocks))
	n := 0
	for i := range p.lines {
		if l := &p.lines[i]; n < len(p.blocks) && !blank(l.runes) {
			l.block = n
			p.blocks[n] = newBlock(p.doc.Blocks[n], n, l)
			n++
		}
	}
	p.blocks = p.blocks[:n]
	p.bodies, p.called = in.Case.bodies(), map[int64]string{}
	for _, b := range p.bodies {
		if b.ID != 0 {
			p.called[b.ID] = b.called()
		}
	}
	p.names = p.nameSpans()
	return p
}

// split takes the source into lines, at every character that ends one for
// gongwen; only "\n", "\r" and "\r\n" count as a new line number.
func (p *paper) split() {
	no, col, start := 1, 1, 0
	for i := 0; i <= len(p.source); i++ {
		if i < len(p.source) && !gongwen.Newline(p.source[i]) {
			continue
		}
		p.lines = append(p.lines, line{start: start, runes: p.source[start:i], no: no, col: col, block: -1})
		if i == len(p.source) {
			break
		}
		col += i - start + 1
		if r := p.source[i]; r == '\n' || r == '\r' {
			if r == '\r' && i+1 < len(p.source) && p.source[i+1] == '\n' {
				i++
			}
			no, col = no+1, 1
		}
		start = i + 1
	}
}

func blank(runes []rune) bool {
	for _, r := range runes {
		if !gongwen.Space(r) && !gongwen.Invisible(r) {
			return false
		}
	}
	return true
}

func newBlock(b gongwen.Block, index int, l *line) block {
	out := block{Block: b, index: index, line: l, r: []rune(b.Text())}
	out.head = len([]rune(b.Number.Mark))
	if len(out.r) != len(l.runes) {
		out.at = align(out.r, l.runes)
	}
	for i, r := range out.r {
		switch {
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ':
			out.r[i] = r - '０' + '0'
		case r == '．' && i > 0 && i+1 < len(out.r) && isDigit(out.r[i-1]) && (isDigit(out.r[i+1]) || out.r[i+1] >= '０' && out.r[i+1] <= '９'):
			out.r[i] = '.'
		}
	}
	out.mask = masks(out.r)
	if len(b.Runs) > 1 {
		end := out.head
		for _, r := range b.Runs {
			end += size(r.Text)
			out.ends = append(out.ends, end)
		}
	}
	return out
}

// align finds each character of a block in its line: parsing has only left out
// characters there and widened others.
func align(r, typed []rune) []int32 {
	at := make([]int32, len(r))
	j := 0
	for i, c := range r {
		for j < len(typed) && !same(typed[j], c) {
			j++
		}
		at[i] = int32(min(j, max(len(typed)-1, 0)))
		j++
	}
	return at
}

func same(typed, c rune) bool {
	if typed == c {
		return true
	}
	switch c {
	case ' ':
		return gongwen.Space(typed)
	case '“', '”':
		return typed == '"'
	case '。':
		return typed == '.'
	}
	return widened(typed) == c
}

func widened(r rune) rune {
	switch r {
	case ',':
		return '，'
	case ';':
		return '；'
	case ':':
		return '：'
	case '?':
		return '？'
	case '!':
		return '！'
	case '(':
		return '（'
	case ')':
		return '）'
	}
	return r
}

// position returns line and column of a place in the source.
func (p *paper) position(at int) (lineNo, column int) {
	lo, hi := 0, len(p.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.lines[mid].start <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return p.lines[lo].no, p.lines[lo].col + at - p.lines[lo].start
}

// isReply tells whether the text is a reply to a member, and not a notice or an
// opinion.
func (p *paper) isReply() bool {
	for i := range p.blocks {
		switch b := &p.blocks[i]; b.Kind {
		case gongwen.Addressee:
			if s := strings.TrimRight(string(b.r), "：:"); strings.HasSuffix(s, "委员") || strings.HasSuffix(s, "代表") {
				return true
			}
		case gongwen.Title:
			if strings.Contains(string(b.r), "答复") {
				return true
			}
		}
	}
	return false
}

// first returns the first block of a kind, or nil.
func (p *paper) first(k gongwen.Kind) *block {
	for i := range p.blocks {
		if p.blocks[i].Kind == k {
			return &p.blocks[i]
		}
	}
	return nil
}

// whole tells whether the text is a letter to its end: it has a 署名 or a date.
func (p *paper) whole() bool {
	return p.first(gongwen.Signatory) != nil || p.first(gongwen.IssueDate) != nil
}

// running tells whether the block is running text.
func (b *block) running() bool { return b.Kind.Text() }
