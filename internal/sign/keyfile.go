package sign

import (
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
	text, err := readPrivate(path)
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
	var private any
	var chain []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		var err error
		switch block.Type {
		case "PRIVATE KEY":
			private, err = x509.ParsePKCS8PrivateKey(block.Bytes)
		case "CERTIFICATE":
			var c *x509.Certificate
			c, err = x509.ParseCertificate(block.Bytes)
			chain = append(chain, c)
		}
		if err != nil {
			return Key{}, fmt.Errorf("read it: %w", err)
		}
	}
	return newKey(private, chain)
}

// newKey puts a key and its chain together.
func newKey(private any, chain []*x509.Certificate) (Key, error) {
	signer, ok := private.(crypto.Signer)
	if !ok || len(chain) == 0 {
		return Key{}, errors.New("it holds no key with a certificate")
	}
	if !samePublic(signer.Public(), chain[0].PublicKey) {
		return Key{}, errors.New("key and certificate do not belong together")
	}
	return Key{signer, chain, slices.ContainsFunc(chain, isTrial)}, nil
}

// writeKey keeps a key with its chain. It fails with fs.ErrExist if there is
// one already.
func writeKey(path string, k Key) error {
	text, err := encodeKey(k)
	if err != nil {
		return err
	}
	return putFile(path, text, os.Link)
}

func encodeKey(k Key) ([]byte, error) {
	private, err := x509.MarshalPKCS8PrivateKey(k.Signer)
	if err != nil {
		return nil, err
	}
	return append(encodePEM("PRIVATE KEY", private), encodeChain(k.Chain)...), nil
}

func encodeChain(chain []*x509.Certificate) (text []byte) {
	for _, c := range chain {
		text = append(text, encodePEM("CERTIFICATE", c.Raw)...)
	}
	return text
}

func encodePEM(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// putFile puts a whole file into place at once, on the disk before it has its
// name: with os.Link if there is none yet, with os.Rename in any case.
func putFile(path string, text []byte, move func(from, to string) error) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := move(temp.Name(), path); err != nil {
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
