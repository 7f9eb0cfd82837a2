// Package merge takes the co-handlers' opinions (会办意见) apart into entries,
// suggests where in the lead's text each belongs, and puts the chosen ones
// there, so that every word keeps its source.
package merge

import "dafu/internal/gongwen"

// Part is a half of an opinion and of a letter.
type Part string

// The parts.
const (
	Status    Part = "status"     // 工作开展情况
	NextSteps Part = "next_steps" // 下一步工作
)

// Entry is one piece of an opinion that is placed as a whole.
type Entry struct {
	Department int64
	Revision   int
	Index      int    // counts from 0 through the contribution
	Part       Part   // Either for an answer, until Hang tells
	Request    int64  // the request that it answers, or 0
	Heading    string // without number and end mark; "" if it has none
	// Body is its text; never empty unless the heading is all there is. The
	// heading is not in it, but for an entry that was retyped: there RunIn of the
	// first block says how long it is.
	Body []gongwen.Block
}

// Kind is how an entry joins the text.
type Kind string

// The kinds of places.
const (
	AsItem      Kind = "item"      // the next 一是/二是 item
	AsParagraph Kind = "paragraph" // a paragraph of its own
	Appended    Kind = "append"    // at the end of the paragraph named
	InPlace     Kind = "instead"   // in place of the department's earlier words, which begin in the block named
)

// Place is where an entry goes in one revision of a draft.
type Place struct {
	Kind Kind `json:"kind"`
	// After is the index of the block of the draft behind which the entry goes
	// (a heading: it becomes the first below it), or, for Appended, to which it
	// is added.
	After int `json:"after"`
}

// Spot is a block of the draft as a target: what a form offers to choose from.
type Spot struct {
	After   int
	Part    Part   // Either where both parts stand under one heading
	Heading int    // index of the heading it stands under; -1 in a text without headings
	Path    string // “一、工作开展情况 › （四）强化协同创新”
	Label   string // “‘一是组建产业创新联合体’之后”
	Kinds   []Kind // what can be done here
}

// Suggestion is a place with how much speaks for it.
type Suggestion struct {
	Place
	Heading int     // index of the heading's block; -1 in a text without headings
	Path    string  // as in Spot
	Score   float64 // 0 to 1, comparable within one entry only
	Asked   bool    // 按会办事项: the lead asked for it here
}

// Skeleton is an outline of a letter: words with slots.
type Skeleton struct {
	Name  string // file name without ending
	Title string // shown: “工作开展情况 → 下一步的工作计划”
	Text  string
}

// Insertion is an entry that was accepted, with its place.
type Insertion struct {
	Entry Entry
	Place Place
}

// Replacement is an entry that takes the place of the earlier words (InPlace)
// that stand at the stretches.
type Replacement struct {
	Entry   Entry
	Instead []Stretch
}
