package check

import (
	"fmt"
	"hash/fnv"
)

// keyContext is how many characters on either side belong to a finding's key.
const keyContext = 12

// key names a finding by what it is about and not by its place: it stays the
// same while the text is edited elsewhere.
func (p *paper) key(f *Finding) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d|%s", f.Rule, f.Text)
	if f.Block < 0 {
		fmt.Fprintf(h, "|%s", f.Message)
	} else if r := p.blocks[f.Block].r; f.To <= len(r) {
		fmt.Fprintf(h, "|%s|%s", string(r[max(f.From-keyContext, 0):f.From]), string(r[f.To:min(f.To+keyContext, len(r))]))
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// Quiet leaves out the advice that somebody has accepted, by its keys. Errors
// stay, whatever was accepted.
func Quiet(all []Finding, accepted map[string]bool) []Finding {
	var out []Finding
	for _, f := range all {
		if f.Severity == Error || !accepted[f.Key] {
			out = append(out, f)
		}
	}
	return out
}
