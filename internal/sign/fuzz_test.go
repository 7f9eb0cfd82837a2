package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"os"
	"regexp"
	"testing"
	"time"
)

// The seeds are small: a file without the zeros of its /Contents is no longer
// signed, but has every part that the reader must take apart.
func FuzzVerify(f *testing.F) {
	signed, trust := signedLetter(f)
	seeds := [][]byte{
		letter(),
		withoutZeros(signed),
		compose("<</Pages 2 0 R>>", "<</Length 2 0 R>>\nstream\n\nendstream"),
		[]byte("%PDF-1.5\n1 0 obj\n<</Type /XRef /Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"),
		[]byte("%PDF-1.4\n1 0 obj\n[<a0>(\\))/A#42 -1.5 true null 1 0 R]\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF"),
	}
	joint, _ := joint(f, 2)
	seeds = append(seeds, withoutZeros(joint))
	whole, err := readFile(signed)
	if err != nil {
		f.Fatal(err)
	}
	seeds = append(seeds, append(withoutZeros(signed), whole.addendum(dss{Material: Material{CRLs: [][]byte{{0x30, 0}}}})...))
	for _, s := range seeds {
		if len(s) > 3000 {
			f.Fatalf("a seed of %d bytes", len(s))
		}
		f.Add(s)
	}
	key, err := keyring(f).Key(ministry)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, pdf []byte) {
		if r := Verify(pdf, trust); len(r.Signatures) > 0 || r.Reason == "" {
			t.Errorf("%+v", r)
		}
		if out, err := Sign(pdf, request(key)); err == nil {
			if r := Verify(out, trust); r.Verdict != TrialOnly {
				t.Errorf("signed, but: %+v", r)
			}
		}
	})
}

// contents finds what is written in /Contents.
var contents = regexp.MustCompile(`/Contents <[0-9a-f]{100,}>`)

func withoutZeros(pdf []byte) []byte {
	short := contents.ReplaceAll(pdf, []byte("/Contents <3000000000>"))
	return regexp.MustCompile(`  +|/Name <[0-9A-F]+>|/Reason <[0-9A-F]+>|/Rect \[[^]]*\]|/Type /Annot /Subtype /Widget`).ReplaceAll(short, []byte(" "))
}

// topOf is the last certificate that a container's own lead to.
func topOf(o opened) *x509.Certificate {
	chain := chainOf(o.leaf, o.certificates)
	return chain[len(chain)-1]
}

// apart is a container without its certificates.
func apart(der []byte) []byte {
	var c container
	if _, err := asn1.Unmarshal(der, &c); err != nil {
		return nil
	}
	c.Signed.Certificates = asn1.RawValue{}
	rest, _ := asn1.Marshal(c)
	return rest
}

// FuzzContainer holds the container's reader to what it was given: nothing but
// the one container in testdata, bit by bit, is the signature of its digest.
// The certificates beside the signer's may be any: what they prove is judged,
// and with the signer's root at hand they have nothing to say.
func FuzzContainer(f *testing.F) {
	der, digest := fixedContainer(f)
	f.Add(der)
	f.Add(der[:200])
	f.Add([]byte{0x30, 0x80, 0, 0})
	good, err := (verifier{}).openContainer(der, digest)
	if err != nil {
		f.Fatal(err)
	}
	// A root that the house knows. Of one that nobody knows, and that does not
	// even claim to be a root, nothing can be checked: such a file is never more
	// than “unknown root”, whoever wrote the certificate.
	v := verifier{trust: Trust{TrialRoots: []*x509.Certificate{topOf(good)}}}
	if j, err := v.judge(good, issueDay, false); err != nil || j.verdict != TrialOnly {
		f.Fatalf("the fixed container: %s, %v", j.verdict, err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := v.openContainer(b, digest)
		if err != nil || bytes.Equal(bytes.TrimRight(b, "\x00"), bytes.TrimRight(der, "\x00")) {
			return
		}
		j, err := v.judge(o, issueDay, false)
		same := bytes.Equal(apart(b), apart(der)) && o.leaf.Equal(good.leaf)
		if err == nil && (!same || j.verdict != TrialOnly) {
			t.Errorf("accepted %x", b)
		}
	})
}

func apartToken(der []byte) []byte {
	var c tokenContainer
	if _, err := asn1.Unmarshal(der, &c); err != nil {
		return nil
	}
	c.Signed.Certificates = asn1.RawValue{}
	rest, _ := asn1.Marshal(c)
	return rest
}

// FuzzToken does the same for a timestamp of “openssl ts”.
func FuzzToken(f *testing.F) {
	der := fixed(f, "testdata/token.pem")
	f.Add(der)
	f.Add(der[:200])
	root := fixed(f, "testdata/tsa-root.pem")
	known, err := x509.ParseCertificate(root)
	if err != nil {
		f.Fatal(err)
	}
	v := verifier{trust: Trust{TimeRoots: []*x509.Certificate{known}}}
	if s, err := v.checkToken(der, []byte("signature")); err != nil || !s.known {
		f.Fatalf("the fixed token: %v, %v", s.known, err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = readTimestampResponse(b)
		if s, err := v.checkToken(b, []byte("signature")); err == nil && (!s.known || !bytes.Equal(apartToken(b), apartToken(der))) {
			t.Errorf("accepted %x", b)
		}
	})
}

// fixed reads a PEM file's first block.
func fixed(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatalf("%s is no PEM file", path)
	}
	return block.Bytes
}

// fixedContainer reads testdata/container.pem: a container and the certificate
// whose SHA-256 it signs, so that fuzzing goes on with the same bytes each time.
func fixedContainer(t testing.TB) (der, digest []byte) {
	t.Helper()
	return fixed(t, "testdata/container.pem"), bytes.Repeat([]byte{7}, 32)
}

func TestFixedContainerHolds(t *testing.T) {
	der, digest := fixedContainer(t)
	o, err := (verifier{}).openContainer(der, digest)
	if err != nil {
		t.Fatal(err)
	}
	if j, err := (verifier{trust: Trust{TrialRoots: []*x509.Certificate{topOf(o)}}}).judge(o, issueDay, false); err != nil || j.verdict != TrialOnly {
		t.Errorf("%v, %v", j.verdict, err)
	}
	if _, err := (verifier{}).judge(o, issueDay.Add(-72*time.Hour), false); err == nil {
		t.Error("accepted before its time")
	}
}
