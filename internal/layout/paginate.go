package layout

// paginator puts rows on pages.
type paginator struct {
	pages      []Page
	bookmarks  []Bookmark
	seals      []SealPlace
	unnumbered map[int]bool // pages without a number
	diameter   float64
	y          float64 // where the next row begins
	fresh      bool    // nothing stands on this page's rows yet
	lowered    lowered // the larger type at the top of this page
}

// lowered is how far type larger than the text's is moved down at the top of a
// page, to stay within the text block: all its lines alike, so that they keep
// their distance.
type lowered struct{ size, by float64 }

// newPage begins a page.
func (p *paginator) newPage() {
	p.pages = append(p.pages, Page{})
	p.y, p.fresh, p.lowered = rowsTop, true, lowered{}
}

func (p *paginator) page() *Page { return &p.pages[len(p.pages)-1] }

// fits reports whether n more rows go on the page.
func (p *paginator) fits(n int) bool { return p.y+float64(n)*pitch <= rowsEnd+hair }

// flow puts the rows on pages. Rows that keep with the next go to a new page
// together with it, unless together they would fill more than a page.
func (p *paginator) flow(rows []row) {
	for i, r := range rows {
		blank := r.blank
		if p.fresh {
			blank = 0
		}
		together := keptTogether(rows[i:])
		if !p.fits(blank+1) || (together <= linesPerPage && !p.fits(together-r.blank+blank)) {
			if !p.fresh || !p.fits(1) {
				p.newPage()
			}
			blank = 0
		}
		p.y += float64(blank) * pitch
		p.put(r)
		p.y += pitch
		p.fresh = false
	}
}

// keptTogether returns how many rows, blank ones counted, must stand on one
// page with the first; it stops counting beyond a page.
func keptTogether(rows []row) int {
	n := 0
	for i, r := range rows {
		n += r.blank + 1
		if !r.keep || i+1 == len(rows) || n > linesPerPage {
			break
		}
	}
	return n
}

// put puts a row where the paginator stands.
func (p *paginator) put(r row) {
	page := len(p.pages) - 1
	if r.size > 0 {
		y := baselineIn(p.y, r.size) + p.lower(r.size)
		r.line.moveTo(0, min(y, baselineBelow(textBottom-r.size, r.size)))
		p.page().Lines = append(p.page().Lines, r.line)
		for _, l := range r.beside {
			l.moveTo(0, baselineIn(p.y, r.size))
			p.page().Lines = append(p.page().Lines, l)
		}
	}
	if b := r.bookmark; b != nil {
		b.Page, b.Y = page, p.y
		p.addBookmark(*b)
	}
	for _, spot := range r.seals {
		p.seals = append(p.seals, SealPlace{Page: page, X: spot.x, Y: p.y + pitch - spot.up, Diameter: p.diameter})
	}
}

// lower returns how far a line of the size is moved down.
func (p *paginator) lower(size float64) float64 {
	switch {
	case p.fresh:
		p.lowered = lowered{size, max(0, baselineBelow(textTop, size)-baselineIn(p.y, size))}
	case size != p.lowered.size:
		p.lowered = lowered{}
	}
	return p.lowered.by
}

// addBookmark adds a bookmark; levels go down one step at a time, as outlines
// must, whatever the letter's numbers do.
func (p *paginator) addBookmark(b Bookmark) {
	above := 0
	if n := len(p.bookmarks); n > 0 {
		above = p.bookmarks[n-1].Level
	}
	b.Level = min(b.Level, above+1)
	p.bookmarks = append(p.bookmarks, b)
}

// imprint puts the imprint at the foot of the last page, or of further pages.
func (p *paginator) imprint(m imprint) {
	rows := m.rows
	for len(rows) > 0 {
		n := min(len(rows), linesPerPage-1) // its last rule is the text block's bottom
		if p.y > textBottom-float64(n)*pitch+hair {
			p.newPage()
		}
		if m.onEven && n == len(rows) {
			p.turnToEven()
		}
		addImprint(p.page(), rows[:n], m.ruled && n == len(rows))
		rows = rows[n:]
		p.y = rowsEnd
	}
}

// turnToEven goes on to the back of the sheet. A page that stays blank before
// the imprint bears no number, nor does the imprint's (GB/T 9704-2012 7.5).
func (p *paginator) turnToEven() {
	if len(p.pages)%2 == 0 {
		return
	}
	if len(p.page().Lines) == 0 {
		n := len(p.pages)
		p.unnumbered[n-1], p.unnumbered[n] = true, true
	}
	p.newPage()
}
