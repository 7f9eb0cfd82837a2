package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	mathrand "math/rand/v2"
	"slices"
	"testing"
	"time"
)

// forTime is the extension of an authority's certificate.
func forTime(t testing.TB, critical bool, uses ...asn1.ObjectIdentifier) func(*x509.Certificate) {
	t.Helper()
	value, err := asn1.Marshal(uses)
	if err != nil {
		t.Fatal(err)
	}
	return func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: "某省时间戳服务"}
		c.ExtraExtensions = []pkix.Extension{{Id: oidExtendedUsage, Critical: critical, Value: value}}
	}
}

var (
	useTime  = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 8}
	useEmail = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 4}
)

// forgedToken is a timestamp by whoever has the key; after may spoil it when
// it is signed.
func forgedToken(t testing.TB, k Key, signature []byte, at time.Time, after func(*tokenContainer)) []byte {
	t.Helper()
	marshal := func(v any, params string) []byte {
		der, err := asn1.MarshalWithParams(v, params)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	sum := sha256.Sum256(signature)
	body := marshal(tstInfo{Version: 1, Policy: asn1.ObjectIdentifier{1, 2, 3}, Serial: big.NewInt(1), Time: at.UTC(),
		Imprint: imprint{pkix.AlgorithmIdentifier{Algorithm: oidSHA256}, sum[:]}}, "")
	digest, leaf := sha256.Sum256(body), sha256.Sum256(k.Chain[0].Raw)
	value := func(v any) []asn1.RawValue { return []asn1.RawValue{{FullBytes: marshal(v, "")}} }
	attributes := []attribute{{oidContentType, value(oidTSTInfo)}, {oidMessageDigest, value(digest[:])},
		{oidSigningCertificate, value(signingCertificate{[]certificateID{{leaf[:]}}})}}
	hash := sha256.Sum256(marshal(attributes, "set"))
	signed, err := k.Signer.Sign(rand.Reader, hash[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	var raw []byte
	for _, c := range k.Chain {
		raw = append(raw, c.Raw...)
	}
	c := tokenContainer{oidSignedData, tokenData{
		Version: 3, Digests: []pkix.AlgorithmIdentifier{{Algorithm: oidSHA256}}, Content: tokenContent{oidTSTInfo, body},
		Certificates: asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: raw},
		Signers: []signerInfo{{Version: 1, ID: issuerAndSerial{asn1.RawValue{FullBytes: k.Chain[0].RawIssuer}, k.Chain[0].SerialNumber},
			Digest: pkix.AlgorithmIdentifier{Algorithm: oidSHA256}, Attributes: attributes, Algorithm: signatureAlgorithm(k.Chain[0]), Signature: signed}},
	}}
	if after != nil {
		after(&c)
	}
	return marshal(c, "")
}

// stampedBy puts a token into a signed letter's container.
func stampedBy(t testing.TB, signed []byte, token func(signature []byte) []byte) []byte {
	t.Helper()
	c := containerOf(t, signed)
	s := &c.Signed.Signers[0]
	s.Unsigned = []attribute{{oidTimestampToken, []asn1.RawValue{{FullBytes: token(s.Signature)}}}}
	der, err := asn1.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return reseal(t, signed, der)
}

func TestForgedTimestampsAreRefused(t *testing.T) {
	signer := certify(t, p256(t), nil)
	signed, err := Sign(letter(), request(signer))
	if err != nil {
		t.Fatal(err)
	}
	root := newRoot(t)
	good := certifyUnder(t, root, p256(t), forTime(t, true, useTime))
	over := certifyUnder(t, root, p256(t), func(c *x509.Certificate) {
		forTime(t, true, useTime)(c)
		c.NotAfter = issueDay.Add(-time.Hour)
	})
	weak := certifyUnder(t, root, rsaKey(t, 1024), forTime(t, true, useTime))
	ordinary := certifyUnder(t, root, p256(t), nil)
	loose := certifyUnder(t, root, p256(t), forTime(t, false, useTime))
	broad := certifyUnder(t, root, p256(t), forTime(t, true, useTime, useEmail))
	stranger := certify(t, p256(t), forTime(t, true, useTime))
	trust := Trust{Roots: signer.Chain[1:], TimeRoots: root.Chain, Now: issueDay.Add(time.Hour)}

	tests := map[string]struct {
		key   Key
		of    string // what is stamped, "" for the signature
		at    time.Time
		after func(*tokenContainer)
		turns string
	}{
		"a good one":                      {good, "", issueDay, nil, "held"},
		"of another signature":            {good, "another", issueDay, nil, "timestamp-imprint held"},
		"by an ordinary certificate":      {ordinary, "", issueDay, nil, "timestamp-purpose held"},
		"a purpose that is not critical":  {loose, "", issueDay, nil, "timestamp-purpose held"},
		"a second purpose":                {broad, "", issueDay, nil, "timestamp-purpose held"},
		"by a certificate that is over":   {over, "", issueDay, nil, "timestamp-chain stop"},
		"by a weak key":                   {weak, "", issueDay, nil, "timestamp-algorithm stop"},
		"of tomorrow":                     {good, "", issueDay.AddDate(0, 0, 1), nil, "timestamp-future stop"},
		"of the day before the signature": {good, "", issueDay.Add(-11 * time.Minute), nil, "time held"},
		"by a stranger":                   {stranger, "", issueDay, nil, "held"},
		"its time changed": {good, "", issueDay, func(c *tokenContainer) {
			c.Signed.Content.Body = bytes.Replace(c.Signed.Content.Body, []byte("20240531"), []byte("20240530"), 1)
		}, "timestamp-digest time held"},
		"its signature changed":   {good, "", issueDay, func(c *tokenContainer) { s := c.Signed.Signers[0].Signature; s[len(s)-1] ^= 1 }, "timestamp-signature held"},
		"without its certificate": {good, "", issueDay, func(c *tokenContainer) { c.Signed.Certificates.Bytes = good.Chain[1].Raw }, "timestamp-certificates stop"},
		"with a certificate more": {good, "", issueDay, func(c *tokenContainer) {
			c.Signed.Certificates.Bytes = append(c.Signed.Certificates.Bytes, stranger.Chain[1].Raw...)
		}, "held"},
		"with an attribute that is loose":  {good, "", issueDay, func(c *tokenContainer) { c.Signed.Signers[0].Unsigned = []attribute{{oidContentType, nil}} }, "timestamp stop"},
		"of another version":               {good, "", issueDay, func(c *tokenContainer) { c.Signed.Version = 1 }, "timestamp stop"},
		"a letter's signature for a token": {good, "", issueDay, func(c *tokenContainer) { c.Signed.Content.Type = oidData }, "timestamp stop"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pdf := stampedBy(t, signed, func(signature []byte) []byte {
				if tt.of != "" {
					signature = []byte(tt.of)
				}
				return forgedToken(t, tt.key, signature, tt.at, tt.after)
			})
			if got := inTurn(pdf, trust); got != tt.turns {
				t.Errorf("refused in turn by %q, want %q", got, tt.turns)
			}
			r := Verify(pdf, trust)
			switch {
			case tt.turns != "held" && len(r.Signatures) > 0:
				t.Errorf("%+v", r)
			case name == "by a stranger" && r.Signatures[0].TimeSource != UnknownAuthority,
				name == "a good one" && (r.Signatures[0].TimeSource != Timestamped || r.Signatures[0].Level != "B-T"):
				t.Errorf("%+v", r.Signatures[0])
			}
		})
	}
}

// Of 10 000 random changes of one byte none is accepted, save those that write
// a digit of /Contents in the other case: its bytes are the same; and those in a
// certificate beside the signer's, which the trusted ones stand in for.
func TestFlippedBytesAreRefused(t *testing.T) {
	signer, root := certify(t, p256(t), nil), newRoot(t)
	plain, err := SignContext(context.Background(), letter(), request(signer))
	if err != nil {
		t.Fatal(err)
	}
	authority := certifyUnder(t, root, p256(t), forTime(t, true, useTime))
	good := stampedBy(t, plain, func(signature []byte) []byte { return forgedToken(t, authority, signature, issueDay, nil) })
	trust := Trust{Roots: signer.Chain[1:], TimeRoots: root.Chain, Now: issueDay}
	if r := Verify(good, trust); r.Verdict != Trusted || r.Signatures[0].Level != "B-T" {
		t.Fatalf("%+v", r)
	}
	gap := gapOf(t, good)
	der, err := asn1.Marshal(containerOf(t, good))
	if err != nil {
		t.Fatal(err)
	}
	end := gap.from + 1 + hex.EncodedLen(len(der)) // zeros follow, all alike
	var spare []span                               // the bytes inside the roots that came along, head and length left out
	for _, c := range []*x509.Certificate{signer.Chain[1], root.Chain[0]} {
		from := gap.from + 1 + bytes.Index(good[gap.from+1:gap.to], []byte(hex.EncodeToString(c.Raw)))
		spare = append(spare, span{from + 8, from + 2*len(c.Raw)})
	}
	random := mathrand.New(mathrand.NewPCG(1, 2))
	outside, inside, cases := 0, 0, 0
	for outside < 5000 || inside < 5000 {
		at := random.IntN(len(good))
		if at > end+100 && at < gap.to-8 {
			continue
		}
		within := at > gap.from && at < gap.to-1
		b := bytes.Clone(good)
		b[at] ^= byte(1 + random.IntN(255))
		sameDigit := within && bytes.EqualFold(b[at:at+1], good[at:at+1])
		if within {
			inside++
		} else {
			outside++
		}
		r := Verify(b, trust)
		accepted := len(r.Signatures) > 0
		beside := within && slices.ContainsFunc(spare, func(s span) bool { return s.from <= at && at < s.to }) && isHex(b[at])
		head := slices.ContainsFunc(spare, func(s span) bool { return s.from-8 <= at && at < s.from }) // may end the set or not
		if accepted != (sameDigit || beside) && !head {
			t.Fatalf("byte %d from %q to %q: accepted %v", at, good[at], b[at], accepted)
		}
		if accepted && (r.Verdict != Trusted || r.Signatures[0].Level != "B-T") {
			t.Fatalf("byte %d from %q to %q: %+v", at, good[at], b[at], r)
		}
		if accepted && sameDigit {
			cases++
		}
	}
	if cases == 0 {
		t.Error("no digit in the other case was among them")
	}
}
