package sign

import (
	"time"

	"dafu/internal/service"
)

var _ service.Verifier = (*Keyring)(nil)

// Judge implements service.Verifier. It knows the keyring's own roots: a trial
// key is called one, whoever else's signature holds is of an unknown root.
func (k *Keyring) Judge(pdf []byte, now time.Time) service.Judgement {
	r := Verify(pdf, k.trust(now))
	j := service.Judgement{Verdict: service.Verdict(r.Verdict), Check: r.Check, Reason: r.Reason}
	for _, s := range r.Signatures {
		one := service.SignatureOf{Signer: s.Signer, Root: s.Root, Time: s.Time, WholeFile: s.WholeFile, Level: s.Level}
		if s.TimeSource != SelfDeclared {
			one.Authority = s.TimeSource
		}
		j.Signatures = append(j.Signatures, one)
	}
	return j
}

// trust is whom the house believes.
func (k *Keyring) trust(now time.Time) Trust { return Trust{TrialRoots: k.Roots(), Now: now} }
