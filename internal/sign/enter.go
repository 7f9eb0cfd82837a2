package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"dafu/internal/reply"
)

// Secret says where a passphrase stands: in a file that only its owner can
// read, or in a variable of the environment.
type Secret struct{ File, Env string }

// Import takes a department's key in: a PKCS #12 file, or the certificates
// (PEM) that answer a request made here. From then on the department signs
// with it; letters signed before still verify.
func (k *Keyring) Import(department string, content []byte, where Secret, now time.Time) (Listed, error) {
	if department == "" {
		return Listed{}, reply.Failf(reply.Invalid, "没有写明单位")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := os.MkdirAll(k.folder, 0o700); err != nil { // it may be lost
		return Listed{}, fmt.Errorf("make the folder of keys: %w", err)
	}
	s := source{Name: department}
	key, err := k.read(&s, content, where)
	if err != nil {
		return Listed{}, err
	}
	if err := key.usable(now); err != nil {
		return Listed{}, err
	}
	if err := k.keep(&s, key, content); err != nil {
		return Listed{}, err
	}
	if err := k.enter(s); err != nil {
		return Listed{}, err
	}
	k.keys[department] = key
	if s.PEM != "" { // the answered request has done its work; the next one gets a key of its own
		if err := os.Remove(k.requestFile(department)); err != nil {
			return Listed{}, fmt.Errorf("remove the request's key: %w", err)
		}
	}
	return listed(department, s.kind(), key, now), nil
}

// read opens what is imported and notes where its passphrase stands: with its
// whole path, for the service may run elsewhere.
func (k *Keyring) read(s *source, content []byte, where Secret) (Key, error) {
	if block, _ := pem.Decode(content); block != nil {
		return k.answered(s.Name, content)
	}
	s.Secret = secret(where)
	if where.File != "" {
		path, err := filepath.Abs(where.File)
		if err != nil {
			return Key{}, err
		}
		s.Secret.File = path
	}
	return openImport(content, s.Secret)
}

// keep puts the key and its chain into the folder: a PKCS #12 file as it came,
// so that it stays under its passphrase.
func (k *Keyring) keep(s *source, key Key, content []byte) error {
	name, text := "key-"+fingerprint(key.Chain[0])[:16], content
	var err error
	if s.Secret == (secret{}) {
		s.PEM = name + ".pem"
		text, err = encodeKey(key)
	} else {
		s.PKCS12 = name + ".p12"
	}
	if err != nil {
		return err
	}
	if err := putFile(filepath.Join(k.folder, s.PEM+s.PKCS12), text, os.Rename); err != nil {
		return fmt.Errorf("keep the key: %w", err)
	}
	return k.keepChain(key)
}

// openImport opens a PKCS #12 file. Its passphrase stays where it stands.
func openImport(content []byte, where secret) (Key, error) {
	passphrase, err := where.read("")
	if err != nil {
		return Key{}, &reply.Error{Code: reply.Invalid, Text: "读不到密钥文件的口令：" + said(err), Cause: err}
	}
	key, err := decodePKCS12(content, passphrase)
	if err != nil {
		return Key{}, &reply.Error{Code: reply.Invalid, Text: "密钥文件打不开：" + said(err), Cause: err}
	}
	return key, nil
}

// said is what of an error may be shown.
func said(err error) string {
	if p := reply.ProblemsOf(err); len(p) > 0 {
		return p[0].Text
	}
	return err.Error()
}

// answered puts the certificates of an authority to the key whose request they
// answer.
func (k *Keyring) answered(department string, text []byte) (Key, error) {
	refused := func(err error) (Key, error) {
		return Key{}, &reply.Error{Code: reply.Invalid, Text: "这份证书对不上“" + department + "”的证书申请", Cause: err}
	}
	var all []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return refused(err)
		}
		all = append(all, c)
	}
	private, err := readPrivate(k.requestFile(department))
	if err != nil {
		return refused(err)
	}
	block, _ := pem.Decode(private)
	if block == nil {
		return refused(errors.New("the kept key is no PEM file"))
	}
	signer, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return refused(err)
	}
	s, ok := signer.(crypto.Signer)
	i := slices.IndexFunc(all, func(c *x509.Certificate) bool { return ok && samePublic(s.Public(), c.PublicKey) })
	if i < 0 {
		return refused(errors.New("none of the certificates is for the kept key"))
	}
	return newKey(signer, chainOf(all[i], all))
}

// enter writes the department's source into keys.json.
func (k *Keyring) enter(s source) error {
	fresh, err := readSettings(k.folder)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(fresh.Departments, func(d source) bool { return d.Name == s.Name })
	if i < 0 {
		fresh.Departments = append(fresh.Departments, s)
	} else {
		fresh.Departments[i] = s
	}
	text, err := json.MarshalIndent(fresh, "", "  ")
	if err != nil {
		return err
	}
	if err := putFile(filepath.Join(k.folder, settingsFile), append(text, '\n'), os.Rename); err != nil {
		return fmt.Errorf("write %s: %w", settingsFile, err)
	}
	k.settings = fresh
	return nil
}

func (k *Keyring) requestFile(department string) string {
	sum := sha256.Sum256([]byte(department))
	return filepath.Join(k.folder, fmt.Sprintf("request-%x.pem", sum[:8]))
}

// Request makes a new key for a department and the request (CSR, PEM) that a
// certificate authority wants. Asked again, it gives a request for the same
// key: one that was sent stays good. asRSA makes an RSA key instead of P-256.
func (k *Keyring) Request(department string, asRSA bool) ([]byte, error) {
	if department == "" {
		return nil, reply.Failf(reply.Invalid, "没有写明单位")
	}
	path := k.requestFile(department)
	text, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		if text, err = newPrivate(asRSA); err == nil {
			err = putFile(path, text, os.Link)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("make the key of the request: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s holds no key", path)
	}
	private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	subject := pkix.Name{Country: []string{"CN"}, Organization: []string{department}, CommonName: department}
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: subject}, private)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	return encodePEM("CERTIFICATE REQUEST", der), nil
}

func newPrivate(asRSA bool) ([]byte, error) {
	var private any
	var err error
	if asRSA {
		private, err = rsa.GenerateKey(rand.Reader, 3072)
	} else {
		private, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, err
	}
	return encodePEM("PRIVATE KEY", der), nil
}
