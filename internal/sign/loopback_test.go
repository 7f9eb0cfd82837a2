package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// loopback is a time-stamp authority of “openssl ts” behind an HTTP server. It
// tells the real time, so what it stamps must be signed now.
type loopback struct {
	*httptest.Server
	folder string
	ca     Key
	root   *x509.Certificate
	asked  atomic.Int32
	// first, if set, may answer instead; it returns whether it did.
	first func(n int32, w http.ResponseWriter) bool
}

const tsaSettings = `[tsa]
default_tsa = one
[one]
serial = %[1]s/serial
signer_cert = %[1]s/tsa.pem
signer_key = %[1]s/tsa.key
certs = %[1]s/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
`

// authority starts one. change alters its certificate.
func authority(t testing.TB, key crypto.Signer, change func(*x509.Certificate)) *loopback {
	t.Helper()
	l := &loopback{folder: t.TempDir(), ca: newRoot(t)}
	forTime, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		t.Fatal(err)
	}
	k := certifyUnder(t, l.ca, key, func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: "某省时间戳服务"}
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)
		c.ExtraExtensions = []pkix.Extension{{Id: oidExtendedUsage, Critical: true, Value: forTime}}
		if change != nil {
			change(c)
		}
	})
	l.root = k.Chain[1]
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{
		"tsa.key": {Type: "PRIVATE KEY", Bytes: private}, "tsa.pem": {Type: "CERTIFICATE", Bytes: k.Chain[0].Raw},
		"root.pem": {Type: "CERTIFICATE", Bytes: l.root.Raw},
	} {
		save(t, l.folder, name, pem.EncodeToMemory(block))
	}
	save(t, l.folder, "serial", []byte("01\n"))
	save(t, l.folder, "tsa.cnf", fmt.Appendf(nil, tsaSettings, l.folder))
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := l.asked.Add(1)
		if l.first != nil && l.first(n, w) {
			return
		}
		question, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "no request", http.StatusBadRequest)
			return
		}
		w.Write(l.reply(t, question))
	}))
	t.Cleanup(l.Close)
	return l
}

func (l *loopback) reply(t testing.TB, question []byte) []byte {
	save(t, l.folder, "question", question)
	out := filepath.Join(l.folder, "answer")
	tool(t, "openssl", "openssl", "ts", "-reply", "-config", l.folder+"/tsa.cnf", "-queryfile", l.folder+"/question", "-out", out)
	answer, err := os.ReadFile(out)
	if err != nil {
		t.Error(err)
	}
	return answer
}

func (l *loopback) authority() *Authority {
	return &Authority{URL: l.URL, Roots: []*x509.Certificate{l.root}, Timeout: 5 * time.Second, Tries: 3, Pause: time.Millisecond}
}

// present is a request of today, with a certificate that is valid today.
func present(t testing.TB, k crypto.Signer) Request {
	t.Helper()
	r := request(certify(t, k, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)
	}))
	r.At = time.Now().Truncate(time.Second)
	return r
}

func p256(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func containerOf(t testing.TB, signed []byte) container {
	t.Helper()
	gap := gapOf(t, signed)
	der := make([]byte, reserved)
	var c container
	if _, err := hex.Decode(der, signed[gap.from+1:gap.to-1]); err != nil {
		t.Fatal(err)
	}
	if _, err := asn1.Unmarshal(der, &c); err != nil {
		t.Fatal(err)
	}
	return c
}
