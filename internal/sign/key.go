package sign

import (
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
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

// Name is what the signer's certificate calls its owner.
func (k Key) Name() string { return nameOf(k.Chain[0]) }

// Organization is the organization that it names or, if none, its owner.
func (k Key) Organization() string { return cmp.Or(organizationOf(k.Chain[0]), k.Name()) }

// trialMark stands in the subject of every trial certificate (OU).
const trialMark = "试用"

func isTrial(c *x509.Certificate) bool {
	return slices.Contains(c.Subject.OrganizationalUnit, trialMark)
}

// strongKey reports whether a public key is one that this package signs with
// and accepts.
func strongKey(public crypto.PublicKey) bool { return unfit(public) == "" }

const fitKeys = "请换用 RSA（2048位以上）或 P-256、P-384、P-521 密钥"

// unfit says why a key is not one that this package signs with and accepts, ""
// if it is: RSA of at least 2048 bits, P-256, P-384 or P-521, all with SHA-256.
func unfit(public crypto.PublicKey) string {
	switch k := public.(type) {
	case *ecdsa.PublicKey:
		if k.Curve == elliptic.P256() || k.Curve == elliptic.P384() || k.Curve == elliptic.P521() {
			return ""
		}
		return "的签名密钥是 " + k.Curve.Params().Name + "，强度不够，" + fitKeys
	case *rsa.PublicKey:
		if n := k.N.BitLen(); n < 2048 {
			return fmt.Sprintf("的签名密钥是 RSA %d位，强度不够，%s", n, fitKeys)
		}
		return ""
	case ed25519.PublicKey:
		return "的签名密钥是 Ed25519，多数阅读软件还不能验证这种签名，本软件不用它签名，" + fitKeys
	}
	return "的签名密钥是本软件不支持的种类，" + fitKeys
}

// usable fails if the key cannot sign at that time. What a person can mend is
// a *reply.Error.
func (k Key) usable(at time.Time) error {
	if k.Signer == nil || len(k.Chain) == 0 {
		return errors.New("the key has no certificate")
	}
	leaf := k.Chain[0]
	if why := unfit(leaf.PublicKey); why != "" {
		return reply.Failf(reply.Conflict, "“%s”%s", nameOf(leaf), why)
	}
	if !samePublic(k.Signer.Public(), leaf.PublicKey) {
		return reply.Failf(reply.Conflict, "私钥与证书“%s”不是一对，不能签名", nameOf(leaf))
	}
	for _, c := range k.Chain {
		if at.Before(c.NotBefore) {
			return reply.Failf(reply.Conflict, "证书“%s”从%s起才有效，现在不能签名", nameOf(c), day(c.NotBefore))
		}
		if weakHash(c) && !selfIssued(c) {
			return reply.Failf(reply.Conflict, "证书“%s”是用已不安全的 SHA-1 算法签发的，别人验证时不认，不能签名，请向发证机构换发", nameOf(c))
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
