package sign

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// trustKept trusts the roots of all chains that were ever in use here, kept as
// chain-….pem, and for the time those that ever stood behind a timestamp, kept
// as time-….pem.
func (k *Keyring) trustKept() error {
	kept, err := filepath.Glob(filepath.Join(k.folder, "time-*.pem"))
	if err != nil {
		return err
	}
	if k.timeRoots, err = readAll("", kept); err != nil {
		return err
	}
	if k.authority != nil {
		k.timeRoots = unique(k.authority.Roots, k.timeRoots)
	}
	paths, err := filepath.Glob(filepath.Join(k.folder, "chain-*.pem"))
	if err != nil {
		return err
	}
	for _, p := range paths {
		chain, err := readChain(p)
		if err != nil {
			return err
		}
		k.trustRootOf(chain)
	}
	return nil
}

// trustRootOf trusts the end of a chain: a root, or the highest that the key
// came with. Trial roots stay what they are.
func (k *Keyring) trustRootOf(chain []*x509.Certificate) {
	top := chain[len(chain)-1]
	if !slices.ContainsFunc(chain, isTrial) && !slices.ContainsFunc(k.roots, top.Equal) {
		k.roots = append(k.roots, top)
	}
}

// keepChain keeps a key's chain. The same key with another chain, its root
// added or left out, is kept beside the former.
func (k *Keyring) keepChain(key Key) error {
	if err := k.keepCertificates("chain-", key.Chain); err != nil {
		return fmt.Errorf("keep the chain: %w", err)
	}
	k.trustRootOf(key.Chain)
	return nil
}

// keepTimeRoots keeps what stands behind the timestamp of a letter that was
// just signed: the letter outlives the service that is configured.
func (k *Keyring) keepTimeRoots() error {
	if k.authority == nil {
		return nil
	}
	if err := k.keepCertificates("time-", k.authority.Roots); err != nil {
		return fmt.Errorf("keep the roots of the time-stamp authority: %w", err)
	}
	return nil
}

func (k *Keyring) keepCertificates(prefix string, all []*x509.Certificate) error {
	digest := sha256.Sum256(bytes.Join(raws(all), nil))
	path := filepath.Join(k.folder, fmt.Sprintf("%s%x.pem", prefix, digest[:8]))
	if err := putFile(path, encodeChain(all), os.Link); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// completed is a chain with the certificates above it that this house knows:
// an export often leaves the root out, which others need to verify the rest.
func (k *Keyring) completed(chain []*x509.Certificate) []*x509.Certificate {
	return chainOf(chain[0], unique(chain, k.roots))
}

// Kind is where a key is kept.
type Kind string

// The kinds of keys.
const (
	TrialKey  Kind = "trial"
	FileKey   Kind = "pem"
	PKCS12Key Kind = "pkcs12"
	TokenKey  Kind = "token"
)

// Listed is one department's key.
type Listed struct {
	Department string    `json:"department"`
	Subject    string    `json:"subject"`
	Kind       Kind      `json:"kind"`
	From       time.Time `json:"from"`
	To         time.Time `json:"to"`
	Days       int       `json:"days"` // left; negative when it is over
	// Problem is why the key cannot be opened, "" if it can.
	Problem string `json:"problem,omitempty"`
}

// List returns the keys there are: those of keys.json in its order, then the
// trial keys in use.
func (k *Keyring) List(now time.Time) ([]Listed, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var all []Listed
	for _, s := range k.settings.Departments {
		key, err := k.configured(s)
		l := listed(s.Name, s.kind(), key, now)
		if err != nil {
			l.Problem = err.Error()
		}
		all = append(all, l)
	}
	paths, err := filepath.Glob(filepath.Join(k.folder, "department-*.pem"))
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		key, err := readKey(p)
		if err != nil {
			return nil, err
		}
		name := key.Organization()
		if _, replaced := k.settings.source(name); !replaced {
			all = append(all, listed(name, TrialKey, key, now))
		}
	}
	return all, nil
}

func (s source) kind() Kind {
	switch {
	case s.Token != nil:
		return TokenKey
	case s.PKCS12 != "":
		return PKCS12Key
	}
	return FileKey
}

func listed(name string, kind Kind, key Key, now time.Time) Listed {
	l := Listed{Department: name, Kind: kind}
	if len(key.Chain) == 0 {
		return l
	}
	leaf := key.Chain[0]
	l.Subject, l.From, l.To = nameOf(leaf), leaf.NotBefore, leaf.NotAfter
	l.Days = int(leaf.NotAfter.Sub(now).Hours() / 24)
	if now.After(leaf.NotAfter) {
		l.Days--
	}
	return l
}

// Notice is something about a key that the administrator should know.
type Notice struct {
	Department string
	Text       string // a Chinese sentence
}

// noticeDays is how long before its end a certificate is announced.
const noticeDays = 30

// Notices returns the keys that cannot sign, or will soon no longer.
func (k *Keyring) Notices(now time.Time) []Notice {
	all, err := k.List(now)
	if err != nil {
		return []Notice{{"", "签章密钥读不出来：" + err.Error() + "。"}}
	}
	var notices []Notice
	for _, l := range all {
		text := ""
		switch {
		case l.Problem != "":
			text = "的签章密钥打不开，不能签名，请检查配置。"
		case now.After(l.To):
			text = "的证书已于" + day(l.To) + "到期，不能签名，请更换。"
		case now.Before(l.From):
			text = "的证书从" + day(l.From) + "起才有效，现在不能签名。"
		case !now.Before(l.To.AddDate(0, 0, -noticeDays)):
			text = fmt.Sprintf("的证书将于%s到期，还有%d天，请及时更换。", day(l.To), l.Days)
		default:
			continue
		}
		notices = append(notices, Notice{l.Department, "“" + l.Department + "”" + text})
	}
	return notices
}
