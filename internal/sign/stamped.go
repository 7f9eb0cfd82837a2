package sign

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"time"
)

// stamped is what a timestamp is worth.
type stamped struct {
	*relatives
	certificates []*x509.Certificate // that came along
	at           time.Time
	chain        []*x509.Certificate // the authority's own first
	known        bool                // under one of the roots for time
}

// checkToken checks the timestamp of a signature: it must be for this
// signature, by an authority made for nothing else, whose chain held when it
// spoke. One whose root is not known is no error: its word is not taken.
func (v verifier) checkToken(der, signature []byte) (stamped, error) {
	var s stamped
	t, err := v.readToken(der)
	if err != nil {
		return s, err
	}
	h, ok := hashOf(t.info.Imprint.Algorithm)
	if !ok || len(t.info.Imprint.Algorithm.Algorithm) == 0 {
		return s, unsupported("timestamp-algorithm", "时间戳用了本软件不核验的算法")
	}
	if err := v.want(bytes.Equal(t.info.Imprint.Hash, sum(h, signature)), badToken("-imprint", "不是给这个签名的")); err != nil {
		return s, err
	}
	if err := v.want(onlyForTime(t.leaf), badToken("-purpose", "的证书不是专门签发时间戳的")); err != nil {
		return s, err
	}
	if s, err = v.timeChain(t); err != nil {
		return s, err
	}
	if now := v.trust.Now; !now.IsZero() && s.known {
		if s.at.After(now.Add(clockSkew)) {
			return s, badToken("-future", "所写的时间还没有到")
		}
		if end := t.leaf.NotAfter; now.After(end) {
			return s, unsupported("timestamp-expired", "时间戳机构的证书已于"+day(end)+"到期，不能判断")
		}
	}
	return s, nil
}

// timeChain finds a way from the authority to a certificate that is trusted for
// the time, as it was at the time it names.
func (v verifier) timeChain(t token) (s stamped, err error) {
	if at := t.info.Time; at.Before(t.leaf.NotBefore) || at.After(t.leaf.NotAfter) {
		return s, badToken("-chain", "机构的证书当时无效")
	}
	s.relatives = relate(t.leaf, append(slices.Clone(t.certificates), v.extra...), v.trust.TimeRoots)
	s.at, s.certificates = t.info.Time, t.certificates
	s.chain, err = sound(s.paths(false), s.at, x509.ExtKeyUsageTimeStamping)
	if err != nil {
		return s, badToken("-chain", "机构的证书当时无效")
	}
	if s.known = s.chain != nil; !s.known {
		if len(s.paths(true)) > 0 {
			return s, unsupported("timestamp-weak-hash", "时间戳机构的证书是用已不安全的 SHA-1 算法签发的，不能判断")
		}
		s.chain = s.climb()
	}
	return s, nil
}

var oidExtendedUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// onlyForTime checks what RFC 3161 2.3 asks of an authority's certificate: one
// use, timeStamping, marked critical.
func onlyForTime(c *x509.Certificate) bool {
	if len(c.UnknownExtKeyUsage) > 0 || !slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) {
		return false
	}
	return slices.ContainsFunc(c.Extensions, func(e pkix.Extension) bool { return e.Critical && e.Id.Equal(oidExtendedUsage) })
}
