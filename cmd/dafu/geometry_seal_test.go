package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
)

// sealRectangle asks qpdf for the signature's rectangle, in mm from the top
// left of its page.
func sealRectangle(t *testing.T, file string, height float64) (seal box, page int) {
	t.Helper()
	var document struct {
		Pages []struct {
			Object string `json:"object"`
		} `json:"pages"`
		QPDF [2]json.RawMessage `json:"qpdf"` // about the file, its objects
	}
	if err := json.Unmarshal(output(t, "qpdf", "--json=2", "--json-key=pages", "--json-key=qpdf", file), &document); err != nil {
		t.Fatal(err)
	}
	var objects map[string]struct {
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(document.QPDF[1], &objects); err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		var annotation struct {
			Subtype string    `json:"/Subtype"`
			Field   string    `json:"/FT"`
			Page    string    `json:"/P"`
			Rect    []float64 `json:"/Rect"`
		}
		if json.Unmarshal(o.Value, &annotation) != nil || annotation.Subtype != "/Widget" || annotation.Field != "/Sig" {
			continue
		}
		for i, p := range document.Pages {
			if r := annotation.Rect; p.Object == annotation.Page && len(r) == 4 {
				return box{r[0] * mmPerPoint, height - r[3]*mmPerPoint, r[2] * mmPerPoint, height - r[1]*mmPerPoint}, i
			}
		}
	}
	t.Fatal("qpdf finds no signature with a place on a page")
	return box{}, 0
}

func TestTheSealOfTheSignedFile(t *testing.T) {
	dir := t.TempDir()
	if code, out, complaints := dafu(t, dir, "", "demo", "--out", "."); code != 0 {
		t.Fatal(out, complaints)
	}
	file := filepath.Join(dir, "reply.pdf")
	pages := traced(t, file)
	seal, at := sealRectangle(t, file, pages[0].height)
	if at != len(pages)-1 {
		t.Errorf("the seal is on page %d of %d", at+1, len(pages))
	}
	p := pages[at]
	p.chars = slices.DeleteFunc(p.chars, func(c tracedChar) bool { return c.colour == red }) // the seal's own words
	name, date := p.line(t, "云南省科学技术厅"), p.line(t, "2024年5月31日")

	about(t, "date: right indent of four cells", date.right(), textRight-4*oneCell, 0.3)
	about(t, "署名: centred over the date", name.middle(), date.middle(), 0.3)
	about(t, "date: below the 署名", date.y-name.y, onePitch, 0.02)
	about(t, "seal: width", seal.right-seal.left, 42, 0.1)
	about(t, "seal: height", seal.bottom-seal.top, 42, 0.1)
	about(t, "seal: middle over the date", (seal.left+seal.right)/2, date.middle(), 0.3)
	if below := (name.emTop()+date.emBottom())/2 - (seal.top+seal.bottom)/2; below < 0 || below > 9 {
		t.Errorf("署名 and date stand %.2f mm below the seal's centre, want 0 to 9", below)
	}
	text := slices.DeleteFunc(p.text(), func(l tracedLine) bool { return l.y >= name.y })
	if len(text) == 0 {
		t.Fatal("the page of the seal has no text (此页无正文)")
	}
	if gap := seal.top - text[len(text)-1].emBottom(); gap < 0 || gap > onePitch {
		t.Errorf("the seal begins %.2f mm below the text, want 0 to %.2f", gap, onePitch)
	}
	if !(seal.left < date.left() && seal.right > date.right() && seal.bottom > date.emBottom()) {
		t.Error("the seal does not stand over the date")
	}
}

// What a reader sees of the seal is where the signature says it is, and red.
func TestTheSealIsDrawnInItsPlace(t *testing.T) {
	dir := t.TempDir()
	if code, out, complaints := dafu(t, dir, "", "demo", "--out", "."); code != 0 {
		t.Fatal(out, complaints)
	}
	file := filepath.Join(dir, "reply.pdf")
	seal, at := sealRectangle(t, file, 297)
	ink := inkOf(t, file, at+1, pixel.red, box{textLeft, textTop, 205, textBottom})
	about(t, "ink: left", ink.left, seal.left, 0.5)
	about(t, "ink: right", ink.right, seal.right, 0.5)
	about(t, "ink: top", ink.top, seal.top, 0.5)
	about(t, "ink: bottom", ink.bottom, seal.bottom, 0.5)
}
