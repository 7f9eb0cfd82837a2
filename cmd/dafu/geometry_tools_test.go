package main

import (
	"encoding/xml"
	"fmt"
	"image"
	_ "image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tracedPage is what MuPDF would draw on a page, in mm from its top left.
type tracedPage struct {
	width, height float64
	chars         []tracedChar
	rules         []tracedRule
}

type tracedChar struct {
	r      rune
	font   string
	colour string
	size   float64 // points
	x, y   float64 // y is the baseline
	width  float64 // advance
}

type tracedRule struct {
	x1, x2, y, weight float64
	colour            string
}

const red, black = "1 0 0", "0 0 0"

func runQuietly(name string, args ...string) error {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// output is what a tool writes; its warnings are left out.
func output(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// element is any element of a trace, with its children.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) number(name string) float64 {
	f, _ := strconv.ParseFloat(e.attr(name), 64)
	return f
}

func (e element) numbers(name string) []float64 {
	var all []float64
	for _, s := range strings.Fields(e.attr(name)) {
		f, _ := strconv.ParseFloat(s, 64)
		all = append(all, f)
	}
	return all
}

const mmPerPoint = 25.4 / 72

// traced asks MuPDF what it draws.
func traced(t *testing.T, file string) []tracedPage {
	t.Helper()
	var document element
	if err := xml.Unmarshal(output(t, "mutool", "draw", "-F", "trace", file), &document); err != nil {
		t.Fatal(err)
	}
	var pages []tracedPage
	for _, e := range document.Children {
		media := e.numbers("mediabox")
		if e.XMLName.Local != "page" || len(media) != 4 {
			continue
		}
		p := tracedPage{width: media[2] * mmPerPoint, height: media[3] * mmPerPoint}
		p.read(e)
		pages = append(pages, p)
	}
	return pages
}

func (p *tracedPage) read(e element) {
	for _, c := range e.Children {
		matrix := c.numbers("transform")
		switch {
		case c.XMLName.Local == "fill_text" && len(matrix) == 6:
			p.readText(c, matrix)
		case c.XMLName.Local == "fill_path" && len(matrix) == 6:
			p.readRule(c, matrix)
		default:
			p.read(c)
		}
	}
}

func (p *tracedPage) readText(e element, m []float64) {
	for _, span := range e.Children {
		trm := span.numbers("trm")
		if len(trm) != 4 || trm[1] != 0 { // only the watermark of a draft turns
			continue
		}
		for _, g := range span.Children {
			runes := []rune(g.attr("unicode"))
			if len(runes) != 1 || runes[0] == ' ' {
				continue
			}
			x, y := g.number("x"), g.number("y")
			p.chars = append(p.chars, tracedChar{
				r: runes[0], font: span.attr("font"), colour: colourOf(e), size: trm[0],
				x: (m[0]*x + m[2]*y + m[4]) * mmPerPoint, y: (m[1]*x + m[3]*y + m[5]) * mmPerPoint,
				width: g.number("adv") * trm[0] * mmPerPoint,
			})
		}
	}
}

// readRule keeps long flat shapes: rules are drawn as such.
func (p *tracedPage) readRule(e element, m []float64) {
	x1, y1, x2, y2 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range e.Children {
		if c.attr("x") == "" {
			continue
		}
		x, y := c.number("x"), c.number("y")
		px, py := (m[0]*x+m[2]*y+m[4])*mmPerPoint, (m[1]*x+m[3]*y+m[5])*mmPerPoint
		x1, x2, y1, y2 = min(x1, px), max(x2, px), min(y1, py), max(y2, py)
	}
	if x2-x1 > 100 && y2-y1 < 3 {
		p.rules = append(p.rules, tracedRule{x1, x2, (y1 + y2) / 2, y2 - y1, colourOf(e)})
	}
}

// colourOf is an element's colour in red, green and blue, whatever it is
// written in.
func colourOf(e element) string {
	c := e.attr("color")
	if len(strings.Fields(c)) == 1 {
		return c + " " + c + " " + c
	}
	return c
}

// rulesOf returns the rules of a colour, from top to bottom.
func (p tracedPage) rulesOf(colour string) []tracedRule {
	rules := slices.DeleteFunc(slices.Clone(p.rules), func(r tracedRule) bool {
		return r.colour != colour
	})
	slices.SortFunc(rules, func(a, b tracedRule) int { return int(math.Copysign(1, a.y-b.y)) })
	return rules
}

// tracedLine is what stands on one baseline, from left to right.
type tracedLine struct {
	y     float64
	chars []tracedChar
}

func (p tracedPage) lines() []tracedLine {
	var lines []tracedLine
	for _, c := range p.chars {
		i := slices.IndexFunc(lines, func(l tracedLine) bool { return math.Abs(l.y-c.y) < 0.05 })
		if i < 0 {
			lines = append(lines, tracedLine{y: c.y})
			i = len(lines) - 1
		}
		lines[i].chars = append(lines[i].chars, c)
	}
	for _, l := range lines {
		slices.SortStableFunc(l.chars, func(a, b tracedChar) int { return int(math.Copysign(1, a.x-b.x)) })
	}
	slices.SortFunc(lines, func(a, b tracedLine) int { return int(math.Copysign(1, a.y-b.y)) })
	return lines
}

// text returns the lines of 16 points in the text block.
func (p tracedPage) text() []tracedLine {
	return slices.DeleteFunc(p.lines(), func(l tracedLine) bool {
		return l.size() != 16 || l.y < textTop || l.y > textBottom
	})
}

// line returns the line that says just these words, the lowest if several do.
func (p tracedPage) line(t *testing.T, words string) tracedLine {
	t.Helper()
	return p.find(t, words, func(s string) bool { return s == words })
}

func (p tracedPage) lineBeginning(t *testing.T, words string) tracedLine {
	t.Helper()
	return p.find(t, words, func(s string) bool { return strings.HasPrefix(s, words) })
}

func (p tracedPage) find(t *testing.T, words string, is func(string) bool) tracedLine {
	t.Helper()
	for _, l := range slices.Backward(p.lines()) {
		if is(l.words()) {
			return l
		}
	}
	t.Fatalf("no line says %s", words)
	return tracedLine{}
}

func (l tracedLine) words() string {
	var s strings.Builder
	for _, c := range l.chars {
		s.WriteRune(c.r)
	}
	return s.String()
}

func (l tracedLine) size() float64 {
	size := 0.0
	for _, c := range l.chars {
		size = max(size, c.size)
	}
	return size
}

func (l tracedLine) left() float64 {
	c := l.chars[0]
	if strings.ContainsRune("（《〈【〔“‘", c.r) { // its blank half may have been given up
		return max(c.x, min(c.x+c.width/2, textLeft+2*oneCell*math.Round((c.x-textLeft)/2/oneCell)))
	}
	return c.x
}

func (l tracedLine) right() float64 {
	c := l.chars[len(l.chars)-1]
	return c.x + c.width
}

// rightAt is the right edge as near to a place as the last mark's blank half
// allows.
func (l tracedLine) rightAt(place float64) float64 {
	c := l.chars[len(l.chars)-1]
	if strings.ContainsRune("。，、；：）》〉】〕”’", c.r) {
		return max(c.x+c.width/2, min(c.x+c.width, place))
	}
	return l.right()
}

func (l tracedLine) middle() float64      { return (l.left() + l.right()) / 2 }
func (l tracedLine) emTop() float64       { return l.y - aboveBaseline*l.size()*mmPerPoint }
func (l tracedLine) emBottom() float64    { return l.emTop() + l.size()*mmPerPoint }
func (l tracedLine) colour() string       { return l.chars[0].colour }
func (l tracedLine) inFont(s string) bool { return strings.Contains(l.chars[0].font, s) }

// box is a rectangle in mm.
type box struct{ left, top, right, bottom float64 }

type pixel struct{ r, g, b uint32 }

func (p pixel) dark() bool { return p.r+p.g+p.b < 3*0x8000 }
func (p pixel) red() bool  { return p.r > 0xc000 && p.g < 0x8000 && p.b < 0x8000 }

// inkOf looks at the pixels of a page, 0.08 mm each, and returns the smallest
// box around those that are wanted within a part of it.
func inkOf(t *testing.T, file string, page int, wanted func(pixel) bool, within box) box {
	t.Helper()
	const perMM = 300 / 25.4
	name := filepath.Join(t.TempDir(), "page.png")
	if err := runQuietly("mutool", "draw", "-r", "300", "-o", name, file, strconv.Itoa(page)); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	found := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for y := int(within.top * perMM); y < int(within.bottom*perMM); y++ {
		for x := int(within.left * perMM); x < int(within.right*perMM); x++ {
			var p pixel
			if p.r, p.g, p.b, _ = m.At(x, y).RGBA(); !wanted(p) {
				continue
			}
			fx, fy := float64(x)/perMM, float64(y)/perMM
			found = box{min(found.left, fx), min(found.top, fy), max(found.right, fx+1/perMM), max(found.bottom, fy+1/perMM)}
		}
	}
	return found
}

// popplerPage is the lines that poppler sees on a page.
type popplerPage []box

// popplerLines asks pdftotext for its boxes.
func popplerLines(t *testing.T, file string) []popplerPage {
	t.Helper()
	var document element
	if err := xml.Unmarshal(output(t, "pdftotext", "-bbox-layout", file, "-"), &document); err != nil {
		t.Fatal(err)
	}
	var pages []popplerPage
	var walk func(element)
	walk = func(e element) {
		switch e.XMLName.Local {
		case "page":
			pages = append(pages, nil)
		case "line":
			last := &pages[len(pages)-1]
			*last = append(*last, box{
				e.number("xMin") * mmPerPoint, e.number("yMin") * mmPerPoint,
				e.number("xMax") * mmPerPoint, e.number("yMax") * mmPerPoint,
			})
		}
		for _, c := range e.Children {
			walk(c)
		}
	}
	walk(document)
	return pages
}

// around returns the box of the lines around a baseline; poppler parts a line
// where a gap is wide.
func (p popplerPage) around(y float64) (found box, ok bool) {
	for _, b := range p {
		if middle := (b.top + b.bottom) / 2; math.Abs(middle-y+1.9) > 2.5 {
			continue
		}
		if !ok {
			found, ok = b, true
		}
		found.left, found.right = min(found.left, b.left), max(found.right, b.right)
	}
	return found, ok
}
