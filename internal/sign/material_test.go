package sign

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"dafu/internal/layout"
	"dafu/internal/reply"
)

const caSettings = `[ca]
default_ca = one
[one]
database = %[1]s/index.txt
crlnumber = %[1]s/crlnumber
certificate = %[1]s/ca.pem
private_key = %[1]s/ca.key
default_md = sha256
default_crl_days = 30
`

// revocationList makes a root's list with “openssl ca”; revoked is the line of
// its index, "" if nothing is revoked.
func revocationList(t testing.TB, root Key, revoked *x509.Certificate, at time.Time) string {
	t.Helper()
	dir := t.TempDir()
	private, err := x509.MarshalPKCS8PrivateKey(root.Signer)
	if err != nil {
		t.Fatal(err)
	}
	save(t, dir, "ca.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	save(t, dir, "ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Chain[0].Raw}))
	save(t, dir, "crlnumber", []byte("01\n"))
	save(t, dir, "ca.cnf", fmt.Appendf(nil, caSettings, dir))
	index := ""
	if revoked != nil {
		const layout = "060102150405Z"
		serial := fmt.Sprintf("%X", revoked.SerialNumber)
		if len(serial)%2 == 1 {
			serial = "0" + serial
		}
		index = fmt.Sprintf("R\t%s\t%s,keyCompromise\t%s\tunknown\t/CN=x\n", revoked.NotAfter.UTC().Format(layout), at.UTC().Format(layout), serial)
	}
	save(t, dir, "index.txt", []byte(index))
	tool(t, "openssl", "openssl", "ca", "-config", dir+"/ca.cnf", "-gencrl", "-out", dir+"/crl.pem")
	return dir + "/crl.pem"
}

// lasting is a request for level B-LT, with the signer's root and the authority.
func lasting(t testing.TB) (Request, Key, *loopback) {
	t.Helper()
	l := authority(t, p256(t), nil)
	root := newRoot(t)
	r := present(t, p256(t))
	r.Key = certifyUnder(t, root, r.Key.Signer, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)
	})
	r.Authority = l.authority()
	return r, root, l
}

func TestLongTermLetter(t *testing.T) {
	r, root, l := lasting(t)
	list := revocationList(t, l.ca, nil, time.Time{})
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { http.ServeFile(w, q, list) }))
	defer served.Close()
	stranger := revocationList(t, newRoot(t), nil, time.Time{})
	r.Revocation = Lists{Sources: []string{revocationList(t, root, nil, time.Time{}), served.URL, stranger}}
	signed, err := Sign(letter(), r)
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Roots: r.Key.Chain[1:], TimeRoots: r.Authority.Roots, Now: time.Now()}
	report := Verify(signed, trust)
	if report.Verdict != Trusted || report.Signatures[0].Level != "B-LT" || strings.Join(report.Signatures[0].Later, " ") != LaterMaterial {
		t.Fatalf("%+v", report)
	}
	if n := bytes.Count(signed, []byte("/CRLs [")); n != 1 || bytes.Count(signed, []byte("/Length ")) != bytes.Count(letter(), []byte("/Length "))+1+4+2 {
		t.Error("the file does not hold four certificates and two lists, the stranger's left out")
	}
	path := save(t, t.TempDir(), "lt.pdf", signed)
	if said := tool(t, "poppler-utils", "pdfsig", "-nocert", path); !strings.Contains(said, "Signature is Valid.") {
		t.Errorf("pdfsig: %s", said)
	}
	tool(t, "qpdf", "qpdf", "--check", path)
	if said := tool(t, "mupdf-tools", "mutool", "sign", "-v", path); strings.Contains(said, "INVALID") {
		t.Errorf("mutool: %s", said)
	}
	f, err := readFile(signed)
	if err != nil {
		t.Fatal(err)
	}
	// Nothing signs the addendum: each of its bytes must be the one we write.
	for at := f.revisions[1].end; at < len(signed); at++ {
		b := bytes.Clone(signed)
		b[at] ^= []byte{0x01, 0x20, 0x80}[at%3]
		if got := Verify(b, trust); len(got.Signatures) > 0 {
			t.Fatalf("byte %d from %q to %q: %+v", at, signed[at], b[at], got)
		}
	}
	if got := Verify(append(bytes.Clone(signed), signed[f.revisions[1].end:]...), trust); got.Verdict != Invalid {
		t.Errorf("the addendum twice: %+v", got)
	}
	if got := Verify(appendUpdate(signed, 1, map[int]string{12: "<<>>"}), trust); got.Verdict != Invalid || got.Check != "later-update" {
		t.Errorf("something behind the addendum: %+v", got)
	}
}

// Of a joint letter the last signature brings the data, for all of them.
func TestLongTermJointLetter(t *testing.T) {
	l := authority(t, p256(t), nil)
	root := newRoot(t)
	lists := Lists{Sources: []string{revocationList(t, l.ca, nil, time.Time{}), revocationList(t, root, nil, time.Time{})}}
	pdf := letter()
	for i, at := range []layout.SealPlace{place, secondPlace} {
		r := present(t, p256(t))
		r.Key = certifyUnder(t, root, r.Key.Signer, func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)
		})
		r.Seal.Place, r.Authority, r.Revocation = at, l.authority(), lists
		if i == 0 {
			r.Later = []layout.SealPlace{secondPlace}
		}
		out, err := Sign(pdf, r)
		if err != nil {
			t.Fatal(err)
		}
		pdf = out
	}
	r := Verify(pdf, Trust{Roots: root.Chain, TimeRoots: l.ca.Chain, Now: time.Now()})
	if r.Verdict != Trusted || len(r.Signatures) != 2 || r.Signatures[0].Level != "B-LT" || r.Signatures[1].Level != "B-LT" ||
		strings.Join(r.Signatures[0].Later, " ") != "signature material" || r.Signatures[0].WholeFile || !r.Signatures[1].WholeFile {
		t.Errorf("%+v", r)
	}
	tool(t, "qpdf", "qpdf", "--check", save(t, t.TempDir(), "joint.pdf", pdf))
}

func TestRevokedCertificate(t *testing.T) {
	r, root, l := lasting(t)
	good := revocationList(t, l.ca, nil, time.Time{})
	for name, tt := range map[string]struct {
		sources []string
		code    reply.Code
		says    string
	}{
		"revoked before":      {[]string{revocationList(t, root, r.Key.Chain[0], time.Now().Add(-time.Hour)), good}, reply.Conflict, "吊销"},
		"no list of the root": {[]string{good}, reply.Unavailable, "吊销信息"},
		"a list that is gone": {[]string{"gone.crl"}, reply.Unavailable, "吊销信息"},
		"no list at all":      {[]string{good + "/../ca.key"}, reply.Unavailable, "吊销信息"},
	} {
		r.Revocation = Lists{Sources: tt.sources}
		if _, err := Sign(letter(), r); reply.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}

	// Signed and stamped first, revoked after: the signature stays good. What
	// was signed after the revocation does not become so by its own date.
	signed, err := Sign(letter(), r.without())
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Roots: r.Key.Chain[1:], TimeRoots: r.Authority.Roots, Now: time.Now().Add(2 * time.Hour)}
	later, err := os.ReadFile(revocationList(t, root, r.Key.Chain[0], time.Now().Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(later)
	f, err := readFile(signed)
	if err != nil {
		t.Fatal(err)
	}
	with := append(bytes.Clone(signed), f.addendum(dss{certificates: r.Key.Chain, Material: Material{CRLs: [][]byte{block.Bytes}}})...)
	if got := Verify(with, trust); got.Verdict != Trusted || got.Signatures[0].Level != "B-T" {
		t.Errorf("revoked after the timestamp: %+v", got)
	}
	trust.TimeRoots = nil
	if got := Verify(with, trust); got.Verdict != Invalid || got.Check != "revoked" {
		t.Errorf("revoked, and the timestamp is not believed: %+v", got)
	}
}

func (r Request) without() Request { r.Revocation = nil; return r }

// responses provides what was given.
type responses Material

func (r responses) Material(context.Context, []*x509.Certificate) (Material, error) {
	return Material(r), nil
}

func TestStatusResponse(t *testing.T) {
	r, root, _ := lasting(t)
	r.Authority = nil
	answer := func(status int, next time.Time) []byte {
		der, err := ocsp.CreateResponse(root.Chain[0], root.Chain[0], ocsp.Response{
			Status: status, SerialNumber: r.Key.Chain[0].SerialNumber, RevokedAt: time.Now().Add(-time.Minute),
			ThisUpdate: time.Now().Add(-time.Minute), NextUpdate: next}, root.Signer)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	for name, tt := range map[string]struct {
		der  []byte
		code reply.Code
	}{
		"good":    {answer(ocsp.Good, time.Now().Add(time.Hour)), 0},
		"stale":   {answer(ocsp.Good, time.Now().Add(-30*time.Second)), reply.Unavailable},
		"revoked": {answer(ocsp.Revoked, time.Now().Add(time.Hour)), reply.Conflict},
	} {
		r.Revocation = responses{OCSPs: [][]byte{tt.der}}
		signed, err := Sign(letter(), r)
		if reply.CodeOf(err) != tt.code {
			t.Errorf("%s: %v", name, err)
		}
		if tt.code != 0 {
			continue
		}
		if got := Verify(signed, Trust{Roots: r.Key.Chain[1:], Now: time.Now()}); got.Verdict != Trusted || got.Signatures[0].Level != "B-B" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
