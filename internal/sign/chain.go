package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"
	"time"
)

// judged is a chain and what it is worth.
type judged struct {
	chain   []*x509.Certificate
	verdict Verdict
}

func (j judged) signature() Signature {
	root := j.chain[len(j.chain)-1]
	return Signature{
		Verdict: j.verdict, Signer: j.chain[0].Subject.CommonName, Chain: commonNames(j.chain),
		Root: root.Subject.CommonName, RootSHA256: fingerprint(root), Level: "B-B",
	}
}

func commonNames(chain []*x509.Certificate) (names []string) {
	for _, c := range chain {
		names = append(names, c.Subject.CommonName)
	}
	return names
}

// judge finds the chain from the signer to a root, as it was at that time.
// proven tells that the time is an authority's word. An error is a *problem.
func (v verifier) judge(o opened, at time.Time, proven bool) (judged, error) {
	t := v.trust
	if err := v.checkSigner(o.leaf, at, proven); err != nil {
		return judged{}, err
	}
	j := judged{verdict: Trusted}
	known := append(slices.Clone(t.Roots), t.TrialRoots...)
	chains, err := o.chains(known, at, x509.ExtKeyUsageAny)
	var stranger x509.UnknownAuthorityError
	if errors.As(err, &stranger) {
		j.verdict = UnknownRoot
		top := o.top()
		if selfIssued(top) && top.CheckSignatureFrom(top) != nil {
			return j, invalid("chain", "签名数据中的根证书被改动过")
		}
		chains, err = o.chains([]*x509.Certificate{top}, at, x509.ExtKeyUsageAny)
	}
	if err != nil {
		return j, invalid("chain", "签名人的证书在签名时无效")
	}
	j.chain = chains[0]
	for _, c := range j.chain {
		if !strongKey(c.PublicKey) {
			return j, unsupported("algorithm", "证书用了本软件不核验的算法")
		}
	}
	if err := v.want(o.onlyUses(j.chain), structure("certificates", "签名数据中夹带了与签名无关的证书")); err != nil {
		return j, err
	}
	if slices.ContainsFunc(j.chain, isTrial) || slices.ContainsFunc(t.TrialRoots, j.chain[len(j.chain)-1].Equal) {
		j.verdict = TrialOnly
	}
	return j, nil
}

// onlyUses reports whether each certificate that came along is part of the
// chain, once.
func (o opened) onlyUses(chain []*x509.Certificate) bool {
	for i, c := range o.certificates {
		if !slices.ContainsFunc(chain, c.Equal) || slices.ContainsFunc(o.certificates[:i], c.Equal) {
			return false
		}
	}
	return true
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

// chains finds the ways from the signer to one of the roots.
func (o opened) chains(roots []*x509.Certificate, at time.Time, use x509.ExtKeyUsage) ([][]*x509.Certificate, error) {
	options := x509.VerifyOptions{
		Roots:         x509.NewCertPool(),
		Intermediates: x509.NewCertPool(),
		CurrentTime:   at,
		KeyUsages:     []x509.ExtKeyUsage{use},
	}
	for _, c := range roots {
		options.Roots.AddCert(c)
	}
	for _, c := range o.certificates {
		options.Intermediates.AddCert(c)
	}
	return o.leaf.Verify(options)
}

// top goes up from the signer as far as the container's own certificates lead.
func (o opened) top() *x509.Certificate {
	top := o.leaf
	for range o.certificates {
		for _, c := range o.certificates {
			if !c.Equal(top) && top.CheckSignatureFrom(c) == nil {
				top = c
				break
			}
		}
	}
	return top
}

func selfIssued(c *x509.Certificate) bool { return bytes.Equal(c.RawIssuer, c.RawSubject) }
