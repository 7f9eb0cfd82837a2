package layout

import (
	"cmp"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// Redline is two revisions of a text to be set as one (花脸稿): what was deleted
// stands struck where it stood, what was inserted is underlined, and above
// changed words stands in small type whose they are.
type Redline struct {
	Name          string   // on top of every page: 第2稿 → 第5稿
	Head          []string // above the text on page 1: of what, which revisions, when, by whom
	Before, After gongwen.Document
	Houses        []House  // whose words there are
	Names         []string // proper names that change as a whole
	Subject       string   // property of the file: 提案编号
	// Stop is as in Options, asked before each line.
	Stop func() bool
}

// House is a department as the redline names it.
type House struct {
	Department int64
	Tag, Name  string // 教育, 省教育厅
}

const (
	redlineWords = "花脸稿"
	redlineTop   = 20 * MM
	sizeNote     = 10.5 // 五号
	// sizeRedlineTitle is 小二: a title in 二号 leaves no room for tags between its
	// lines.
	sizeRedlineTitle = 18.0
	headRule         = 0.5
)

var (
	redlineTitleFont = font{typeface.XiaoBiaoSong, sizeRedlineTitle, sizeRedlineTitle, Black}
	headFont         = font{typeface.FangSong, sizeSmall, sizeSmall, Black}
)

// SetRedline sets a redline in the lines that the letter has: 28 cells, broken by
// the same rules. Its text lines count gongwen.Compare's lines as their Block. A
// character that no face has is printed 〓. There is never a place for a seal.
func SetRedline(r Redline, f Faces) (Pages, error) {
	s := &redlineSetter{setter: newSetter(gongwen.Letter{}, f, Options{}), redline: r, lines: redlinedLines(r.Before, r.After, r.Names...)}
	s.lenient = true
	p := &paginator{unnumbered: map[int]bool{}}
	p.newPage()
	p.flow(s.head())
	headEnd := p.y
	p.y += pitch
	p.flow(s.text())
	s.mark(p.pages)
	p.pages[0].Rules = append(p.pages[0].Rules, Rule{X1: textLeft, X2: textRight, Y: headEnd + pitch/2, Width: headRule, Color: Black})
	for i := range p.pages {
		s.pageMark(&p.pages[i])
		s.pageNumber(&p.pages[i], i+1)
	}
	if s.stopped {
		return Pages{}, ErrStopped
	}
	if len(s.missing) > 0 { // not even 〓
		return Pages{}, &UnprintableError{Characters: s.missing}
	}
	return Pages{Pages: p.pages, Bookmarks: p.bookmarks}, nil
}

type redlineSetter struct {
	*setter
	redline Redline
	lines   []redlined // the head's behind those of the text, once head has run
}

// head sets 花脸稿, what is compared, and how to read it.
func (s *redlineSetter) head() []row {
	rows := s.centredRow(redlined{runes: []rune(redlineWords), fates: keptFates(redlineWords, typeface.XiaoBiaoSong)}, titleFont, -1)
	for _, words := range s.redline.Head {
		rows = append(rows, s.rows(source{runes: []rune(words), block: -1}, ElementRedlineHead, headFont, flushLeft)...)
	}
	s.lines = append(s.lines, legend(s.redline.Houses))
	rows = append(rows, s.rowsOf(len(s.lines)-1, ElementRedlineHead, headFont, flushLeft)...)
	return rows
}

// legend says how to read the redline, in its own manner.
func legend(houses []House) redlined {
	var l redlined
	l.add("删去的字", fate{typeface.FangSong, gongwen.Deleted, gongwen.Source{}})
	l.add("划线，", fate{role: typeface.FangSong})
	l.add("加上的字", fate{typeface.FangSong, gongwen.Inserted, gongwen.Source{}})
	words := "在下面加线，没有改动的照排；¶是拆开或并起来的段落。"
	for i, h := range houses {
		switch i {
		case 0:
			words += "改动处上方的小字是原属哪个单位的文字："
		default:
			words += "，"
		}
		words += h.Tag + "——" + h.Name
	}
	if len(houses) > 0 {
		words += "。"
	}
	l.add(words, fate{role: typeface.FangSong})
	return l
}

// text sets the lines of the comparison.
func (s *redlineSetter) text() []row {
	var rows []row
	for i, l := range s.lines[:len(s.lines)-1] {
		if s.stopped = s.stopped || stopped(s.redline.Stop); s.stopped {
			return nil
		}
		rows = append(rows, s.line(i, l)...)
	}
	return rows
}

// line sets a line as the letter would, by what it is in it.
func (s *redlineSetter) line(i int, l redlined) []row {
	switch l.block.Kind {
	case gongwen.Title:
		return s.centredRow(l, redlineTitleFont, i)
	case gongwen.Addressee:
		return s.rowsOf(i, ElementAddressee, bodyFont, salutation)
	case gongwen.Signatory, gongwen.IssueDate:
		return s.rightRow(l, i)
	case gongwen.Heading:
		rows := s.rowsOf(i, ElementBody, bodyFont, indented)
		for k := range rows {
			rows[k].keep = true
		}
		if !l.gone {
			rows = withBookmark(rows, l.block.Text(), l.block.Number.Style.Level())
		}
		return rows
	}
	return s.rowsOf(i, ElementBody, bodyFont, indented)
}

func (s *redlineSetter) rowsOf(i int, e Element, f font, sh shape) []row {
	l := s.lines[i]
	return s.rows(source{runes: l.runes, block: i, fates: l.fates}, e, f, sh)
}

// centredRow sets lines about the middle; rightRow sets them as an unsealed
// 署名 stands, two cells from the right edge.
func (s *redlineSetter) centredRow(l redlined, f font, block int) []row {
	e := ElementTitle
	if block < 0 {
		e = ElementRedlineHead
	}
	return s.placed(l, block, e, f, titleWidth, func(w float64) float64 { return (textLeft + textRight - w) / 2 })
}

func (s *redlineSetter) rightRow(l redlined, block int) []row {
	return s.placed(l, block, ElementSignatory, bodyFont, textWidth-indentUnsealed, func(w float64) float64 { return textRight - indentUnsealed - w })
}

func (s *redlineSetter) placed(l redlined, block int, e Element, f font, width float64, left func(width float64) float64) []row {
	t := s.atomize(source{runes: l.runes, block: block, fates: l.fates}, f, width)
	var rows []row
	for _, span := range t.breakLines(width, width) {
		w := min(t.width(span.first, span.end), width)
		set := t.place(span, left(w), width, ragged)
		set.Element, set.Block = e, block
		rows = append(rows, row{line: set, size: f.size, keep: e == ElementTitle})
	}
	return rows
}

// pageMark says on every page, outside the text block, what it is.
func (s *redlineSetter) pageMark(p *Page) {
	f := font{typeface.HeiTi, sizeNote, sizeNote, Black}
	words := redlineWords
	if s.redline.Name != "" {
		words += " · " + s.redline.Name
	}
	l, size := s.oneLine(ElementRedlineMark, words, f, textWidth)
	l.moveTo(textLeft+(textWidth-l.Width)/2, baselineBelow(redlineTop, size))
	p.Lines = append(p.Lines, l.Line)
}

// tagOf is what stands above words of that department.
func (r Redline) tagOf(department int64) string {
	for _, h := range r.Houses {
		if h.Department == department {
			return cmp.Or(h.Tag, h.Name)
		}
	}
	return ""
}
