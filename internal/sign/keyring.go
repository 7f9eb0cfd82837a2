package sign

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// Keyring holds the departments' keys in a folder. It is safe for concurrent
// use, also by several processes.
type Keyring struct {
	folder string
	now    func() time.Time
	root   Key

	mu   sync.Mutex
	keys map[string]Key // by file name
}

var _ service.Signer = (*Keyring)(nil)

// OpenKeyring opens the folder; the first time it makes the folder and the
// trial root. now is asked for the validity of what is made.
func OpenKeyring(dir string, now func() time.Time) (*Keyring, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of keys: %w", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, fmt.Errorf("close the folder of keys to others: %w", err)
	}
	root, err := openKey(filepath.Join(dir, "trial-root.pem"), func() (Key, error) { return newTrialRoot(now()) })
	if err != nil {
		return nil, err
	}
	return &Keyring{folder: dir, now: now, root: root, keys: map[string]Key{}}, nil
}

// Roots returns the roots of the trial certificates, to recognise them by.
func (k *Keyring) Roots() []*x509.Certificate { return []*x509.Certificate{k.root.Chain[0]} }

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
	if key, there := k.keys[file]; there {
		return key, nil
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

// Sign signs pdf with the department's key and returns the result only if it
// verifies and begins with the very bytes of pdf.
func (k *Keyring) Sign(pdf []byte, d reply.Department, seal service.Seal, place layout.SealPlace, at time.Time) ([]byte, error) {
	key, err := k.Key(d)
	if err != nil {
		return nil, err
	}
	signed, err := Sign(pdf, Request{Key: key, At: at, Name: key.Chain[0].Subject.CommonName, Reason: "签发",
		Seal: Stamp{Content: seal.Content, Size: seal.Diameter, Place: place}})
	if err != nil {
		return nil, fmt.Errorf("sign for department %d: %w", d.ID, err)
	}
	if !bytes.HasPrefix(signed, pdf) {
		return nil, errors.New("the signed file does not begin with the approved one")
	}
	trust := Trust{TrialRoots: k.Roots(), Now: at}
	if !key.Trial {
		trust.Roots = key.Chain[len(key.Chain)-1:]
	}
	if r := Verify(signed, trust); r.Verdict != Trusted && r.Verdict != TrialOnly {
		return nil, fmt.Errorf("the signature just made does not verify: %s: %s", r.Check, r.Reason)
	}
	return signed, nil
}
