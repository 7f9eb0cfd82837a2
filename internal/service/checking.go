package service

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"dafu/internal/calendar"
	"dafu/internal/check"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
)

// Checkup (体检结果) is what the checker says of a case's text. It is always the
// text as it is stored and printed that is checked: what saving mends by itself
// (half-width marks) is no finding.
type Checkup struct {
	// Findings are those that are to be dealt with, errors that were overruled
	// included; Left is advice that somebody has left as it is.
	Findings, Left []Found
	Errors, Advice int // of Findings
	// Owed is what the case still lacks (opinions, 会签, class, contact). It is no
	// fault of the writing, is not counted among the errors, and blocks by itself.
	Owed []Found
	// Unsaved: the text was never saved, and nothing is said of it yet.
	Unsaved bool
	// Blocking are the errors that keep the draft from approval and that the
	// 负责人 can overrule.
	Blocking []check.Finding
}

// Found is a finding with what somebody said of it.
type Found struct {
	check.Finding
	Title     string           // of its rule
	Exemption *reply.Exemption // nil if nobody said anything
}

// Words is 2 错误 · 7 提示.
func (c Checkup) Words() string {
	if len(c.Findings) == 0 {
		return "没有发现问题"
	}
	words := fmt.Sprintf("%d 错误 · %d 提示", c.Errors, c.Advice)
	if n := c.Overruled(); n > 0 {
		words += fmt.Sprintf("（%d 处错误已放行）", n)
	}
	return words
}

// Overruled are the errors that the 负责人 has taken on.
func (c Checkup) Overruled() int {
	n := 0
	for _, f := range c.Findings {
		if f.Exemption != nil {
			n++
		}
	}
	return n
}

// find returns the finding with the key, or nil.
func (c Checkup) find(key string) *Found {
	for _, list := range [][]Found{c.Findings, c.Left, c.Owed} {
		for i := range list {
			if list[i].Key == key {
				return &list[i]
			}
		}
	}
	return nil
}

// ruleTitles are the titles of the rules, by their numbers.
var ruleTitles = sync.OnceValue(func() map[int]string {
	titles := map[int]string{}
	for _, r := range check.Rules() {
		titles[r.ID] = r.Title
	}
	return titles
})

// sorted puts the findings beside what was said of them.
func sorted(all []check.Finding, said []reply.Exemption, c reply.Case) Checkup {
	by := make(map[string]*reply.Exemption, len(said))
	for i := range said {
		by[said[i].Key] = &said[i]
	}
	var out Checkup
	for _, f := range all {
		one := Found{Finding: f, Title: ruleTitles()[f.Rule]}
		e := by[f.Key]
		switch {
		case f.Severity == check.Advice && e != nil && e.Kind == reply.Left:
			one.Exemption = e
			out.Left = append(out.Left, one)
			continue
		case f.Severity == check.Error && saidBesides(f, c):
			out.Owed = append(out.Owed, one)
			continue
		case f.Severity == check.Error && e != nil && e.Kind == reply.Overruled:
			one.Exemption = e
		case f.Severity == check.Error:
			out.Blocking = append(out.Blocking, f)
		}
		if f.Severity == check.Error {
			out.Errors++
		} else {
			out.Advice++
		}
		out.Findings = append(out.Findings, one)
	}
	return out
}

// saidBesides tells whether blocking says the same of the case in its own words;
// what it says cannot be overruled.
func saidBesides(f check.Finding, c reply.Case) bool {
	if f.Block >= 0 {
		return false
	}
	switch f.Rule {
	case ruleOpinions, ruleConfirmed:
		return true
	case ruleClass:
		return c.HandlingClass == ""
	case ruleContact:
		return c.Contact.Name == "" || c.Contact.Phone == ""
	}
	return false
}

// Rules that ask of the case what blocking asks too.
const (
	ruleOpinions  = 40
	ruleConfirmed = 41
	ruleClass     = 44
	ruleContact   = 45
)

// checkInput is what the rules are told of the case around a text; answered says
// which of its blocks answer each recommendation.
func (s *Service) checkInput(d dossier, tables *check.Tables, body gongwen.Document, answered [][]int) check.Input {
	registry := make([]reply.Department, 0, len(d.departments))
	for _, one := range d.departments {
		registry = append(registry, one)
	}
	slices.SortFunc(registry, func(a, b reply.Department) int { return int(a.ID - b.ID) })
	around := check.OfCase(d.Case, d.lead(), d.coHandlingDepartments(), registry)
	for i, blocks := range answered {
		around.Recommendations[i].Answered = len(blocks) > 0
	}
	open := map[int64]int{}
	for _, e := range d.undecided() {
		open[e.Department]++
	}
	for i, dep := range d.coHandlingDepartments() {
		around.CoHandlers[i].Work = &check.CoWork{
			Submitted: d.latest(dep.ID) != nil, Waived: d.waiver(dep.ID) != nil && d.latest(dep.ID) == nil, Undecided: open[dep.ID], Confirmation: confirmation(d.agreement(dep.ID).State),
		}
	}
	return check.Input{Document: &body, Case: around, Today: s.Today(), Prints: s.press.Prints, Tables: tables}
}

// confirmation is how far the 会签 is. That it was not asked for yet is no
// finding: blocking says so when the text is done.
func confirmation(s reply.CountersignState) check.Confirmation {
	switch s {
	case reply.Waiting, reply.WaitingAgain, reply.Objecting:
		return check.Pending
	case reply.NotAsked, reply.NothingToSign:
		return check.Unasked
	}
	return check.Confirmed
}

// checkup checks the stored draft.
func (s *Service) checkup(tx Tx, d dossier) (Checkup, error) {
	found, err := s.foundIn(tx, d)
	if err != nil || len(found) == 0 {
		return Checkup{}, err
	}
	said, err := tx.Exemptions(d.Case.ID)
	return sorted(found, said, d.Case), err
}

// examine checks the draft for a list of cases, where only errors count.
func (s *Service) examine(tx Tx, a reply.Actor, d *dossier) error {
	if d.Case.State != reply.Drafting || reply.Permit(a, reply.ViewDraft, d.Case) != nil {
		return nil
	}
	found, err := s.foundIn(tx, *d)
	if errors, _ := check.Count(found); err != nil || errors == 0 {
		return err
	}
	d.checkup, err = s.checkup(tx, *d)
	return err
}

// foundIn is what is found in the stored draft, whatever was said of it.
func (s *Service) foundIn(tx Tx, d dossier) ([]check.Finding, error) {
	if d.draft.Revision == 0 {
		return nil, nil
	}
	tables, version, err := s.tablesOf(tx, d.Case.LeadID)
	if err != nil {
		return nil, err
	}
	answered, err := answeredBy(tx, d, d.draft.Body)
	if err != nil {
		return nil, err
	}
	stamp := d.stamp(version, answered, s.Today())
	return costly(tx, d, "check "+stamp, func() ([]check.Finding, error) {
		return s.found.of(d.Case.ID, stamp, func() []check.Finding {
			return check.Run(s.checkInput(d, tables, d.draft.Body, answered))
		}), nil
	})
}

// stamp names everything that findings depend on.
func (d dossier) stamp(tables int, answered [][]int, today calendar.Date) string {
	registry, ended := 0, 0
	for _, one := range d.departments {
		registry += one.Revision
	}
	for _, c := range d.contributions {
		if c.Ending != "" {
			ended++
		}
	}
	return fmt.Sprint(d.Case.Revision, d.draft.Revision, len(d.contributions), ended, len(d.countersigns), answered, len(d.departments), registry, tables, today)
}

// findings remembers what was found in each case: lists of cases ask for all.
type findings struct {
	mu  sync.Mutex
	all map[int64]foundOnce
}

type foundOnce struct {
	stamp string
	found []check.Finding
}

// maxRemembered bounds the memory; findings are small beside a text.
const maxRemembered = 500

// of returns the findings of a case, shared with others: nobody writes to them.
func (f *findings) of(caseID int64, stamp string, run func() []check.Finding) []check.Finding {
	f.mu.Lock()
	known, ok := f.all[caseID]
	f.mu.Unlock()
	if ok && known.stamp == stamp {
		return known.found
	}
	found := run()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil || len(f.all) >= maxRemembered {
		f.all = map[int64]foundOnce{}
	}
	f.all[caseID] = foundOnce{stamp, found}
	return found
}

// faults says in Chinese which errors keep the draft from approval.
func (c Checkup) faults() []string {
	const shown = 5
	var why []string
	for i, f := range c.Blocking {
		if i == shown {
			why = append(why, fmt.Sprintf("体检还有 %d 处错误", len(c.Blocking)-shown))
			break
		}
		at := ""
		if f.Block >= 0 {
			at = fmt.Sprintf("第 %d 段", f.Block+1)
		}
		why = append(why, "体检错误："+at+f.Message)
	}
	return why
}

// CheckView is the page of a case's findings.
type CheckView struct {
	Case    reply.Case
	Lead    reply.Department
	Draft   reply.Draft
	Checkup Checkup
	Can     map[reply.Act]bool
	Pages   int // of the letter; 0 if it cannot be set
}

// Check returns all that is found in the stored draft, with the pages on which it
// is printed.
func (s *Service) Check(ctx context.Context, a reply.Actor, caseID int64) (v CheckView, err error) {
	var d dossier
	err = s.store.Read(ctx, func(tx Tx) (err error) {
		if d, err = s.open(tx, a, reply.ViewDraft, caseID); err != nil {
			return err
		}
		v = CheckView{Case: d.Case, Lead: d.lead(), Draft: d.draft, Can: s.canWith(a, d)}
		v.Checkup, err = s.checkup(tx, d)
		return err
	})
	if err != nil || d.draft.Revision == 0 {
		return v, err
	}
	pages, err := s.press.Lay(s.composeDraft(d), layout.Options{Stop: ended(ctx)})
	if ctx.Err() != nil {
		return v, context.Cause(ctx)
	}
	if err != nil {
		return v, nil // what cannot be printed is a finding itself
	}
	v.Pages = len(pages.Pages)
	for _, list := range [][]Found{v.Checkup.Findings, v.Checkup.Left} {
		paged(list, d.draft.Body, s.composeDraft(d), pages)
	}
	return v, nil
}

func paged(list []Found, body gongwen.Document, letter gongwen.Letter, pages layout.Pages) {
	plain := make([]check.Finding, len(list))
	for i := range list {
		plain[i] = list[i].Finding
	}
	check.Page(plain, body, letter, pages)
	for i := range list {
		list[i].Page = plain[i].Page
	}
}

// LeaveFinding keeps advice quiet while its words stay (这里不改). Text is what is
// being written; nil means the stored draft.
func (s *Service) LeaveFinding(ctx context.Context, a reply.Actor, caseID int64, key string, text *string) error {
	return s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.LeaveFinding, caseID)
		if err != nil {
			return err
		}
		typed := d.draft.Body
		if text != nil {
			if err := checkLiveText(*text); err != nil {
				return err
			}
			if typed, _, err = s.traced(tx, d, *text); err != nil {
				return err
			}
		}
		said, err := tx.Exemptions(caseID)
		if err != nil {
			return err
		}
		found, err := s.foundTyped(tx, d, typed)
		if err != nil {
			return err
		}
		f := sorted(found, said, d.Case).find(key)
		switch {
		case f == nil:
			return reply.Failf(reply.Stale, "文字有了变化，这处提示已经没有了。请看新的体检结果")
		case f.Severity == check.Error:
			return reply.Failf(reply.Conflict, "这处是错误，不能“这里不改”。请改正，或由负责人写明理由放行")
		case f.Exemption != nil:
			return nil // the second press
		}
		if err := tx.PutExemption(s.exemption(a, caseID, reply.Left, f.Finding, "")); err != nil {
			return err
		}
		return s.record(tx, a, reply.LeaveFinding, caseID, "体检提示这里不改："+f.Message)
	})
}

// foundTyped is what is found in a text that was made from the draft.
func (s *Service) foundTyped(tx Tx, d dossier, body gongwen.Document) ([]check.Finding, error) {
	tables, version, err := s.tablesOf(tx, d.Case.LeadID)
	if err != nil {
		return nil, err
	}
	answered, err := answeredBy(tx, d, body)
	if err != nil {
		return nil, err
	}
	return costly(tx, d, fmt.Sprint("check typed ", version, s.Today(), digest([]byte(body.Text()))), func() ([]check.Finding, error) {
		return check.Run(s.checkInput(d, tables, body, answered)), nil
	})
}

func (s *Service) exemption(a reply.Actor, caseID int64, kind reply.ExemptionKind, f check.Finding, reason string) reply.Exemption {
	return reply.Exemption{
		CaseID: caseID, Key: f.Key, Kind: kind, Rule: f.Rule, Text: f.Text, Message: f.Message, Reason: reason,
		AccountID: a.Account.ID, AccountName: a.Account.Name, At: s.clock(),
	}
}

// OverruleFindings lets errors stand (放行), with a reason. Keys are those that
// were looked at; another error blocks the draft again.
func (s *Service) OverruleFindings(ctx context.Context, a reply.Actor, caseID int64, keys []string, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.OverruleFindings, caseID)
		if err != nil {
			return err
		}
		if err := reply.CheckReason(reason, "放行"); err != nil {
			return err
		}
		now, err := s.checkup(tx, d)
		if err != nil {
			return err
		}
		var what []string
		for _, key := range keys {
			f := now.find(key)
			switch {
			case f == nil || f.Severity != check.Error || saidBesides(f.Finding, d.Case):
				return reply.Failf(reply.Stale, "文字或提案信息在您之后有了变化，没有放行。请看新的体检结果")
			case f.Exemption != nil:
				continue // the second press
			}
			if err := tx.PutExemption(s.exemption(a, caseID, reply.Overruled, f.Finding, reason)); err != nil {
				return err
			}
			what = append(what, f.Message)
		}
		if len(what) == 0 {
			return nil
		}
		return s.record(tx, a, reply.OverruleFindings, caseID, fmt.Sprintf("放行体检错误 %d 处（%s）：%s", len(what), strings.Join(what, "；"), reason))
	})
}

// RestoreFinding takes back that a finding was left or overruled.
func (s *Service) RestoreFinding(ctx context.Context, a reply.Actor, caseID int64, key string) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.LeaveFinding, caseID)
		if err != nil {
			return err
		}
		said, err := tx.Exemptions(caseID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(said, func(e reply.Exemption) bool { return e.Key == key })
		if i < 0 {
			return nil // the second press
		}
		act, detail := reply.LeaveFinding, "恢复体检提示："
		if said[i].Kind == reply.Overruled {
			act, detail = reply.OverruleFindings, "撤销放行："
			if err := reply.Permit(a, act, d.Case); err != nil {
				return err
			}
		}
		if err := tx.DropExemption(caseID, key); err != nil {
			return err
		}
		return s.record(tx, a, act, caseID, detail+said[i].Message)
	})
}
