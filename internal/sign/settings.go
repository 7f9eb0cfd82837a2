package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
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
	if s.Timestamp != nil && (CheckAddress(s.Timestamp.URL) != nil || len(s.Timestamp.Roots) == 0) {
		return s, fmt.Errorf("read %s: the time-stamp authority needs url and roots", settingsFile)
	}
	return s, nil
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
