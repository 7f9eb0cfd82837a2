package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	_ "crypto/sha512" // for crypto.SHA384 and crypto.SHA512
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
)

// tokenContainer is the CMS of a timestamp. It is read apart from a
// signature's: it carries its content, and its certificates in any order.
type tokenContainer struct {
	Type   asn1.ObjectIdentifier
	Signed tokenData `asn1:"explicit,tag:0"`
}

type tokenData struct {
	Version      int
	Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
	Content      tokenContent
	Certificates asn1.RawValue `asn1:"optional,tag:0"`
	Signers      []signerInfo  `asn1:"set"`
}

type tokenContent struct {
	Type asn1.ObjectIdentifier
	Body []byte `asn1:"explicit,tag:0"`
}

// token is a timestamp whose signature holds over its own content.
type token struct {
	opened
	info tstInfo
}

func badToken(check, reason string) *problem { return invalid("timestamp"+check, "时间戳"+reason) }

var errToken = unsupported("timestamp", "时间戳的写法本软件不能核验")

// readToken checks a token in itself. An error is a *problem.
func (v verifier) readToken(der []byte) (token, error) {
	var t token
	var c tokenContainer
	rest, err := asn1.Unmarshal(der, &c)
	if err != nil || len(rest) > 0 {
		return t, errToken
	}
	again, err := asn1.Marshal(c)
	if err != nil || !bytes.Equal(again, der) {
		return t, errToken
	}
	d := c.Signed
	if !c.Type.Equal(oidSignedData) || d.Version != 3 || !d.Content.Type.Equal(oidTSTInfo) || len(d.Signers) != 1 ||
		d.Signers[0].Version != 1 || d.Signers[0].Unsigned != nil || len(d.Digests) != 1 || !sameAlgorithm(d.Digests[0], d.Signers[0].Digest) {
		return t, errToken
	}
	if rest, err := asn1.Unmarshal(d.Content.Body, &t.info); err != nil || len(rest) > 0 || t.info.Version != 1 {
		return t, errToken
	}
	for _, e := range t.info.Extensions {
		if e.Critical {
			return t, errToken
		}
	}
	if t.opened, err = v.certificates(d.Certificates, d.Signers[0]); err != nil {
		return t, badToken("-certificates", "中的证书不合规")
	}
	t.opened, err = v.first(t.opened, func(leaf *x509.Certificate) error { return v.checkTokenSigner(d.Signers[0], leaf, d.Content.Body) })
	return t, err
}

// checkTokenSigner checks the attributes that RFC 3161 and RFC 5816 ask for,
// and the signature over all of them.
func (v verifier) checkTokenSigner(s signerInfo, leaf *x509.Certificate, body []byte) error {
	h, ok := hashOf(s.Digest)
	algorithm, known := tokenAlgorithm(leaf, h, s.Algorithm)
	if !ok || !known {
		return unsupported("timestamp-algorithm", "时间戳用了本软件不核验的算法")
	}
	var contentType asn1.ObjectIdentifier
	var digest []byte
	var ess struct{ IDs []essCertificate }
	if !s.one(oidContentType, &contentType) || !s.one(oidMessageDigest, &digest) || !s.one(oidSigningCertificate, &ess) ||
		!contentType.Equal(oidTSTInfo) || len(ess.IDs) == 0 {
		return errToken
	}
	if err := v.want(bytes.Equal(digest, sum(h, body)), badToken("-digest", "的内容被改动过")); err != nil {
		return err
	}
	eh, ok := hashOf(ess.IDs[0].Algorithm)
	if !ok || !bytes.Equal(ess.IDs[0].Hash, sum(eh, leaf.Raw)) {
		return badToken("-certificates", "中的证书不是签发时所用的证书")
	}
	der, err := asn1.MarshalWithParams(s.Attributes, "set")
	if err != nil {
		return errToken
	}
	return v.want(leaf.CheckSignature(algorithm, der, s.Signature) == nil, badToken("-signature", "的签名不成立"))
}

// essCertificate is ESSCertIDv2; without an algorithm it is SHA-256.
type essCertificate struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	Issuer    asn1.RawValue `asn1:"optional"`
}

// one reads the value of the attribute of that type, which is there once.
func (s signerInfo) one(oid asn1.ObjectIdentifier, value any) bool {
	n := 0
	for _, a := range s.Attributes {
		if !a.Type.Equal(oid) {
			continue
		}
		if n++; len(a.Values) != 1 {
			return false
		}
		if rest, err := asn1.Unmarshal(a.Values[0].FullBytes, value); err != nil || len(rest) > 0 {
			return false
		}
	}
	return n == 1
}

func sameAlgorithm(a, b pkix.AlgorithmIdentifier) bool {
	return a.Algorithm.Equal(b.Algorithm) && bytes.Equal(a.Parameters.FullBytes, b.Parameters.FullBytes)
}

// noParameters: left out, or NULL.
func noParameters(a pkix.AlgorithmIdentifier) bool {
	return len(a.Parameters.FullBytes) == 0 || bytes.Equal(a.Parameters.FullBytes, asn1.NullBytes)
}

var (
	oidSHA384 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
)

// hashOf returns the hash that is named; none named is SHA-256, the default of
// the one place where it may be left out.
func hashOf(a pkix.AlgorithmIdentifier) (crypto.Hash, bool) {
	switch {
	case !noParameters(a):
		return 0, false
	case len(a.Algorithm) == 0, a.Algorithm.Equal(oidSHA256):
		return crypto.SHA256, true
	case a.Algorithm.Equal(oidSHA384):
		return crypto.SHA384, true
	case a.Algorithm.Equal(oidSHA512):
		return crypto.SHA512, true
	}
	return 0, false
}

func sum(h crypto.Hash, b []byte) []byte {
	w := h.New()
	w.Write(b)
	return w.Sum(nil)
}

// tokenAlgorithm allows RSA of at least 2048 bits (PKCS #1 v1.5), P-256, P-384 and P-521.
func tokenAlgorithm(leaf *x509.Certificate, h crypto.Hash, a pkix.AlgorithmIdentifier) (x509.SignatureAlgorithm, bool) {
	n, known := map[crypto.Hash]int{crypto.SHA256: 2, crypto.SHA384: 3, crypto.SHA512: 4}[h]
	if !known {
		return 0, false
	}
	switch k := leaf.PublicKey.(type) {
	case *rsa.PublicKey:
		// sha256WithRSAEncryption is 11, SHA-384 12, SHA-512 13.
		own := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, n + 9}
		all := []x509.SignatureAlgorithm{x509.SHA256WithRSA, x509.SHA384WithRSA, x509.SHA512WithRSA}
		return all[n-2], k.N.BitLen() >= 2048 && noParameters(a) && (a.Algorithm.Equal(oidRSA) || a.Algorithm.Equal(own))
	case *ecdsa.PublicKey:
		own := asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, n}
		all := []x509.SignatureAlgorithm{x509.ECDSAWithSHA256, x509.ECDSAWithSHA384, x509.ECDSAWithSHA512}
		return all[n-2], strongKey(k) && noParameters(a) && a.Algorithm.Equal(own)
	}
	return 0, false
}
