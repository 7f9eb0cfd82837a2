package sign

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"software.sslmate.com/src/go-pkcs12"
)

// readPrivate reads a file that nobody else can read.
func readPrivate(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others (mode %o); run chmod 600 on it", path, mode)
	}
	return os.ReadFile(path)
}

func (s secret) read(folder string) (string, error) {
	switch {
	case s.File != "" && s.Env != "":
		return "", errors.New("the passphrase stands in a file or in the environment, not in both")
	case s.File != "":
		text, err := readPrivate(inFolder(folder, s.File))
		if err != nil {
			return "", fmt.Errorf("read the passphrase: %w", err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	case s.Env != "":
		text, there := os.LookupEnv(s.Env)
		if !there {
			return "", fmt.Errorf("the passphrase's variable %s is not set", s.Env)
		}
		return text, nil
	}
	return "", errors.New("nothing says where the passphrase is")
}

func inFolder(folder, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

// open reads the key.
func (s source) open(folder string) (Key, error) {
	switch {
	case s.PEM != "" && s.PKCS12 == "" && s.Token == nil:
		return readKey(inFolder(folder, s.PEM))
	case s.PKCS12 != "" && s.PEM == "" && s.Token == nil:
		passphrase, err := s.Secret.read(folder)
		if err != nil {
			return Key{}, err
		}
		der, err := readPrivate(inFolder(folder, s.PKCS12))
		if err != nil {
			return Key{}, err
		}
		return decodePKCS12(der, passphrase)
	case s.Token != nil && s.PEM == "" && s.PKCS12 == "":
		pin, err := s.Secret.read(folder)
		if err != nil {
			return Key{}, err
		}
		chain, err := readChain(inFolder(folder, s.Token.Chain))
		if err != nil {
			return Key{}, err
		}
		signer, err := openDevice(*s.Token, pin)
		if err != nil {
			return Key{}, err
		}
		return newKey(signer, chain)
	}
	return Key{}, errors.New("it names none, or more than one, of pem, pkcs12 and token")
}

// OpenKey reads a key file, PKCS #12 or PEM; only the former has a passphrase.
func OpenKey(path string, where Secret) (Key, error) {
	text, err := readPrivate(path)
	if err != nil {
		return Key{}, err
	}
	if block, _ := pem.Decode(text); block != nil {
		return parseKey(text)
	}
	passphrase, err := secret(where).read("")
	if err != nil {
		return Key{}, err
	}
	return decodePKCS12(text, passphrase)
}

// decodePKCS12 opens a PKCS #12 file.
func decodePKCS12(der []byte, passphrase string) (Key, error) {
	private, leaf, others, err := pkcs12.DecodeChain(der, passphrase)
	if err != nil {
		return Key{}, fmt.Errorf("open the PKCS #12 file: %w", err)
	}
	return newKey(private, chainOf(leaf, others))
}

// chainOf puts certificates in order from the signer's upwards; what does not
// belong to the chain is left out.
func chainOf(leaf *x509.Certificate, others []*x509.Certificate) []*x509.Certificate {
	chain := []*x509.Certificate{leaf}
	for range others {
		top := chain[len(chain)-1]
		i := slices.IndexFunc(others, func(c *x509.Certificate) bool {
			return !slices.ContainsFunc(chain, c.Equal) && top.CheckSignatureFrom(c) == nil
		})
		if i < 0 {
			break
		}
		chain = append(chain, others[i])
	}
	return chain
}

func readChain(path string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the certificates: %w", err)
	}
	var chain []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read a certificate in %s: %w", path, err)
		}
		chain = append(chain, c)
	}
	if len(chain) == 0 {
		return nil, fmt.Errorf("%s holds no certificate", path)
	}
	return chain, nil
}
