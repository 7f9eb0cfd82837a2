package service

import (
	"context"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// CountersignView is the page of 会签: for a co-handler the whole draft with its
// own words marked and what became of them, for the lead how the others stand.
type CountersignView struct {
	Case     reply.Case
	Lead     reply.Department
	Standing reply.Standing
	Can      map[reply.Act]bool
	Draft    reply.Draft
	Lines    []AgreementLine
	Blocking []string // what keeps the draft from being sent round

	// For a co-handler:
	Department  reply.Department
	State       reply.CountersignState
	Digest      string // of its words in the draft, to be named when it decides
	Own         []gongwen.Stretch
	Named       []reply.Sentence  // the lead's sentences that name the department
	Changes     []gongwen.Changed // of its words, since Base or since it handed them in
	Swaps       []gongwen.Swap    // figures, dates and names among them that changed in the same words
	Base        *reply.Countersign
	Departments map[int64]reply.Department
}

// Countersign returns the page of 会签. A co-handler has none before it is asked.
func (s *Service) Countersign(ctx context.Context, a reply.Actor, caseID int64) (v CountersignView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewCountersign, caseID)
		if err != nil {
			return err
		}
		if err := d.permitReading(a); err != nil {
			return err
		}
		v = CountersignView{
			Case: d.Case, Lead: d.lead(), Standing: reply.StandingOf(a, d.Case), Can: s.canWith(a, d), Draft: d.draft,
			Lines: d.agreementLines(a), Departments: d.departments,
		}
		if v.Standing != reply.CoHandling {
			v.Blocking = d.unready()
			return nil
		}
		v.Case = forCoHandler(d.Case)
		own := a.Account.DepartmentID
		one := d.agreement(own)
		v.Department, v.State, v.Base = d.departments[own], one.State, one.Base
		v.Digest, v.Own = d.draft.Body.Digest(own), d.draft.Body.Stretches(own)
		v.Named = d.named(own, false)
		before := d.handedInWords(own)
		if one.Base != nil {
			before = agreedWords(*one.Base)
		}
		after, names := d.draft.Body.StretchDocument(own), d.properNames()
		v.Changes, v.Swaps = gongwen.Compare(before, after, names...), gongwen.Swaps(before, after, names...)
		return nil
	})
	return v, err
}

// permitReading lets a co-handler read the draft once its words in it were put
// before it, and for as long as they are talked about.
func (d dossier) permitReading(a reply.Actor) error {
	if reply.StandingOf(a, d.Case) != reply.CoHandling {
		return reply.Permit(a, reply.ViewDraft, d.Case)
	}
	switch {
	case !d.askedOf(a.Account.DepartmentID):
		return reply.Failf(reply.Conflict, "%s还没有把答复稿送来会签", d.lead().ShortName)
	case d.Case.State != reply.Drafting && d.Case.State != reply.Approval:
		return reply.Failf(reply.Conflict, "会签已经结束，请看已签发的答复")
	}
	return nil
}

// unready says why the draft cannot be sent round yet.
func (d dossier) unready() []string {
	var why []string
	if d.draft.Revision == 0 {
		why = append(why, "还没有答复稿")
	}
	if all := d.superseded(); len(all) > 0 {
		why = append(why, shortNames(all)+"重新报送了会办意见，请先重新合并")
	}
	if len(d.undecided()) > 0 {
		why = append(why, "还有会办意见没有决定是否采用，请先合并")
	}
	return why
}

// AskCountersign puts the draft before the co-handlers that have words in it and
// have not agreed to them. Revision is the draft that was looked at.
func (s *Service) AskCountersign(ctx context.Context, a reply.Actor, caseID int64, revision int) error {
	return s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.AskCountersign, caseID)
		if err != nil {
			return err
		}
		why, err := costly(tx, d, "what is not ready", func() ([]string, error) { return d.unready(), nil })
		if err != nil {
			return err
		}
		if len(why) > 0 {
			return reply.Failf(reply.Conflict, "%s", strings.Join(why, "；"))
		}
		if d.draft.Revision != revision {
			return reply.Failf(reply.Stale, "答复稿在您之后有了改动，请看过以后再送会签")
		}
		asked, words := []reply.Department{}, false
		for _, dep := range d.coHandlingDepartments() {
			one := d.agreement(dep.ID)
			mentioned := d.mentioned(dep.ID, one.State)
			words = words || mentioned || one.State != reply.NothingToSign
			if one.State != reply.NotAsked && one.State != reply.Objecting && !(mentioned && !d.askedOf(dep.ID)) {
				continue // it agreed, or has it before it
			}
			asked = append(asked, dep)
			if err := s.countersign(tx, a, d, dep.ID, reply.SentRound, "", nil); err != nil {
				return err
			}
		}
		switch {
		case !words:
			return reply.Failf(reply.Conflict, "答复稿里没有会办单位的文字，不需要会签")
		case len(asked) == 0:
			return nil // the second press of the button
		}
		return s.record(tx, a, reply.AskCountersign, caseID, "送会签："+shortNames(asked))
	})
}

// countersign appends what somebody decided about a department's words as they
// stand in the draft.
func (s *Service) countersign(tx Tx, a reply.Actor, d dossier, department int64, kind reply.CountersignKind, text string, passages []string) error {
	return tx.AddCountersign(&reply.Countersign{
		CaseID: d.Case.ID, DepartmentID: department, Kind: kind,
		Digest: d.draft.Body.Digest(department), Words: reply.WordsOf(d.draft.Body, department), Revision: d.draft.Revision,
		AccountID: a.Account.ID, AccountName: a.Account.Name, Text: text, Passages: passages, At: s.clock(),
	})
}

// openCountersign opens a case for a head that decides about its words. Digest is
// of the words that it saw: what was saved since counts only where it is theirs.
func (s *Service) openCountersign(tx Tx, a reply.Actor, act reply.Act, caseID int64, digest string) (dossier, reply.Agreement, error) {
	d, err := s.open(tx, a, act, caseID)
	if err != nil {
		return d, reply.Agreement{}, err
	}
	own := a.Account.DepartmentID
	if err := d.permitReading(a); err != nil {
		return d, reply.Agreement{}, err
	}
	if d.draft.Body.Digest(own) != digest {
		return d, reply.Agreement{}, reply.Failf(reply.Stale, "%s刚刚改动了本单位的文字，请看过改动再决定，这次没有记下", d.lead().ShortName)
	}
	return d, d.agreement(own), nil
}

// ConfirmCountersign agrees to the department's words (确认).
func (s *Service) ConfirmCountersign(ctx context.Context, a reply.Actor, caseID int64, digest string) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, one, err := s.openCountersign(tx, a, reply.ConfirmCountersign, caseID, digest)
		if err != nil || one.State == reply.Agreed {
			return err // or the second press
		}
		if err := s.countersign(tx, a, d, a.Account.DepartmentID, reply.Confirmed, "", nil); err != nil {
			return err
		}
		return s.record(tx, a, reply.ConfirmCountersign, caseID, "会签确认")
	})
}

// Objection is what a head has against its department's words in the draft (异议).
type Objection struct {
	Digest  string // of the words that it saw
	Stretch int    // which of its stretches it is about, from 0; or Anywhere
	// Sentence is one that names the department, as it stood on the page; it goes
	// before Stretch. The draft may have changed since, so a number would not do.
	Sentence string
	Quote    string // the very words in it; "" means all of it
	Words    string
	Press    string
}

// Anywhere is the Stretch of an objection to words that the head picked by itself.
const Anywhere = -1

// ObjectCountersign objects to the department's words; the objection is a comment
// (批注) on them for all departments.
func (s *Service) ObjectCountersign(ctx context.Context, a reply.Actor, caseID int64, in Objection) error {
	in.Quote, in.Words = strings.TrimSpace(in.Quote), strings.TrimSpace(in.Words)
	return s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, one, err := s.openCountersign(tx, a, reply.ObjectCountersign, caseID, in.Digest)
		if err != nil {
			return err
		}
		if err := reply.CheckComment(in.Words); err != nil {
			return err
		}
		if one.State == reply.Objecting && one.Last.Text == in.Words {
			return nil // the second press
		}
		own := a.Account.DepartmentID
		var passages []string
		stretches, named := d.draft.Body.Stretches(own), d.named(own, false)
		if len(stretches) > 0 || in.Sentence != "" || in.Stretch == Anywhere {
			span, err := d.objectedTo(tx, stretches, named, in)
			if err != nil {
				return err
			}
			if !withinOwn(stretches, span, d.draft.Body) {
				passages = []string{d.draft.Body.Quote(span)}
			}
			if _, err := s.addComment(tx, a, d, reply.Comment{Audience: reply.ForAll, Text: in.Words, Span: span, Press: in.Press}); err != nil {
				return err
			}
		}
		if err := s.countersign(tx, a, d, own, reply.Objected, in.Words, passages); err != nil {
			return err
		}
		return s.record(tx, a, reply.ObjectCountersign, caseID, "会签有异议："+oneLine(in.Words))
	})
}

// objectedTo finds the words that an objection is about.
func (d dossier) objectedTo(tx Tx, stretches []gongwen.Stretch, named []reply.Sentence, in Objection) (gongwen.Span, error) {
	var one gongwen.Stretch
	at := slices.IndexFunc(named, func(s reply.Sentence) bool { return s.Words == in.Sentence })
	switch n := in.Stretch; {
	case at >= 0:
		one = gongwen.Stretch{Block: named[at].Block, From: named[at].From, To: named[at].To}
	case in.Sentence != "":
		return gongwen.Span{}, reply.Failf(reply.Stale, "%s刚刚改动了这句话，请看过改动再决定，这次没有记下", d.lead().ShortName)
	case n == Anywhere:
		return d.picked(tx, in.Quote)
	case n >= 0 && n < len(stretches):
		one = stretches[n]
	default:
		return gongwen.Span{}, reply.FieldError("stretch", "请选择对哪一段有异议")
	}
	b := d.draft.Body.Blocks[one.Block]
	mark := len([]rune(b.Number.Mark))
	from, to := one.From, one.To
	if in.Quote != "" { // the part of it
		words := []rune(b.Words())
		before, _, ok := strings.Cut(string(words[from:to]), in.Quote)
		if !ok {
			return gongwen.Span{}, reply.FieldError("quote", "所选的一段里没有“%s”这几个字，请照原文填写，或者不填", in.Quote)
		}
		from += len([]rune(before))
		to = from + len([]rune(in.Quote))
	}
	return gongwen.Span{From: gongwen.Place{Block: one.Block, At: mark + from}, To: gongwen.Place{Block: one.Block, At: mark + to}}, nil
}

// picked finds words that stand in the draft in one place.
func (d dossier) picked(tx Tx, quote string) (gongwen.Span, error) {
	at, err := d.findWords(tx, quote)
	span, n := at.span, at.n
	switch {
	case err != nil:
		return span, err
	case quote == "":
		return span, reply.FieldError("quote", "请照答复稿写出有异议的几个字")
	case n == 0:
		return span, reply.FieldError("quote", "答复稿里没有“%s”这几个字，请照原文填写，不要跨段", cutQuote(quote))
	case n > 1:
		return span, reply.FieldError("quote", "“%s”在答复稿里有%d处，请多写几个字", cutQuote(quote), n)
	}
	return span, nil
}

// spotted is where words stand first in the draft, and in how many places.
type spotted struct {
	span gongwen.Span
	n    int
}

// findWords looks words up in the draft, outside the write.
func (d dossier) findWords(tx Tx, quote string) (spotted, error) {
	return costly(tx, d, "find "+digest([]byte(quote)), func() (p spotted, _ error) {
		p.span, p.n = reply.FindWords(d.draft.Body, quote)
		return p, nil
	})
}

// withinOwn tells whether a span lies in one of the department's own stretches.
func withinOwn(own []gongwen.Stretch, span gongwen.Span, body gongwen.Document) bool {
	mark := len([]rune(body.Blocks[span.From.Block].Number.Mark))
	return slices.ContainsFunc(own, func(o gongwen.Stretch) bool {
		return o.Block == span.From.Block && mark+o.From <= span.From.At && span.To.At <= mark+o.To
	})
}

// OverrideCountersign lets the draft go on without those who have not agreed to
// their words as they stand now. A later change of these words asks them again.
func (s *Service) OverrideCountersign(ctx context.Context, a reply.Actor, caseID int64, reason string) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.OverrideCountersign, caseID)
		if err != nil {
			return err
		}
		if err := reply.CheckReason(reason, "不再等候会签"); err != nil {
			return err
		}
		passed := slices.DeleteFunc(d.coHandlingDepartments(), func(dep reply.Department) bool { return d.agreement(dep.ID).State.Settled() })
		for _, dep := range passed {
			if d.agreement(dep.ID).State == reply.NotAsked {
				return reply.Failf(reply.Conflict, "还没有送%s会签，请先送会签", dep.ShortName)
			}
			if err := s.countersign(tx, a, d, dep.ID, reply.Overridden, reason, nil); err != nil {
				return err
			}
		}
		if len(passed) == 0 {
			return nil // nobody is waited for; or the second press
		}
		return s.record(tx, a, reply.OverrideCountersign, caseID, "不再等候会签（"+shortNames(passed)+"）："+oneLine(reason))
	})
}
