// Package check finds in a letter what the office's checker (核稿) would find:
// rules over a text, the case around it and tables of words. Values in,
// findings out; a finding says which rule, how grave, where and, if it can be
// mended at a click, how.
//
//	findings := check.Run(check.Input{Text: text, Case: check.OfCase(…), Today: today})
//	text, _ = check.Apply(text, findings)
//
// All places are counted in characters (runes), not in bytes.
package check

import (
	"cmp"
	"slices"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

// Severity is how grave a finding is.
type Severity string

// The severities: an Error keeps a letter from being issued, an Advice does not.
const (
	Error  Severity = "E"
	Advice Severity = "W"
)

// Input is what is checked. Only Text or Document is needed; a rule that needs
// more than is given stays silent.
type Input struct {
	// Text is the letter as it was typed or pasted.
	Text string
	// Document, if set, is checked in place of Text: its Text(), whose runs say
	// whose words they are. Places are those of Document.Text().
	Document *gongwen.Document
	// Case is what is registered around the letter; nil for a bare text.
	Case *Case
	// Today is the day to hold the letter's date against; zero if unknown.
	Today calendar.Date
	// Prints tells whether an installed face prints the character; nil if unknown.
	Prints func(rune) bool
	// Tables are the words and settings; nil means the shipped ones.
	Tables *Tables
	// Stop, if set, is asked before each rule: once it says so the run ends, and what
	// was found is not all.
	Stop func() bool
}

// Edit replaces the characters Start ≤ i < End of the whole text.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Finding is one thing that is found. Many instances of one cause are one
// finding: it stands at the first, Count says how many there are, and Edits
// mends them all.
type Finding struct {
	Rule     int      `json:"rule"` // Rule.ID
	Severity Severity `json:"severity"`
	// Line and Column are the place in the text as it was handed in, from 1.
	Line   int `json:"line"`
	Column int `json:"column"`
	// Start and End are the same place, counted in the whole text from 0.
	Start int `json:"start"`
	End   int `json:"end"`
	// Block is the index of the block in the document, -1 for what has no place in
	// the text (the case's own data); From and To count in Block.Text().
	Block int `json:"block"`
	From  int `json:"from"`
	To    int `json:"to"`
	// Page is the page on which the place is printed, from 1; 0 if unknown. Who
	// has the layout fills it in.
	Page int `json:"page,omitempty"`
	// Text is what stands at the place, Fix what should; Fix is nil where the
	// writer has to decide.
	Text    string  `json:"text"`
	Message string  `json:"message"`
	Fix     *string `json:"fix"`
	Count   int     `json:"count"`
	Edits   []Edit  `json:"edits,omitempty"`
	// Differs: the text says something else than the case. Registered is what would
	// stand at the place if it followed the case, nil where the writer has to
	// decide; Align are the edits that make it so, see Align.
	Differs    bool    `json:"differs,omitempty"`
	Registered *string `json:"registered,omitempty"`
	Align      []Edit  `json:"align,omitempty"`
	// Table names the table of words that the finding comes from.
	Table string `json:"table,omitempty"`
	// Key names the finding while the text around it stays: what is accepted by
	// its key stays quiet, see Quiet.
	Key string `json:"key"`
}

// Run checks the input with every rule that is switched on. The findings come
// in the order of the text, those without a place first.
func Run(in Input) []Finding {
	p := newPaper(in)
	s := scan{paper: p}
	for i := range all {
		if p.tables.severity(all[i].ID) == off {
			continue
		}
		if in.Stop != nil && in.Stop() {
			break
		}
		s.begin(&all[i])
		s.rule.find(&s)
		s.end()
	}
	for i := range s.found {
		s.found[i].Key = p.key(&s.found[i])
	}
	slices.SortStableFunc(s.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.order(), b.order()), cmp.Compare(a.Rule, b.Rule))
	})
	return s.found
}

// order is where a finding comes: its place, or before all places.
func (f Finding) order() int {
	if f.Block < 0 && f.End == f.Start {
		return -1
	}
	return f.Start
}

// Count returns how many findings are errors and how many are advice.
func Count(all []Finding) (errors, advice int) {
	for _, f := range all {
		if f.Severity == Error {
			errors++
		} else {
			advice++
		}
	}
	return errors, advice
}
