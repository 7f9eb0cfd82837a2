package sign

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
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

	// Later are the places of the seals of those who sign after this one, in
	// one letter of several departments. Each gets an empty field, and signing
	// these fields is all that the first signature allows (DocMDP, P=2);
	// without any it allows nothing (P=1).
	Later []layout.SealPlace
	// Container is nil for CAdES.
	Container Container
	// Authority gives the time; nil makes level B-B.
	Authority *Authority
	// Revocation, if not nil, has its data appended after the last signature
	// (B-LT): behind them nothing more is signed.
	Revocation Revocation
}

func (r Request) container() Container {
	if r.Container == nil {
		return CAdES{}
	}
	return r.Container
}

// Stamp is the visible seal: PDF operators that draw it in a square of Size
// points, and where it goes.
type Stamp struct {
	Content []byte
	Size    float64
	Place   layout.SealPlace
}

// reserved is how many bytes the container may have: a chain and a timestamp
// with its own chain take 4–9 KB.
const reserved = 16 << 10

// Sign returns pdf with a signature appended that covers the whole file. pdf
// must be one of our own files, not yet signed, or one whose first signature
// left a field for this one; it is left as it is.
func Sign(pdf []byte, r Request) ([]byte, error) {
	return SignContext(context.Background(), pdf, r)
}

// SignContext is Sign; ctx ends the waiting for others' answers.
func SignContext(ctx context.Context, pdf []byte, r Request) ([]byte, error) {
	if err := r.Key.usable(r.At); err != nil {
		return nil, err
	}
	f, err := readFile(pdf)
	if err != nil {
		var p *problem
		errors.As(err, &p)
		return nil, unusable(p.reason+"，只能给本软件排出的文件签名", err)
	}
	var u *update
	if f.scanner.byteRanges > 0 {
		u, err = newApproval(f, r)
	} else {
		u, err = newUpdate(f, r)
	}
	if err != nil {
		return nil, fmt.Errorf("append the signature: %w", err)
	}
	out, gap := u.write()
	c := r.container()
	der, err := c.Build(ctx, r.Key, digestAround(c.Hash(), out, gap), r.Authority)
	if err != nil {
		return nil, fmt.Errorf("make the signature: %w", err)
	}
	if len(der) > reserved {
		return nil, fmt.Errorf("the signature takes %d bytes, more than the %d reserved", len(der), reserved)
	}
	hex.Encode(out[gap.from+1:], der)
	if r.Revocation == nil || u.left > 0 {
		return out, nil
	}
	return addMaterial(ctx, out, r)
}

// span is a range of a file's bytes.
type span struct{ from, to int }

// digestAround hashes the file without the gap.
func digestAround(h hash.Hash, file []byte, gap span) []byte {
	h.Write(file[:gap.from])
	h.Write(file[gap.to:])
	return h.Sum(nil)
}

// emptyContents is a /Contents before the signature is put in.
func emptyContents() []byte {
	b := append([]byte{'<'}, bytes.Repeat([]byte{'0'}, 2*reserved)...)
	return append(b, '>')
}
