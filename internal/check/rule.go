package check

import "slices"

// Rule is one thing to look for. The rules stand in tables, each entry with its
// examples: adding one is one entry.
type Rule struct {
	ID       int
	Severity Severity // of what it chiefly finds; some rules also give advice
	Title    string   // a few words: 序号断号
	About    string   // one sentence: what is asked
	Source   string   // standard and clause, or whose convention it is
	Fixable  bool     // a fix can be offered at a click
	Needs    Need
	Wrong    []Example // each is found
	Right    []Example // none is: near misses

	find func(*scan)
}

// Need is what a rule cannot do without.
type Need uint8

// What rules need. Rules of NeedsCase and NeedsProcess are silent without.
const (
	NeedsText Need = iota
	NeedsCase
	NeedsProcess
)

// Example is a text that a rule is tried on and explained with.
type Example struct {
	Text string
	// Given says in Chinese what is registered around the text, "" if nothing.
	Given string

	set func(*Input) // makes Given so
}

// Input returns what to check the example with.
func (e Example) Input() Input {
	in := Input{Text: e.Text}
	if e.set != nil {
		e.set(&in)
	}
	return in
}

// texts are examples that need nothing but themselves.
func texts(all ...string) []Example {
	out := make([]Example, len(all))
	for i, t := range all {
		out[i].Text = t
	}
	return out
}

// given are examples that share what is registered around them.
func given(about string, set func(*Input), all ...string) []Example {
	out := texts(all...)
	for i := range out {
		out[i].Given, out[i].set = about, set
	}
	return out
}

func join(lists ...[]Example) []Example { return slices.Concat(lists...) }

// Rules returns all rules in the order of their numbers.
func Rules() []Rule { return slices.Clone(all) }

// all is filled at start, not in its declaration: rules reach it by Run.
var all []Rule

func init() {
	all = slices.Concat(
		numberingRules, itemRules, sectionRules,
		pairRules, widthRules, documentRules, dateRules, rangeRules, amountRules, sumRules,
		bodyRules, memberRules, wordRules, leftoverRules, blankRules, sentenceRules, repeatRules, characterRules,
		titleRules, processRules, recommendationRules, classRules, contactRules, compareRules, sinceRules,
	)
	slices.SortFunc(all, func(a, b Rule) int { return a.ID - b.ID })
}
