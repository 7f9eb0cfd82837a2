package sign

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
