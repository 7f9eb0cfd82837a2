package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"

	"dafu/internal/typeface"
)

// embed writes the face as a composite font whose codes are the glyph numbers
// of the embedded subset (Identity-H), and returns its number.
func (w *rewriter) embed(u *usedFace) (int, error) {
	file, sum, count, err := u.glyphs.packFont(u.picks)
	if err != nil {
		return 0, err
	}
	name := u.subsetName(sum)
	program := w.add(file)
	w.fontFiles[program] = true
	descriptor := w.add(descriptor(u.face.Metrics(), name, program, w.add(stream(cidSet(count), ""))))
	font := w.add(fmt.Appendf(nil, "<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /%s\n"+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n"+
		"/FontDescriptor %d 0 R\n/CIDToGIDMap /Identity\n/DW 1000\n/W [%s]>>", name, descriptor, u.widths()))
	return w.add(fmt.Appendf(nil, "<</Type /Font\n/Subtype /Type0\n/BaseFont /%s\n/Encoding /Identity-H\n"+
		"/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R>>", name, font, w.add(deflated(toUnicode(u.characters), "")))), nil
}

// subsetName puts six letters before the name, as ISO 32000-1 9.6.4 asks, made
// of the content so that equal subsets are named alike.
func (u *usedFace) subsetName(sum uint32) string {
	name := u.face.Metrics().PostScript
	b := binary.BigEndian.AppendUint32([]byte(name), sum)
	for _, p := range u.picks {
		b = binary.BigEndian.AppendUint16(b, p.ID)
	}
	hash := sha256.Sum256(b)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + hash[i]%26
	}
	return string(tag) + "+" + name
}

func descriptor(m typeface.Metrics, name string, file, set int) []byte {
	mille := func(em float64) int { return int(math.Round(em * 1000)) }
	const symbolic = 4 // every CIDFont with its own glyph numbers is
	stem := 50 + m.Weight*m.Weight/4225
	return fmt.Appendf(nil, "<</Type /FontDescriptor\n/FontName /%s\n/Flags %d\n/FontBBox [%d %d %d %d]\n/ItalicAngle %s\n"+
		"/Ascent %d\n/Descent %d\n/CapHeight %d\n/StemV %d\n/FontFile2 %d 0 R\n/CIDSet %d 0 R>>",
		name, symbolic, mille(m.BBox[0]), mille(m.BBox[1]), mille(m.BBox[2]), mille(m.BBox[3]),
		appendNumber(nil, m.ItalicAngle), mille(m.Ascent), mille(m.Descent), mille(m.CapHeight), stem, file, set)
}

// widths lists the glyphs that are not one em wide, neighbours together.
func (u *usedFace) widths() []byte {
	var b []byte
	open := -1 // the glyph expected next in the open list
	for i, p := range u.picks {
		width := p.Advance * 1000
		if width == 1000 {
			continue
		}
		if id := i + 1; id != open {
			if open >= 0 {
				b = append(b, "] "...)
			}
			b = fmt.Appendf(b, "%d [", id)
			open = id
		} else {
			b = append(b, ' ')
		}
		b = appendNumber(b, width)
		open++
	}
	if open >= 0 {
		b = append(b, ']')
	}
	return b
}

// cidSet marks the glyphs that the subset holds: all.
func cidSet(glyphs int) []byte {
	bits := make([]byte, (glyphs+7)/8)
	for i := range glyphs {
		bits[i/8] |= 0x80 >> (i % 8)
	}
	return bits
}
