package pdf

import (
	"fmt"

	"dafu/internal/typeface"
)

// packFont returns the subset of the picks as a stream object, its checksum and
// how many glyphs it has. Its data are put together from what was packed before;
// only glyphs with parts and the tables around the glyphs are deflated here.
func (gs *glyphs) packFont(picks []typeface.Pick) (object []byte, sum uint32, count int, err error) {
	s, err := gs.face.Subset(picks, gs.piece)
	if err != nil {
		return nil, 0, 0, err
	}
	size, bits := len(s.Head)+len(s.Tail), 0
	for _, p := range s.Pieces {
		size += p.Size
		if p.Data == nil && p.Size > 0 {
			bits += gs.pieces.get(p.ID).bits
		}
	}
	b, open := openStream(bits/8+len(s.Tail)+1024, fmt.Sprintf("/Length1 %d /Filter /FlateDecode ", size))
	d := newDeflater(glyphCode, b)
	d.write(s.Head)
	for _, p := range s.Pieces {
		switch {
		case p.Data != nil:
			d.write(p.Data)
		case p.Size > 0:
			d.splice(&gs.pieces.get(p.ID).packed)
		}
	}
	d.write(s.Tail)
	return open.close(d.close()), d.sum, len(s.Pieces), nil
}
