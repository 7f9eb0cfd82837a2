package service

import (
	"context"
	"fmt"
	"slices"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// Case returns the case page.
func (s *Service) Case(ctx context.Context, a reply.Actor, id int64) (v CaseView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewCase, id)
		if err != nil {
			return err
		}
		events, err := tx.Events(id)
		if err != nil {
			return err
		}
		if err := d.withOwn(tx, a); err != nil {
			return err
		}
		if d.comments, err = readableComments(tx, a, d.Case); err != nil {
			return err
		}
		if reply.Permit(a, reply.ViewDraft, d.Case) == nil {
			if d.checkup, err = s.checkup(tx, d); err != nil {
				return err
			}
		}
		v = s.caseView(a, d, events)
		v.countComments(d.comments)
		if v.Standing != reply.CoHandling {
			if v.DraftBy, err = accountName(tx, d.draft.SavedBy); err != nil {
				return err
			}
			if v.Loose, err = looseEnds(tx, a, d); err != nil {
				return err
			}
			if v.Twins, err = twins(tx, a, d); err != nil {
				return err
			}
		}
		if l := d.current(); l != nil && v.Can[reply.ViewLetter] {
			v.Judgement, err = s.judgeStored(tx, *l)
		}
		return err
	})
	if err == nil && v.Signing != nil && v.Signing.Job.Due(s.clock()) {
		select {
		case s.wanted <- struct{}{}:
		default: // it is known already
		}
	}
	return v, err
}

func (s *Service) caseView(a reply.Actor, d dossier, events []reply.Event) CaseView {
	v := CaseView{
		Case: d.Case, Lead: d.lead(), Standing: reply.StandingOf(a, d.Case), Can: s.canWith(a, d),
		CoHandlers: d.coHandlers(s.Today()), Next: s.nextWithComments(a, d), Due: s.due(d.Case.ReplyDue), CoDue: s.due(d.Case.CoHandlingDue),
	}
	own := a.Account.DepartmentID
	if v.Standing == reply.CoHandling {
		v.CoHandlers = slices.DeleteFunc(v.CoHandlers, func(c CoHandler) bool { return c.Department.ID != own })
		events = slices.DeleteFunc(events, func(e reply.Event) bool { return e.DepartmentID != own })
		v.Case = forCoHandler(d.Case)
		v.CoDue, v.OwnStage = s.coHandlingDue(a, d), d.own.Stage
	} else {
		v.Draft = d.draft
		if d.job.Open() {
			v.Signing = &SigningView{d.job, d.job.Busy(s.clock())}
		}
		v.Blockers, v.Checkup = d.blocking(s.Today()), d.checkup
		v.Blocking = blockerTexts(v.Blockers)
	}
	for _, l := range d.letters {
		if l.State == reply.Abandoned && l.Reason == "" || v.Standing == reply.CoHandling && !wasIssued(l) {
			continue
		}
		v.Letters = append(v.Letters, l)
	}
	for _, l := range d.opinionLetters {
		if wasIssued(l) && v.Can[reply.ReadOpinionLetter] && (v.Standing != reply.CoHandling || l.CoHandlerID == own) {
			v.OpinionLetters = append(v.OpinionLetters, l)
		}
	}
	v.Editions = reply.Editions(d.letters)
	slices.Reverse(v.OpinionLetters)
	slices.Reverse(v.Letters)
	slices.Reverse(events)
	v.Events = events
	v.Agreements = d.agreementLines(a)
	return v
}

func (v *CaseView) countComments(all []reply.Comment) {
	for _, c := range all {
		if c.ThreadOf != 0 {
			continue
		}
		v.Comments++
		if c.State == reply.OpenComment {
			v.OpenComments++
		}
	}
}

func wasIssued(l reply.Letter) bool { return l.State.WasIssued() }

// can asks the permission table for every act, so that screens offer exactly
// what would be allowed.
func (s *Service) can(a reply.Actor, c reply.Case) map[reply.Act]bool {
	can := make(map[reply.Act]bool, len(reply.CaseActs))
	for _, act := range reply.CaseActs {
		can[act] = reply.Permit(a, act, c) == nil
	}
	return can
}

// canWith is can, held against the open order to sign as well.
func (s *Service) canWith(a reply.Actor, d dossier) map[reply.Act]bool {
	can := s.can(a, d.Case)
	for act, may := range can {
		can[act] = may && d.permitSigning(act) == nil
	}
	return can
}

func (s *Service) due(d calendar.Date) calendar.Due {
	if d.IsZero() {
		return calendar.Due{}
	}
	return s.calendar.Due(s.Today(), d)
}

// next says what the case waits for, as the actor sees it.
func (s *Service) next(a reply.Actor, d dossier) NextStep {
	step := s.nextStep(a, d)
	step.Text = gongwen.Joined(step.Text)
	return step
}

func (s *Service) nextStep(a reply.Actor, d dossier) NextStep {
	standing := reply.StandingOf(a, d.Case)
	switch d.Case.State {
	case reply.Drafting:
		if standing == reply.CoHandling {
			return s.nextForCoHandler(a, d)
		}
		step := s.nextForLead(d)
		if standing != reply.Lead {
			return NextStep{Text: d.lead().ShortName + "办理中：" + step.Text}
		}
		return step
	case reply.Approval:
		if d.job.Open() {
			return s.nextForSigning(a, d)
		}
		if step, ok := d.nextForCountersigner(a); ok && standing == reply.CoHandling {
			return step
		}
		if why := d.unsigned(); len(why) > 0 && standing == reply.Lead {
			return NextStep{reply.ViewCountersign, why[0]}
		}
		if reply.Permit(a, reply.PrepareIssue, d.Case) == nil {
			return NextStep{reply.PrepareIssue, "请审阅答复稿并签发，或退回修改"}
		}
		return NextStep{Text: "等待" + d.lead().ShortName + "负责人签发"}
	case reply.Replied:
		return NextStep{reply.ViewLetter, "答复已签发"}
	}
	if reply.Permit(a, reply.Revise, d.Case) == nil {
		return NextStep{reply.Revise, "答复已撤回，请决定是否重新答复"}
	}
	return NextStep{Text: "答复已撤回，由" + d.lead().ShortName + "负责人决定是否重新答复"}
}

// nextForSigning says how the signature of an approved letter stands. Nobody
// owes anything while an attempt is under way or the first is still to come.
func (s *Service) nextForSigning(a reply.Actor, d dossier) NextStep {
	switch {
	case reply.StandingOf(a, d.Case) == reply.CoHandling:
		return NextStep{Text: "等待" + d.lead().ShortName + "签章"}
	case d.job.Busy(s.clock()) || d.job.Reason == "":
		return NextStep{Text: "已签发，正在签章"}
	case reply.Permit(a, reply.RetrySigning, d.Case) == nil:
		return NextStep{reply.RetrySigning, "签章没有完成，正在重试：" + d.job.Reason}
	}
	return NextStep{Text: "签章没有完成，正在重试：" + d.job.Reason}
}

func (s *Service) nextForLead(d dossier) NextStep {
	missing, undecided, superseded := d.missing(), d.undecided(), d.superseded()
	refused, unwritten := d.refused(), merge.Unwritten(d.draft.Body, d.requests)
	switch {
	case d.reopened() != "" && d.draft.Revision <= d.Case.StartRevision:
		return NextStep{reply.SaveDraft, d.reopened() + "。请修改答复稿后送签"}
	case d.draft.Revision == 0:
		return NextStep{reply.SaveDraft, "请起草答复稿"}
	case len(superseded) > 0:
		return NextStep{reply.Merge, shortNames(superseded) + "重新报送了会办意见，请处理有改动的几处"}
	case len(undecided) > 0:
		return NextStep{reply.Merge, fmt.Sprintf("请合并会办意见，还有 %d 处待处理", len(undecided))}
	case len(refused) > 0:
		return NextStep{reply.AskPart, d.refusedWords(refused)}
	case unwritten > 0:
		return NextStep{reply.SaveDraft, fmt.Sprintf("请起草答复稿，还有 %d 处没有写", unwritten)}
	case len(missing) > 0:
		return NextStep{Text: comma("等待"+someNames(missing)+"报送会办意见", s.due(d.earliestDue()).Words)}
	case len(d.checkup.Blocking) > 0:
		return NextStep{reply.SaveDraft, fmt.Sprintf("体检有 %d 处错误，请先改正", len(d.checkup.Blocking))}
	case len(d.unsigned()) > 0:
		return d.nextForCountersigns()
	case len(d.owed(s.Today())) > 0:
		return NextStep{reply.EditCase, "请补充交办信息：" + d.owed(s.Today())[0].Text}
	case d.reopened() != "":
		return NextStep{reply.SendForApproval, "答复稿已修改，请审阅后送签（" + d.reopened() + "）"}
	}
	return NextStep{reply.SendForApproval, "答复稿已齐备，请审阅后送签"}
}

// reopened says why a draft that was done is worked on again, or "".
func (d dossier) reopened() string {
	switch {
	case d.Case.ReturnedBecause != "":
		return "负责人退回修改：" + d.Case.ReturnedBecause
	case d.Case.RevisedBecause != "":
		return "重新答复：" + d.Case.RevisedBecause
	}
	return ""
}

// Work returns the actor's 待办.
func (s *Service) Work(ctx context.Context, a reply.Actor) (w Work, err error) {
	if err := reply.PermitGeneral(a, reply.ListWork); err != nil {
		return w, err
	}
	if a.Account.Role == reply.Administrator || a.Account.Role == reply.Reader {
		return w, nil
	}
	filter := CaseFilter{States: []reply.State{reply.Drafting, reply.Approval, reply.Revoked}}
	if a.Account.Role != reply.Coordinator {
		filter.DepartmentID = a.Account.DepartmentID
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		cases, err := tx.Cases(filter)
		if err != nil {
			return err
		}
		departments, err := departmentsByID(tx)
		if err != nil {
			return err
		}
		for _, c := range cases {
			d, err := outline(tx, c, departments)
			if err != nil {
				return err
			}
			if err := d.withOwn(tx, a); err != nil {
				return err
			}
			if d.comments, err = readableComments(tx, a, c); err != nil {
				return err
			}
			if err := s.examine(tx, a, &d); err != nil {
				return err
			}
			w.add(s.workItem(a, d))
		}
		return nil
	})
	byDue := func(x, y WorkItem) int { return y.Case.ReplyDue.DaysUntil(x.Case.ReplyDue) }
	byOwnDue := func(x, y WorkItem) int { return y.Due.Date.DaysUntil(x.Due.Date) }
	slices.SortStableFunc(w.Mine, byOwnDue)
	slices.SortStableFunc(w.Others, byDue)
	return w, err
}

func (w *Work) add(item WorkItem) {
	if item.Mine {
		w.Mine = append(w.Mine, item)
	} else {
		w.Others = append(w.Others, item)
	}
}

// workItem is the case as a line of 待办. Drafting waits for the 承办人; what the
// 负责人 could do there as well is not put on its list.
func (s *Service) workItem(a reply.Actor, d dossier) WorkItem {
	step := s.nextWithComments(a, d)
	item := WorkItem{Case: d.Case, Act: step.Act, Waiting: step.Text, Due: s.due(d.Case.ReplyDue)}
	own := reply.StandingOf(a, d.Case) == reply.CoHandling
	if d.Case.State == reply.Drafting {
		item.Collection = d.worst(s.Today())
	}
	if own {
		item.Due = s.coHandlingDue(a, d)
		item.Collection = min(item.Collection, d.collection(a.Account.DepartmentID, s.Today()))
	}
	item.Mine = step.Act != "" && (a.Account.Role == reply.Drafter || d.Case.State != reply.Drafting || own && d.own.Stage == reply.WithHead || step.Act == reply.ConfirmCountersign)
	if !item.Mine && step.Act != "" && d.Case.State == reply.Drafting {
		item.Waiting = "等待承办人办理：" + step.Text
	}
	return item
}

// twins are the other cases about the proposal of d.
func twins(tx Tx, a reply.Actor, d dossier) (all []Twin, err error) {
	same, err := tx.SameProposals(d.Case)
	for _, c := range same {
		t := Twin{Case: c, Lead: d.departments[c.LeadID], Own: c.LeadID == d.Case.LeadID}
		if reply.Permit(a, reply.ViewCase, c) != nil {
			t.Case = reply.Case{Kind: c.Kind, Number: c.Number}
		}
		all = append(all, t)
	}
	return all, err
}
