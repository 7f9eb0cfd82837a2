package pdf

import (
	"fmt"
	"os/exec"
	"testing"

	"dafu/internal/layout"
)

func TestVerticalRulesAreDrawn(t *testing.T) {
	pages := layout.Pages{Pages: []layout.Page{{Columns: []layout.Column{{X: 100, Y1: 200, Y2: 300, Width: 4}}}}}
	file, err := press().Draw(pages, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	image, err := exec.Command("pdftoppm", "-r", "72", "-gray", write(t, file)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var width, height int
	if _, err := fmt.Sscanf(string(image), "P5\n%d %d\n255\n", &width, &height); err != nil {
		t.Fatal(err)
	}
	image = image[len(image)-width*height:]
	for _, c := range []struct {
		x, y  int
		black bool
	}{{100, 202, true}, {100, 250, true}, {100, 297, true}, {100, 196, false}, {100, 304, false}, {95, 250, false}, {105, 250, false}} {
		if got := image[c.y*width+c.x] < 128; got != c.black {
			t.Errorf("black at %d, %d: %v", c.x, c.y, got)
		}
	}
}
