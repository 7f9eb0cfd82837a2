package measure

import (
	"math"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"dafu/internal/layout"
)

// The text block and its grid.
var gridRules = []rule{
	{"版心", "左边", "顶格各行从版心左边起，距纸左边28mm（5.2.1）", MM, fine, leftEdges},
	{"版心", "右边", "除段末和网址前后外各行到版心右边止，距纸左边184mm（5.2.1）", MM, fine, rightEdges},
	{"版心", "上边", "首行字顶距纸上边37mm（5.2.1）", MM, fine, firstLines},
	{"版心", "下边", "末行字底不超过版心下边，距纸上边262mm（5.2.1）", MM, fine, lastLines},
	{"版心", "行距", "22行撑满225mm，行距10.45mm（5.2.3）", MM, 0.02, pitches},
	{"版心", "行数", "每面不多于22行（5.2.3）", Rows, 0, rowCounts},
	{"版心", "字数", "每行不多于28字（5.2.3）", Characters, 0, cellCounts},
	{"版心", "字距", "28字撑满156mm，字距不小于5.57mm（5.2.3）", MM, 0.02, cellWidths},
}

// running are the elements that are set as paragraphs: their lines, but for
// the last ones, fill the text block.
var running = []layout.Element{
	layout.ElementAddressee, layout.ElementBody, layout.ElementContact, layout.ElementAttachment,
}

func leftEdges(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementAddressee, layout.ElementBody, layout.ElementContact) {
		if !l.first || l.element == layout.ElementAddressee {
			all = append(all, same(l, l.leftEdge(), left))
		}
	}
	return all
}

func rightEdges(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(running...) {
		switch {
		case l.last:
		case s.besideAddress(l): // may end where the address does not fit, but never beyond
			all = append(all, between(l.page, left, right, l.rightEdge().from, l.words()))
		default:
			all = append(all, same(l, l.rightEdge(), right))
		}
	}
	return all
}

var address = regexp.MustCompile(`[!-~]*(://|www\.)[!-~]*`)

// besideAddress tells whether an address stands in the line, or is what comes
// next.
func (s *sheet) besideAddress(l line) bool {
	text := string(s.textOf(l))
	for _, at := range address.FindAllStringIndex(text, -1) {
		from, to := utf8.RuneCountInString(text[:at[0]]), utf8.RuneCountInString(text[:at[1]])
		if from <= l.from+len(l.glyphs) && to > l.from {
			return true
		}
	}
	return false
}

// firstLines reads the top of each page. A letterhead and an imprint have their
// own places.
func firstLines(s *sheet) []reading {
	var all []reading
	for page := range s.pages {
		lines := s.onPage(page)
		if len(lines) == 0 || isImprint(lines[0]) || lines[0].element == layout.ElementLetterhead {
			continue
		}
		// Words in the cell of a ruled form that goes on here keep off its line.
		if lines[0].element != layout.ElementForm {
			all = append(all, exactly(page, top, lines[0].emTop(), lines[0].words()))
		}
	}
	return all
}

func lastLines(s *sheet) []reading {
	var all []reading
	for page := range s.pages {
		if lines := s.onPage(page); len(lines) > 0 {
			l := lines[len(lines)-1]
			all = append(all, between(page, top, bottom, l.emBottom(), l.words()))
		}
	}
	return all
}

// onPage returns the lines of a page from top to bottom.
func (s *sheet) onPage(page int) []line {
	var found []line
	for _, l := range s.lines {
		if l.page == page {
			found = append(found, l)
		}
	}
	slices.SortStableFunc(found, func(a, b line) int {
		switch {
		case a.y() < b.y():
			return -1
		case a.y() > b.y():
			return 1
		}
		return 0
	})
	return found
}

// pitches reads the distance of each line of the text from the one above it,
// by the row: blank rows lie between some.
func pitches(s *sheet) []reading {
	var all []reading
	var above line
	for _, l := range s.lines {
		if l.size() != sanHao || !inRows(l) {
			continue
		}
		if len(above.glyphs) > 0 && above.page == l.page && l.y() != above.y() { // 署名 may stand side by side
			distance := l.y() - above.y()
			rows := max(1, math.Round(distance/pitch))
			all = append(all, exactly(l.page, pitch, distance/rows, l.words()))
		}
		above = l
	}
	return all
}

// inRows tells the lines that stand in the text's rows.
func inRows(l line) bool {
	return l.block >= 0 && !isImprint(l) && l.element != layout.ElementTitle
}

func rowCounts(s *sheet) []reading {
	var all []reading
	for page := range s.pages {
		rows, above := 0, math.Inf(-1)
		for _, l := range s.onPage(page) {
			if l.y() > above+1 {
				rows++
			}
			above = l.y()
		}
		all = append(all, between(page, 0, rowsOnPage, float64(rows), ""))
	}
	return all
}

// cellCounts counts what fills a cell and cannot give up any of it.
func cellCounts(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(running...) {
		n := 0
		for _, g := range l.glyphs {
			if unicode.Is(unicode.Han, g.r) {
				n++
			}
		}
		all = append(all, between(l.page, 0, cellsInRow, float64(n), l.words()))
	}
	return all
}

// cellWidths reads the narrowest step from one Han character to the next:
// lines are filled by spreading, never by crowding Han characters.
func cellWidths(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(running...) {
		least := math.Inf(1)
		for i, g := range l.glyphs[1:] {
			if before := l.glyphs[i]; unicode.Is(unicode.Han, g.r) && unicode.Is(unicode.Han, before.r) {
				least = min(least, g.x+g.width/2-before.x-before.width/2)
			}
		}
		if !math.IsInf(least, 1) {
			all = append(all, atLeast(l.page, cell, least, l.words()))
		}
	}
	return all
}
