package sign

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"time"
)

// Trust is whom the verifier believes, and when it looks.
type Trust struct {
	Roots      []*x509.Certificate // trusted
	TrialRoots []*x509.Certificate // known, but never trusted
	TimeRoots  []*x509.Certificate // of time-stamp authorities; trusted for the time and nothing else
	// Now, unless zero, is the present: without a timestamp a signature cannot
	// come from later, nor be judged once its certificate has run out.
	Now time.Time
}

// Verify judges a file. It never fails and never panics: what it cannot read
// it cannot judge.
func Verify(pdf []byte, t Trust) Report { return verifier{trust: t}.report(pdf) }

func (v verifier) report(pdf []byte) Report {
	all, err := v.verify(pdf)
	var p *problem
	switch {
	case errors.As(err, &p):
		return refused(pdf, p)
	case err != nil:
		return refused(pdf, unsupported("other", "文件读不懂"))
	case len(all) == 0:
		return Report{Verdict: Unsigned, Reason: "文件没有签名。", Signatures: []Signature{}}
	}
	return accepted(all)
}

func claimsToBeOurs(pdf []byte) bool { return bytes.Contains(pdf, []byte(ours)) }

// verify judges each signature over what it covers, and what came after it.
func (v verifier) verify(pdf []byte) ([]Signature, error) {
	if !claimsToBeOurs(pdf) {
		return v.verifyForeign(pdf)
	}
	f, err := v.readFile(pdf)
	if err != nil {
		return nil, err
	}
	steps, err := v.steps(f)
	if err != nil {
		return nil, err
	}
	if n := len(steps); n > 0 && steps[n-1].addendum {
		if d, err := f.store(f.last()); err == nil {
			v.extra = d.certificates
		}
	}
	var all []examined
	for _, s := range steps {
		if s.addendum {
			if err := v.checkAddendum(f, s.revision, all); err != nil {
				return nil, err
			}
			continue
		}
		e, err := v.examine(f, s)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return signatures(steps, all), nil
}

// examined is a signature that holds, with what it was judged by.
type examined struct {
	step     step
	signer   opened
	worth    judged
	stamp    stamped
	declared time.Time // what the signer says
	material bool      // there are revocation data for all of it
}

// examine checks one signature and the update that carries it.
func (v verifier) examine(f *file, s step) (examined, error) {
	e := examined{step: s}
	value, gap, err := v.signatureValue(f, s)
	if err != nil {
		return e, err
	}
	if err := v.checkUpdate(f, s); err != nil {
		return e, err
	}
	kind, known := containers[string(value.get("SubFilter").text)]
	if !known {
		return e, unsupported("subfilter", "文件的签名方式本软件不能核验")
	}
	der := make([]byte, (gap.to-gap.from-2)/2)
	if _, err := hex.Decode(der, f.data[gap.from+1:gap.to-1]); err != nil {
		return e, errSyntax
	}
	if e.signer, err = kind.open(v, der, digestAround(kind.Hash(), f.data[:f.revisions[s.revision].end], gap)); err != nil {
		return e, err
	}
	if e.declared, err = time.Parse(parseLayout, string(value.get("M").text)); err != nil {
		return e, structure("time", "签名没有写明时间")
	}
	at := e.declared
	if e.signer.token != nil {
		if e.stamp, err = v.checkToken(e.signer.token, e.signer.signature); err != nil {
			return e, err
		}
		if err := v.want(!at.After(e.stamp.at.Add(clockSkew)), invalid("time", "签名人所写的时间晚于时间戳")); err != nil {
			return e, err
		}
	}
	if e.stamp.known {
		at = e.stamp.at
	}
	e.worth, err = v.judge(e.signer, at, e.stamp.known)
	return e, err
}

// parseLayout reads timeLayout; the zone is written +08'00'.
const parseLayout = "D:20060102150405-07'00'"

func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}
