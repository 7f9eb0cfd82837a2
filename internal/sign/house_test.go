package sign

import (
	"crypto"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dafu/internal/reply"
)

var finance = reply.Department{ID: 12, FullName: "云南省财政厅"}

// under makes a signer's key below o's middle authority; withRoot tells whether
// its file brings the root.
func (o office) under(t testing.TB, name string, withRoot bool) Key {
	t.Helper()
	k := certifyUnder(t, o.middle, p256(t), func(c *x509.Certificate) { c.Subject.CommonName, c.Subject.Organization = name, []string{name} })
	k.Chain = append(k.Chain[:1:1], o.middle.Chain[0])
	if withRoot {
		k.Chain = append(k.Chain, o.root.Chain[0])
	}
	return k
}

func (k *Keyring) taken(t testing.TB, d reply.Department, key Key) {
	t.Helper()
	content, passphrase := pkcs12File(t, key)
	if _, err := k.Import(d.FullName, content, Secret{File: passphrase}, issueDay); err != nil {
		t.Fatal(err)
	}
}

func (k *Keyring) signs(t testing.TB, d reply.Department) []byte {
	t.Helper()
	signed, err := k.Sign(letter(), d, seal, place, issueDay)
	if err != nil {
		t.Fatalf("%s: %v", d.FullName, err)
	}
	return signed
}

// Two departments of one authority, and a renewal, each file with the root or
// without: every letter stays good and everybody goes on signing.
func TestHouseOfOneAuthority(t *testing.T) {
	for n := range 8 {
		first, second, renewed := n&1 > 0, n&2 > 0, n&4 > 0
		t.Run(fmt.Sprintf("roots %v %v %v", first, second, renewed), func(t *testing.T) {
			o, k := newOffice(t, nil), keyring(t)
			k.taken(t, finance, o.under(t, finance.FullName, first))
			letters := [][]byte{k.signs(t, finance)}
			k.taken(t, ministry, o.under(t, ministry.FullName, second))
			letters = append(letters, k.signs(t, ministry), k.signs(t, finance))
			k.taken(t, finance, o.under(t, finance.FullName, renewed))
			k = reopen(t, k)
			letters = append(letters, k.signs(t, finance), k.signs(t, ministry))
			for i, l := range letters {
				if r := reopen(t, k).Verify(l); r.Verdict != Trusted {
					t.Errorf("letter %d: %+v", i+1, r)
				}
			}
		})
	}
}

// The same key, imported again with its root: the root is trusted from then on,
// also after the next start.
func TestRootThatComesLater(t *testing.T) {
	o, k := newOffice(t, nil), keyring(t)
	with := o.under(t, ministry.FullName, true)
	without := Key{with.Signer, with.Chain[:2], false}
	k.taken(t, ministry, without)
	k.taken(t, ministry, with)
	other, err := Sign(letter(), request(o.signer)) // below the root by another way
	if err != nil {
		t.Fatal(err)
	}
	if r := reopen(t, k).Verify(other); r.Verdict != Trusted || r.Signatures[0].Root != "某省电子政务根证书" {
		t.Errorf("%+v", r)
	}
}

// Another service for the time: letters that the former stamped stay as good.
func TestFormerTimeRootsStayTrusted(t *testing.T) {
	k := keyring(t)
	k.now = time.Now
	use := func(l *loopback) {
		text, err := json.Marshal(settings{Timestamp: &timeService{URL: l.URL, Roots: []string{l.folder + "/root.pem"}, Tries: 1}})
		if err != nil {
			t.Fatal(err)
		}
		save(t, k.folder, settingsFile, text)
		k = reopen(t, k)
	}
	var letters [][]byte
	for range 2 {
		use(authority(t, p256(t), nil))
		signed, err := k.Sign(letter(), ministry, seal, place, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		letters = append(letters, signed)
	}
	if err := os.Remove(filepath.Join(k.folder, settingsFile)); err != nil {
		t.Fatal(err)
	}
	for i, l := range letters {
		if r := reopen(t, k).Verify(l); r.Verdict != TrialOnly || r.Signatures[0].TimeSource != Timestamped {
			t.Errorf("letter %d: %+v", i+1, r)
		}
	}
}

// waiting is a signer that another thing happens to while it signs.
type waiting struct {
	crypto.Signer
	meanwhile func()
}

func (w waiting) Sign(random io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	w.meanwhile()
	return w.Signer.Sign(random, digest, o)
}

// The keys are renewed by another process while a letter is being signed: the
// letter is whole, with the key it began with, and good in the renewed house.
func TestKeyRenewedWhileSigning(t *testing.T) {
	for _, withRoot := range []bool{true, false} {
		o, k := newOffice(t, nil), keyring(t)
		old := o.under(t, ministry.FullName, true)
		k.taken(t, ministry, old)
		held := k.keys[ministry.FullName]
		k.keys[ministry.FullName] = Key{waiting{held.Signer, func() {
			reopen(t, k).taken(t, ministry, o.under(t, ministry.FullName, withRoot))
		}}, held.Chain, false}
		signed := k.signs(t, ministry)
		after := reopen(t, k)
		r := after.Verify(signed)
		if r.Verdict != Trusted {
			t.Errorf("%+v", r)
		}
		next := after.signs(t, ministry)
		if !containerCertifies(t, signed, old.Chain[0]) || containerCertifies(t, next, old.Chain[0]) {
			t.Error("the letter under way is not by the old key, or the next one is")
		}
		if r := k.Verify(next); r.Verdict != Trusted {
			t.Errorf("the process of before, about a letter of after: %+v", r)
		}
	}
}

func containerCertifies(t testing.TB, signed []byte, c *x509.Certificate) bool {
	t.Helper()
	return containerOf(t, signed).Signed.Signers[0].ID.names(c)
}
