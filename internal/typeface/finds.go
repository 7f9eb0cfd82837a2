package typeface

import (
	"sync/atomic"
	"unicode"
)

// find is what was found for a character: nothing yet (0), that no face has it,
// or a face and its glyph.
type find uint32

const foundNone find = 1

func foundIn(face FaceID, glyph uint16) find { return find(face+1)<<16 | find(glyph) }

func (f find) glyph() (FaceID, uint16) { return FaceID(f>>16) - 1, uint16(f) }

// finds remembers what was found for the characters of a role: each letter asks
// some ten thousand times for a few hundred of them. Who looks first writes down
// what everybody else would find, so it may be used from many goroutines.
type finds struct {
	rows [(unicode.MaxRune + 1) / findRow]atomic.Pointer[[findRow]atomic.Uint32]
}

const findRow = 256

func (f *finds) get(r rune) find {
	if r < 0 || r > unicode.MaxRune {
		return foundNone
	}
	row := f.rows[r/findRow].Load()
	if row == nil {
		return 0
	}
	return find(row[r%findRow].Load())
}

func (f *finds) put(r rune, v find) {
	at := &f.rows[r/findRow]
	row := at.Load()
	if row == nil {
		at.CompareAndSwap(nil, new([findRow]atomic.Uint32))
		row = at.Load()
	}
	row[r%findRow].Store(uint32(v))
}
