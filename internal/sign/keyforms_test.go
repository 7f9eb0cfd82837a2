package sign

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"os"
	"os/exec"
	"strings"
	"testing"

	"dafu/internal/reply"
)

func curveKey(t testing.TB, c elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// The forms that a key may have in a PEM file.
func TestKeyForms(t *testing.T) {
	dir := t.TempDir()
	key := certify(t, p256(t), nil)
	rsa := certify(t, rsaKey(t, 2048), nil)
	pem := func(k Key, form ...string) string {
		text, err := encodeKey(Key{k.Signer, k.Chain[:1], false})
		if err != nil {
			t.Fatal(err)
		}
		in := save(t, dir, "in.pem", text)
		return tool(t, "openssl", append(append([]string{"openssl"}, form...), "-in", in)...)
	}
	leaf, chain := string(encodeChain(key.Chain[:1])), string(encodeChain(key.Chain))
	rootFirst := string(encodeChain(key.Chain[1:])) + leaf
	stranger := string(encodeChain(newRoot(t).Chain))
	plain := pem(key, "pkcs8", "-topk8", "-nocrypt")
	sm2 := tool(t, "openssl", "openssl", "genpkey", "-algorithm", "SM2")
	pss := tool(t, "openssl", "openssl", "genpkey", "-quiet", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048")
	for name, tt := range map[string]struct {
		text   string
		chain  int
		reason string
	}{
		"PKCS #8":                  {plain + chain, 2, ""},
		"certificates first":       {chain + plain, 2, ""},
		"the root first":           {rootFirst + plain, 2, ""},
		"doubled":                  {plain + chain + chain + rootFirst, 2, ""},
		"with a stranger":          {stranger + plain + chain, 2, ""},
		"EC PRIVATE KEY":           {pem(key, "ec") + chain, 2, ""},
		"EC with its parameters":   {pem(key, "ec", "-param_enc", "named_curve") + chain, 2, ""},
		"RSA PRIVATE KEY":          {pem(rsa, "rsa", "-traditional") + string(encodeChain(rsa.Chain)), 2, ""},
		"encrypted PKCS #8":        {pem(key, "pkcs8", "-topk8", "-passout", "pass:x") + chain, 0, "加了密的 PKCS#8"},
		"encrypted EC PRIVATE KEY": {pem(key, "ec", "-aes128", "-passout", "pass:x") + chain, 0, "加了密的旧式 PEM"},
		"SM2":                      {sm2 + chain, 0, "SM2"},
		"RSA-PSS":                  {pss + chain, 0, "RSA-PSS"},
		"no key":                   {chain, 0, "没有私钥"},
		"no certificate":           {plain, 0, "没有证书"},
		"of two owners":            {plain + stranger, 0, "不是一对"},
		"nothing":                  {"-----BEGIN X-----\nAAAA\n-----END X-----\n", 0, "没有私钥和证书"},
		"garbage in the key":       {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + chain, 0, "私钥读不懂"},
	} {
		k, err := OpenKey(save(t, dir, "key.pem", []byte(tt.text)), Secret{})
		if tt.reason == "" && (err != nil || len(k.Chain) != tt.chain || !samePublic(k.Signer.Public(), k.Chain[0].PublicKey)) {
			t.Errorf("%s: %d certificates, %v", name, len(k.Chain), err)
		}
		if tt.reason != "" && (reply.CodeOf(err) != reply.Invalid || !strings.Contains(reply.ProblemsOf(err)[0].Text, tt.reason)) {
			t.Errorf("%s: %v, want %s", name, err, tt.reason)
		}
	}
}

// A PKCS #12 file that does not open says why, each cause by its own word.
func TestWhyAPKCS12DoesNotOpen(t *testing.T) {
	dir := t.TempDir()
	good, passphrase := pkcs12File(t, certify(t, p256(t), nil))
	wrong := save(t, dir, "wrong", []byte("four"))
	command := exec.Command("sh", "-c", `openssl genpkey -algorithm SM2 -out k.pem && openssl req -new -x509 -key k.pem -subj /CN=x -out c.pem -sm3 &&
		openssl pkcs12 -export -in c.pem -inkey k.pem -out sm2.p12 -passout pass:x`)
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	sm2, err := os.ReadFile(dir + "/sm2.p12")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		content []byte
		secret  Secret
		reason  string
	}{
		"wrong passphrase": {good, Secret{File: wrong}, "口令不对"},
		"no passphrase":    {good, Secret{}, "没有写明口令"},
		"no such file":     {good, Secret{File: dir + "/gone"}, "读不到口令文件"},
		"no such variable": {good, Secret{Env: "DAFU_TEST_NONE"}, "没有设置"},
		"garbage":          {[]byte("你好"), Secret{File: passphrase}, "不是 PKCS#12"},
		"SM2":              {sm2, Secret{File: save(t, dir, "x", []byte("x"))}, "SM2"},
	} {
		_, err := OpenKey(save(t, dir, "key.p12", tt.content), tt.secret)
		if reply.CodeOf(err) != reply.Invalid || !strings.Contains(reply.ProblemsOf(err)[0].Text, tt.reason) {
			t.Errorf("%s: %v, want %s", name, err, tt.reason)
		}
	}
}

// What is said of a key is true.
func TestKindsOfKeysAreNamed(t *testing.T) {
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		key  Key
		says string
	}{
		"Ed25519":  {certify(t, edwards, nil), "Ed25519"},
		"P-224":    {certify(t, curveKey(t, elliptic.P224()), nil), "P-224"},
		"RSA-1024": {certify(t, rsaKey(t, 1024), nil), "RSA 1024位"},
		"P-384":    {certify(t, curveKey(t, elliptic.P384()), nil), ""},
		"P-521":    {certify(t, curveKey(t, elliptic.P521()), nil), ""},
	} {
		_, err := Sign(letter(), request(tt.key))
		if tt.says == "" && err != nil || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// oldCertified is a key whose certificate the root signed over its SHA-1.
func oldCertified(t testing.TB) Key {
	t.Helper()
	dir := t.TempDir()
	root := newRoot(t)
	text, err := encodeKey(root)
	if err != nil {
		t.Fatal(err)
	}
	save(t, dir, "root.pem", text)
	command := exec.Command("sh", "-c", `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=old -out r.pem &&
		printf 'keyUsage=digitalSignature\n' > ext && openssl x509 -req -in r.pem -CA root.pem -CAkey root.pem -sha1 -days 20000 -set_serial 7 -extfile ext -out c.pem`)
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var all string
	for _, name := range []string{"k.pem", "c.pem"} {
		b, err := os.ReadFile(dir + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(b)
	}
	k, err := parseKey([]byte(all))
	if err != nil {
		t.Fatal(err)
	}
	if !weakHash(k.Chain[0]) {
		t.Fatal("the certificate is not signed over its SHA-1")
	}
	k.Chain = append(k.Chain, root.Chain[0])
	return k
}

// SHA-1: said when signing; and where such a letter is there, verifying says so
// and not that the issuer is unknown.
func TestCertificateSignedOverSHA1(t *testing.T) {
	key := oldCertified(t)
	r := request(key)
	r.At = key.Chain[0].NotBefore.AddDate(0, 0, 1)
	if _, err := Sign(letter(), r); reply.CodeOf(err) != reply.Conflict || !strings.Contains(err.Error(), "SHA-1") {
		t.Errorf("signing: %v", err)
	}
	good := request(certify(t, p256(t), nil))
	good.At = r.At
	good.Key.Chain[0].NotAfter = r.At.AddDate(1, 0, 0) // Sign looks at it, the file is sealed anew below
	signed, err := Sign(letter(), good)
	if err != nil {
		t.Fatal(err)
	}
	gap := gapOf(t, signed)
	der, err := CAdES{}.Build(t.Context(), key, digestAround(CAdES{}.Hash(), signed, gap), nil)
	if err != nil {
		t.Fatal(err)
	}
	signed = reseal(t, signed, der)
	trust := Trust{Roots: key.Chain[1:], Now: r.At}
	if got := Verify(signed, trust); got.Verdict != CannotJudge || got.Check != "weak-hash" || !strings.Contains(got.Reason, "SHA-1") {
		t.Errorf("verifying: %+v", got)
	}
	trust.Roots = key.Chain[:1] // trusted itself, whoever signed it
	if got := Verify(signed, trust); got.Verdict != Trusted {
		t.Errorf("trusted itself: %+v", got)
	}
	trust.Roots = newRoot(t).Chain
	if got := Verify(signed, trust); got.Verdict != UnknownRoot {
		t.Errorf("of a stranger: %+v", got)
	}
}

// GBK bytes in a string that claims to hold Latin letters are read as Chinese.
func TestNamesInGBK(t *testing.T) {
	name := func(tag int, b []byte) []byte {
		value, err := asn1.Marshal(asn1.RawValue{Tag: tag, Bytes: b})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := asn1.Marshal([]asn1.RawValue{{Tag: asn1.TagSet, IsCompound: true, Bytes: func() []byte {
			der, err := asn1.Marshal(struct {
				Type  asn1.ObjectIdentifier
				Value asn1.RawValue
			}{asn1.ObjectIdentifier{2, 5, 4, 3}, asn1.RawValue{FullBytes: value}})
			if err != nil {
				t.Fatal(err)
			}
			return der
		}()}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for want, raw := range map[string][]byte{
		"某市":        name(asn1.TagT61String, []byte{0xc4, 0xb3, 0xca, 0xd0}),
		"某市民政局":     name(asn1.TagUTF8String, []byte("某市民政局")),
		"某省":        name(asn1.TagBMPString, []byte{0x67, 0xd0, 0x77, 0x01}),
		"Bureau 12": name(asn1.TagPrintableString, []byte("Bureau 12")),
		"Café":      name(asn1.TagT61String, []byte{'C', 'a', 'f', 0xe9}),
		"ab":        name(asn1.TagUTF8String, []byte("a\u202eb\n")),
	} {
		if got := nameOf(&x509.Certificate{RawSubject: raw}); got != want {
			t.Errorf("read %q, want %q", got, want)
		}
	}
	gbk := certify(t, p256(t), func(c *x509.Certificate) {
		c.Subject = pkix.Name{}
		c.RawSubject = name(asn1.TagT61String, []byte{0xc4, 0xb3, 0xca, 0xd0})
	})
	signed, err := Sign(letter(), request(gbk))
	if err != nil {
		t.Fatal(err)
	}
	if r := Verify(signed, Trust{Roots: gbk.Chain[1:], Now: issueDay}); r.Verdict != Trusted || r.Signatures[0].Signer != "某市" || r.Signatures[0].Chain[0] != "某市" {
		t.Errorf("%+v", r)
	}
}

// The .p12 lacks the root, and the root's list comes along: it is in the file,
// and whoever knows the root sees level B-LT.
func TestListOfARootThatTheKeyLacks(t *testing.T) {
	r, root, clock := lasting(t)
	middle := certifyUnder(t, root, p256(t), func(c *x509.Certificate) {
		c.Subject, c.IsCA, c.KeyUsage = pkix.Name{CommonName: "某省证书认证机构"}, true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
		c.NotAfter = c.NotBefore.AddDate(9, 0, 0)
	})
	signer := certifyUnder(t, middle, p256(t), func(c *x509.Certificate) { c.NotAfter = c.NotBefore.AddDate(9, 0, 0) })
	r.Key = Key{signer.Signer, []*x509.Certificate{signer.Chain[0], middle.Chain[0]}, false}
	none := func(k Key) string { return revocationList(t, Key{k.Signer, k.Chain[:1], false}, nil, issueDay) }
	ofTime := r.Authority.Roots
	l := Lists{Sources: []string{none(middle), none(root), none(clock.ca)}}
	r.Revocation = l
	signed, err := Sign(letter(), r)
	if err != nil {
		t.Fatal(err)
	}
	for name, roots := range map[string][]*x509.Certificate{"the root": root.Chain, "the one below": middle.Chain[:1], "the signer": signer.Chain[:1]} {
		got := Verify(signed, Trust{Roots: roots, TimeRoots: ofTime, Now: r.At})
		if got.Verdict != Trusted || got.Signatures[0].Level != "B-LT" {
			t.Errorf("trusted %s: %+v", name, got)
		}
	}
	r.Revocation = Lists{Sources: []string{none(middle), none(clock.ca)}}
	if signed, err = Sign(letter(), r); err != nil {
		t.Fatal(err)
	}
	if got := Verify(signed, Trust{Roots: root.Chain, TimeRoots: ofTime, Now: r.At}); got.Verdict != Trusted || got.Signatures[0].Level != "B-T" {
		t.Errorf("without the root's list: %+v", got)
	}
}
