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
		for _, chain := range [][]*x509.Certificate{e.worth.chain, e.stamp.chain} {
			if err := d.collect(ctx, chain, r.Revocation); err != nil {
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
			return nil, reply.Failf(reply.Unavailable, "证书“%s”没有有效的吊销信息，文件没有签名，请稍后再试", e.signer.leaf.Subject.CommonName)
		}
	}
	text := f.addendum(d)
	return append(signed, text...), nil
}

// collect takes what concerns the chain.
func (d *dss) collect(ctx context.Context, chain []*x509.Certificate, r Revocation) error {
	if len(chain) < 2 {
		return nil
	}
	m, err := r.Material(ctx, chain)
	if err != nil {
		return &reply.Error{Code: reply.Unavailable, Text: "没有取得证书的吊销信息，文件没有签名，请稍后再试", Cause: err}
	}
	for _, c := range chain {
		if !slices.ContainsFunc(d.certificates, c.Equal) {
			d.certificates = append(d.certificates, c)
		}
	}
	for _, der := range m.CRLs {
		if issuerOf(der, chain) != nil && !slices.ContainsFunc(d.CRLs, func(b []byte) bool { return bytes.Equal(b, der) }) {
			d.CRLs = append(d.CRLs, der)
		}
	}
	for _, der := range m.OCSPs {
		if concerns(der, chain) && !slices.ContainsFunc(d.OCSPs, func(b []byte) bool { return bytes.Equal(b, der) }) {
			d.OCSPs = append(d.OCSPs, der)
		}
	}
	return nil
}

// issuerOf finds who among the chain signed a list.
func issuerOf(crl []byte, chain []*x509.Certificate) *x509.Certificate {
	list, err := x509.ParseRevocationList(crl)
	if err != nil {
		return nil
	}
	for _, c := range chain {
		if list.CheckSignatureFrom(c) == nil {
			return c
		}
	}
	return nil
}

func concerns(response []byte, chain []*x509.Certificate) bool {
	for i := range len(chain) - 1 {
		if _, err := ocsp.ParseResponseForCert(response, chain[i], chain[i+1]); err == nil {
			return true
		}
	}
	return false
}

// checkMaterial checks that each piece concerns one of the signatures, and
// that none of their certificates had been revoked.
func (v verifier) checkMaterial(d dss, all []examined) error {
	var known []*x509.Certificate
	for _, e := range all {
		known = append(append(known, e.worth.chain...), e.stamp.chain...)
	}
	stray := structure("dss", "文件追加的验证资料与签名无关")
	for _, c := range d.certificates {
		if err := v.want(slices.ContainsFunc(known, c.Equal), stray); err != nil {
			return err
		}
	}
	for _, der := range d.CRLs {
		if err := v.want(issuerOf(der, known) != nil, stray); err != nil {
			return err
		}
	}
	for _, der := range d.OCSPs {
		ok := slices.ContainsFunc(all, func(e examined) bool {
			return concerns(der, e.worth.chain) || concerns(der, e.stamp.chain)
		})
		if err := v.want(ok, stray); err != nil {
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
	at := e.declared
	if e.stamp.known {
		at = e.stamp.at
	}
	for i := range len(e.worth.chain) - 1 {
		_, revoked := d.status(e.worth.chain[i], e.worth.chain[i+1], at)
		bad := !revoked.IsZero() && (!e.stamp.known || !revoked.After(at))
		if err := v.want(!bad, invalid("revoked", "签名人的证书已于"+day(revoked)+"吊销")); err != nil {
			return err
		}
	}
	for i := range max(0, len(e.stamp.chain)-1) {
		_, revoked := d.status(e.stamp.chain[i], e.stamp.chain[i+1], at)
		if err := v.want(revoked.IsZero(), badToken("-revoked", "机构的证书已吊销")); err != nil {
			return err
		}
	}
	return nil
}

// covered reports whether there are data for every certificate below the roots.
func (e examined) covered(d dss) bool {
	at := e.declared
	if e.stamp.known {
		at = e.stamp.at
	}
	for _, chain := range [][]*x509.Certificate{e.worth.chain, e.stamp.chain} {
		for i := range max(0, len(chain)-1) {
			if known, _ := d.status(chain[i], chain[i+1], at); !known {
				return false
			}
		}
	}
	return true
}

// status looks a certificate up; revoked is zero if it was not. Data that had
// run out at that time do not count as known.
func (d dss) status(c, issuer *x509.Certificate, at time.Time) (known bool, revoked time.Time) {
	for _, der := range d.CRLs {
		list, err := x509.ParseRevocationList(der)
		if err != nil || list.CheckSignatureFrom(issuer) != nil {
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
