// Package pdf draws what layout has set: gofpdf makes the pages and the
// outline, and one pass over its file puts in what it cannot do (see rewrite).
package pdf

import (
	"fmt"
	"sync"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/service"
	"dafu/internal/typeface"
)

// Press sets letters and draws seals. It may be used from many goroutines.
type Press struct {
	set    *typeface.Set
	packed sync.Map // typeface.FaceID → *glyphs
}

// New returns a press that prints with the given faces.
func New(set *typeface.Set) *Press { return &Press{set: set} }

// glyphs returns what is packed of a face.
func (p *Press) glyphs(id typeface.FaceID, face *typeface.Face) *glyphs {
	gs, known := p.packed.Load(id)
	if !known {
		gs, _ = p.packed.LoadOrStore(id, &glyphs{face: face})
	}
	return gs.(*glyphs)
}

// Meta is what the file says about itself (文档属性).
type Meta service.Properties

// metaOf takes the file's properties from the letter, so that equal letters
// give equal files whenever they are printed.
func metaOf(l gongwen.Letter) Meta {
	m := Meta{Title: l.Title(), Author: l.Signatory(), Subject: l.Subject, Keywords: l.Keywords}
	if i := l.Body.First(gongwen.IssueDate); i >= 0 {
		// A date in other words (二〇二四年…) leaves the file without one.
		m.Date, _ = time.ParseInLocation("2006年1月2日", l.Body.Blocks[i].Words(), calendar.China)
	}
	return m
}

// Set sets the letter on paper. It fails with *layout.UnprintableError if a
// character cannot be printed.
func (p *Press) Set(l gongwen.Letter, o layout.Options) (service.Setting, error) {
	pages, err := p.Lay(l, o)
	if err != nil {
		return service.Setting{}, err
	}
	file, err := p.Draw(pages, metaOf(l))
	if err != nil {
		return service.Setting{}, err
	}
	return service.Setting{PDF: file, Pages: len(pages.Pages), Seal: pages.Seal}, nil
}

// Lay sets the letter and returns its pages undrawn. It fails as Set does.
func (p *Press) Lay(l gongwen.Letter, o layout.Options) (layout.Pages, error) {
	pages, err := layout.Set(l, p.set, o)
	if broken := p.set.Err(); broken != nil {
		return layout.Pages{}, fmt.Errorf("setting the letter: %w", broken)
	}
	return pages, err
}

// Outline implements service.Press.
func (p *Press) Outline(face typeface.FaceID, glyph uint16) ([]typeface.Segment, error) {
	if face < 0 || int(face) >= p.set.Faces() {
		return nil, fmt.Errorf("there is no face %d", face)
	}
	f, err := p.set.Face(face)
	if err != nil {
		return nil, err
	}
	return f.Outline(glyph)
}

// WebFont implements service.Press.
func (p *Press) WebFont(role typeface.Role, characters []rune) ([]byte, error) {
	own, ok := p.set.Glyph(role, '的') // a face that has the commonest character is the role's
	if !ok {
		return nil, p.set.Err()
	}
	f, err := p.set.Face(own.Face)
	if err != nil {
		return nil, err
	}
	font, _, err := f.WebFont("Dafu "+role.String(), characters)
	return font, err
}

// Draw makes the PDF file of pages. Equal pages and meta give equal bytes.
func (p *Press) Draw(pages layout.Pages, meta Meta) ([]byte, error) {
	d, err := p.drawPages(pages)
	if err != nil {
		return nil, fmt.Errorf("drawing the pages: %w", err)
	}
	file, err := rewrite(d, len(pages.Pages), pages.Bookmarks, meta.plain())
	if err != nil {
		return nil, fmt.Errorf("finishing the PDF file: %w", err)
	}
	return file, nil
}

// Prints implements service.Press. It asks for the body's face, behind which all
// others stand.
func (p *Press) Prints(r rune) bool {
	_, ok := p.set.Glyph(typeface.FangSong, r)
	return ok || p.set.Err() != nil
}
