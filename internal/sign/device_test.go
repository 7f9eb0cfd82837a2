//go:build pkcs11

package sign

import (
	"crypto"
	"crypto/x509"
	"fmt"
	"os"
	"strings"
	"testing"
)

// softHSM is a token in a folder of its own, with the given keys in it.
func softHSM(t *testing.T, keys map[string]crypto.Signer) (module string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(dir+"/tokens", 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", save(t, dir, "softhsm2.conf", fmt.Appendf(nil, "directories.tokendir = %s/tokens\n", dir)))
	util := func(args ...string) { tool(t, "softhsm2", append([]string{"softhsm2-util"}, args...)...) }
	util("--init-token", "--free", "--label", "dafu", "--so-pin", "5678", "--pin", "1234")
	n := 0
	for label, key := range keys {
		n++
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		util("--import", save(t, dir, "key.pem", encodePEM("PRIVATE KEY", der)), "--token", "dafu", "--pin", "1234", "--label", label, "--id", fmt.Sprintf("%02d", n))
	}
	for _, m := range []string{"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"} {
		if _, err := os.Stat(m); err == nil {
			return m
		}
	}
	t.Fatal("libsofthsm2.so is missing: install the Debian package softhsm2")
	return ""
}

func TestTokenSigns(t *testing.T) {
	keys := map[string]crypto.Signer{"P-256": p256(t), "RSA-2048": rsaKey(t, 2048)}
	module := softHSM(t, keys)
	// First of all: once a PIN was right, the module lets this process in.
	if _, err := openDevice(device{Module: module, Label: "dafu", Key: "P-256"}, "4321"); err == nil {
		t.Error("a wrong PIN opens the token")
	}
	for label, signer := range keys {
		t.Run(label, func(t *testing.T) {
			k := keyring(t)
			key := certify(t, signer, nil)
			save(t, k.folder, "chain.pem", encodeChain(key.Chain))
			save(t, k.folder, "pin", []byte("1234"))
			save(t, k.folder, settingsFile, fmt.Appendf(nil, `{"departments": [{"name": %q, "secret": {"file": "pin"},
				"token": {"module": %q, "label": "dafu", "key": %q, "chain": "chain.pem"}}]}`, ministry.FullName, module, label))
			signed, err := reopen(t, k).Sign(letter(), ministry, seal, place, issueDay)
			if err != nil {
				t.Fatal(err)
			}
			if r := reopen(t, k).Verify(signed); r.Verdict != Trusted {
				t.Errorf("%+v", r)
			}
			otherToolsTake(t, signed, key, issueDay)
			list, err := reopen(t, k).List(issueDay)
			if err != nil || len(list) != 1 || list[0].Kind != TokenKey || list[0].Problem != "" {
				t.Errorf("%+v, %v", list, err)
			}
		})
	}
	if _, err := openDevice(device{Module: module, Label: "dafu", Key: "nobody's"}, "1234"); err == nil || !strings.Contains(err.Error(), "has no key pair") {
		t.Errorf("a key that is not there: %v", err)
	}
}
