package sign

import (
	"time"

	"dafu/internal/service"
)

var (
	_ service.Verifier  = (*Keyring)(nil)
	_ service.Announcer = (*Keyring)(nil)
)

// Judge implements service.Verifier, under the roots that the house believes.
func (k *Keyring) Judge(pdf []byte, now time.Time) service.Judgement {
	trust := k.Trust()
	trust.Now = now
	r := Verify(pdf, trust)
	j := service.Judgement{Verdict: service.Verdict(r.Verdict), Check: r.Check, Reason: r.Reason}
	for _, s := range r.Signatures {
		one := service.SignatureOf{Signer: s.Signer, Root: s.Root, Time: s.Time, WholeFile: s.WholeFile, Level: s.Level}
		// A timestamp by nobody who is believed is the signer's own word.
		if s.TimeSource == Timestamped && len(s.Authority) > 0 {
			one.Authority = s.Authority[0]
		}
		j.Signatures = append(j.Signatures, one)
	}
	return j
}

// KeyNotices implements service.Announcer.
func (k *Keyring) KeyNotices(now time.Time) (all []string) {
	for _, n := range k.Notices(now) {
		all = append(all, n.Text)
	}
	return all
}
