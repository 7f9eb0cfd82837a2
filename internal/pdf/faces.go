package pdf

import (
	"math"
	"strconv"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// faces collects which glyphs of which faces the pages use.
type faces struct {
	press *Press
	byID  map[typeface.FaceID]*usedFace
	list  []*usedFace // in the order of their first use
}

// usedFace is a face with the glyphs that go into the file. The glyph of
// characters[i] is picks[i] in the face and i+1 in the file.
type usedFace struct {
	face       *typeface.Face
	glyphs     *glyphs
	resource   string         // its name in the pages' contents
	ids        map[use]uint16 // in the file
	movedIDs   map[movedUse]uint16
	picks      []typeface.Pick // advances in em
	characters []rune
}

// use is a glyph (16 bits) as one character (24) of one width (8): a glyph that
// prints two characters goes into the file twice, so that each can be copied as
// what it is. The width is in twentieths of an em; 0 is the face's own.
type use uint64

func useOf(glyph uint16, character rune, width uint8) use {
	return use(glyph)<<32 | use(uint32(character))<<8 | use(width)
}

func newFaces(p *Press) *faces {
	return &faces{press: p, byID: map[typeface.FaceID]*usedFace{}}
}

func (fs *faces) use(id typeface.FaceID) (*usedFace, error) {
	if u, known := fs.byID[id]; known {
		return u, nil
	}
	face, err := fs.press.set.Face(id)
	if err != nil {
		return nil, err
	}
	u := &usedFace{face: face, glyphs: fs.press.glyphs(id, face), resource: "F" + strconv.Itoa(len(fs.list)+1), ids: map[use]uint16{}}
	fs.byID[id], fs.list = u, append(fs.list, u)
	return u, nil
}

// id returns the glyph's number in the file and its advance there, in em. room,
// in em, is what the glyph has before the next one begins: where marks were
// squeezed that is less than the glyph's width, and readers of PDF take glyphs
// that overlap for two lines. So there the file's glyph is narrower.
func (u *usedFace) id(g layout.Glyph, room float64) (uint16, float64) {
	const overlap = 0.06 // em; poppler minds more than 0.1
	width, advance := uint8(0), u.face.Advance(g.ID)
	if room < advance-overlap {
		width = uint8(max(1, math.Floor(room*20+1e-6))) // few widths, few glyphs
		// In whole units of the face, so that the file's two widths agree.
		upem := float64(u.face.Metrics().UnitsPerEm)
		advance = math.Round(float64(width)/20*upem) / upem
	}
	key := useOf(g.ID, g.Rune, width)
	id, known := u.ids[key]
	if !known {
		id = u.pick(typeface.Pick{ID: g.ID, Advance: advance}, g.Rune)
		u.ids[key] = id
	}
	return id, advance
}

// pick adds a glyph to those that go into the file.
func (u *usedFace) pick(p typeface.Pick, character rune) uint16 {
	u.picks, u.characters = append(u.picks, p), append(u.characters, character)
	return uint16(len(u.picks))
}

// movedUse is a combining mark whose ink is moved by so much, in units of the
// face.
type movedUse struct {
	use
	dx, dy int
}

// moved returns the number in the file of a glyph whose ink is moved, in em, and
// that does not move on itself.
func (u *usedFace) moved(g layout.Glyph, dx, dy float64) uint16 {
	upem := float64(u.face.Metrics().UnitsPerEm)
	x, y := math.Round(dx*upem), math.Round(dy*upem)
	key := movedUse{useOf(g.ID, g.Rune, 0), int(x), int(y)}
	id, known := u.movedIDs[key]
	if !known {
		if u.movedIDs == nil {
			u.movedIDs = map[movedUse]uint16{}
		}
		id = u.pick(typeface.Pick{ID: g.ID, DX: x / upem, DY: y / upem}, g.Rune)
		u.movedIDs[key] = id
	}
	return id
}
