package service

import (
	"cmp"
	"slices"
	"time"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// AgreementLine is how a co-handler stands to its words in the draft (会签).
type AgreementLine struct {
	Department reply.Department
	State      reply.CountersignState
	By         string // who decided it last
	At         time.Time
	Text       string // the objection, or the lead's reason
}

func (d dossier) agreement(department int64) reply.Agreement {
	return reply.AgreementOf(d.countersigns, department, d.draft.Body.Digest(department), reply.StandsIn(d.draft.Body))
}

// askedOf reports whether the department's words were ever put before it.
func (d dossier) askedOf(department int64) bool {
	for _, one := range d.countersigns {
		if one.DepartmentID == department && one.Kind == reply.SentRound {
			return true
		}
	}
	return false
}

// named are the sentences of the draft that name the department, outside its own
// words; without the ones that only say who co-handles, if substance is set.
func (d dossier) named(department int64, substance bool) []reply.Sentence {
	own := d.draft.Body.Stretches(department)
	all := reply.SentencesNaming(d.draft.Body, d.departments[department].Names())
	return slices.DeleteFunc(all, func(s reply.Sentence) bool {
		return substance && s.Formal || slices.ContainsFunc(own, func(o gongwen.Stretch) bool {
			return o.Block == s.Block && o.From <= s.From && s.To <= o.To
		})
	})
}

// mentioned reports whether the draft says something about a department that has no
// words in it: it reads the draft and may object, and nobody waits for it.
func (d dossier) mentioned(department int64, state reply.CountersignState) bool {
	return state == reply.NothingToSign && len(d.named(department, true)) > 0
}

// agreementLines are the co-handlers that have something to agree to; for a
// co-handler its own.
func (d dossier) agreementLines(a reply.Actor) []AgreementLine {
	var all []AgreementLine
	coHandling := reply.StandingOf(a, d.Case) == reply.CoHandling
	for _, dep := range d.coHandlingDepartments() {
		one := d.agreement(dep.ID)
		switch {
		case one.State == reply.NothingToSign && !(coHandling && d.askedOf(dep.ID)), coHandling && dep.ID != a.Account.DepartmentID:
			continue
		case coHandling && one.State == reply.NotAsked:
			continue // what of it the lead has used is the lead's affair until then
		}
		line := AgreementLine{Department: dep, State: one.State}
		if one.Last != nil {
			line.By, line.At, line.Text = one.Last.AccountName, one.Last.At, one.Last.Text
		}
		all = append(all, line)
	}
	return all
}

// unsigned says which co-handlers the draft still waits for.
func (d dossier) unsigned() []string {
	var why []string
	for _, dep := range d.coHandlingDepartments() {
		switch one := d.agreement(dep.ID); one.State {
		case reply.NotAsked:
			why = append(why, dep.ShortName+"还没有会签，请先送会签")
		case reply.Waiting:
			why = append(why, dep.ShortName+"尚未会签")
		case reply.WaitingAgain:
			why = append(why, dep.ShortName+"的文字有改动，尚未会签")
		case reply.Objecting:
			why = append(why, dep.ShortName+"会签有异议："+one.Last.Text)
		}
	}
	return why
}

// mustAgree fails while a co-handler has not agreed to its words.
func (d dossier) mustAgree() error {
	var p reply.Problems
	for _, one := range d.unsigned() {
		p = append(p, &reply.Error{Code: reply.Conflict, Text: one})
	}
	if len(p) == 0 {
		return nil
	}
	return p
}

func (d dossier) nextForCountersigns() NextStep {
	var notAsked, waiting, objecting []reply.Department
	for _, dep := range d.coHandlingDepartments() {
		switch d.agreement(dep.ID).State {
		case reply.NotAsked:
			notAsked = append(notAsked, dep)
		case reply.Waiting, reply.WaitingAgain:
			waiting = append(waiting, dep)
		case reply.Objecting:
			objecting = append(objecting, dep)
		}
	}
	switch {
	case len(objecting) > 0:
		return NextStep{reply.ViewCountersign, shortNames(objecting) + "会签有异议，请处理"}
	case len(notAsked) > 0:
		return NextStep{reply.AskCountersign, "请将答复稿送" + someNames(notAsked) + "会签"}
	}
	return NextStep{Text: "等待" + someNames(waiting) + "会签"}
}

// nextForCountersigner says what a co-handler owes once it is asked; ok is false if
// it is not.
func (d dossier) nextForCountersigner(a reply.Actor) (step NextStep, ok bool) {
	if reply.StandingOf(a, d.Case) != reply.CoHandling || !d.askedOf(a.Account.DepartmentID) {
		return step, false
	}
	may := reply.Permit(a, reply.ConfirmCountersign, d.Case) == nil
	switch d.agreement(a.Account.DepartmentID).State {
	case reply.Waiting, reply.WaitingAgain:
		if may {
			return NextStep{reply.ConfirmCountersign, "请会签答复稿里本单位的文字"}, true
		}
		return NextStep{Text: "答复稿已送会签，等待本单位负责人会签"}, true
	case reply.Objecting:
		return NextStep{Text: "本单位会签有异议，等待" + d.lead().ShortName + "处理"}, true
	case reply.NothingToSign:
		if d.Case.State == reply.Drafting && !d.waitsFor(a.Account.DepartmentID) {
			return NextStep{Text: "答复稿提到本单位，已送来阅看；没有意见不用回复"}, true
		}
	case reply.Agreed:
		if d.Case.State == reply.Drafting {
			return NextStep{Text: "本单位已会签，等待" + d.lead().ShortName + "送签"}, true
		}
	}
	return step, false
}

// handedInWords are a department's words as it handed them in, as far as the lead
// took them, in the order in which they stand in the draft: what the first redline
// is held against. The order of the form is not the letter's, and would show words
// that nobody changed as struck and written anew.
func (d dossier) handedInWords(department int64) gongwen.Document {
	var out gongwen.Document
	c := d.latest(department)
	if c == nil {
		return out
	}
	type placed struct {
		at    merge.Stretch
		entry merge.Entry
	}
	var all []placed
	var at merge.Stretch // an entry of which nothing stands stays behind the one before it
	for _, r := range d.readingsOf(*c) {
		if r.Verdict == nil || r.Verdict.Verdict == reply.Declined {
			continue
		}
		if standing := d.standing(r.Words); len(standing) > 0 {
			at = standing[0]
		}
		all = append(all, placed{at, r.Words})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.at.Block, b.at.Block), cmp.Compare(a.at.From, b.at.From))
	})
	for _, p := range all {
		for _, words := range p.entry.Paragraphs() {
			out.Blocks = append(out.Blocks, plainBlock(words, gongwen.Source{Department: department, Revision: p.entry.Revision}))
		}
	}
	return out
}

// agreedWords are the words of an entry as a document.
func agreedWords(c reply.Countersign) gongwen.Document {
	var out gongwen.Document
	for _, words := range c.Words {
		out.Blocks = append(out.Blocks, plainBlock(words, gongwen.Source{Department: c.DepartmentID}))
	}
	return out
}

func plainBlock(words string, source gongwen.Source) gongwen.Block {
	return gongwen.Block{Runs: []gongwen.Run{{Text: words, Source: source}}}
}
