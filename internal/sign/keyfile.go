package sign

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A key and its chain are one file, so that nobody can meet a key without its
// certificate or with another's.

// openKey reads the key file at path; if there is none it makes one. When two
// processes make it at once, one file wins and both use that.
func openKey(path string, create func() (Key, error)) (Key, error) {
	k, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if k, err = create(); err != nil {
		return Key{}, err
	}
	if err := writeKey(path, k); err != nil && !errors.Is(err, fs.ErrExist) {
		return Key{}, fmt.Errorf("keep the key %s: %w", path, err)
	}
	return readKey(path)
}

func readKey(path string) (Key, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Key{}, fmt.Errorf("read the key: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return Key{}, fmt.Errorf("the key %s can be read by others (mode %o); run chmod 600 on it", path, mode)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Key{}, fmt.Errorf("read the key: %w", err)
	}
	k, err := parseKey(text)
	if err != nil {
		return Key{}, fmt.Errorf("the key %s: %w", path, err)
	}
	return k, nil
}

func parseKey(text []byte) (Key, error) {
	var k Key
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return k, fmt.Errorf("read the private key: %w", err)
			}
			k.Signer, _ = private.(crypto.Signer)
		case "CERTIFICATE":
			cert, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return k, fmt.Errorf("read the certificate: %w", err)
			}
			k.Chain = append(k.Chain, cert)
		}
	}
	if k.Signer == nil || len(k.Chain) == 0 {
		return k, errors.New("it holds no key with a certificate")
	}
	if !samePublic(k.Signer.Public(), k.Chain[0].PublicKey) {
		return k, errors.New("key and certificate do not belong together")
	}
	k.Trial = slices.ContainsFunc(k.Chain, isTrial)
	return k, nil
}

// writeKey puts the whole file into place at once, on the disk before it has
// its name. It fails with fs.ErrExist if there is one already.
func writeKey(path string, k Key) error {
	private, err := x509.MarshalPKCS8PrivateKey(k.Signer)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	pem.Encode(&text, &pem.Block{Type: "PRIVATE KEY", Bytes: private}) // memory does not fail
	for _, c := range k.Chain {
		pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text.Bytes())
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
