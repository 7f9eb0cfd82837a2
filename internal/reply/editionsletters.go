package reply

// WasIssued tells whether a letter in this state was issued once.
func (s LetterState) WasIssued() bool { return s == Issued || s == Withdrawn || s == Replaced }

// Editions counts the letters that were issued (第几版), by ID. Version counts also
// those that were given up before, which nobody outside ever saw.
func Editions(letters []Letter) map[int64]int {
	editions := map[int64]int{}
	for _, l := range letters {
		if l.State.WasIssued() {
			editions[l.ID] = len(editions) + 1
		}
	}
	return editions
}
