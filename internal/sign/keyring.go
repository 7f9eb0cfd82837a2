package sign

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// Keyring holds the departments' keys in a folder. It is safe for concurrent
// use, also by several processes. A department that keys.json names signs with
// what stands there, every other one with a trial key.
type Keyring struct {
	folder    string
	now       func() time.Time
	root      Key
	settings  settings
	roots     []*x509.Certificate // trusted: of keys in use, of replaced ones, and those configured
	timeRoots []*x509.Certificate // of the authority, and of former ones
	authority *Authority

	mu   sync.Mutex
	keys map[string]Key // by file name, or by the name in keys.json
}

var (
	_ service.Signer   = (*Keyring)(nil)
	_ service.KeyStore = (*Keyring)(nil)
)

// Known is what is remembered elsewhere of a folder of keys.
type Known struct {
	Before bool   // it was in use before: a trial root that is missing is lost
	Root   string // SHA-256 of the trial root, hex; "" if not known
}

// OpenKeyring opens the folder; the first time it makes the folder and the
// trial root. now is asked for the validity of what is made.
func OpenKeyring(dir string, now func() time.Time) (*Keyring, error) {
	return OpenKnownKeyring(dir, now, Known{})
}

// OpenKnownKeyring opens a folder that may be known. Where its trial root is
// missing or another one, nothing is made: whoever has no key of its own then
// cannot sign.
func OpenKnownKeyring(dir string, now func() time.Time, known Known) (*Keyring, error) {
	k := &Keyring{folder: dir, now: now, keys: map[string]Key{}}
	root, err := readKey(filepath.Join(dir, trialRootFile))
	switch {
	case known.Before && errors.Is(err, fs.ErrNotExist), err == nil && known.Root != "" && fingerprint(root.Chain[0]) != known.Root:
		return k, k.open()
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of keys: %w", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, fmt.Errorf("close the folder of keys to others: %w", err)
	}
	if k.root, err = openKey(filepath.Join(dir, trialRootFile), func() (Key, error) { return newTrialRoot(now()) }); err != nil {
		return nil, err
	}
	if err := k.open(); err != nil {
		return nil, err
	}
	return k, nil
}

const trialRootFile = "trial-root.pem"

// open reads the settings and what is trusted.
func (k *Keyring) open() (err error) {
	if k.settings, err = readSettings(k.folder); err != nil {
		return err
	}
	if k.authority, err = k.settings.authority(k.folder); err != nil {
		return err
	}
	if k.roots, err = readAll(k.folder, k.settings.Roots); err != nil {
		return err
	}
	return k.trustKept()
}

// Roots returns the roots of the trial certificates, to recognise them by; none
// if the root is lost.
func (k *Keyring) Roots() []*x509.Certificate { return k.root.Chain }

// TrialRoot implements service.KeyStore.
func (k *Keyring) TrialRoot() string {
	if k.root.Signer == nil {
		return ""
	}
	return fingerprint(k.root.Chain[0])
}

// OwnKey implements service.KeyStore.
func (k *Keyring) OwnKey(d reply.Department) (sha256 string, own bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, own := k.settings.source(d.FullName)
	if !own {
		return "", false
	}
	key, err := k.configured(s)
	if err != nil || key.Trial {
		return "", !key.Trial
	}
	return fingerprint(key.Chain[0]), true
}

// Key returns the department's key, made on first need. A department that is
// renamed gets a new one: a certificate says the name.
func (k *Keyring) Key(d reply.Department) (Key, error) {
	if d.ID <= 0 || d.FullName == "" {
		return Key{}, errors.New("a department without ID or name has no key")
	}
	sum := sha256.Sum256([]byte(d.FullName))
	file := fmt.Sprintf("department-%d-%x.pem", d.ID, sum[:4])
	k.mu.Lock()
	defer k.mu.Unlock()
	if source, there := k.settings.source(d.FullName); there {
		return k.configured(source)
	}
	if key, there := k.keys[file]; there {
		return key, nil
	}
	if k.root.Signer == nil {
		return Key{}, reply.Failf(reply.Unavailable, "试用密钥的根证书（keys/%s）不见了，或者不是原来的，请与管理员联系", trialRootFile)
	}
	key, err := openKey(filepath.Join(k.folder, file), func() (Key, error) { return newTrialLeaf(d.FullName, k.root, k.now()) })
	if err != nil {
		return Key{}, err
	}
	k.keys[file] = key
	return key, nil
}

// Trial reports whether the department's key is a trial key.
func (k *Keyring) Trial(d reply.Department) (bool, error) {
	key, err := k.Key(d)
	return key.Trial, err
}

// configured opens a key that keys.json names. Its chain is kept, so that its
// letters still verify when it has been replaced.
func (k *Keyring) configured(s source) (Key, error) {
	if key, there := k.keys[s.Name]; there {
		return key, nil
	}
	key, err := s.open(k.folder)
	if err == nil {
		err = k.keepChain(key)
	}
	if err != nil {
		return Key{}, &reply.Error{Code: reply.Unavailable, Text: "“" + s.Name + "”的签章密钥打不开，请联系管理员",
			Cause: fmt.Errorf("open the key of keys.json: %w", err)}
	}
	k.keys[s.Name] = key
	return key, nil
}

// Trust is whom this house believes: the roots of its own keys, past ones too,
// and those that are configured.
func (k *Keyring) Trust() Trust {
	k.mu.Lock()
	defer k.mu.Unlock()
	return Trust{Roots: slices.Clone(k.roots), TrialRoots: k.Roots(), TimeRoots: slices.Clone(k.timeRoots), Now: k.now()}
}

// Verify judges a file as this house sees it.
func (k *Keyring) Verify(pdf []byte) Report { return Verify(pdf, k.Trust()) }

// Sign signs pdf with the department's key and returns the result only if it
// verifies and begins with the very bytes of pdf.
func (k *Keyring) Sign(pdf []byte, d reply.Department, seal service.Seal, place layout.SealPlace, at time.Time) ([]byte, error) {
	return k.SignJoint(context.Background(), pdf, d, seal, place, nil, at)
}

// SignJoint is Sign for a letter of several departments: the first names the
// places of the others' seals, which then sign in their places.
func (k *Keyring) SignJoint(ctx context.Context, pdf []byte, d reply.Department, seal service.Seal, place layout.SealPlace, later []layout.SealPlace, at time.Time) ([]byte, error) {
	key, err := k.Key(d)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	key.Chain = k.completed(key.Chain)
	k.mu.Unlock()
	r := Request{Key: key, At: at, Name: nameOf(key.Chain[0]), Reason: "签发", Later: later, Authority: k.authority,
		Seal: Stamp{Content: seal.Content, Size: seal.Diameter, Place: place}}
	if len(k.settings.Revocation) > 0 && len(key.Chain) > 1 && !key.Trial {
		r.Revocation = Lists{Sources: k.settings.revocation(k.folder)}
	}
	signed, err := SignContext(ctx, pdf, r)
	if err != nil {
		return nil, fmt.Errorf("sign for department %d: %w", d.ID, err)
	}
	if !bytes.HasPrefix(signed, pdf) {
		return nil, errors.New("the signed file does not begin with the approved one")
	}
	trust := k.Trust()
	if trust.Now.Before(at) {
		trust.Now = at
	}
	if v := Verify(signed, trust); v.Verdict != Trusted && v.Verdict != TrialOnly {
		return nil, fmt.Errorf("the signature just made does not verify: %s: %s", v.Check, v.Reason)
	}
	return signed, k.keepTimeRoots()
}
