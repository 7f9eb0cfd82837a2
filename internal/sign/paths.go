package sign

import (
	"bytes"
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // read only, to name it
	"crypto/x509"
	"slices"
	"time"
)

// Limits of a search among certificates. A real chain has at most five, and
// two or three authorities of one name; a hostile file may bring any number.
const (
	maxPath   = 8
	maxPaths  = 64
	maxChecks = 400 // signatures of certificates
)

// relatives are a certificate and all certificates above it: those that signed
// it, those that signed these, and so on, as far as the known ones lead. Every
// edge is a signature that was checked, so that an altered certificate leads
// nowhere, and neither order nor number of the certificates matters.
type relatives struct {
	all     []*x509.Certificate // the first is the one it began with
	above   [][]int             // for each, its issuers
	weak    map[[2]int]bool     // edges that only a broken hash holds
	budget  int
	anchors []*x509.Certificate
}

// relate goes up from a certificate through those that are known and those
// that are trusted (anchors).
func relate(leaf *x509.Certificate, known, anchors []*x509.Certificate) *relatives {
	r := &relatives{all: []*x509.Certificate{leaf}, weak: map[[2]int]bool{}, budget: maxChecks, anchors: anchors}
	pool := unique(anchors, known)
	for i := 0; i < len(r.all); i++ {
		r.above = append(r.above, nil)
		for _, c := range pool {
			if r.all[i].Equal(c) || !bytes.Equal(r.all[i].RawIssuer, c.RawSubject) || r.budget == 0 {
				continue
			}
			r.budget--
			signed, weakly := signedBy(r.all[i], c)
			if !signed {
				continue
			}
			at := slices.IndexFunc(r.all, c.Equal)
			if at < 0 {
				at = len(r.all)
				r.all = append(r.all, c)
			}
			r.above[i] = append(r.above[i], at)
			if weakly {
				r.weak[[2]int{i, at}] = true
			}
		}
	}
	return r
}

// unique joins lists, each certificate once.
func unique(lists ...[]*x509.Certificate) (all []*x509.Certificate) {
	seen := map[string]bool{}
	for _, list := range lists {
		for _, c := range list {
			if !seen[string(c.Raw)] {
				seen[string(c.Raw)] = true
				all = append(all, c)
			}
		}
	}
	return all
}

// signedBy reports whether issuer signed c; weakly, with a hash that anybody
// who can compute collisions may have used for another certificate.
func signedBy(c, issuer *x509.Certificate) (signed, weakly bool) {
	if k, ok := issuer.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() > 8192 {
		return false, false // costs too much to be asked by everybody
	}
	if !weakHash(c) {
		return c.CheckSignatureFrom(issuer) == nil, false
	}
	digest := sha1.Sum(c.RawTBSCertificate)
	switch k := issuer.PublicKey.(type) {
	case *rsa.PublicKey:
		signed = rsa.VerifyPKCS1v15(k, crypto.SHA1, digest[:], c.Signature) == nil
	case *ecdsa.PublicKey:
		signed = ecdsa.VerifyASN1(k, digest[:], c.Signature)
	}
	return signed, signed
}

// weakHash reports whether a certificate was signed over its SHA-1.
func weakHash(c *x509.Certificate) bool {
	return c.SignatureAlgorithm == x509.SHA1WithRSA || c.SignatureAlgorithm == x509.ECDSAWithSHA1
}

// paths are the ways to a trusted certificate, at least one certificate long,
// the most telling first: the longest, and of equals always the same one.
func (r *relatives) paths(weakly bool) [][]*x509.Certificate {
	leads := r.leading(weakly)
	var all [][]*x509.Certificate
	var walk func(path []int)
	walk = func(path []int) {
		last := path[len(path)-1]
		if len(all) == maxPaths {
			return
		}
		if r.anchored(last) {
			all = append(all, r.certificates(path))
		}
		for _, next := range r.above[last] {
			if leads[next] && !slices.Contains(path, next) && len(path) < maxPath && (weakly || !r.weak[[2]int{last, next}]) {
				walk(append(slices.Clone(path), next))
			}
		}
	}
	if leads[0] {
		walk([]int{0})
	}
	slices.SortFunc(all, func(a, b []*x509.Certificate) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), slices.CompareFunc(a, b, func(x, y *x509.Certificate) int { return bytes.Compare(x.Raw, y.Raw) }))
	})
	return all
}

// leading marks the certificates from which a way leads to a trusted one, so
// that nobody is led around among others.
func (r *relatives) leading(weakly bool) []bool {
	leads := make([]bool, len(r.all))
	for again := true; again; {
		again = false
		for i := range r.all {
			if !leads[i] && (r.anchored(i) || slices.ContainsFunc(r.above[i], func(n int) bool {
				return leads[n] && (weakly || !r.weak[[2]int{i, n}])
			})) {
				leads[i], again = true, true
			}
		}
	}
	return leads
}

func (r *relatives) anchored(i int) bool { return slices.ContainsFunc(r.anchors, r.all[i].Equal) }

func (r *relatives) certificates(path []int) (all []*x509.Certificate) {
	for _, i := range path {
		all = append(all, r.all[i])
	}
	return all
}

// climb is the chain to show where none leads to a trusted certificate: upwards
// as far as it goes, past nothing that was altered.
func (r *relatives) climb() []*x509.Certificate {
	path := []int{0}
	for len(path) < maxPath {
		next := -1
		for _, n := range r.above[path[len(path)-1]] {
			c := r.all[n]
			if slices.Contains(path, n) || selfIssued(c) && c.CheckSignatureFrom(c) != nil && !weakHash(c) {
				continue
			}
			if next < 0 || bytes.Compare(c.Raw, r.all[next].Raw) < 0 {
				next = n
			}
		}
		if next < 0 {
			break
		}
		path = append(path, next)
	}
	return r.certificates(path)
}

// holds checks one path as X.509 asks (RFC 5280 6): validity at that time,
// basic constraints, path length, names, uses.
func holds(path []*x509.Certificate, at time.Time, use x509.ExtKeyUsage) error {
	o := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{use}}
	o.Roots.AddCert(path[len(path)-1])
	for _, c := range path[1:max(1, len(path)-1)] {
		o.Intermediates.AddCert(c)
	}
	_, err := path[0].Verify(o)
	return err
}

func selfIssued(c *x509.Certificate) bool { return bytes.Equal(c.RawIssuer, c.RawSubject) }
