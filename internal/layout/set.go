package layout

import "dafu/internal/gongwen"

// Set sets the letter. It fails with *UnprintableError or, where the caller stops it,
// with ErrStopped.
func Set(l gongwen.Letter, f Faces, o Options) (Pages, error) {
	s := newSetter(l, f, o)
	p := &paginator{diameter: s.sealDiameter(), unnumbered: map[int]bool{}}
	p.newPage()
	p.y = s.head(p.page())
	p.unnumbered[0] = s.letter.Form == gongwen.LetterForm
	p.flow(s.flow())
	foot := s.imprint()
	s.annexes(p, foot)
	p.imprint(foot)
	s.furnish(p)
	if s.stopped {
		return Pages{}, ErrStopped
	}
	if len(s.missing) > 0 {
		return Pages{}, &UnprintableError{Characters: s.missing}
	}
	set := Pages{Pages: p.pages, Bookmarks: p.bookmarks, Seals: p.seals}
	if len(p.seals) > 0 {
		set.Seal = &set.Seals[0]
	}
	return set, nil
}

// furnish adds what stands outside the text block of every page. The watermark
// comes first, for the text to be drawn over it.
func (s *setter) furnish(set *paginator) {
	for i := range set.pages {
		p := &set.pages[i]
		text := p.Lines
		p.Lines = nil
		if s.options.Draft != "" {
			s.watermark(p)
		}
		p.Lines = append(p.Lines, text...)
		if s.options.Specimen {
			s.specimen(p)
		}
		if !set.unnumbered[i] {
			s.pageNumber(p, i+1)
		}
	}
}
