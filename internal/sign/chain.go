package sign

import (
	"cmp"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"
	"time"
)

// judged is a chain and what it is worth.
type judged struct {
	*relatives
	chain   []*x509.Certificate
	verdict Verdict
}

func (j judged) signature() Signature {
	root := j.chain[len(j.chain)-1]
	return Signature{
		Verdict: j.verdict, Signer: nameOf(j.chain[0]), Chain: commonNames(j.chain),
		Root: nameOf(root), RootSHA256: fingerprint(root), Level: "B-B",
	}
}

func commonNames(chain []*x509.Certificate) (names []string) {
	for _, c := range chain {
		names = append(names, nameOf(c))
	}
	return names
}

// judge finds a way from the signer to a certificate that is trusted: a root,
// one below it, or the signer's own. How the certificates came along, in which
// order, doubled, with strangers among them, does not matter: only what they
// prove does. proven tells that the time is an authority's word. An error is a
// *problem.
func (v verifier) judge(o opened, at time.Time, proven bool) (judged, error) {
	if err := v.checkSigner(o.leaf, at, proven); err != nil {
		return judged{}, err
	}
	t := v.trust
	r := relate(o.leaf, append(slices.Clone(o.certificates), v.extra...), append(slices.Clone(t.Roots), t.TrialRoots...))
	chain, err := sound(r.paths(false), at, x509.ExtKeyUsageAny)
	if err != nil {
		return judged{}, err
	}
	if chain != nil {
		j := judged{relatives: r, chain: chain, verdict: Trusted}
		if slices.ContainsFunc(chain, isTrial) || slices.ContainsFunc(t.TrialRoots, chain[len(chain)-1].Equal) {
			j.verdict = TrialOnly
		}
		return j, nil
	}
	if weak := r.paths(true); len(weak) > 0 {
		i := slices.IndexFunc(weak[0], weakHash)
		return judged{}, unsupported("weak-hash", "证书“"+nameOf(weak[0][i])+"”是用已不安全的 SHA-1 算法签发的，不能凭它确认签名人身份，不能判断")
	}
	j := judged{relatives: r, chain: r.climb(), verdict: UnknownRoot}
	if slices.ContainsFunc(j.chain, isTrial) {
		j.verdict = TrialOnly
	}
	return j, nil
}

// sound returns the first path that holds, nil if there are no paths at all.
func sound(paths [][]*x509.Certificate, at time.Time, use x509.ExtKeyUsage) ([]*x509.Certificate, error) {
	var failed error
	for _, path := range paths {
		err := holds(path, at, use)
		var critical x509.UnhandledCriticalExtension
		switch {
		case errors.As(err, &critical):
			failed = unsupported("extension", "签名人的证书带有本软件不认识的限制，不能判断")
		case err != nil:
			failed = cmp.Or[error](failed, invalid("chain", "签名人的证书在签名时无效"))
		case slices.ContainsFunc(path, func(c *x509.Certificate) bool { return !strongKey(c.PublicKey) }):
			failed = unsupported("algorithm", "证书用了本软件不核验的算法")
		default:
			return path, nil
		}
	}
	return nil, failed
}

// checkSigner checks what the certificate itself says of its use and time.
func (v verifier) checkSigner(leaf *x509.Certificate, at time.Time, proven bool) error {
	const signs = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	now := v.trust.Now
	past := proven || now.IsZero()
	return v.all(
		wanted{!at.Before(leaf.NotBefore) && !at.After(leaf.NotAfter), invalid("validity", "签名时签名人的证书不在有效期内")},
		wanted{leaf.KeyUsage == 0 || leaf.KeyUsage&signs != 0, invalid("key-usage", "签名人的证书不能用来签名")},
		wanted{maySignDocuments(leaf), invalid("key-usage", "签名人的证书不是用来签署文件的")},
		wanted{past || !at.After(now.Add(clockSkew)), invalid("future", "签名所写的时间还没有到")},
		wanted{past || !now.After(leaf.NotAfter), unsupported("expired",
			"签名人的证书已于"+day(leaf.NotAfter)+"到期，又没有可信的时间戳证明签名在到期之前，不能判断")},
	)
}

// oidDocumentSigning is id-kp-documentSigning (RFC 9336).
var oidDocumentSigning = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}

// maySignDocuments keeps out what was issued for something else, a web
// server's certificate above all. A certificate that names no use has any.
func maySignDocuments(leaf *x509.Certificate) bool {
	if len(leaf.ExtKeyUsage) == 0 && len(leaf.UnknownExtKeyUsage) == 0 {
		return true
	}
	return slices.Contains(leaf.ExtKeyUsage, x509.ExtKeyUsageAny) ||
		slices.Contains(leaf.ExtKeyUsage, x509.ExtKeyUsageEmailProtection) ||
		slices.ContainsFunc(leaf.UnknownExtKeyUsage, oidDocumentSigning.Equal)
}

// clockSkew is how far two machines' clocks may differ.
const clockSkew = 10 * time.Minute
