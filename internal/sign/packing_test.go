package sign

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// office is an authority with its root, the one below it, and a signer.
type office struct{ root, middle, signer Key }

// newOffice makes one; all offices have the same names.
func newOffice(t testing.TB, change func(*x509.Certificate)) office {
	t.Helper()
	made := func(name string, ca bool, by Key, change func(*x509.Certificate)) Key {
		c, err := template(pkix.Name{CommonName: name}, issueDay, 5)
		if err != nil {
			t.Fatal(err)
		}
		c.KeyUsage, c.IsCA = x509.KeyUsageDigitalSignature, ca
		if ca {
			c.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
		}
		if change != nil {
			change(c)
		}
		k, err := issue(c, by)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	var o office
	o.root = made("某省电子政务根证书", true, Key{}, nil)
	o.middle = made("某省电子政务证书认证机构", true, o.root, nil)
	o.signer = made("某省民政厅", false, o.middle, change)
	return o
}

func (o office) certificates() map[string]*x509.Certificate {
	return map[string]*x509.Certificate{"signer": o.signer.Chain[0], "middle": o.middle.Chain[0], "root": o.root.Chain[0]}
}

// altered is a certificate with its last byte, of its signature, changed.
func altered(t testing.TB, c *x509.Certificate) *x509.Certificate {
	t.Helper()
	raw := bytes.Clone(c.Raw)
	raw[len(raw)-1] ^= 1
	other, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// packings are all subsets of the three certificates, in random order, some of
// them doubled, with strangers, lookalikes and altered ones among them.
func packings(t testing.TB, o, lookalike office, random *rand.Rand) (all []packing) {
	t.Helper()
	stranger := newRoot(t).Chain[0]
	rubbish := []byte{0x30, 3, 1, 2, 3}
	own := o.certificates()
	for subset := range 8 {
		for extra := range 6 {
			p := packing{name: fmt.Sprintf("%03b with %d", subset, extra), holds: map[string]bool{}}
			for i, name := range []string{"signer", "middle", "root"} {
				if subset>>i&1 == 1 {
					p.holds[name] = true
					p.raw = append(p.raw, own[name].Raw)
				}
			}
			switch extra {
			case 1:
				p.raw = append(p.raw, slices.Clone(p.raw)...)
			case 2:
				p.raw = append(p.raw, stranger.Raw, rubbish)
			case 3:
				for _, c := range lookalike.certificates() {
					p.raw = append(p.raw, c.Raw)
				}
			case 4:
				p.raw = append(p.raw, altered(t, own["middle"]).Raw, altered(t, own["root"]).Raw)
			case 5:
				p.raw = append(p.raw, altered(t, own["signer"]).Raw)
			}
			random.Shuffle(len(p.raw), func(i, j int) { p.raw[i], p.raw[j] = p.raw[j], p.raw[i] })
			all = append(all, p)
		}
	}
	return all
}

type packing struct {
	name  string
	holds map[string]bool // which of the genuine three
	raw   [][]byte
}

func (p packing) bag() asn1.RawValue {
	return asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: bytes.Join(p.raw, nil)}
}

// trusts are all subsets of the three, each without and with others.
func trusts(o, lookalike office) (all []trusted) {
	for subset := range 8 {
		for others := range 2 {
			t := trusted{name: fmt.Sprintf("%03b with %d", subset, others), holds: map[string]bool{}}
			for i, name := range []string{"signer", "middle", "root"} {
				if subset>>i&1 == 1 {
					t.holds[name] = true
					t.list = append(t.list, o.certificates()[name])
				}
			}
			if others == 1 {
				t.list = append(t.list, lookalike.root.Chain[0], lookalike.middle.Chain[0])
			}
			all = append(all, t)
		}
	}
	return all
}

type trusted struct {
	name  string
	holds map[string]bool
	list  []*x509.Certificate
}

// leads says, from what is there and nothing else, whether a path leads from
// the signer to something that is trusted.
func leads(p packing, t trusted) bool {
	middle := p.holds["middle"] || t.holds["middle"]
	return t.holds["signer"] || t.holds["middle"] || t.holds["root"] && middle
}

// The verdict depends on the letter and on the trust, never on the packing.
func TestVerdictDoesNotDependOnThePacking(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	o, lookalike := newOffice(t, nil), newOffice(t, nil)
	good, err := Sign(letter(), request(o.signer))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(good, []byte("zh-CN"), []byte("en-US"), 1)
	other, err := Sign(letter(), request(lookalike.signer)) // a good signature of another office with the same names
	if err != nil {
		t.Fatal(err)
	}
	base, byOther := containerOf(t, good), containerOf(t, other)
	swapped := base
	swapped.Signed.Signers = slices.Clone(base.Signed.Signers)
	swapped.Signed.Signers[0].ID = byOther.Signed.Signers[0].ID // o's signature, the lookalike's name
	packed := func(pdf []byte, c container, bag asn1.RawValue) []byte {
		c.Signed.Certificates = bag
		der, err := asn1.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return reseal(t, pdf, der)
	}
	seen := map[Verdict]int{}
	for _, p := range packings(t, o, lookalike, random) {
		letter, forged, misnamed := packed(good, base, p.bag()), packed(changed, base, p.bag()), packed(good, swapped, p.bag())
		foreign := packed(other, byOther, packing{raw: append(slices.Clone(p.raw), lookalike.signer.Chain[0].Raw)}.bag())
		for _, tr := range trusts(o, lookalike) {
			trust := Trust{Roots: tr.list, Now: issueDay}
			want := UnknownRoot
			switch {
			case !p.holds["signer"] && !tr.holds["signer"]:
				want = CannotJudge // nobody has the certificate
			case leads(p, tr):
				want = Trusted
			}
			got := Verify(letter, trust)
			if want == CannotJudge && got.Verdict == Invalid && got.Check == "signing-certificate" {
				got.Verdict = CannotJudge // only an altered one is there, and it is not the one signed with
			}
			if got.Verdict != want {
				t.Errorf("packed %s, trusted %s: %s by %q, want %s", p.name, tr.name, got.Verdict, got.Check, want)
			}
			seen[want]++
			for name, pdf := range map[string][]byte{"changed": forged, "misnamed": misnamed} {
				if r := Verify(pdf, trust); len(r.Signatures) > 0 {
					t.Errorf("%s, packed %s, trusted %s: %+v", name, p.name, tr.name, r)
				}
			}
			want = UnknownRoot
			if len(tr.list) > len(tr.holds) { // the lookalike's root and the one below it are trusted
				want = Trusted
			}
			if r := Verify(foreign, trust); r.Verdict != want {
				t.Errorf("of another office, packed %s, trusted %s: %s by %q, want %s", p.name, tr.name, r.Verdict, r.Check, want)
			}
		}
	}
	for _, v := range []Verdict{Trusted, UnknownRoot, CannotJudge} {
		if seen[v] < 50 {
			t.Errorf("only %d cases of %s", seen[v], v)
		}
	}
}

// The same for a timestamp and the roots for the time.
func TestTimestampDoesNotDependOnThePacking(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	use := forTime(t, true, useTime)
	o, lookalike := newOffice(t, use), newOffice(t, use)
	signer := certify(t, p256(t), nil)
	signed, err := Sign(letter(), request(signer))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, p := range packings(t, o, lookalike, random) {
		if !p.holds["signer"] {
			continue
		}
		stamp := func(k Key, signature string) []byte {
			return stampedBy(t, signed, func(own []byte) []byte {
				if signature != "" {
					own = []byte(signature)
				}
				return forgedToken(t, k, own, issueDay, func(c *tokenContainer) {
					bag := p.bag()
					bag.Bytes = append(bag.Bytes, k.Chain[0].Raw...)
					c.Signed.Certificates = bag
				})
			})
		}
		good, stolen := stamp(o.signer, ""), stamp(o.signer, "of another letter")
		for _, tr := range trusts(o, lookalike) {
			trust := Trust{Roots: signer.Chain[1:], TimeRoots: tr.list, Now: issueDay.Add(time.Minute)}
			want := UnknownAuthority
			if leads(p, tr) {
				want = Timestamped
			}
			seen[want]++
			r := Verify(good, trust)
			if r.Verdict != Trusted || r.Signatures[0].TimeSource != want {
				t.Errorf("packed %s, trusted %s: %+v, want %s", p.name, tr.name, r, want)
			}
			if r := Verify(stolen, trust); r.Verdict != Invalid {
				t.Errorf("a stolen timestamp, packed %s, trusted %s: %+v", p.name, tr.name, r)
			}
		}
	}
	if seen[Timestamped] < 50 || seen[UnknownAuthority] < 50 {
		t.Errorf("cases: %v", seen)
	}
}

// Certificates that lead nowhere, however many, cost a bounded amount of work
// and keep no good letter from being judged.
func TestManyLookalikesInTheFile(t *testing.T) {
	o := newOffice(t, nil)
	good, err := Sign(letter(), request(o.signer))
	if err != nil {
		t.Fatal(err)
	}
	c := containerOf(t, good)
	p := packing{raw: [][]byte{o.signer.Chain[0].Raw}}
	for i := range maxCertificates - 2 {
		raw := bytes.Clone(o.middle.Chain[0].Raw)
		raw[len(raw)-1-i%8] ^= byte(1 + i)
		p.raw = append(p.raw, raw)
	}
	p.raw = append(p.raw, o.middle.Chain[0].Raw)
	c.Signed.Certificates = p.bag()
	der, err := asn1.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if r := Verify(reseal(t, good, der), Trust{Roots: o.root.Chain, Now: issueDay}); r.Verdict != Trusted {
		t.Errorf("%+v", r)
	}
	opened, err := (verifier{}).openContainer(der, nil)
	_ = err // of the digest, which is not what is asked here
	r := relate(o.signer.Chain[0], opened.certificates, o.root.Chain)
	if spent := maxChecks - r.budget; spent > 4*maxCertificates {
		t.Errorf("%d signatures of certificates were checked for %d certificates", spent, len(opened.certificates))
	}
}
