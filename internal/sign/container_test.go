package sign

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"strings"
	"testing"
	"time"
)

// reseal puts another container in the good file's /Contents.
func reseal(t testing.TB, pdf []byte, der []byte) []byte {
	t.Helper()
	gap, out := gapOf(t, pdf), bytes.Clone(pdf)
	copy(out[gap.from:], emptyContents())
	hex.Encode(out[gap.from+1:], der)
	return out
}

func TestContainersAreReadStrictly(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key := certify(t, p256, nil)
	twin := certify(t, p256, func(c *x509.Certificate) { c.SerialNumber = key.Chain[0].SerialNumber })
	pdf, err := Sign(letter(), request(key))
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Roots: key.Chain[1:], Now: issueDay}
	digest := digestAround(sha256.New(), pdf, gapOf(t, pdf))
	build := func(k Key, digest []byte) []byte {
		der, err := CAdES{}.Build(t.Context(), k, digest, nil)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	der := build(key, digest)
	if r := Verify(reseal(t, pdf, der), trust); r.Verdict != Trusted {
		t.Fatalf("signed again: %+v", r)
	}
	lookalike := bytes.Replace(der, key.Chain[0].Raw, twin.Chain[0].Raw, 1)
	tests := map[string]struct {
		der   []byte
		check string
	}{
		"digest of another file":            {build(key, make([]byte, 32)), "digest"},
		"a look-alike with the same key":    {lookalike, "signing-certificate|container|container-der"},
		"another algorithm":                 {bytes.ReplaceAll(der, []byte{0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1}, []byte{0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2}), "algorithm"},
		"a signature flipped":               {append(bytes.Clone(der[:len(der)-1]), der[len(der)-1]^1), "signature"},
		"a length longer than needed (BER)": {append([]byte{0x30, 0x83, 0, der[2], der[3]}, der[4:]...), "container"},
		"no certificate of the signer":      {bytes.Replace(der, key.Chain[0].SerialNumber.Bytes(), new(big.Int).Add(key.Chain[0].SerialNumber, big.NewInt(1)).Bytes(), 1), "certificates|signing-certificate"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := Verify(reseal(t, pdf, tt.der), trust)
			if r.Verdict != Invalid && r.Verdict != CannotJudge || !strings.Contains("|"+tt.check+"|", "|"+r.Check+"|") {
				t.Errorf("%s, refused by %q (%s), want %q", r.Verdict, r.Check, r.Reason, tt.check)
			}
		})
	}
}

func TestCertificateOutOfItsTime(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sealer := func(k Key) []byte {
		pdf, err := Sign(letter(), request(certify(t, p256, nil)))
		if err != nil {
			t.Fatal(err)
		}
		der, err := CAdES{}.Build(t.Context(), k, digestAround(sha256.New(), pdf, gapOf(t, pdf)), nil)
		if err != nil {
			t.Fatal(err)
		}
		return reseal(t, pdf, der)
	}
	good := certify(t, p256, nil)
	over := certify(t, p256, func(c *x509.Certificate) { c.NotAfter = issueDay.Add(-time.Hour) })
	server := certify(t, p256, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment })
	web := certify(t, p256, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
	document := certify(t, p256, func(c *x509.Certificate) { c.UnknownExtKeyUsage = []asn1.ObjectIdentifier{oidDocumentSigning} })
	tests := map[string]struct {
		key     Key
		now     time.Time
		verdict Verdict
		check   string
	}{
		"in time":                       {good, issueDay, Trusted, ""},
		"a web server's certificate":    {web, issueDay, Invalid, "key-usage"},
		"a certificate for documents":   {document, issueDay, Trusted, ""},
		"over when it was signed":       {over, issueDay, Invalid, "validity"},
		"over since, and no timestamp":  {good, issueDay.AddDate(4, 0, 0), CannotJudge, "expired"},
		"signed in the future":          {good, issueDay.Add(-time.Hour), Invalid, "future"},
		"a certificate not for signing": {server, issueDay, Invalid, "key-usage"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := Verify(sealer(tt.key), Trust{Roots: tt.key.Chain[1:], Now: tt.now})
			if r.Verdict != tt.verdict || r.Check != tt.check {
				t.Errorf("%s by %q (%s), want %s by %q", r.Verdict, r.Check, r.Reason, tt.verdict, tt.check)
			}
		})
	}
}

// A root that came with the file vouches for nothing, and an altered one is not
// even shown; the letter is as good as without it.
func TestAlteredRootInTheFileSaysNothing(t *testing.T) {
	signed, _ := signedLetter(t)
	gap := gapOf(t, signed)
	der := make([]byte, reserved)
	if _, err := hex.Decode(der, signed[gap.from+1:gap.to-1]); err != nil {
		t.Fatal(err)
	}
	var c container
	if _, err := asn1.Unmarshal(der, &c); err != nil {
		t.Fatal(err)
	}
	all, err := x509.ParseCertificates(c.Signed.Certificates.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	for _, cert := range all {
		if cert.IsCA {
			der[bytes.Index(der, cert.Raw)+len(cert.Raw)-1] ^= 1
		}
	}
	r := Verify(reseal(t, signed, der), Trust{Now: issueDay})
	if r.Verdict != TrialOnly || len(r.Signatures[0].Chain) != 1 {
		t.Errorf("%+v", r)
	}
}
