package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"slices"
)

// The object identifiers of a container (CMS, RFC 5652; ESS, RFC 5035).
var (
	oidData               = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCertificate = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidTimestampToken     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	oidSHA256             = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidRSA                = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidECDSAWithSHA256    = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
)

// container is a detached CMS SignedData with its outer ContentInfo.
type container struct {
	Type   asn1.ObjectIdentifier
	Signed signedData `asn1:"explicit,tag:0"`
}

type signedData struct {
	Version      int
	Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
	Content      content
	Certificates asn1.RawValue `asn1:"optional,tag:0"` // in any order: only what they prove counts
	Signers      []signerInfo  `asn1:"set"`
}

type content struct{ Type asn1.ObjectIdentifier }

type signerInfo struct {
	Version    int
	ID         issuerAndSerial
	Digest     pkix.AlgorithmIdentifier
	Attributes []attribute `asn1:"set,tag:0"`
	Algorithm  pkix.AlgorithmIdentifier
	Signature  []byte
	Unsigned   []attribute `asn1:"optional,set,tag:1"`
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

// signingCertificate is SigningCertificateV2 with the digest's default
// algorithm, SHA-256, left out as DER asks.
type signingCertificate struct{ IDs []certificateID }

type certificateID struct{ Hash []byte }

// Build signs digest, the SHA-256 of the signed bytes, and returns the DER.
func (CAdES) Build(ctx context.Context, k Key, digest []byte, a *Authority) ([]byte, error) {
	attributes, err := signedAttributes(digest, k.Chain[0])
	if err != nil {
		return nil, err
	}
	der, err := asn1.MarshalWithParams(attributes, "set")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(der)
	signature, err := k.Signer.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("the key does not sign: %w", err)
	}
	var unsigned []attribute
	if a != nil {
		token, err := a.token(ctx, signature)
		if err != nil {
			return nil, err
		}
		unsigned = []attribute{{oidTimestampToken, []asn1.RawValue{{FullBytes: token}}}}
	}
	c := container{oidSignedData, signedData{
		Version: 1,
		Digests: []pkix.AlgorithmIdentifier{{Algorithm: oidSHA256}},
		Content: content{oidData},
		Signers: []signerInfo{{
			Version:    1,
			ID:         issuerAndSerial{asn1.RawValue{FullBytes: k.Chain[0].RawIssuer}, k.Chain[0].SerialNumber},
			Digest:     pkix.AlgorithmIdentifier{Algorithm: oidSHA256},
			Attributes: attributes,
			Algorithm:  signatureAlgorithm(k.Chain[0]),
			Signature:  signature,
			Unsigned:   unsigned,
		}},
	}}
	c.Signed.Certificates = bag(k.Chain)
	return asn1.Marshal(c)
}

// bag is a container's set of certificates, sorted as DER asks.
func bag(chain []*x509.Certificate) asn1.RawValue {
	all := raws(chain)
	slices.SortFunc(all, bytes.Compare)
	return asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: bytes.Join(all, nil)}
}

// signedAttributes are the three that baseline B-B asks for. There is no
// signing-time among them: the time stands in /M (EN 319 142-1, 6.3).
func signedAttributes(digest []byte, leaf *x509.Certificate) ([]attribute, error) {
	sum := sha256.Sum256(leaf.Raw)
	values := []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{oidContentType, oidData},
		{oidMessageDigest, digest},
		{oidSigningCertificate, signingCertificate{[]certificateID{{sum[:]}}}},
	}
	var attributes []attribute
	for _, v := range values {
		der, err := asn1.Marshal(v.value)
		if err != nil {
			return nil, err
		}
		attributes = append(attributes, attribute{v.oid, []asn1.RawValue{{FullBytes: der}}})
	}
	return attributes, nil
}

func signatureAlgorithm(leaf *x509.Certificate) pkix.AlgorithmIdentifier {
	if _, ok := leaf.PublicKey.(*ecdsa.PublicKey); ok {
		return pkix.AlgorithmIdentifier{Algorithm: oidECDSAWithSHA256}
	}
	return pkix.AlgorithmIdentifier{Algorithm: oidRSA, Parameters: asn1.RawValue{FullBytes: []byte{asn1.TagNull, 0}}}
}
