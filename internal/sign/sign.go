package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"dafu/internal/layout"
)

// Request says who signs, when, and what shows it on the page.
type Request struct {
	Key      Key
	At       time.Time
	Name     string // of the signer, as a reader shows it
	Reason   string // may be empty
	Location string // may be empty
	Seal     Stamp
}

// Stamp is the visible seal: PDF operators that draw it in a square of Size
// points, and where it goes.
type Stamp struct {
	Content []byte
	Size    float64
	Place   layout.SealPlace
}

// reserved is how many bytes the container may have: a chain and, later, a
// timestamp fit.
const reserved = 16 << 10

// Sign returns pdf with a signature appended that covers the whole file and
// allows no change after it. pdf must be one of our own files, not yet signed;
// it is left as it is.
func Sign(pdf []byte, r Request) ([]byte, error) {
	if err := r.Key.usable(r.At); err != nil {
		return nil, err
	}
	f, err := readFile(pdf)
	if err != nil {
		return nil, fmt.Errorf("read the file to be signed: %w", err)
	}
	if len(f.revisions) != 1 || f.scanner.byteRanges > 0 || f.scanner.sigFields > 0 {
		return nil, errors.New("the file to be signed was signed or changed before")
	}
	u, err := newUpdate(f, r)
	if err != nil {
		return nil, fmt.Errorf("append the signature: %w", err)
	}
	out, gap := u.write()
	digest := digestAround(out, gap)
	der, err := r.Key.build(digest)
	if err != nil {
		return nil, fmt.Errorf("make the signature: %w", err)
	}
	if len(der) > reserved {
		return nil, fmt.Errorf("the signature takes %d bytes, more than the %d reserved", len(der), reserved)
	}
	hex.Encode(out[gap.from+1:], der)
	return out, nil
}

// span is a range of a file's bytes.
type span struct{ from, to int }

// digestAround hashes the file without the gap.
func digestAround(file []byte, gap span) []byte {
	h := sha256.New()
	h.Write(file[:gap.from])
	h.Write(file[gap.to:])
	return h.Sum(nil)
}

// emptyContents is a /Contents before the signature is put in.
func emptyContents() []byte {
	b := append([]byte{'<'}, bytes.Repeat([]byte{'0'}, 2*reserved)...)
	return append(b, '>')
}
