package sign

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
)

// maxCertificates is more than any chain has, with those of other ways.
const maxCertificates = 32

// opened is a container whose signature holds.
type opened struct {
	leaf         *x509.Certificate
	leaves       []*x509.Certificate // that bear the signer's name and number
	certificates []*x509.Certificate // all that the container carries, each once
	signature    []byte
	token        []byte // a timestamp's DER, nil if there is none
}

// openContainer checks the container against the digest of the signed bytes.
// der is what stands in /Contents, zero padding included. An error is a *problem.
func (v verifier) openContainer(der, digest []byte) (opened, error) {
	var c container
	padding, err := asn1.Unmarshal(der, &c)
	if err != nil {
		return opened{}, structure("container", "签名数据读不懂")
	}
	if err := v.want(len(bytes.Trim(padding, "\x00")) == 0, invalid("padding", "签名数据后面夹带了别的内容")); err != nil {
		return opened{}, err
	}
	// Encoded again it must come out the same: strict DER. How the certificates
	// are packed is left open.
	again, err := asn1.Marshal(c)
	same := err == nil && bytes.Equal(again, der[:len(der)-len(padding)])
	if err := v.want(same, structure("container-der", "签名数据的写法不合规")); err != nil {
		return opened{}, err
	}
	if err := c.checkForm(); err != nil {
		return opened{}, err
	}
	o, err := v.certificates(c.Signed.Certificates, c.Signed.Signers[0])
	if err != nil {
		return o, err
	}
	signer := c.Signed.Signers[0]
	o.signature = signer.Signature
	if o.token, err = signer.token(); err != nil {
		return o, err
	}
	return v.first(o, func(leaf *x509.Certificate) error { return v.checkSigned(signer, leaf, digest) })
}

// first tries the certificates that the container may mean by its signer: with
// one that was altered, the true one may have come along.
func (v verifier) first(o opened, check func(leaf *x509.Certificate) error) (opened, error) {
	var failed error
	for _, leaf := range o.leaves {
		err := check(leaf)
		if err == nil {
			o.leaf = leaf
			return o, nil
		}
		if failed == nil {
			failed = err
		}
	}
	return o, failed
}

// token returns the timestamp among the unsigned attributes, the only one that
// may be there.
func (s signerInfo) token() ([]byte, error) {
	if s.Unsigned == nil {
		return nil, nil
	}
	if len(s.Unsigned) != 1 || !s.Unsigned[0].Type.Equal(oidTimestampToken) || len(s.Unsigned[0].Values) != 1 {
		return nil, structure("attributes", "签名数据中的项目不合规")
	}
	return s.Unsigned[0].Values[0].FullBytes, nil
}

func (c container) checkForm() error {
	d := c.Signed
	if !c.Type.Equal(oidSignedData) || d.Version != 1 || !d.Content.Type.Equal(oidData) {
		return structure("container-form", "签名数据的种类本软件不认识")
	}
	if len(d.Signers) != 1 {
		return structure("one-signer", "签名数据中不止一个签名人")
	}
	if len(d.Digests) != 1 || !isSHA256(d.Digests[0]) || !isSHA256(d.Signers[0].Digest) {
		return unsupported("algorithm", "签名用了本软件不核验的算法")
	}
	if d.Signers[0].Version != 1 {
		return structure("container-form", "签名数据的种类本软件不认识")
	}
	return nil
}

func isSHA256(a pkix.AlgorithmIdentifier) bool {
	return a.Algorithm.Equal(oidSHA256) && len(a.Parameters.FullBytes) == 0
}

// certificates reads those that came along, each once, and finds which of them,
// or of those that are known here, may be the signer's. What cannot be read is
// nobody's.
func (v verifier) certificates(bag asn1.RawValue, s signerInfo) (opened, error) {
	var o opened
	for rest := bag.Bytes; len(rest) > 0; {
		var raw asn1.RawValue
		var err error
		if rest, err = asn1.Unmarshal(rest, &raw); err != nil {
			return o, structure("certificates", "签名数据中的证书读不懂")
		}
		if c, err := x509.ParseCertificate(raw.FullBytes); err == nil {
			o.certificates = append(o.certificates, c)
		}
	}
	if o.certificates = unique(o.certificates); len(o.certificates) > maxCertificates {
		return o, structure("certificates", "签名数据中的证书过多")
	}
	t := v.trust
	for _, c := range unique(o.certificates, v.extra, t.Roots, t.TrialRoots, t.TimeRoots) {
		if s.ID.names(c) {
			o.leaves = append(o.leaves, c)
		}
	}
	if len(o.leaves) == 0 {
		return o, unsupported("certificates", "签名数据中没有签名人的证书，不能判断")
	}
	o.leaf = o.leaves[0]
	return o, nil
}

// names reports whether the identifier is the certificate's.
func (id issuerAndSerial) names(c *x509.Certificate) bool {
	return bytes.Equal(c.RawIssuer, id.Issuer.FullBytes) && c.SerialNumber.Cmp(id.Serial) == 0
}

// checkSigned checks the signed attributes and the signature over them.
func (v verifier) checkSigned(s signerInfo, leaf *x509.Certificate, digest []byte) error {
	want, err := signedAttributes(digest, leaf)
	if err != nil {
		return structure("attributes", "签名数据读不懂")
	}
	if len(s.Attributes) != len(want) {
		return structure("attributes", "签名数据中的项目不合规")
	}
	refusals := []*problem{
		structure("content-type", "签名数据中的项目不合规"),
		invalid("digest", "文件内容与签名不符，签名之后被改动过"),
		invalid("signing-certificate", "签名数据中的证书不是签名时所用的证书"),
	}
	for i, w := range want {
		if err := v.want(s.carries(w), refusals[i]); err != nil {
			return err
		}
	}
	algorithm, err := checkAlgorithm(leaf, s.Algorithm)
	if err != nil {
		return err
	}
	der, err := asn1.MarshalWithParams(s.Attributes, "set")
	if err != nil {
		return structure("attributes", "签名数据读不懂")
	}
	return v.want(leaf.CheckSignature(algorithm, der, s.Signature) == nil, invalid("signature", "签名与签名人的证书不符"))
}

// carries reports whether exactly one attribute has w's type, and w's value alone.
func (s signerInfo) carries(w attribute) bool {
	n := 0
	for _, a := range s.Attributes {
		if !a.Type.Equal(w.Type) {
			continue
		}
		if len(a.Values) != 1 || !bytes.Equal(a.Values[0].FullBytes, w.Values[0].FullBytes) {
			return false
		}
		n++
	}
	return n == 1
}

// checkAlgorithm allows SHA-256 with P-256 or with RSA of at least 2048 bits.
func checkAlgorithm(leaf *x509.Certificate, a pkix.AlgorithmIdentifier) (x509.SignatureAlgorithm, error) {
	refused := unsupported("algorithm", "签名用了本软件不核验的算法")
	want := signatureAlgorithm(leaf)
	if !strongKey(leaf.PublicKey) || !a.Algorithm.Equal(want.Algorithm) ||
		!bytes.Equal(a.Parameters.FullBytes, want.Parameters.FullBytes) {
		return 0, refused
	}
	if _, ok := leaf.PublicKey.(*ecdsa.PublicKey); ok {
		return x509.ECDSAWithSHA256, nil
	}
	return x509.SHA256WithRSA, nil
}
