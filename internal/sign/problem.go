package sign

import "crypto/x509"

// problem is why a file is not accepted: the check that refused it, a word
// that stays the same, and a sentence for the reader.
type problem struct {
	check  string
	reason string
	kind   problemKind
}

type problemKind uint8

const (
	// structural: the file is not built as ours are. If it claims to be ours it
	// was changed; of another's file nothing can be said.
	structural problemKind = iota
	// beyond: the file uses what this software does not judge.
	beyond
	// broken: the signature does not hold.
	broken
)

func (p *problem) Error() string { return p.check + ": " + p.reason }

func structure(check, reason string) *problem   { return &problem{check, reason, structural} }
func unsupported(check, reason string) *problem { return &problem{check, reason, beyond} }
func invalid(check, reason string) *problem     { return &problem{check, reason, broken} }

// verifier is one verification. In silent a test names the checks that shall
// not speak, to see what each of them alone keeps out; nothing else sets it.
type verifier struct {
	trust  Trust
	extra  []*x509.Certificate // that came beside the signatures (DSS)
	silent map[string]bool
}

// want fails with p unless ok.
func (v verifier) want(ok bool, p *problem) error {
	if ok || v.silent[p.check] {
		return nil
	}
	return p
}

type wanted struct {
	ok bool
	*problem
}

// all fails with the first that is not ok.
func (v verifier) all(checks ...wanted) error {
	for _, c := range checks {
		if err := v.want(c.ok, c.problem); err != nil {
			return err
		}
	}
	return nil
}
