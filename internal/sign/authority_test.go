package sign

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
)

func TestTimestampHolds(t *testing.T) {
	for kind, key := range map[string]crypto.Signer{"P-256": p256(t), "RSA-2048": rsaKey(t, 2048)} {
		t.Run(kind, func(t *testing.T) {
			l := authority(t, key, nil)
			r := present(t, p256(t))
			r.At = r.At.Add(-2 * time.Minute) // the job waited
			r.Authority = l.authority()
			signed, err := Sign(letter(), r)
			if err != nil {
				t.Fatal(err)
			}
			trust := Trust{Roots: r.Key.Chain[1:], TimeRoots: r.Authority.Roots, Now: time.Now()}
			report := Verify(signed, trust)
			if report.Verdict != Trusted {
				t.Fatalf("%+v", report)
			}
			s := report.Signatures[0]
			if s.Level != "B-T" || s.TimeSource != Timestamped || s.Authority[0] != "某省时间戳服务" || !s.Declared.Equal(r.At) || !s.Time.After(r.At.Add(time.Minute)) {
				t.Errorf("%+v", s)
			}
			// The certificate runs out; the timestamp says that the signature was before.
			trust.Now = r.Key.Chain[0].NotAfter.AddDate(0, 0, -1)
			if report := Verify(signed, Trust{Roots: trust.Roots, Now: trust.Now}); report.Verdict != Trusted ||
				report.Signatures[0].TimeSource != UnknownAuthority || report.Signatures[0].Level != "B-B" {
				t.Errorf("an authority that is not trusted: %+v", report)
			}
			opensslTakesToken(t, l, containerOf(t, signed).Signed.Signers[0])
			otherToolsTake(t, signed, r.Key, r.At)
		})
	}
}

func opensslTakesToken(t *testing.T, l *loopback, s signerInfo) {
	t.Helper()
	dir := t.TempDir()
	said := tool(t, "openssl", "openssl", "ts", "-verify", "-token_in", "-in", save(t, dir, "token", s.Unsigned[0].Values[0].FullBytes),
		"-data", save(t, dir, "signature", s.Signature), "-CAfile", l.folder+"/root.pem")
	if !strings.Contains(said, "Verification: OK") {
		t.Errorf("openssl: %s", said)
	}
}

// The timestamp tells that a signature was made while its certificate held,
// also when that has run out since.
func TestTimestampOutlivesTheCertificate(t *testing.T) {
	l := authority(t, p256(t), nil)
	r := present(t, p256(t))
	r.Key = certify(t, r.Key.Signer, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(0, 1, 0)
	})
	r.Authority = l.authority()
	signed, err := Sign(letter(), r)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		trust   Trust
		verdict Verdict
		check   string
	}{
		"with the timestamp":              {Trust{r.Key.Chain[1:], nil, r.Authority.Roots, time.Now().AddDate(0, 6, 0)}, Trusted, ""},
		"without trust in the authority":  {Trust{r.Key.Chain[1:], nil, nil, time.Now().AddDate(0, 6, 0)}, CannotJudge, "expired"},
		"the authority's has run out too": {Trust{r.Key.Chain[1:], nil, r.Authority.Roots, time.Now().AddDate(2, 0, 0)}, CannotJudge, "timestamp-expired"},
		"stamped in the future":           {Trust{r.Key.Chain[1:], nil, r.Authority.Roots, time.Now().Add(-30 * time.Minute)}, Invalid, "timestamp-future"},
	} {
		if got := Verify(signed, tt.trust); got.Verdict != tt.verdict || got.Check != tt.check {
			t.Errorf("%s: %s by %q (%s)", name, got.Verdict, got.Check, got.Reason)
		}
	}
}

func TestAuthorityThatFails(t *testing.T) {
	good := func(http.ResponseWriter) bool { return false }
	say := func(body []byte) func(http.ResponseWriter) bool {
		return func(w http.ResponseWriter) bool { w.Write(body); return true }
	}
	l := authority(t, p256(t), nil)
	other := authority(t, p256(t), nil)
	question, err := newTimestampRequest([]byte("another signature"), big.NewInt(1))
	if err != nil {
		t.Fatal(err)
	}
	refusal, err := asn1.Marshal(timestampResponse{Status: timestampStatus{Status: 2}})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		first func(http.ResponseWriter) bool
		from  *loopback
		asked int32
	}{
		"not there":                     {func(w http.ResponseWriter) bool { panic(http.ErrAbortHandler) }, l, 3},
		"server error":                  {func(w http.ResponseWriter) bool { w.WriteHeader(503); return true }, l, 3},
		"a page of words":               {say([]byte("<html>")), l, 3},
		"an answer without an end":      {say(bytes.Repeat([]byte{0x30}, maxToken+1)), l, 3},
		"a refusal":                     {say(refusal), l, 1},
		"a token for another signature": {say(l.reply(t, question)), l, 1},
		"under another root":            {good, other, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.from.asked.Store(0)
			tt.from.first = func(_ int32, w http.ResponseWriter) bool { return tt.first(w) }
			r := present(t, p256(t))
			r.Authority = tt.from.authority()
			r.Authority.Roots = []*x509.Certificate{l.root}
			signed, err := Sign(letter(), r)
			if signed != nil || reply.CodeOf(err) != reply.Unavailable || !strings.Contains(err.Error(), "请稍后再试") {
				t.Errorf("%d bytes, error %v", len(signed), err)
			}
			if n := tt.from.asked.Load(); n != tt.asked {
				t.Errorf("asked %d times, want %d", n, tt.asked)
			}
		})
	}
	t.Run("comes back", func(t *testing.T) {
		l.asked.Store(0)
		l.first = func(n int32, w http.ResponseWriter) bool {
			if n == 1 {
				w.WriteHeader(502)
			}
			return n == 1
		}
		r := present(t, p256(t))
		r.Authority = l.authority()
		if _, err := Sign(letter(), r); err != nil || l.asked.Load() != 2 {
			t.Errorf("asked %d times: %v", l.asked.Load(), err)
		}
	})
	t.Run("does not end", func(t *testing.T) {
		stop := make(chan struct{})
		l.asked.Store(0)
		l.first = func(int32, http.ResponseWriter) bool { <-stop; return true }
		defer close(stop)
		r := present(t, p256(t))
		r.Authority = l.authority()
		r.Authority.Timeout, r.Authority.Tries = 20*time.Millisecond, 2
		if _, err := Sign(letter(), r); reply.CodeOf(err) != reply.Unavailable || l.asked.Load() != 2 {
			t.Errorf("asked %d times: %v", l.asked.Load(), err)
		}
	})
}
