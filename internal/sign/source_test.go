package sign

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
)

// pkcs12File makes one with openssl, its passphrase in a file beside it.
func pkcs12File(t testing.TB, k Key, options ...string) (content []byte, passphrase string) {
	t.Helper()
	dir := t.TempDir()
	text, err := encodeKey(k)
	if err != nil {
		t.Fatal(err)
	}
	passphrase = save(t, dir, "口令", []byte("一二 three\n"))
	in := save(t, dir, "key.pem", text)
	tool(t, "openssl", append([]string{"openssl", "pkcs12", "-export", "-in", in, "-out", dir + "/key.p12", "-passout", "file:" + passphrase}, options...)...)
	if content, err = os.ReadFile(dir + "/key.p12"); err != nil {
		t.Fatal(err)
	}
	return content, passphrase
}

func reopen(t testing.TB, k *Keyring) *Keyring {
	t.Helper()
	again, err := OpenKeyring(k.folder, k.now)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func TestImportedKeySigns(t *testing.T) {
	for kind, signer := range map[string]crypto.Signer{"P-256": p256(t), "RSA-2048": rsaKey(t, 2048)} {
		t.Run(kind, func(t *testing.T) {
			k := keyring(t)
			key := certify(t, signer, nil)
			content, passphrase := pkcs12File(t, key)
			l, err := k.Import(ministry.FullName, content, Secret{File: passphrase}, issueDay)
			if err != nil || l.Kind != PKCS12Key || l.Days != 365*3 {
				t.Fatalf("%+v, %v", l, err)
			}
			k = reopen(t, k)
			if trial, err := k.Trial(ministry); err != nil || trial {
				t.Fatalf("Trial = %v, %v", trial, err)
			}
			signed, err := k.Sign(letter(), ministry, seal, place, issueDay)
			if err != nil {
				t.Fatal(err)
			}
			if r := k.Verify(signed); r.Verdict != Trusted {
				t.Errorf("%+v", r)
			}
			otherToolsTake(t, signed, key, issueDay)
			files, err := os.ReadDir(k.folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				text, err := os.ReadFile(filepath.Join(k.folder, f.Name()))
				if err != nil || bytes.Contains(text, []byte("three")) {
					t.Errorf("%s holds the passphrase, or cannot be read: %v", f.Name(), err)
				}
				if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
				}
			}
		})
	}
}

func TestPassphraseFromTheEnvironment(t *testing.T) {
	k := keyring(t)
	content, _ := pkcs12File(t, certify(t, p256(t), nil), "-legacy") // as older software writes it
	const name = "DAFU_TEST_PASSPHRASE"
	if _, err := k.Import(ministry.FullName, content, Secret{Env: name}, issueDay); reply.CodeOf(err) != reply.Invalid {
		t.Errorf("a variable that is not set: %v", err)
	}
	t.Setenv(name, "一二 three")
	if _, err := k.Import(ministry.FullName, content, Secret{Env: name}, issueDay); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotImported(t *testing.T) {
	good, passphrase := pkcs12File(t, certify(t, p256(t), nil))
	over, overPass := pkcs12File(t, certify(t, p256(t), func(c *x509.Certificate) { c.NotAfter = issueDay.Add(-time.Hour) }))
	weak, weakPass := pkcs12File(t, certify(t, rsaKey(t, 1024), nil))
	wrong := save(t, t.TempDir(), "wrong", []byte("four"))
	open := save(t, t.TempDir(), "open", []byte("一二 three"))
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		content []byte
		secret  Secret
		says    string
	}{
		"wrong passphrase":               {good, Secret{File: wrong}, "口令不对"},
		"a passphrase that all can read": {good, Secret{File: open}, "读不到密钥文件的口令"},
		"no passphrase":                  {good, Secret{}, "读不到密钥文件的口令"},
		"two passphrases":                {good, Secret{File: passphrase, Env: "X"}, "读不到密钥文件的口令"},
		"no PKCS #12":                    {[]byte("你好"), Secret{File: passphrase}, "打不开"},
		"run out":                        {over, Secret{File: overPass}, "到期"},
		"weak":                           {weak, Secret{File: weakPass}, "强度不够"},
		"a certificate nobody asked for": {encodeChain(certify(t, p256(t), nil).Chain), Secret{}, "证书申请"},
	} {
		k := keyring(t)
		if _, err := k.Import(ministry.FullName, tt.content, tt.secret, issueDay); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(k.folder, settingsFile)); err == nil {
			t.Errorf("%s: %s was written", name, settingsFile)
		}
	}
}

// A replaced key's letters still verify, and new ones are signed with the new.
func TestReplacedKey(t *testing.T) {
	k := keyring(t)
	var letters [][]byte
	for range 2 {
		content, passphrase := pkcs12File(t, certify(t, p256(t), nil))
		if _, err := k.Import(ministry.FullName, content, Secret{File: passphrase}, issueDay); err != nil {
			t.Fatal(err)
		}
		signed, err := k.Sign(letter(), ministry, seal, place, issueDay)
		if err != nil {
			t.Fatal(err)
		}
		letters = append(letters, signed)
	}
	k = reopen(t, k)
	var roots []string
	for i, l := range letters {
		r := k.Verify(l)
		if r.Verdict != Trusted {
			t.Fatalf("letter %d: %+v", i+1, r)
		}
		roots = append(roots, r.Signatures[0].RootSHA256)
	}
	if roots[0] == roots[1] {
		t.Error("both letters were signed with the same key")
	}
	if r := keyring(t).Verify(letters[0]); r.Verdict != UnknownRoot {
		t.Errorf("another house trusts it: %+v", r)
	}
}

func TestRequestedCertificate(t *testing.T) {
	k := keyring(t)
	text, err := k.Request(ministry.FullName, false)
	if err != nil {
		t.Fatal(err)
	}
	path := save(t, t.TempDir(), "request.pem", text)
	if said := tool(t, "openssl", "openssl", "req", "-in", path, "-verify", "-noout", "-subject", "-nameopt", "utf8"); !strings.Contains(said, "CN=云南省科学技术厅") || !strings.Contains(said, "verify OK") {
		t.Errorf("openssl: %s", said)
	}
	again, err := k.Request(ministry.FullName, false)
	if err != nil {
		t.Fatal(err)
	}
	request := func(text []byte) *x509.CertificateRequest {
		block, _ := pem.Decode(text)
		r, err := x509.ParseCertificateRequest(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if !samePublic(request(text).PublicKey, request(again).PublicKey) {
		t.Error("asked again, the request is for another key")
	}
	root := newRoot(t)
	c, err := template(request(text).Subject, issueDay, 2)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, c, root.Chain[0], request(text).PublicKey, root.Signer)
	if err != nil {
		t.Fatal(err)
	}
	answer := append(encodeChain(root.Chain), encodePEM("CERTIFICATE", der)...) // in any order
	l, err := k.Import(ministry.FullName, answer, Secret{}, issueDay)
	if err != nil || l.Kind != FileKey {
		t.Fatalf("%+v, %v", l, err)
	}
	k = reopen(t, k)
	signed, err := k.Sign(letter(), ministry, seal, place, issueDay)
	if err != nil {
		t.Fatal(err)
	}
	if r := k.Verify(signed); r.Verdict != Trusted {
		t.Errorf("%+v", r)
	}
	next, err := k.Request(ministry.FullName, true)
	if err != nil || samePublic(request(text).PublicKey, request(next).PublicKey) {
		t.Errorf("the next request is for the key in use: %v", err)
	}
}
