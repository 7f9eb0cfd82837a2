package check

import "slices"

// Rule is one thing to look for. The rules stand in tables, each entry with its
// examples: adding one is one entry.
type Rule struct {
	ID       int       `json:"id"`
	Severity Severity  `json:"severity"` // of what it chiefly finds; some rules also give advice
	Title    string    `json:"title"`    // a few words: 序号不连续
	About    string    `json:"about"`    // one sentence: what is asked
	Source   string    `json:"source"`   // standard and clause, or whose convention it is
	Fixable  bool      `json:"fixable"`  // a fix can be offered at a click
	Needs    Need      `json:"needs"`
	Wrong    []Example `json:"wrong"` // each is found
	Right    []Example `json:"right"` // none is: near misses

	find func(*scan)
}

// Need is what a rule cannot do without.
type Need string

// What rules need. Rules of NeedsCase and NeedsProcess are silent without.
const (
	NeedsText    Need = ""
	NeedsCase    Need = "case"
	NeedsProcess Need = "process"
)

// Example is a text that a rule is tried on and explained with.
type Example struct {
	Text string `json:"text"`
	// Given says in Chinese what is registered around the text, "" if nothing.
	Given string `json:"given,omitempty"`

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
		titleRules, processRules, recommendationRules, classRules, contactRules, compareRules, sinceRules, frameRules, lookAlikeRules,
		mannerRules, markRules, traditionalRules, placeRules,
	)
	slices.SortFunc(all, func(a, b Rule) int { return a.ID - b.ID })
}
