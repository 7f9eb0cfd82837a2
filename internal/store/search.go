package store

import (
	"strings"

	"dafu/internal/reply"
	"dafu/internal/service"
)

const (
	// defaultLetters is how many letters a list has at most if nobody says.
	defaultLetters = 200
	// What is searched for is bounded, as every word costs a pass over the
	// texts: so many words, of so many bytes in all.
	maxWords, maxWordBytes = 20, 2000
)

// found is where a word may occur. LIKE does for thousands of letters, and
// ignores case for Latin letters only; a trigram index (FTS5) comes when the
// archive grows.
const found = `(letters.doc_number LIKE @word ESCAPE '\' OR letters.title LIKE @word ESCAPE '\'
	OR cases.number LIKE @word ESCAPE '\' OR letters.text LIKE @word ESCAPE '\')`

// FindLetters implements service.Letters. The letters come without their Text,
// which no list shows.
func (t tx) FindLetters(f service.LetterFilter) ([]reply.Letter, error) {
	words := strings.Fields(f.Words)
	if len(words) > maxWords || len(f.Words) > maxWordBytes {
		return nil, reply.Failf(reply.Invalid, "查找的内容太长，请缩短后再试")
	}
	q := t.db.Joins("JOIN cases ON cases.id = letters.case_id").Omit("Text").
		Where("letters.co_handler_id = 0").Where("letters.state IN ?", []reply.LetterState{reply.Issued, reply.Withdrawn, reply.Replaced})
	if f.DepartmentID != 0 {
		q = q.Where("(cases.lead_id = ? OR cases.id IN (?))", f.DepartmentID, t.coHandled(f.DepartmentID))
	}
	for _, word := range words {
		q = q.Where(found, map[string]any{"word": "%" + escapeLike.Replace(word) + "%"})
	}
	limit := f.Limit
	if limit <= 0 {
		limit = defaultLetters
	}
	return t.letters(q.Order("letters.issued_at DESC, letters.id DESC").Limit(limit))
}

// escapeLike makes LIKE's wildcards mean themselves.
var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
