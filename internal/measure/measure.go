// Package measure is a ruler laid on a letter that has been set: what
// GB/T 9704-2012 asks, what the page has, element by element, in millimetres.
// It knows how package layout describes a page and nothing of how it makes one.
package measure

import (
	"slices"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// Faces is what the ruler needs to know of the faces: which of them prints a
// character in a role, how wide its glyphs are and where their strokes lie.
type Faces interface {
	Glyph(role typeface.Role, r rune) (typeface.Glyph, bool)
	Face(id typeface.FaceID) (*typeface.Face, error)
}

// Unit is what a measurement is counted in.
type Unit string

// The units.
const (
	MM         Unit = "mm"
	Points     Unit = "磅"
	Rows       Unit = "行"
	Characters Unit = "字"
	Places     Unit = "处"
)

// Measurement is one thing that was measured on one page. If it was measured at
// several places of the page, Found is the worst of them.
type Measurement struct {
	Element string `json:"element"` // “正文”
	Name    string `json:"name"`    // what was measured: “首行缩进”; it names the rule
	Page    int    `json:"page"`    // from 1; 0 is the letter as a whole
	// Asked is what the standard says, with its clause.
	Asked string `json:"asked"`
	// The found value must lie between Least and Most, give or take the tolerance;
	// if AtLeast is set there is no upper limit.
	Least     float64 `json:"least"`
	Most      float64 `json:"most"`
	AtLeast   bool    `json:"atLeast,omitempty"`
	Tolerance float64 `json:"tolerance"`
	Found     float64 `json:"found"`
	Unit      Unit    `json:"unit"`
	Count     int     `json:"count"`          // at so many places
	Near      string  `json:"near,omitempty"` // the words at the worst of them
	Holds     bool    `json:"holds"`
}

// off is how far the found value lies outside what is asked.
func (m Measurement) off() float64 {
	return max(m.Least-m.Found, m.Found-m.Most, 0)
}

// rule is one thing that the standard asks for. readings takes it off the page
// wherever the letter has it, and returns nothing where it does not.
type rule struct {
	element   string
	name      string
	asked     string
	unit      Unit
	tolerance float64
	readings  func(*sheet) []reading
}

// reading is a value taken off the page and between what it must lie.
type reading struct {
	page               int // from 0; -1 is the letter as a whole
	least, most, found float64
	near               string
	atLeast            bool // most is no limit
}

// rules is everything that is measured, in the order of the page. A new element
// is a new table here.
func rules() []rule {
	return slices.Concat(gridRules, headRules, formRules, titleRules, bodyRules, breakRules, faceRules,
		noteRules, signatureRules, sealRules, imprintRules, numberRules)
}

// Letter measures a letter that was set with these options.
func Letter(l gongwen.Letter, p layout.Pages, f Faces, o layout.Options) []Measurement {
	s := newSheet(l, p, f, o)
	var all []Measurement
	for _, r := range rules() {
		all = append(all, r.measure(s)...)
	}
	return all
}

// measure takes the rule's readings and keeps the worst of each page.
func (r rule) measure(s *sheet) []Measurement {
	var found []Measurement
	for _, x := range r.readings(s) {
		m := Measurement{
			Element: r.element, Name: r.name, Page: x.page + 1, Asked: r.asked,
			Least: x.least, Most: x.most, AtLeast: x.atLeast, Tolerance: r.tolerance,
			Found: x.found, Unit: r.unit, Count: 1, Near: x.near,
		}
		m.Holds = m.off() <= m.Tolerance+1e-6
		i := slices.IndexFunc(found, func(o Measurement) bool { return o.Page == m.Page })
		if i < 0 {
			found = append(found, m)
			continue
		}
		count := found[i].Count + 1
		if m.off() > found[i].off() {
			found[i] = m
		}
		found[i].Count = count
	}
	slices.SortStableFunc(found, func(a, b Measurement) int { return a.Page - b.Page })
	return found
}

// Hold reports whether everything that was measured is as asked.
func Hold(all []Measurement) bool {
	return !slices.ContainsFunc(all, func(m Measurement) bool { return !m.Holds })
}
