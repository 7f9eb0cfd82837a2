package check

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/sample"
	"dafu/internal/typeface"
)

// plainFaces print everything, each character in one cell.
type plainFaces struct{}

func (plainFaces) Glyph(typeface.Role, rune) (typeface.Glyph, bool) {
	return typeface.Glyph{Advance: 1}, true
}

func (plainFaces) Variant(typeface.Role, rune, rune) (typeface.Glyph, bool) {
	return typeface.Glyph{}, false
}

func (plainFaces) Box(typeface.Glyph) typeface.Box { return typeface.Box{} }

// A finding stands on the page on which its line is printed, also where the
// letter prints the case's data in place of the text's.
func TestPage(t *testing.T) {
	m := sample.Real()
	body := gongwen.Parse(m.Printed, gongwen.Source{})
	for name, letter := range map[string]gongwen.Letter{"text": {Body: body}, "case": m.File.Letter(body)} {
		pages, err := layout.Set(letter, plainFaces{}, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		findings := Run(Input{Text: m.Printed, Case: OfFile(m.File)})
		Page(findings, body, letter, pages)
		last := 1
		for _, f := range findings {
			if f.Page < last {
				t.Errorf("%s: rule %d in line %d is on page %d, behind one on page %d", name, f.Rule, f.Line, f.Page, last)
			}
			last = f.Page
			if f.Rule != 26 && f.Rule != 45 && !strings.Contains(textOf(pages.Pages[f.Page-1]), firstOfPlace(body, f)) {
				t.Errorf("%s: page %d does not print %q", name, f.Page, f.Text)
			}
		}
		if last != len(pages.Pages) {
			t.Errorf("%s: the signature is on page %d of %d", name, last, len(pages.Pages))
		}
	}
	findings := []Finding{{Block: -1}, {Block: 99}}
	Page(findings, body, gongwen.Letter{}, layout.Pages{})
	if findings[0].Page != 0 || findings[1].Page != 0 {
		t.Errorf("what is not printed has the pages %+v", findings)
	}
}

// firstOfPlace is the beginning of a finding's place, as it is printed.
func firstOfPlace(body gongwen.Document, f Finding) string {
	text := []rune(body.Blocks[f.Block].Text())
	return string(text[f.From:min(f.From+4, len(text))])
}

func textOf(p layout.Page) string {
	var s strings.Builder
	for _, l := range p.Lines {
		for _, r := range l.Runs {
			for _, g := range r.Glyphs {
				s.WriteRune(g.Rune)
			}
		}
	}
	return s.String()
}
