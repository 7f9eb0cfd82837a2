package pdf

import (
	"bytes"
	"time"

	"github.com/jung-kurt/gofpdf"

	"dafu/internal/layout"
)

// drawing is what comes of the pages: gofpdf's file, and what its contents name
// but gofpdf knows nothing of.
type drawing struct {
	raw        []byte
	faces      *faces
	watermarks watermarks
}

// drawPages has gofpdf make pages, rules and outline. Text and watermarks are
// written into the contents as they are: the fonts they name come with the
// rewriting pass. gofpdf's version stays 1.3, or it would add a transparency
// group to every page.
func (p *Press) drawPages(pages layout.Pages) (drawing, error) {
	f := gofpdf.New("P", "pt", "A4", "")
	f.SetCompression(false) // rewrite does, faster
	f.SetCatalogSort(true)
	f.SetCreationDate(time.Unix(0, 0).UTC()) // rewrite writes the dates; unset, gofpdf asks the clock
	f.SetModificationDate(time.Unix(0, 0).UTC())
	f.SetAutoPageBreak(false, 0)
	d := drawing{faces: newFaces(p), watermarks: watermarks{press: p}}
	outline, bookmarks := levels(pages.Bookmarks), byPage(pages)
	var text pen
	for i, page := range pages.Pages {
		f.AddPage()
		text = pen{faces: d.faces, out: text.out[:0], row: text.row}
		if err := d.page(f, page, &text); err != nil {
			return d, err
		}
		for _, j := range bookmarks[i] {
			b := pages.Bookmarks[j]
			f.Bookmark(utf16String(b.Title), outline[j], b.Y)
		}
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return d, err
	}
	d.raw = out.Bytes()
	return d, nil
}

// outlined reports lines that are no words of the text: whoever copies it must
// not get them in between.
func outlined(l layout.Line) bool {
	return l.Element == layout.ElementWatermark || l.Element == layout.ElementRedlineTag
}

// page draws the watermarks first: they lie below the text.
func (d *drawing) page(f *gofpdf.Fpdf, page layout.Page, text *pen) error {
	for _, line := range page.Lines {
		if !outlined(line) {
			continue
		}
		form, err := d.watermarks.form(line)
		if err != nil {
			return err
		}
		f.RawWriteStr("/" + form + " Do")
	}
	text.begin()
	for _, line := range page.Lines {
		if outlined(line) {
			continue
		}
		if err := text.line(line); err != nil {
			return err
		}
	}
	text.end()
	f.RawWriteBuf(bytes.NewReader(text.out))
	for _, r := range page.Rules {
		f.SetFillColor(int(r.Color.R), int(r.Color.G), int(r.Color.B))
		f.Rect(r.X1, r.Y-r.Width/2, r.X2-r.X1, r.Width, "F")
	}
	drawColumns(f, page.Columns)
	return nil
}
