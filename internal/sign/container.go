package sign

import (
	"context"
	"crypto/sha256"
	"hash"
)

// Container is the form that a signature takes inside /Contents. SM2 with the
// country's own container (GM.sm2seal, GB/T 38540) comes in as another one.
type Container interface {
	// SubFilter is its name in the signature dictionary.
	SubFilter() string
	// Hash makes the hash that the signed bytes go through.
	Hash() hash.Hash
	// Build signs digest with k and returns the container. With an authority it
	// holds a timestamp; ctx ends the waiting for one.
	Build(ctx context.Context, k Key, digest []byte, a *Authority) ([]byte, error)

	// open checks what stands in /Contents, zero padding included.
	open(v verifier, der, digest []byte) (opened, error)
}

// containers are those that the verifier knows, by their SubFilter.
var containers = map[string]Container{CAdES{}.SubFilter(): CAdES{}}

// CAdES is the container of PAdES (EN 319 142-1): a detached CMS SignedData
// with SHA-256, signed by P-256 or RSA, level B-B or, with a timestamp, B-T.
type CAdES struct{}

// SubFilter is the container's name in the PDF.
func (CAdES) SubFilter() string { return "ETSI.CAdES.detached" }

// Hash is SHA-256.
func (CAdES) Hash() hash.Hash { return sha256.New() }

func (CAdES) open(v verifier, der, digest []byte) (opened, error) {
	return v.openContainer(der, digest)
}
