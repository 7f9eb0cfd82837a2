package docx

// passages are places of the text that need a look: how many, and the words of
// the first ones.
type passages struct {
	n     int
	words []string
}

// add notes one; words that go on where the last ones ended belong to it.
func (q *passages) add(words string, goesOn bool) {
	if goesOn && q.n > 0 {
		if q.n == len(q.words) && len(q.words[q.n-1]) < 4*quotedAround {
			q.words[q.n-1] += words
		}
		return
	}
	if q.n++; len(q.words) < quotedTimes {
		q.words = append(q.words, cut(words, quotedAround))
	}
}

// quoted is “甲”“乙”等.
func (q *passages) quoted() string {
	s := quotes(q.words)
	if q.n > len(q.words) {
		s += "等"
	}
	return s
}
