package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheDeskShowsWhatIsPrinted compares the pages on the screen with those of
// the PDF, as poppler draws them at the same size.
func TestTheDeskShowsWhatIsPrinted(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.do("take a tall window", chromedp.EmulateViewport(1900, 1400))
	c.desk()
	file := filepath.Join(t.TempDir(), "preview.pdf")
	_ = ask[string](c, "ask for the preview", fmt.Sprintf(`(window.pdf = "", fetch(%q).then(r => r.blob()).then(b => { const f = new FileReader(); f.onload = () => window.pdf = f.result; f.readAsDataURL(b) }), "")`, deskCase+"/preview.pdf"))
	c.await("have the preview", `window.pdf !== ""`)
	got := ask[string](c, "read the preview", `window.pdf`)
	if err := os.WriteFile(file, decoded(t, got), 0o600); err != nil {
		t.Fatal(err)
	}
	pages := ask[int](c, "count the pages", `document.querySelectorAll("#desk-pages canvas").length`)
	for _, n := range []int{1, 3, pages} {
		c.await("see the page drawn", fmt.Sprintf(`(c => { c.scrollIntoView(); return !!c.dataset.drawn })(document.querySelectorAll("#desk-pages canvas")[%d])`, n-1))
		screen := picture(t, decoded(t, ask[string](c, "take the page", fmt.Sprintf(`document.querySelectorAll("#desk-pages canvas")[%d].toDataURL()`, n-1))))
		paper := printed(t, file, n, screen.Bounds().Dx(), screen.Bounds().Dy())
		if there, missing := stray(paper, screen), stray(screen, paper); there > 0.002 || missing > 0.002 {
			t.Errorf("page %d: %.2f %% of the ink on paper is not on the screen, %.2f %% of that on the screen not on paper", n, 100*there, 100*missing)
		}
	}
	o.served.stop(t)
}

func decoded(t *testing.T, url string) []byte {
	t.Helper()
	_, data, _ := strings.Cut(url, ",")
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func picture(t *testing.T, b []byte) image.Image {
	t.Helper()
	p, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func printed(t *testing.T, file string, page, wide, high int) image.Image {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	n := fmt.Sprint(page)
	text, err := exec.CommandContext(t.Context(), "pdftoppm", "-png", "-singlefile", "-f", n, "-l", n,
		"-scale-to-x", fmt.Sprint(wide), "-scale-to-y", fmt.Sprint(high), file, out).CombinedOutput()
	if err != nil {
		t.Fatalf("pdftoppm (Debian package: poppler-utils): %v: %s", err, text)
	}
	b, err := os.ReadFile(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	return picture(t, b)
}

// stray is the share of a's ink with no ink of b within a pixel of it. Ink is
// dark or red; the watermark of a preview is neither.
func stray(a, b image.Image) float64 {
	ink := func(p image.Image, x, y int, least uint32) bool {
		if !(image.Point{X: x, Y: y}).In(p.Bounds()) {
			return false
		}
		_, g, _, _ := p.At(x, y).RGBA()
		return g < least
	}
	const certain, faint = 0x5000, 0xD000
	all, alone := 0, 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if !ink(a, x, y, certain) {
				continue
			}
			all++
			near := false
			for dy := -1; dy <= 1 && !near; dy++ {
				for dx := -1; dx <= 1 && !near; dx++ {
					near = ink(b, x+dx, y+dy, faint)
				}
			}
			if !near {
				alone++
			}
		}
	}
	if all == 0 {
		return 1 // a page without ink is none
	}
	return float64(alone) / float64(all)
}
