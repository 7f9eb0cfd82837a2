package sign

import "strings"

// inTurn returns the checks that refuse a file, one behind the other: the first
// refuses it, with that one silent the next, and so on. “held” ends the list
// when nothing else refuses the file; a check that cannot go on without an
// answer, as it reads what is to be checked, ends it with “stop”.
func inTurn(pdf []byte, trust Trust) string {
	v := verifier{trust: trust, silent: map[string]bool{}}
	var all []string
	for {
		r := v.report(pdf)
		switch {
		case len(r.Signatures) > 0:
			return strings.Join(append(all, "held"), " ")
		case v.silent[r.Check] || r.Verdict == Unsigned:
			return strings.Join(append(all, "stop"), " ")
		}
		all = append(all, r.Check)
		v.silent[r.Check] = true
	}
}
