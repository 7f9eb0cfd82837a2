package sign

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"slices"
	"time"
)

// stamped is what a timestamp is worth.
type stamped struct {
	at    time.Time
	chain []*x509.Certificate // the authority's own first
	known bool                // under one of the roots for time
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
	s.at = t.info.Time
	if s.chain, s.known, err = v.timeChain(t); err != nil {
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

// timeChain finds the authority's chain as it was at the time it names.
func (v verifier) timeChain(t token) (chain []*x509.Certificate, known bool, err error) {
	chains, err := t.chains(v.trust.TimeRoots, t.info.Time, x509.ExtKeyUsageTimeStamping)
	known = err == nil
	var stranger x509.UnknownAuthorityError
	if errors.As(err, &stranger) {
		top := t.top()
		if selfIssued(top) && top.CheckSignatureFrom(top) != nil {
			return nil, false, badToken("-chain", "中的根证书被改动过")
		}
		chains, err = t.chains([]*x509.Certificate{top}, t.info.Time, x509.ExtKeyUsageTimeStamping)
	}
	if err != nil {
		return nil, false, badToken("-chain", "机构的证书当时无效")
	}
	if !t.onlyUses(chains[0]) {
		return nil, false, badToken("-certificates", "中夹带了与时间戳无关的证书")
	}
	return chains[0], known, nil
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
