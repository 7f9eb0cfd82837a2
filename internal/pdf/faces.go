package pdf

import (
	"fmt"
	"math"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// placeholder is a built-in font of gofpdf's that stands for one of our faces
// until the rewriting pass. gofpdf reads a built-in font's widths and no more;
// what it makes of a TrueType file panics beyond the BMP and takes 100 ms.
type placeholder struct{ family, style, base string }

// gofpdf's “symbol” is zapfdingbats under another name.
var placeholders = []placeholder{
	{"courier", "", "Courier"}, {"courier", "B", "Courier-Bold"},
	{"courier", "I", "Courier-Oblique"}, {"courier", "BI", "Courier-BoldOblique"},
	{"helvetica", "", "Helvetica"}, {"helvetica", "B", "Helvetica-Bold"},
	{"helvetica", "I", "Helvetica-Oblique"}, {"helvetica", "BI", "Helvetica-BoldOblique"},
	{"times", "", "Times-Roman"}, {"times", "B", "Times-Bold"},
	{"times", "I", "Times-Italic"}, {"times", "BI", "Times-BoldItalic"},
	{"zapfdingbats", "", "ZapfDingbats"},
}

// faces collects which glyphs of which faces the pages use.
type faces struct {
	set  *typeface.Set
	byID map[typeface.FaceID]*usedFace
	list []*usedFace // in the order of their first use
}

// usedFace is a face with the glyphs that go into the file. The glyph of
// characters[i] is picks[i] in the face and i+1 in the file.
type usedFace struct {
	placeholder
	face       *typeface.Face
	ids        map[use]uint16 // in the file
	picks      []typeface.Pick
	characters []rune
}

// use is a glyph as one character of one width: a glyph that prints two
// characters goes into the file twice, so that each can be copied as what it is.
type use struct {
	glyph     uint16
	character rune
	width     uint8 // in twentieths of an em; 0 is the face's own
}

func newFaces(set *typeface.Set) *faces {
	return &faces{set: set, byID: map[typeface.FaceID]*usedFace{}}
}

func (fs *faces) use(id typeface.FaceID) (*usedFace, error) {
	if u, known := fs.byID[id]; known {
		return u, nil
	}
	if len(fs.list) == len(placeholders) {
		return nil, fmt.Errorf("a letter can use %d faces at most", len(placeholders))
	}
	face, err := fs.set.Face(id)
	if err != nil {
		return nil, err
	}
	u := &usedFace{placeholder: placeholders[len(fs.list)], face: face, ids: map[use]uint16{}}
	fs.byID[id], fs.list = u, append(fs.list, u)
	return u, nil
}

// id returns the glyph's number in the file and its advance there, in em. room,
// in em, is what the glyph has before the next one begins: where marks were
// squeezed that is less than the glyph's width, and readers of PDF take glyphs
// that overlap for two lines. So there the file's glyph is narrower.
func (u *usedFace) id(g layout.Glyph, room float64) (uint16, float64) {
	const overlap = 0.06 // em; poppler minds more than 0.1
	key, advance := use{glyph: g.ID, character: g.Rune}, u.face.Advance(g.ID)
	if room < advance-overlap {
		key.width = uint8(max(1, math.Floor(room*20+1e-6))) // few widths, few glyphs
		advance = float64(key.width) / 20
	}
	id, known := u.ids[key]
	if !known {
		u.picks, u.characters = append(u.picks, typeface.Pick{ID: g.ID, Advance: advance}), append(u.characters, g.Rune)
		id = uint16(len(u.picks))
		u.ids[key] = id
	}
	return id, advance
}
