package pdf

import (
	"errors"
	"fmt"
	"math"
	"unicode"

	"dafu/internal/layout"
	"dafu/internal/service"
	"dafu/internal/typeface"
)

// The seal's measures as parts of its diameter, after the seals that 国发〔1999〕25号
// describes: at 42 mm a ring of 1.2 mm and a star of 14 mm.
const (
	sealRing   = 0.029
	sealGap    = 0.027 // ring to name
	sealName   = 0.150 // height of the name's characters at most
	sealStar   = 1.0 / 6
	sealTrial  = 0.17
	sealNarrow = 0.78 // width to height of the name's characters at most …
	sealThin   = 0.55 // … and at least, for as long as lowering them helps

	sealBelow       = 0.27  // middle of the line below the star, from the centre
	sealBelowHeight = 0.095 // of its characters at most
	sealBelowWide   = 0.85  // their width to height at most
)

// SealWords is what a seal says.
type SealWords struct {
	Name  string // the department's full name, along the ring
	Below string // a line below the middle, such as 提案办理专用章; may be empty
	// Trial: a trial key's seal has 试用 in the star's place, so that nobody
	// takes it for a real one.
	Trial bool
}

// Seal draws the round seal (印章) of the department; see SealWith.
func (p *Press) Seal(fullName string, trial bool, diameter float64) (service.Seal, error) {
	return p.SealWith(SealWords{Name: fullName, Trial: trial}, diameter)
}

// SealWith draws a round seal: the name from left to right along the ring, a
// star in the middle, and a straight line of words below it.
func (p *Press) SealWith(w SealWords, diameter float64) (service.Seal, error) {
	if w.Name == "" || diameter <= 0 {
		return service.Seal{}, errors.New("a seal needs a name and a diameter")
	}
	s := sealArt{set: p.set, d: diameter}
	s.ring()
	name := s.nameAlongRing([]rune(w.Name), w.Below != "")
	if w.Trial {
		s.trialWords([]rune("试用"))
	} else {
		s.star()
	}
	if w.Below != "" {
		s.below([]rune(w.Below), name)
	}
	switch {
	case p.set.Err() != nil:
		return service.Seal{}, fmt.Errorf("drawing the seal: %w", p.set.Err())
	case len(s.missing) > 0:
		return service.Seal{}, &layout.UnprintableError{Characters: s.missing}
	case s.err != nil:
		return service.Seal{}, fmt.Errorf("drawing the seal: %w", s.err)
	}
	return service.Seal{Diameter: diameter, Paths: s.paths, Content: operators(s.paths)}, nil
}

// sealArt collects a seal's paths, drawn about the centre of its square.
type sealArt struct {
	set     *typeface.Set
	d       float64 // diameter
	paths   []layout.Path
	missing []layout.Unprintable
	err     error
}

func (s *sealArt) add(evenOdd bool, segments []typeface.Segment) {
	centre := typeface.Point{X: s.d / 2, Y: s.d / 2}
	for i := range segments {
		for j := range segments[i].P {
			p := plus(segments[i].P[j], centre)
			segments[i].P[j] = typeface.Point{X: hundredth(p.X), Y: hundredth(p.Y)}
		}
	}
	s.paths = append(s.paths, layout.Path{Color: layout.Red, EvenOdd: evenOdd, Segments: segments})
}

// hundredth rounds to 3.5 µm on paper; a seal of full precision is a third larger.
func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

func (s *sealArt) ring() {
	s.add(true, append(circle(s.d/2), circle(s.d/2-sealRing*s.d)...))
}

// star has five points, one of them up; the inner corners lie where a
// pentagram's lines cross.
func (s *sealArt) star() {
	const inner = 0.381966
	var star []typeface.Segment
	for i := range 10 {
		r := s.d * sealStar
		if i%2 == 1 {
			r *= inner
		}
		op := typeface.LineTo
		if i == 0 {
			op = typeface.MoveTo
		}
		star = append(star, typeface.Segment{Op: op, P: [3]typeface.Point{polar(r, math.Pi/2-float64(i)*math.Pi/5)}})
	}
	s.add(false, append(star, typeface.Segment{Op: typeface.Close}))
}

// arc is where a name stands: between two radii, to either side of the top.
type arc struct{ inner, outer, side float64 }

// nameAlongRing sets the name on an arc that is even on both sides of the top.
func (s *sealArt) nameAlongRing(name []rune, open bool) arc {
	outer := s.d * (0.5 - sealRing - sealGap)
	step := arcStep(len(name), open)
	// Neighbours stand closest at their feet: the height follows from the width
	// that is left there.
	height := s.d * sealName
	if len(name) > 1 {
		height = min(height, 0.92*outer*step/(sealThin+0.92*step))
	}
	width := height * sealNarrow
	if len(name) > 1 {
		width = min(width, 0.92*(outer-height)*step)
	}
	var art []typeface.Segment
	for i := range name {
		turn := step * (float64(len(name)-1)/2 - float64(i))
		art = append(art, s.character(name, i, func(c typeface.Point) typeface.Point {
			return rotate(typeface.Point{X: c.X * width, Y: outer - height/2 + c.Y*height}, turn)
		})...)
	}
	s.add(false, art)
	return arc{outer - height, outer, step * float64(len(name)) / 2}
}

// arcStep is the angle from one character to the next: few characters stand
// apart, many share at most 300°, or 240° where the arc is to stay open for a
// line below the middle.
func arcStep(n int, open bool) float64 {
	if n < 2 {
		return 0
	}
	most := 300.0
	if open {
		most = 240
	}
	span := most * (1 - math.Exp(-float64(n-1)/7))
	return span / float64(n-1) * math.Pi / 180
}

// below sets words on a straight line below the star, as large as the room
// between the name's ends allows.
func (s *sealArt) below(words []rune, name arc) {
	const apart = 1.08
	middle := -s.d * sealBelow
	height := s.d * sealBelowHeight
	foot := middle - height/2
	half := math.Sqrt(name.outer*name.outer - foot*foot)
	if name.outer*math.Cos(name.side) < middle+height/2 { // the name's ends stand beside the line
		half = name.inner*math.Sin(name.side) - s.d*sealGap/2
	}
	width := min(height*sealBelowWide, 2*half/(float64(len(words))*apart))
	height = min(height, width/sealThin)
	var art []typeface.Segment
	for i := range words {
		x := width * apart * (float64(i) - float64(len(words)-1)/2)
		art = append(art, s.character(words, i, func(c typeface.Point) typeface.Point {
			return typeface.Point{X: x + c.X*width, Y: middle + c.Y*height}
		})...)
	}
	s.add(false, art)
}

func (s *sealArt) trialWords(words []rune) {
	size := s.d * sealTrial
	var art []typeface.Segment
	for i := range words {
		x := size * 1.12 * (float64(i) - float64(len(words)-1)/2)
		art = append(art, s.character(words, i, func(c typeface.Point) typeface.Point {
			return typeface.Point{X: x + c.X*size, Y: c.Y * size}
		})...)
	}
	s.add(false, art)
}

// character returns the outline of text[i], its em box centred about the
// origin, as place puts it.
func (s *sealArt) character(text []rune, i int, place func(typeface.Point) typeface.Point) []typeface.Segment {
	g, ok := s.set.Glyph(typeface.XiaoBiaoSong, text[i])
	if !ok || !unicode.IsPrint(text[i]) {
		s.missing = append(s.missing, layout.Unprintable{Rune: text[i], Block: -1, At: i, Near: string(text)})
		return nil
	}
	face, err := s.set.Face(g.Face)
	if err == nil {
		var outline []typeface.Segment
		if outline, err = face.Outline(g.ID); err == nil {
			return transform(outline, g.Advance, place)
		}
	}
	s.err = err
	return nil
}

// transform centres an outline: a Han character's box reaches from 0.12 em
// below the baseline to 0.88 em above it.
func transform(outline []typeface.Segment, advance float64, place func(typeface.Point) typeface.Point) []typeface.Segment {
	for i := range outline {
		for j := range outline[i].P {
			p := outline[i].P[j]
			outline[i].P[j] = place(typeface.Point{X: p.X - advance/2, Y: p.Y - 0.38})
		}
	}
	return outline
}
