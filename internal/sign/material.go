package sign

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"

	"dafu/internal/reply"
)

// Revocation provides the data that tell whether a chain's certificates were
// revoked (吊销).
type Revocation interface {
	// Material returns data for the chain; what concerns none of its
	// certificates is left out by the caller.
	Material(ctx context.Context, chain []*x509.Certificate) (Material, error)
}

// Material is revocation data in DER.
type Material struct{ CRLs, OCSPs [][]byte }

// dss is what a document security store holds (EN 319 142-1, 5.4.2).
type dss struct {
	certificates []*x509.Certificate
	Material
	lists map[*byte]*x509.RevocationList // read once, by where they begin; may be nil
}

// list reads one of the lists, nil if it cannot be read.
func (d dss) list(der []byte) *x509.RevocationList {
	if len(der) == 0 {
		return nil
	}
	list, there := d.lists[&der[0]]
	if !there {
		list, _ = x509.ParseRevocationList(der)
		if d.lists != nil {
			d.lists[&der[0]] = list
		}
	}
	return list
}

// addMaterial appends the data that the signatures of a file need to be
// verified when the authorities are gone: level B-LT.
func addMaterial(ctx context.Context, signed []byte, r Request) ([]byte, error) {
	v := verifier{}
	if r.Authority != nil {
		v.trust.TimeRoots = r.Authority.Roots
	}
	f, err := v.readFile(signed)
	if err != nil {
		return nil, err
	}
	steps, err := v.steps(f)
	if err != nil {
		return nil, err
	}
	var d dss
	var all []examined
	for _, s := range steps {
		e, err := v.examine(f, s)
		if err != nil {
			return nil, fmt.Errorf("collect what verifies the signature: %w", err)
		}
		all = append(all, e)
		for _, above := range []*relatives{e.worth.relatives, e.stamp.relatives} {
			if err := d.collect(ctx, above, r.Revocation); err != nil {
				return nil, err
			}
		}
	}
	if err := v.checkMaterial(d, all); err != nil {
		var p *problem
		errors.As(err, &p)
		return nil, &reply.Error{Code: reply.Conflict, Text: p.reason + "，不能签名", Cause: err}
	}
	for _, e := range all {
		if !e.covered(d) {
			return nil, reply.Failf(reply.Unavailable, "证书“%s”没有有效的吊销信息，文件没有签名，请稍后再试", nameOf(e.signer.leaf))
		}
	}
	text := f.addendum(d)
	return append(signed, text...), nil
}

// collect takes what concerns the certificates.
func (d *dss) collect(ctx context.Context, above *relatives, r Revocation) error {
	if above == nil || len(above.all) == 1 && selfIssued(above.all[0]) {
		return nil
	}
	m, err := r.Material(ctx, above.all)
	if err != nil {
		return &reply.Error{Code: reply.Unavailable, Text: "没有取得证书的吊销信息，文件没有签名，请稍后再试", Cause: err}
	}
	d.certificates = unique(d.certificates, above.all)
	for _, der := range m.CRLs {
		if above.listed(der) && !slices.ContainsFunc(d.CRLs, func(b []byte) bool { return bytes.Equal(b, der) }) {
			d.CRLs = append(d.CRLs, der)
		}
	}
	for _, der := range m.OCSPs {
		if above.answered(der) && !slices.ContainsFunc(d.OCSPs, func(b []byte) bool { return bytes.Equal(b, der) }) {
			d.OCSPs = append(d.OCSPs, der)
		}
	}
	return nil
}

// listed reports whether a list is by one of the certificates. Where the
// issuer of one is not known, a list in that issuer's name counts too: whoever
// knows the issuer, and only they, can use it.
func (r *relatives) listed(crl []byte) bool {
	list, err := x509.ParseRevocationList(crl)
	if r == nil || err != nil {
		return false
	}
	named := false
	for _, c := range r.all {
		if bytes.Equal(c.RawSubject, list.RawIssuer) {
			if list.CheckSignatureFrom(c) == nil {
				return true
			}
			named = true
		}
	}
	return !named && slices.ContainsFunc(r.all, func(c *x509.Certificate) bool {
		return !selfIssued(c) && bytes.Equal(c.RawIssuer, list.RawIssuer)
	})
}

// answered reports whether a status response is about one of the certificates.
func (r *relatives) answered(response []byte) bool {
	if r == nil {
		return false
	}
	for i, above := range r.above {
		for _, n := range above {
			if _, err := ocsp.ParseResponseForCert(response, r.all[i], r.all[n]); err == nil {
				return true
			}
		}
	}
	return false
}

// has reports whether a certificate is one of them and unaltered: signed by
// one of them, or by nobody who is known and then the very one that came along.
func (r *relatives) has(c *x509.Certificate, known []*x509.Certificate) bool {
	if r == nil {
		return false
	}
	i := slices.IndexFunc(r.all, c.Equal)
	switch {
	case i < 0:
		return false
	case slices.ContainsFunc(known, c.Equal) || len(r.above[i]) > 0:
		return true
	}
	return selfIssued(c) && c.CheckSignatureFrom(c) == nil
}

// checkMaterial checks that each piece concerns one of the signatures, and
// that none of their certificates had been revoked.
func (v verifier) checkMaterial(d dss, all []examined) error {
	var above []*relatives
	known := append(slices.Clone(v.trust.Roots), append(slices.Clone(v.trust.TrialRoots), v.trust.TimeRoots...)...)
	for _, e := range all {
		above = append(above, e.worth.relatives, e.stamp.relatives)
		known = append(append(append(known, e.signer.certificates...), e.signer.leaf), e.stamp.certificates...)
	}
	stray := structure("dss", "文件追加的验证资料与签名无关")
	of := func(concerns func(r *relatives) bool) error {
		return v.want(slices.ContainsFunc(above, concerns), stray)
	}
	for _, c := range d.certificates {
		if err := of(func(r *relatives) bool { return r.has(c, known) }); err != nil {
			return err
		}
	}
	for _, der := range d.CRLs {
		if err := of(func(r *relatives) bool { return r.listed(der) }); err != nil {
			return err
		}
	}
	for _, der := range d.OCSPs {
		if err := of(func(r *relatives) bool { return r.answered(der) }); err != nil {
			return err
		}
	}
	for _, e := range all {
		if err := v.checkRevoked(e, d); err != nil {
			return err
		}
	}
	return nil
}

// checkRevoked: without a timestamp that is believed, a signature may have
// been made after the revocation, whatever time it says.
func (v verifier) checkRevoked(e examined, d dss) error {
	at := e.at()
	for _, pair := range links(e.worth.relatives, e.worth.chain) {
		_, revoked := d.status(pair[0], pair[1], at)
		bad := !revoked.IsZero() && (!e.stamp.known || !revoked.After(at))
		if err := v.want(!bad, invalid("revoked", "签名人的证书已于"+day(revoked)+"吊销")); err != nil {
			return err
		}
	}
	for _, pair := range links(e.stamp.relatives, e.stamp.chain) {
		_, revoked := d.status(pair[0], pair[1], at)
		if err := v.want(revoked.IsZero(), badToken("-revoked", "机构的证书已吊销")); err != nil {
			return err
		}
	}
	return nil
}

// at is when the signature was made, as far as it is known.
func (e examined) at() time.Time {
	if e.stamp.known {
		return e.stamp.at
	}
	return e.declared
}

// links are the pairs of a certificate and its issuer whose revocation counts:
// those of the chain, and the signer's own with whoever issued it, also where
// the trust does not lead that far.
func links(r *relatives, chain []*x509.Certificate) (pairs [][2]*x509.Certificate) {
	if r == nil {
		return nil
	}
	for _, n := range r.above[0] {
		pairs = append(pairs, [2]*x509.Certificate{r.all[0], r.all[n]})
	}
	for i := 1; i+1 < len(chain); i++ {
		pairs = append(pairs, [2]*x509.Certificate{chain[i], chain[i+1]})
	}
	return pairs
}

// covered reports whether there are data for every certificate below the roots.
func (e examined) covered(d dss) bool {
	return d.cover(e.worth.relatives, e.worth.chain, e.at()) && d.cover(e.stamp.relatives, e.stamp.chain, e.at())
}

func (d dss) cover(r *relatives, chain []*x509.Certificate, at time.Time) bool {
	if r == nil {
		return true
	}
	known := map[*x509.Certificate]bool{}
	for _, pair := range links(r, chain) {
		one, _ := d.status(pair[0], pair[1], at)
		known[pair[0]] = known[pair[0]] || one
	}
	for i, c := range chain {
		below := i+1 < len(chain) || i == 0 && !selfIssued(c)
		if below && !known[c] {
			return false
		}
	}
	return true
}

// status looks a certificate up; revoked is zero if it was not. Data that had
// run out at that time do not count as known.
func (d dss) status(c, issuer *x509.Certificate, at time.Time) (known bool, revoked time.Time) {
	for _, der := range d.CRLs {
		list := d.list(der)
		if list == nil || !bytes.Equal(list.RawIssuer, issuer.RawSubject) || list.CheckSignatureFrom(issuer) != nil {
			continue
		}
		known = known || !at.After(list.NextUpdate)
		for _, r := range list.RevokedCertificateEntries {
			if r.SerialNumber.Cmp(c.SerialNumber) == 0 {
				return true, r.RevocationTime
			}
		}
	}
	for _, der := range d.OCSPs {
		r, err := ocsp.ParseResponseForCert(der, c, issuer)
		switch {
		case err != nil:
		case r.Status == ocsp.Revoked:
			return true, r.RevokedAt
		case r.Status == ocsp.Good:
			known = known || !at.After(r.NextUpdate)
		}
	}
	return known, time.Time{}
}
