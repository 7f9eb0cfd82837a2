package reply

import (
	"slices"
	"time"

	"dafu/internal/gongwen"
)

// CountersignKind is what happened in the agreeing of the co-handlers (会签).
type CountersignKind string

// The kinds. The last that is not SentRound says how a department stands to the words
// that it had in the draft then.
const (
	SentRound  CountersignKind = "asked"      // 送会签
	Confirmed  CountersignKind = "confirmed"  // 确认
	Objected   CountersignKind = "objected"   // 有异议, with words
	Overridden CountersignKind = "overridden" // 主办单位负责人决定不再等候会签, with a reason
)

// Countersign is one entry of a department's agreeing; entries are never changed.
type Countersign struct {
	ID           int64
	CaseID       int64
	DepartmentID int64 // the co-handler, also where the lead asked or overrode
	Kind         CountersignKind
	Digest       string   // of the department's words in the draft then
	Words        []string // these words, a paragraph each
	Revision     int      // the draft's, then
	AccountID    int64
	AccountName  string // as it was then
	Text         string // the objection, or the lead's reason
	// Passages are what an objection is about beyond the department's own words: the
	// sentences as they stood then.
	Passages []string
	At       time.Time
}

// CountersignState is how a co-handler stands to its words in the draft.
type CountersignState string

// The states.
const (
	NothingToSign CountersignState = "nothing"    // 无须会签: no words of it stand in the draft, none ever did
	NotAsked      CountersignState = "not-asked"  // 未送会签
	Waiting       CountersignState = "waiting"    // 未会签
	WaitingAgain  CountersignState = "again"      // 改动待会签: its words changed since it agreed
	Agreed        CountersignState = "agreed"     // 已会签
	Objecting     CountersignState = "objecting"  // 有异议
	PassedOver    CountersignState = "overridden" // 主办单位决定不再等候
)

// CountersignStates lists every state.
var CountersignStates = []CountersignState{NothingToSign, NotAsked, Waiting, WaitingAgain, Agreed, Objecting, PassedOver}

// Settled reports whether the draft may go on.
func (s CountersignState) Settled() bool {
	return s == NothingToSign || s == Agreed || s == PassedOver
}

// Agreement is how one department stands.
type Agreement struct {
	State CountersignState
	// Last is the entry that decides, else the latest; nil if the department has
	// none.
	Last *Countersign
	// Base is its latest confirmation: changes are shown against it; nil if it has
	// not confirmed yet.
	Base *Countersign
}

// AgreementOf tells how a department stands to words with this digest: its latest
// entry about these very words decides, so that words which come back as they were
// agreed to are agreed to. Entries are all of the case, oldest first. An objection to
// other sentences stands until the department decides anew; it is asked to once none of
// them stands in the draft any more, or the lead puts the draft before it once more.
func AgreementOf(all []Countersign, department int64, digest string, stands func(passage string) bool) Agreement {
	a := agreementOnWords(all, department, digest)
	var objection *Countersign
	again := false
	for i := range all {
		one := &all[i]
		switch {
		case one.DepartmentID != department:
		case one.Kind == SentRound:
			again = true
		case one.Kind == Objected && len(one.Passages) > 0:
			objection, again = one, false
		default:
			objection = nil
		}
	}
	if objection == nil {
		return a
	}
	a.Last, a.State = objection, WaitingAgain
	if !again && slices.ContainsFunc(objection.Passages, stands) {
		a.State = Objecting
	}
	return a
}

// agreementOnWords is AgreementOf for the department's own words alone.
func agreementOnWords(all []Countersign, department int64, digest string) Agreement {
	var a Agreement
	asked := false // at all
	again := false // after the entry that decides
	for i := range all {
		one := &all[i]
		switch {
		case one.DepartmentID != department:
		case one.Kind == SentRound:
			asked, again = true, true
		case one.Kind == Objected && len(one.Passages) > 0:
		case a.Last == nil || one.Digest == digest || a.Last.Digest != digest:
			a.Last, again = one, false
		}
		if one.DepartmentID == department && one.Kind == Confirmed {
			a.Base = one
		}
	}
	a.State = a.state(digest, asked, again)
	return a
}

func (a Agreement) state(digest string, asked, again bool) CountersignState {
	switch {
	case a.Last == nil && digest == "":
		return NothingToSign
	case !asked:
		return NotAsked
	case a.Last == nil:
		return Waiting
	case a.Last.Digest != digest:
		return WaitingAgain
	case a.Last.Kind == Confirmed:
		return Agreed
	case a.Last.Kind == Overridden:
		return PassedOver
	case again: // the lead put its words before it once more
		return WaitingAgain
	}
	return Objecting
}

// WordsOf returns a department's words in a draft, a paragraph each.
func WordsOf(body gongwen.Document, department int64) []string {
	var all []string
	for _, b := range body.StretchDocument(department).Blocks {
		all = append(all, b.Words())
	}
	return all
}
