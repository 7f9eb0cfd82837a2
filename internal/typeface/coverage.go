package typeface

// Coverage is what a face, or a role with all its fallbacks, can print.
type Coverage struct {
	Sets   []Covered // one for each of Charsets
	Beyond int       // characters beyond the BMP, of whatever script
}

// Covered is how much of a set there is.
type Covered struct {
	Set     Charset
	Count   int
	Missing []rune
}

// Cover asks has for every character of Charsets and beyond the BMP.
func Cover(has func(rune) bool) Coverage {
	known := map[rune]bool{}
	ask := func(r rune) bool {
		answer, asked := known[r]
		if !asked {
			answer = has(r)
			known[r] = answer
		}
		return answer
	}
	var c Coverage
	for _, set := range Charsets() {
		covered := Covered{Set: set}
		for _, r := range set.Characters {
			if ask(r) {
				covered.Count++
			} else {
				covered.Missing = append(covered.Missing, r)
			}
		}
		c.Sets = append(c.Sets, covered)
	}
	const lastHan = 0x3FFFF // planes 1 to 3; nothing to print is assigned above
	for r := rune(0x10000); r <= lastHan; r++ {
		if has(r) {
			c.Beyond++
		}
	}
	return c
}

// Source is a face in the order in which a role asks for characters.
type Source struct {
	Face     FaceID
	File     string
	Latin    bool // for digits and Latin letters only
	Own      bool // a department's own
	Optional bool // from the system, if it is there
}

// Order returns the faces of a role in the order in which they are asked.
func (s *Set) Order(role Role) (order []Source) {
	for _, c := range s.roles[role] {
		e := s.faces[c.face]
		order = append(order, Source{c.face, e.file, c.latin, c.own, e.optional})
	}
	return order
}
