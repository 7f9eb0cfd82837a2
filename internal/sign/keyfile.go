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

	"dafu/internal/reply"
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

// parseKey reads a key and its certificates, in any order. An error is a
// *reply.Error that names what the file holds instead.
func parseKey(text []byte) (Key, error) {
	var private any
	var all []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			c, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return Key{}, unusable(unreadableKey("证书", block.Bytes), err)
			}
			all = append(all, c)
			continue
		}
		key, err := parsePrivate(block)
		if err != nil {
			return Key{}, err
		}
		if key != nil {
			private = key
		}
	}
	return newKey(private, all)
}

func unusable(text string, cause error) error {
	return &reply.Error{Code: reply.Invalid, Text: text, Cause: cause}
}

// parsePrivate reads a block with a private key, whatever program wrote it; nil
// for a block with something else.
func parsePrivate(block *pem.Block) (private any, err error) {
	const convert = "，请先转成 PKCS#12 文件（openssl pkcs12 -export），再用 --passphrase-file 写明口令"
	switch block.Type {
	case "PRIVATE KEY":
		private, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "EC PRIVATE KEY", "RSA PRIVATE KEY":
		if block.Headers["DEK-Info"] != "" {
			return nil, unusable("私钥是加了密的旧式 PEM（"+block.Type+"）"+convert, nil)
		}
		if block.Type == "RSA PRIVATE KEY" {
			private, err = x509.ParsePKCS1PrivateKey(block.Bytes)
		} else {
			private, err = x509.ParseECPrivateKey(block.Bytes)
		}
	case "ENCRYPTED PRIVATE KEY":
		return nil, unusable("私钥是加了密的 PKCS#8（ENCRYPTED PRIVATE KEY）"+convert, nil)
	}
	if err != nil {
		return nil, unusable(unreadableKey("私钥", block.Bytes), err)
	}
	return private, nil
}

// Object identifiers as they stand in DER.
var (
	derSM2 = []byte{0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d}
	derPSS = []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a}
)

// unreadableKey names what a key or certificate is that cannot be read.
func unreadableKey(what string, der []byte) string {
	switch {
	case bytes.Contains(der, derSM2):
		return what + "是国密 SM2 的，本软件还不支持，" + fitKeys
	case bytes.Contains(der, derPSS):
		return what + "限定为 RSA-PSS，本软件不用它签名，请换用一般的 RSA 或 P-256 密钥"
	}
	return what + "读不懂，文件可能已损坏"
}

// newKey puts a key together with the one among the certificates that is its
// own, and the chain above that.
func newKey(private any, all []*x509.Certificate) (Key, error) {
	signer, ok := private.(crypto.Signer)
	switch {
	case !ok && len(all) == 0:
		return Key{}, unusable("里面没有私钥和证书", nil)
	case !ok:
		return Key{}, unusable("里面没有私钥", nil)
	case len(all) == 0:
		return Key{}, unusable("里面没有证书", nil)
	}
	for _, c := range all {
		if samePublic(signer.Public(), c.PublicKey) {
			chain := chainOf(c, all)
			return Key{signer, chain, slices.ContainsFunc(chain, isTrial)}, nil
		}
		if bytes.Contains(c.RawSubjectPublicKeyInfo, derPSS) {
			return Key{}, unusable(unreadableKey("证书", c.Raw), nil)
		}
	}
	return Key{}, unusable("私钥与证书不是一对", nil)
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
