package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/layout"
	"dafu/internal/service"
	"dafu/internal/typeface"
)

// attribute reads a number from an XML tag.
func attribute(t *testing.T, tag, name string) float64 {
	t.Helper()
	_, rest, _ := strings.Cut(tag, " "+name+`="`)
	digits, _, _ := strings.Cut(rest, `"`)
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		t.Fatalf("%s of %s: %v", name, tag, err)
	}
	return v
}

const diameter = 42 * layout.MM

func mustSeal(t testing.TB, name string, trial bool) service.Seal {
	t.Helper()
	s, err := press().Seal(name, trial, diameter)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pixels prints a seal on a page of its own size, one pixel a point, and tells
// which are red.
func pixels(t *testing.T, s service.Seal) func(x, y float64) bool {
	t.Helper()
	var page bytes.Buffer
	fmt.Fprintf(&page, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.0f %.0f]/Contents 4 0 R>>endobj\n"+
		"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n", s.Diameter, s.Diameter, len(s.Content), s.Content)
	image, err := exec.Command("pdftoppm", "-r", "144", write(t, page.Bytes())).Output()
	if err != nil {
		t.Fatal(err)
	}
	var width, height int
	if _, err := fmt.Sscanf(string(image), "P6\n%d %d\n255\n", &width, &height); err != nil {
		t.Fatal(err)
	}
	image = image[len(image)-3*width*height:]
	return func(x, y float64) bool { // from the centre, y upwards
		at := 3 * ((height/2-int(2*y))*width + width/2 + int(2*x))
		return image[at] > 200 && image[at+1] < 100
	}
}

func TestSealIsRoundAndTellsTrialFromReal(t *testing.T) {
	for _, trial := range []bool{true, false} {
		red := pixels(t, mustSeal(t, "云南省科学技术厅", trial))
		for _, p := range [][2]float64{{58.6, 0}, {-58.6, 0}, {0, 58.6}, {0, -58.6}, {41.4, -41.4}} {
			if !red(p[0], p[1]) {
				t.Errorf("trial %v: the ring is open at %v", trial, p)
			}
		}
		for _, p := range [][2]float64{{0, -40}, {0, 28}, {58, 58}, {0, 53.5}} {
			if red(p[0], p[1]) {
				t.Errorf("trial %v: red at %v", trial, p)
			}
		}
		if star := red(0, 0) && red(0, 17) && red(4, 4) && red(-4, 4); star == trial {
			t.Errorf("trial %v: star %v", trial, star)
		}
	}
}

func TestSealsNameKeepsBetweenRingAndStar(t *testing.T) {
	longest := []rune("新疆维吾尔自治区博尔塔拉蒙古自治州农业农村局办公")
	names := []string{"省厅", "省科技厅", "省科学厅"}
	for n := 6; n <= 24; n++ {
		names = append(names, string(longest[:n]))
	}
	if len(longest) != 24 {
		t.Fatalf("the longest name has %d characters", len(longest))
	}
	for _, name := range names {
		s := mustSeal(t, name, false)
		if len(s.Paths) != 3 {
			t.Fatalf("%d paths", len(s.Paths))
		}
		left, right := 0.0, 0.0
		for _, seg := range s.Paths[1].Segments {
			if seg.Op == typeface.Close {
				continue
			}
			p := typeface.Point{X: seg.P[0].X - diameter/2, Y: seg.P[0].Y - diameter/2}
			left, right = min(left, p.X), max(right, p.X)
			if r := p.X*p.X + p.Y*p.Y; r > 55.8*55.8 || r < 28*28 {
				t.Fatalf("%s: a point at %v", name, p)
			}
		}
		if off := left + right; off < -2.5 || off > 2.5 {
			t.Errorf("%s: the name reaches from %.1f to %.1f", name, left, right)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	var missing *layout.UnprintableError
	_, err := press().Seal("某省\U0010FFFD厅", true, diameter)
	if !errors.As(err, &missing) || len(missing.Characters) != 1 || missing.Characters[0].At != 2 || missing.Characters[0].Near == "" {
		t.Errorf("a character that no face has: %v", err)
	}
	if _, err := press().Seal("", true, diameter); err == nil {
		t.Error("a seal without a name")
	}
	if _, err := press().Seal("某省厅", true, 0); err == nil {
		t.Error("a seal without size")
	}
}

func TestSealsPathsAndOperatorsAreTheSame(t *testing.T) {
	s := mustSeal(t, "𠮷𬭎省科技厅", true)
	if got := operators(s.Paths); !bytes.Equal(got, s.Content) || s.Diameter != diameter {
		t.Error("the screen shows another seal than the file")
	}
	for line := range strings.Lines(string(s.Content)) {
		f := strings.Fields(line)
		want := map[string]int{"rg": 4, "m": 3, "l": 3, "c": 7, "h": 1, "f": 1, "f*": 1}[f[len(f)-1]]
		if len(f) != want {
			t.Fatalf("operator %q", line)
		}
	}
}

func BenchmarkSeal(b *testing.B) {
	for b.Loop() {
		mustSeal(b, "云南省科学技术厅", true)
	}
}

// extent is the box around a path, about the seal's centre.
func extent(p layout.Path) (left, bottom, right, top float64) {
	for i, seg := range p.Segments {
		if seg.Op == typeface.Close {
			continue
		}
		x, y := seg.P[0].X-diameter/2, seg.P[0].Y-diameter/2
		if i == 0 {
			left, bottom, right, top = x, y, x, y
		}
		left, bottom, right, top = min(left, x), min(bottom, y), max(right, x), max(top, y)
	}
	return left, bottom, right, top
}

func TestSealsSecondLineKeepsClearOfStarRingAndName(t *testing.T) {
	for _, name := range []string{"省科学技术厅", "云南省科学技术厅", "云南省人力资源社会保障厅", "西双版纳傣族自治州人力资源和社会保障局", "新疆维吾尔自治区博尔塔拉蒙古自治州农业农村局办公"} {
		for _, below := range []string{"专用章", "提案办理专用章", "人大建议政协提案办理工作专用章"} {
			s, err := press().SealWith(SealWords{Name: name, Below: below}, diameter)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Paths) != 4 {
				t.Fatalf("%d paths", len(s.Paths))
			}
			left, bottom, right, top := extent(s.Paths[3])
			if top > -0.14*diameter || bottom < -0.36*diameter || right-left < 20 {
				t.Errorf("%s: the line stands from %.1f to %.1f, %.1f to %.1f", below, left, right, bottom, top)
			}
			if off := left + right; off < -3 || off > 3 {
				t.Errorf("%s: the line reaches from %.1f to %.1f", below, left, right)
			}
			if reach := max(-left, right); reach*reach+bottom*bottom > 55*55 {
				t.Errorf("%s: the line touches the ring", below)
			}
			for _, seg := range s.Paths[1].Segments {
				x, y := seg.P[0].X-diameter/2, seg.P[0].Y-diameter/2
				if seg.Op != typeface.Close && y < top && y > bottom && x > left && x < right {
					t.Fatalf("%s of %s: the name stands in the line at %.1f %.1f", below, name, x, y)
				}
			}
		}
	}
	if _, err := press().SealWith(SealWords{Name: "某省厅", Below: "专\U0010FFFD章"}, diameter); err == nil {
		t.Error("a second line with a character that no face has")
	}
}
