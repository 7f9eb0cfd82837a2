package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // older certificates' identifiers (RFC 2634)
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// foreignContainer is a CMS SignedData as others write it: any set of signed
// attributes, any digest of SHA-2, certificates and lists in any order.
type foreignContainer struct {
	Type   asn1.ObjectIdentifier
	Signed foreignData `asn1:"explicit,tag:0"`
}

type foreignData struct {
	Version      int
	Digests      asn1.RawValue
	Content      foreignContent
	Certificates asn1.RawValue   `asn1:"optional,tag:0"`
	Lists        asn1.RawValue   `asn1:"optional,tag:1"`
	Signers      []foreignSigner `asn1:"set"`
}

type foreignContent struct {
	Type asn1.ObjectIdentifier
	Body asn1.RawValue `asn1:"optional,explicit,tag:0"`
}

type foreignSigner struct {
	Version    int
	ID         asn1.RawValue
	Digest     pkix.AlgorithmIdentifier
	Attributes asn1.RawValue `asn1:"optional,tag:0"`
	Algorithm  pkix.AlgorithmIdentifier
	Signature  []byte
	Unsigned   asn1.RawValue `asn1:"optional,tag:1"`
}

var (
	oidSigningTime     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
	oidSigningCertOld  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSHA1            = asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	oidPSS             = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	oidSM2WithSM3      = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 501}
	errForeignForm     = unsupported("container-form", "签名数据的写法本软件不能核验，不能判断")
	errForeignAttached = unsupported("container-form", "签名数据里带着被签的内容，不是附在文件上的签名，不能判断")
)

// foreignSignature is an opened container of another program.
type foreignSignature struct {
	opened
	lists [][]byte
	said  time.Time // the signer's word; zero if it is not among what was signed
}

// openForeign checks a container over the signed bytes, given in two parts.
// Every signed attribute is covered by the signature; of those that say what
// was signed, and by whom, each must be there once and be true.
func (v verifier) openForeign(der []byte, subFilter string, parts ...[]byte) (foreignSignature, error) {
	var f foreignSignature
	var c foreignContainer
	if whole, behind, err := definite(der, 0); err == nil {
		der = append(bytes.Clone(whole), behind...)
	}
	padding, err := asn1.Unmarshal(der, &c)
	if err != nil {
		return f, errForeignForm
	}
	if len(bytes.Trim(padding, "\x00")) > 0 {
		return f, invalid("padding", "签名数据后面夹带了别的内容")
	}
	switch {
	case !c.Type.Equal(oidSignedData) || !c.Signed.Content.Type.Equal(oidData):
		return f, errForeignForm
	case len(c.Signed.Content.Body.FullBytes) > 0:
		return f, errForeignAttached
	case len(c.Signed.Signers) != 1:
		return f, unsupported("one-signer", "签名数据中不止一个签名人，不能判断")
	}
	signer := c.Signed.Signers[0]
	s, err := signer.plain()
	if err != nil {
		return f, err
	}
	h, ok := hashOf(s.Digest)
	if !ok || len(s.Digest.Algorithm) == 0 {
		return f, unsupported("algorithm", "签名所用的摘要算法"+digestName(s.Digest.Algorithm)+"本软件不核验，不能判断")
	}
	w := h.New()
	for _, part := range parts {
		w.Write(part)
	}
	if f.opened, err = v.foreignCertificates(c.Signed.Certificates, signer.ID, s); err != nil {
		return f, err
	}
	f.opened, err = v.first(f.opened, func(leaf *x509.Certificate) error {
		return v.checkForeign(signer, s, leaf, h, w.Sum(nil), subFilter)
	})
	if err != nil {
		return f, err
	}
	f.signature = s.Signature
	for _, a := range s.Unsigned {
		if a.Type.Equal(oidTimestampToken) && len(a.Values) == 1 && f.token == nil {
			f.token = a.Values[0].FullBytes
		}
	}
	s.one(oidSigningTime, &f.said)
	for rest := c.Signed.Lists.Bytes; len(rest) > 0; {
		var list asn1.RawValue
		if rest, err = asn1.Unmarshal(rest, &list); err != nil {
			break
		}
		f.lists = append(f.lists, list.FullBytes)
	}
	return f, nil
}

func digestName(id asn1.ObjectIdentifier) string {
	if id.Equal(oidSHA1) {
		return "（SHA-1，已不安全）"
	}
	return "（" + id.String() + "）"
}

// plain reads the attributes.
func (f foreignSigner) plain() (signerInfo, error) {
	s := signerInfo{Version: f.Version, Digest: f.Digest, Algorithm: f.Algorithm, Signature: f.Signature}
	if len(f.Attributes.FullBytes) == 0 {
		return s, unsupported("attributes", "签名数据没有签署属性，本软件不核验这种写法，不能判断")
	}
	for _, set := range []struct {
		raw asn1.RawValue
		to  *[]attribute
	}{{f.Attributes, &s.Attributes}, {f.Unsigned, &s.Unsigned}} {
		for rest := set.raw.Bytes; len(rest) > 0; {
			var a attribute
			var err error
			if rest, err = asn1.Unmarshal(rest, &a); err != nil {
				return s, errForeignForm
			}
			*set.to = append(*set.to, a)
		}
	}
	return s, nil
}

// foreignCertificates finds the signer's certificate by issuer and number, or
// by the identifier of its key.
func (v verifier) foreignCertificates(bag, id asn1.RawValue, s signerInfo) (opened, error) {
	if id.Class == asn1.ClassContextSpecific && id.Tag == 0 {
		o, err := v.certificates(bag, signerInfo{ID: issuerAndSerial{Serial: big.NewInt(-1)}})
		if len(o.certificates) == 0 {
			return o, err
		}
		for _, c := range o.certificates {
			if bytes.Equal(c.SubjectKeyId, id.Bytes) {
				o.leaves = append(o.leaves, c)
			}
		}
		if len(o.leaves) == 0 {
			return o, unsupported("certificates", "签名数据中没有签名人的证书，不能判断")
		}
		o.leaf = o.leaves[0]
		return o, nil
	}
	if rest, err := asn1.Unmarshal(id.FullBytes, &s.ID); err != nil || len(rest) > 0 {
		return opened{}, errForeignForm
	}
	return v.certificates(bag, s)
}

// checkForeign checks the attributes and the signature over all of them.
func (v verifier) checkForeign(raw foreignSigner, s signerInfo, leaf *x509.Certificate, h crypto.Hash, digest []byte, subFilter string) error {
	algorithm, ok := tokenAlgorithm(leaf, h, s.Algorithm)
	if !ok {
		return unsupported("algorithm", "签名所用的算法（"+algorithmName(leaf, s.Algorithm)+"）本软件不核验，不能判断")
	}
	var contentType asn1.ObjectIdentifier
	var said []byte
	if !s.one(oidContentType, &contentType) || !s.one(oidMessageDigest, &said) || !contentType.Equal(oidData) {
		return errForeignForm
	}
	if !bytes.Equal(said, digest) {
		return invalid("digest", "文件内容与签名不符，签名之后被改动过")
	}
	named, err := s.namesCertificate(leaf)
	if err != nil {
		return err
	}
	if !named && subFilter == (CAdES{}).SubFilter() {
		return unsupported("signing-certificate", "签名数据没有写明签名所用的证书，不合 PAdES 的要求，不能判断")
	}
	set := bytes.Clone(raw.Attributes.FullBytes)
	set[0] = 0x31 // SET OF, as it was signed (RFC 5652 5.4)
	if leaf.CheckSignature(algorithm, set, s.Signature) != nil {
		return invalid("signature", "签名与签名人的证书不符")
	}
	return nil
}

// namesCertificate reports whether the attributes name the certificate (ESS);
// one that names another is an error.
func (s signerInfo) namesCertificate(leaf *x509.Certificate) (bool, error) {
	wrong := invalid("signing-certificate", "签名数据中的证书不是签名时所用的证书")
	var ids struct {
		IDs      []essCertificate
		Policies asn1.RawValue `asn1:"optional"`
	}
	if s.one(oidSigningCertificate, &ids) {
		if len(ids.IDs) == 0 {
			return false, errForeignForm
		}
		h, ok := hashOf(ids.IDs[0].Algorithm)
		if !ok || !bytes.Equal(ids.IDs[0].Hash, sum(h, leaf.Raw)) {
			return false, wrong
		}
		return true, nil
	}
	var old struct {
		IDs []struct {
			Hash   []byte
			Issuer asn1.RawValue `asn1:"optional"`
		}
		Policies asn1.RawValue `asn1:"optional"`
	}
	if s.one(oidSigningCertOld, &old) && len(old.IDs) > 0 {
		if digest := sha1.Sum(leaf.Raw); !bytes.Equal(old.IDs[0].Hash, digest[:]) {
			return false, wrong
		}
		return true, nil
	}
	return false, nil
}

func algorithmName(leaf *x509.Certificate, a pkix.AlgorithmIdentifier) string {
	switch k := leaf.PublicKey.(type) {
	case ed25519.PublicKey:
		return "Ed25519"
	case *rsa.PublicKey:
		if a.Algorithm.Equal(oidPSS) {
			return "RSA-PSS"
		}
		if k.N.BitLen() < 2048 {
			return "RSA，密钥不到2048位"
		}
	case *ecdsa.PublicKey:
		return k.Curve.Params().Name + "，" + a.Algorithm.String()
	}
	if a.Algorithm.Equal(oidSM2WithSM3) {
		return "国密 SM2"
	}
	return a.Algorithm.String()
}
