package sign

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
)

var issueDay = time.Date(2024, 5, 31, 10, 0, 0, 0, china)

var ministry = reply.Department{ID: 7, FullName: "云南省科学技术厅", ShortName: "省科技厅"}

// compose writes objects (1, 2, …; the first is the catalog) as a PDF with a
// classic table, as the press does.
func compose(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	table := "0000000000 65535 f \n"
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at, size := b.Len(), len(objects)+1
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<</Size %d\n/Root 1 0 R\n/Info 7 0 R\n", size, table, size)
	fmt.Fprintf(&b, "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]>>\nstartxref\n%d\n%%%%EOF\n", at)
	return b.Bytes()
}

func stream(text string) string {
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(text), text)
}

// letter is a letter of two pages.
func letter() []byte {
	return compose(
		"<</Type /Catalog /Pages 2 0 R /Lang (zh-CN)>>",
		"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595.28 841.89] /Resources <<>>>>",
		"<</Type /Page /Parent 2 0 R /Contents 5 0 R>>",
		"<</Type /Page /Parent 2 0 R /Contents 6 0 R>>",
		stream("0 0 0 rg 72 700 200 12 re f"),
		stream("0 0 0 rg 72 600 300 12 re f"),
		"<</Title <FEFF7B54590D> /Producer (test)>>",
	)
}

var seal = service.Seal{Diameter: 119, Content: []byte("1 0 0 rg 0 0 119 119 re 5 5 109 109 re f*\n")}

var place = layout.SealPlace{Page: 1, X: 400, Y: 500, Diameter: 119}

func keyring(t testing.TB) *Keyring {
	t.Helper()
	k, err := OpenKeyring(filepath.Join(t.TempDir(), "keys"), func() time.Time { return issueDay })
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// signedLetter is the good file that forgeries are made from.
func signedLetter(t testing.TB) ([]byte, Trust) {
	t.Helper()
	k := keyring(t)
	signed, err := k.Sign(letter(), ministry, seal, place, issueDay)
	if err != nil {
		t.Fatal(err)
	}
	return signed, Trust{TrialRoots: k.Roots(), Now: issueDay}
}

func request(k Key) Request {
	return Request{Key: k, At: issueDay, Name: ministry.FullName, Reason: "签发", Seal: Stamp{seal.Content, seal.Diameter, place}}
}

// certify makes a chain of a root and a leaf that are no trial ones.
func certify(t testing.TB, leaf crypto.Signer, change func(*x509.Certificate)) Key {
	t.Helper()
	return certifyUnder(t, newRoot(t), leaf, change)
}

func newRoot(t testing.TB) Key {
	t.Helper()
	const name = "某省电子政务根证书"
	c, err := template(pkix.Name{CommonName: name, Organization: []string{name}}, issueDay, 20)
	if err != nil {
		t.Fatal(err)
	}
	c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	root, err := issue(c, Key{})
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func certifyUnder(t testing.TB, root Key, leaf crypto.Signer, change func(*x509.Certificate)) Key {
	t.Helper()
	c, err := template(pkix.Name{CommonName: ministry.FullName, Organization: []string{ministry.FullName}}, issueDay, 3)
	if err != nil {
		t.Fatal(err)
	}
	c.KeyUsage = x509.KeyUsageDigitalSignature
	if change != nil {
		change(c)
	}
	der, err := x509.CreateCertificate(rand.Reader, c, root.Chain[0], leaf.Public(), root.Signer)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return Key{leaf, []*x509.Certificate{cert, root.Chain[0]}, false}
}

func rsaKey(t testing.TB, bits int) *rsa.PrivateKey {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// tool runs a program of the package named; without it the test fails.
func tool(t testing.TB, debianPackage string, command ...string) string {
	t.Helper()
	if _, err := exec.LookPath(command[0]); err != nil {
		t.Fatalf("%s is missing: install the Debian package %s", command[0], debianPackage)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, out)
	}
	return string(out)
}

func save(t testing.TB, dir, file string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, file)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
