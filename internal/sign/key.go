package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"slices"
	"time"

	"dafu/internal/reply"
)

// Key is what a department signs with.
type Key struct {
	Signer crypto.Signer
	Chain  []*x509.Certificate // the signer's own first, up to its root or just below it
	Trial  bool
}

// trialMark stands in the subject of every trial certificate (OU).
const trialMark = "试用"

func isTrial(c *x509.Certificate) bool {
	return slices.Contains(c.Subject.OrganizationalUnit, trialMark)
}

// strongKey reports whether a public key is one that this package signs with
// and accepts: P-256, or RSA of at least 2048 bits.
func strongKey(public crypto.PublicKey) bool {
	switch k := public.(type) {
	case *ecdsa.PublicKey:
		return k.Curve == elliptic.P256()
	case *rsa.PublicKey:
		return k.N.BitLen() >= 2048
	}
	return false
}

// usable fails if the key cannot sign at that time. What a person can mend is
// a *reply.Error.
func (k Key) usable(at time.Time) error {
	if k.Signer == nil || len(k.Chain) == 0 {
		return errors.New("the key has no certificate")
	}
	leaf := k.Chain[0]
	if !strongKey(leaf.PublicKey) {
		return reply.Failf(reply.Conflict, "“%s”的签名密钥强度不够，不能签名", nameOf(leaf))
	}
	if !samePublic(k.Signer.Public(), leaf.PublicKey) {
		return errors.New("the key does not belong to its certificate")
	}
	for _, c := range k.Chain {
		if at.Before(c.NotBefore) {
			return reply.Failf(reply.Conflict, "证书“%s”从%s起才有效，现在不能签名", nameOf(c), day(c.NotBefore))
		}
		if at.After(c.NotAfter) {
			return reply.Failf(reply.Conflict, "证书“%s”已于%s到期，不能签名，请更换证书", nameOf(c), day(c.NotAfter))
		}
	}
	return nil
}

func samePublic(a, b crypto.PublicKey) bool {
	k, ok := a.(interface{ Equal(crypto.PublicKey) bool })
	return ok && k.Equal(b)
}

// china is where dates are read; the country has one time zone.
var china = time.FixedZone("", 8*60*60)

func day(t time.Time) string { return t.In(china).Format("2006年1月2日") }
