package layout

import "dafu/internal/gongwen"

// Set sets the letter. It fails with *UnprintableError, and with nothing else.
func Set(l gongwen.Letter, f Faces, o Options) (Pages, error) {
	s := newSetter(l, f, o)
	p := &paginator{diameter: s.sealDiameter()}
	p.newPage()
	p.y = s.head(p.page())
	p.flow(s.flow())
	p.imprint(s.imprint())
	s.furnish(p.pages)
	if len(s.missing) > 0 {
		return Pages{}, &UnprintableError{Characters: s.missing}
	}
	return Pages{Pages: p.pages, Bookmarks: p.bookmarks, Seal: p.seal}, nil
}

// furnish adds what stands outside the text block of every page. The watermark
// comes first, for the text to be drawn over it.
func (s *setter) furnish(pages []Page) {
	for i := range pages {
		p := &pages[i]
		text := p.Lines
		p.Lines = nil
		if s.options.Draft != "" {
			s.watermark(p)
		}
		p.Lines = append(p.Lines, text...)
		if s.options.Specimen {
			s.specimen(p)
		}
		s.pageNumber(p, i+1)
	}
}
