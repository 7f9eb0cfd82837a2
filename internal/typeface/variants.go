package typeface

import "unicode"

// variants is a face's list of forms that a variation selector behind a
// character asks for (cmap format 14), searched as it lies in the file. Nobody
// has checked it: what lies outside counts as not there.
type variants struct{ table []byte }

// Records of format 14: a selector and where its two lists are; the lists of
// characters whose usual glyph is that form, and of those with another one.
const (
	selectorsFrom  = 10
	selectorRecord = 3 + 4 + 4
	usualRecord    = 3 + 1
	otherRecord    = 3 + 2
)

// form returns the glyph for r in the selector's form, 0 if that is the usual
// one; known is false if the face does not say.
func (v variants) form(r, selector rune) (glyph int, known bool) {
	for i := range v.count(selectorsFrom - 4) {
		record, ok := v.bytes(selectorsFrom+selectorRecord*i, selectorRecord)
		if !ok {
			return 0, false
		}
		if u24(record, 0) != int(selector) {
			continue
		}
		if id, ok := v.other(u32(record, 7), r); ok {
			return id, true
		}
		return 0, v.usual(u32(record, 3), r)
	}
	return 0, false
}

// usual searches ranges: a first character, and how many follow it.
func (v variants) usual(from int, r rune) bool {
	record, ok := v.search(from, usualRecord, r)
	return ok && int(r) <= u24(record, 0)+int(record[3])
}

// other searches pairs of a character and a glyph.
func (v variants) other(from int, r rune) (int, bool) {
	record, ok := v.search(from, otherRecord, r)
	if !ok || u24(record, 0) != int(r) {
		return 0, false
	}
	return u16(record, 3), true
}

// search returns the last record of a list whose character is not above r.
func (v variants) search(from, size int, r rune) ([]byte, bool) {
	if from == 0 {
		return nil, false
	}
	lo, hi := 0, v.count(from)
	for lo < hi {
		mid := (lo + hi) / 2
		record, ok := v.bytes(from+4+size*mid, size)
		if !ok || u24(record, 0) > int(r) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if lo == 0 {
		return nil, false
	}
	return v.bytes(from+4+size*(lo-1), size)
}

// count reads how many records follow; no more than the table has room for.
func (v variants) count(at int) int {
	b, ok := v.bytes(at, 4)
	if !ok {
		return 0
	}
	return min(u32(b, 0), len(v.table))
}

func (v variants) bytes(at, n int) ([]byte, bool) {
	if at < 0 || at > len(v.table)-n {
		return nil, false
	}
	return v.table[at : at+n], true
}

func u24(b []byte, at int) int { return int(b[at])<<16 | int(b[at+1])<<8 | int(b[at+2]) }

// Variant returns the glyph that prints r in the form that a variation selector
// behind it asks for, or false if the face does not know that form.
func (f *Face) Variant(r, selector rune) (uint16, bool) {
	id, known := f.cmap.variants.form(r, selector)
	switch {
	case !known:
		return 0, false
	case id == 0:
		return f.Glyph(r)
	}
	return f.checked(id, r)
}

// Variant returns the glyph that prints r in the form that the selector behind
// it asks for. A character of Chinese, where the form may be what tells two names
// apart, takes it from the first face that knows the form; all else only from
// the face that it is printed from anyway.
func (s *Set) Variant(role Role, r, selector rune) (Glyph, bool) {
	usual, ok := s.Glyph(role, r)
	if !ok {
		return Glyph{}, false
	}
	for _, c := range s.roles[role] {
		if !c.has(r) || c.face != usual.Face && !unicode.Is(unicode.Han, r) {
			continue
		}
		f, err := s.Face(c.face)
		if err != nil {
			continue // Err tells
		}
		if id, ok := f.Variant(r, selector); ok {
			return Glyph{Face: c.face, ID: id, Advance: f.Advance(id)}, true
		}
	}
	return Glyph{}, false
}
