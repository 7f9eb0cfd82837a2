package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// settingsFile says which department signs with what, who gives the time and
// where revocation lists are. It holds no secret: those stand in files or in
// the environment, and here is where.
const settingsFile = "keys.json"

// settings is the content of keys.json. Paths are relative to its folder.
type settings struct {
	Departments []source     `json:"departments,omitempty"`
	Roots       []string     `json:"roots,omitempty"` // PEM files of further trusted roots
	Timestamp   *timeService `json:"timestamp,omitempty"`
	Revocation  []string     `json:"revocation,omitempty"` // CRLs: paths or addresses
}

// source is where one department's key comes from: exactly one of PEM, PKCS12
// and Token.
type source struct {
	Name   string  `json:"name"` // the department's full name
	PEM    string  `json:"pem,omitempty"`
	PKCS12 string  `json:"pkcs12,omitempty"`
	Token  *device `json:"token,omitempty"`
	Secret secret  `json:"secret,omitzero"` // the file's passphrase or the token's PIN
}

// device is a key in a token (密码设备), reached by PKCS #11.
type device struct {
	Module string `json:"module"` // the maker's library
	Label  string `json:"label"`  // of the token
	Key    string `json:"key"`    // label of the key pair
	Chain  string `json:"chain"`  // PEM file of the certificates, the signer's first
}

// secret says where a passphrase stands: a file that only its owner can read,
// or a variable of the environment.
type secret struct {
	File string `json:"file,omitempty"`
	Env  string `json:"env,omitempty"`
}

type timeService struct {
	URL     string   `json:"url"`
	Roots   []string `json:"roots"`             // PEM files
	Seconds int      `json:"seconds,omitempty"` // of one try
	Tries   int      `json:"tries,omitempty"`
}

func readSettings(folder string) (settings, error) {
	var s settings
	text, err := readPrivate(filepath.Join(folder, settingsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, fmt.Errorf("read %s: %w", settingsFile, err)
	}
	for i, d := range s.Departments {
		same := func(o source) bool { return o.Name == d.Name }
		if d.Name == "" || slices.ContainsFunc(s.Departments[:i], same) {
			return s, fmt.Errorf("read %s: department %d has no name, or one that stands there twice", settingsFile, i+1)
		}
	}
	if s.Timestamp != nil && (s.Timestamp.URL == "" || len(s.Timestamp.Roots) == 0) {
		return s, fmt.Errorf("read %s: the time-stamp authority needs url and roots", settingsFile)
	}
	return s, nil
}

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

// authority returns who gives the time, nil if nobody is configured.
func (s settings) authority(folder string) (*Authority, error) {
	if s.Timestamp == nil {
		return nil, nil
	}
	roots, err := readAll(folder, s.Timestamp.Roots)
	return &Authority{URL: s.Timestamp.URL, Roots: roots, Tries: s.Timestamp.Tries,
		Timeout: time.Duration(s.Timestamp.Seconds) * time.Second}, err
}

func readAll(folder string, paths []string) (all []*x509.Certificate, err error) {
	for _, p := range paths {
		some, err := readChain(inFolder(folder, p))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (s settings) source(name string) (source, bool) {
	i := slices.IndexFunc(s.Departments, func(d source) bool { return d.Name == name })
	if i < 0 {
		return source{}, false
	}
	return s.Departments[i], true
}

func (s settings) revocation(folder string) (all []string) {
	for _, r := range s.Revocation {
		if !strings.Contains(r, "://") {
			r = inFolder(folder, r)
		}
		all = append(all, r)
	}
	return all
}
