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

func (j judged) signature(at time.Time) Signature {
	root := j.chain[len(j.chain)-1]
	s := Signature{
		Signer: j.chain[0].Subject.CommonName, Root: root.Subject.CommonName, RootSHA256: fingerprint(root),
		Time: at, TimeSource: SelfDeclared, WholeFile: true, Level: "B-B",
	}
	for _, c := range j.chain {
		s.Chain = append(s.Chain, c.Subject.CommonName)
	}
	return s
}

// judge finds the chain from the signer to a root, as it was at the time that
// the signature names. An error is a *problem.
func (t Trust) judge(o opened, at time.Time) (judged, error) {
	if err := t.checkSigner(o.leaf, at); err != nil {
		return judged{}, err
	}
	j := judged{verdict: Trusted}
	known := append(slices.Clone(t.Roots), t.TrialRoots...)
	chains, err := o.chains(known, at)
	var stranger x509.UnknownAuthorityError
	if errors.As(err, &stranger) {
		j.verdict = UnknownRoot
		top := o.top()
		if selfIssued(top) && top.CheckSignatureFrom(top) != nil {
			return j, invalid("chain", "签名数据中的根证书被改动过")
		}
		chains, err = o.chains([]*x509.Certificate{top}, at)
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
	for i, c := range o.certificates {
		used := func(x *x509.Certificate) bool { return x.Equal(c) }
		if !slices.ContainsFunc(j.chain, used) || slices.ContainsFunc(o.certificates[:i], used) {
			return j, structure("certificates", "签名数据中夹带了与签名无关的证书")
		}
	}
	if slices.ContainsFunc(j.chain, isTrial) || slices.ContainsFunc(t.TrialRoots, j.chain[len(j.chain)-1].Equal) {
		j.verdict = TrialOnly
	}
	return j, nil
}

// checkSigner checks what the certificate itself says of its use and time.
func (t Trust) checkSigner(leaf *x509.Certificate, at time.Time) error {
	switch {
	case at.Before(leaf.NotBefore) || at.After(leaf.NotAfter):
		return invalid("validity", "签名时签名人的证书不在有效期内")
	case leaf.KeyUsage != 0 && leaf.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0:
		return invalid("key-usage", "签名人的证书不能用来签名")
	case !maySignDocuments(leaf):
		return invalid("key-usage", "签名人的证书不是用来签署文件的")
	case t.Now.IsZero():
		return nil
	case at.After(t.Now.Add(clockSkew)):
		return invalid("future", "签名所写的时间还没有到")
	case t.Now.After(leaf.NotAfter):
		return unsupported("expired", "签名人的证书已于"+day(leaf.NotAfter)+"到期，又没有时间戳证明签名在到期之前，不能判断")
	}
	return nil
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
func (o opened) chains(roots []*x509.Certificate, at time.Time) ([][]*x509.Certificate, error) {
	options := x509.VerifyOptions{
		Roots:         x509.NewCertPool(),
		Intermediates: x509.NewCertPool(),
		CurrentTime:   at,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
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
