package sign

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"strconv"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
)

// kinds are the keys a department may sign with.
func kinds(t testing.TB) map[string]Key {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	trial, err := keyring(t).Key(ministry)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]Key{
		"P-256":    certify(t, p256, nil),
		"P-384":    certify(t, curveKey(t, elliptic.P384()), nil),
		"P-521":    certify(t, curveKey(t, elliptic.P521()), nil),
		"RSA-2048": certify(t, rsaKey(t, 2048), nil),
		"trial":    trial,
	}
}

func TestSignedLetterHolds(t *testing.T) {
	for kind, key := range kinds(t) {
		t.Run(kind, func(t *testing.T) {
			signed, err := Sign(letter(), request(key))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(signed, letter()) {
				t.Error("the signed file does not begin with the approved bytes")
			}
			root := key.Chain[1:]
			want := map[bool]Verdict{true: TrialOnly, false: Trusted}[key.Trial]
			r := Verify(signed, Trust{Roots: root, Now: issueDay})
			if r.Verdict != want {
				t.Fatalf("under its root: %+v", r)
			}
			s := r.Signatures[0]
			if s.Signer != key.Chain[0].Subject.CommonName || !s.Time.Equal(issueDay) || s.Level != "B-B" || s.TimeSource != SelfDeclared {
				t.Errorf("signature: %+v", s)
			}
			want = map[bool]Verdict{true: TrialOnly, false: UnknownRoot}[key.Trial]
			if r := Verify(signed, Trust{Now: issueDay}); r.Verdict != want {
				t.Errorf("without roots: %+v", r)
			}
		})
	}
}

func TestOtherToolsAgree(t *testing.T) {
	for kind, key := range kinds(t) {
		t.Run(kind, func(t *testing.T) {
			signed, err := Sign(letter(), request(key))
			if err != nil {
				t.Fatal(err)
			}
			otherToolsTake(t, signed, key, time.Unix(1717121000, 0))
		})
	}
}

// otherToolsTake asks poppler, qpdf, mupdf and openssl about a letter with one
// signature.
func otherToolsTake(t *testing.T, signed []byte, key Key, at time.Time) {
	t.Helper()
	dir := t.TempDir()
	path := save(t, dir, "signed.pdf", signed)
	said := tool(t, "poppler-utils", "pdfsig", "-nocert", path)
	for _, want := range []string{"Signature is Valid.", "Total document signed", "ETSI.CAdES.detached"} {
		if !strings.Contains(said, want) {
			t.Errorf("pdfsig does not say %q:\n%s", want, said)
		}
	}
	tool(t, "qpdf", "qpdf", "--check", path)
	if said := tool(t, "mupdf-tools", "mutool", "sign", "-v", path); !strings.Contains(said, "The document is unchanged since signing.") {
		t.Errorf("mutool: %s", said)
	}
	opensslTakes(t, signed, gapOf(t, signed), key, at)
}

// opensslTakes checks one signature over the bytes around its gap.
func opensslTakes(t *testing.T, signed []byte, gap span, key Key, at time.Time) {
	t.Helper()
	dir := t.TempDir()
	der, err := hex.DecodeString(string(signed[gap.from+1 : gap.to-1]))
	if err != nil {
		t.Fatal(err)
	}
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Chain[len(key.Chain)-1].Raw})
	said := tool(t, "openssl", "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
		"-in", save(t, dir, "signature.der", withoutPadding(t, der)),
		"-content", save(t, dir, "content", append(bytes.Clone(signed[:gap.from]), signed[gap.to:]...)),
		"-CAfile", save(t, dir, "root.pem", root), "-attime", strconv.FormatInt(at.Unix(), 10), "-out", dir+"/out")
	if !strings.Contains(said, "erification successful") {
		t.Errorf("openssl: %s", said)
	}
}

// withoutPadding cuts the container off at its own length.
func withoutPadding(t *testing.T, der []byte) []byte {
	t.Helper()
	if der[0] != 0x30 || der[1] != 0x82 {
		t.Fatal("no DER sequence")
	}
	return der[:4+int(der[2])<<8+int(der[3])]
}

func gapOf(t testing.TB, signed []byte) span {
	t.Helper()
	from := bytes.Index(signed, []byte("/Contents <")) + len("/Contents ")
	return span{from, from + bytes.IndexByte(signed[from:], '>') + 1}
}

func TestKeyThatCannotSign(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		key  Key
		says string
	}{
		"expired": {certify(t, p256, func(c *x509.Certificate) { c.NotAfter = issueDay.Add(-time.Hour) }), "已于2024年5月31日到期"},
		"not yet valid": {certify(t, p256, func(c *x509.Certificate) { c.NotBefore = issueDay.AddDate(0, 0, 1) }),
			"从2024年6月1日起才有效"},
		"weak RSA": {certify(t, rsaKey(t, 1024), nil), "强度不够"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Sign(letter(), request(tt.key))
			if reply.CodeOf(err) != reply.Conflict || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error: %v, want one that says %s", err, tt.says)
			}
		})
	}
	other := certify(t, p256, nil)
	other.Signer = rsaKey(t, 2048)
	if _, err := Sign(letter(), request(other)); err == nil {
		t.Error("signed with a key that is not the certificate's")
	}
}

func TestFileThatIsNotSigned(t *testing.T) {
	signed, _ := signedLetter(t)
	good := string(letter())
	tests := map[string]string{
		"empty":          "",
		"no PDF":         "你好",
		"signed before":  string(signed),
		"cut off":        good[:len(good)-8],
		"stray bytes":    strings.Replace(good, "endobj\n5 0", "endobj\n%x\n5 0", 1),
		"page is turned": string(compose("<</Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R 3 0 R]>>", "<</Type /Page /Rotate 90>>", "null", "null", "null", "<<>>")),
		"tree in itself": string(compose("<</Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R]>>", "null", "null", "null", "null", "<<>>")),
		"too few pages":  string(compose("<</Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R]>>", "<</Type /Page>>", "null", "null", "null", "<<>>")),
	}
	key, err := keyring(t).Key(ministry)
	if err != nil {
		t.Fatal(err)
	}
	for name, pdf := range tests {
		if out, err := Sign([]byte(pdf), request(key)); err == nil {
			t.Errorf("%s: signed, %d bytes", name, len(out))
		}
	}
}

func TestSealStandsUprightAtItsPlace(t *testing.T) {
	signed, _ := signedLetter(t)
	// 595.28 × 841.89; centre 400, 500 from the top left; 119 across.
	if want := "/Rect [340.5 282.39 459.5 401.39]"; !bytes.Contains(signed, []byte(want)) {
		t.Errorf("the seal is not at %s", want)
	}
	if want := "/P 4 0 R"; !bytes.Contains(signed, []byte(want)) {
		t.Errorf("the seal is not on the second page (%s)", want)
	}
}

func TestChineseInCertificateIsUTF8(t *testing.T) {
	key, err := keyring(t).Key(ministry)
	if err != nil {
		t.Fatal(err)
	}
	cn := trialName(ministry.FullName)
	want := append([]byte{0x0C, byte(len(cn))}, cn...) // UTF8String
	if !bytes.Contains(key.Chain[0].RawSubject, want) {
		t.Errorf("subject %x does not hold the name as UTF8String", key.Chain[0].RawSubject)
	}
}
