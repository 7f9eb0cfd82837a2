package layout

import (
	"errors"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// asking counts the glyphs that were asked for.
type asking struct {
	Faces
	n int
}

func (a *asking) Glyph(role typeface.Role, r rune) (typeface.Glyph, bool) {
	a.n++
	return a.Faces.Glyph(role, r)
}

// Whoever stops a setting pays for no more than the block that is being set.
func TestStoppedWorkEnds(t *testing.T) {
	line := "我们将认真办理，进一步加强协同。\n"
	body := gongwen.Parse(strings.Repeat(line, 2000), gongwen.Source{})
	for name, set := range map[string]func(f Faces, stop func() bool) error{
		"letter": func(f Faces, stop func() bool) error {
			_, err := Set(gongwen.Letter{Body: body}, f, Options{Stop: stop})
			return err
		},
		"redline": func(f Faces, stop func() bool) error {
			_, err := SetRedline(Redline{Before: gongwen.Document{}, After: body, Stop: stop}, f)
			return err
		},
	} {
		faces, asked := &asking{Faces: shippedFaces()}, 0
		err := set(faces, func() bool { asked++; return asked > 3 })
		if !errors.Is(err, ErrStopped) || asked != 4 {
			t.Errorf("%s: %v after %d questions", name, err, asked)
		}
		if most := 1000; faces.n > most {
			t.Errorf("%s: %d glyphs were asked for, want at most %d of some %d", name, faces.n, most, 2000*len([]rune(line)))
		}
	}
}
