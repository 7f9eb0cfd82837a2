package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// CreateCase registers a case and returns its ID. 督查室 may name any
// department as lead, others only their own.
func (s *Service) CreateCase(ctx context.Context, a reply.Actor, in CaseInput) (int64, error) {
	if err := reply.PermitGeneral(a, reply.CreateCase); err != nil {
		return 0, err
	}
	c := reply.Case{State: reply.Drafting, CreatedAt: s.clock(), UpdatedAt: s.clock()}
	s.fill(&c, in)
	if a.Account.Role != reply.Coordinator && c.LeadID != a.Account.DepartmentID {
		return 0, reply.FieldError("lead", "只能登记由本单位主办的提案，其他单位主办的请由督查室登记")
	}
	if err := reply.CheckCase(c, nil, s.Today()); err != nil {
		return 0, err
	}
	err := s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		if err := s.checkChoices(tx, c, reply.Case{}); err != nil {
			return err
		}
		same, err := tx.SameProposals(c)
		if err != nil {
			return err
		}
		if twin, err := registered(tx, a, c, same); err != nil || twin != 0 {
			c.ID = twin
			return err
		}
		if own := ledBy(same, c.LeadID); own != nil {
			return numberTakenBy(*own)
		}
		if err := tx.PutCase(&c); err != nil {
			return takenAs(err, "number", numberTaken)
		}
		return s.record(tx, a, reply.CreateCase, c.ID, "登记"+c.Called())
	})
	return c.ID, err
}

const numberTaken = "这家主办单位已经登记过这一届次的这个编号"

// numberTakenBy names the case that has the number in the spelling that it has.
func numberTakenBy(c reply.Case) error {
	return reply.FieldError("number", "%s：%s《%s》", numberTaken, c.Called(), c.Title)
}

// ledBy returns the first of the cases that the department leads, or nil.
func ledBy(all []reply.Case, lead int64) *reply.Case {
	for i := range all {
		if all[i].LeadID == lead {
			return &all[i]
		}
	}
	return nil
}

// registered returns which of the cases about the same proposal the second press of
// 登记 asks for again: by the same account, the same to the letter and untouched
// since. 0 means that there is none.
func registered(tx Tx, a reply.Actor, c reply.Case, same []reply.Case) (int64, error) {
	for _, one := range same {
		id := one.ID
		if one.Revision != 1 || one.State != reply.Drafting || one.LeadID != c.LeadID {
			continue
		}
		one.ID, one.Revision, one.CreatedAt, one.UpdatedAt = c.ID, c.Revision, c.CreatedAt, c.UpdatedAt
		if !sameCase(one, c) {
			continue
		}
		events, err := tx.Events(id)
		if err != nil || len(events) > 0 && events[0].AccountID == a.Account.ID {
			return id, err
		}
	}
	return 0, nil
}

// keepApart refuses an edit that makes the case the same as another of its lead.
// Two that were the same before may be edited: their numbers stay as they are
// stored until one of them gets another.
func keepApart(tx Tx, c *reply.Case, before reply.Case) error {
	same, err := tx.SameProposals(*c)
	if err != nil {
		return err
	}
	own := ledBy(same, c.LeadID)
	switch {
	case own == nil:
		return nil
	case c.LeadID == before.LeadID && reply.SameProposal(*c, before):
		c.Number, c.Body = before.Number, before.Body
		return nil
	}
	return numberTakenBy(*own)
}

// sameCase compares what a form says; an empty list is no list.
func sameCase(a, b reply.Case) bool {
	text := func(c reply.Case) string { return fmt.Sprintf("%q", fmt.Sprintf("%+v", c)) }
	return text(a) == text(b)
}

// EditCase changes what was registered. Revision is the one that the form
// showed.
func (s *Service) EditCase(ctx context.Context, a reply.Actor, id int64, revision int, in CaseInput) error {
	err := s.change(ctx, a, reply.EditCase, id, func(tx Tx, _ reply.Actor, d *dossier) (string, error) {
		if d.Case.Revision != revision {
			return "", reply.Failf(reply.Stale, "有人在您之后修改了交办信息，您填写的内容仍在下面，请核对后再保存")
		}
		before := d.Case
		s.fill(&d.Case, in)
		if err := checkNewLead(a, *d, before); err != nil {
			return "", err
		}
		if err := keepApart(tx, &d.Case, before); err != nil {
			return "", err
		}
		if err := reply.CheckCase(d.Case, &before, s.Today()); err != nil {
			return "", err
		}
		if err := s.checkRemoved(tx, *d, before); err != nil {
			return "", err
		}
		if err := renameResponses(tx, d.Case, before); err != nil {
			return "", err
		}
		d.Case.Waivers = slices.DeleteFunc(d.Case.Waivers, func(w reply.Waiver) bool { return !d.Case.HasCoHandler(w.DepartmentID) })
		return "修改交办信息 " + caseChanges(*d, before).String(), s.checkChoices(tx, d.Case, before)
	})
	return takenAs(err, "number", numberTaken)
}

// checkNewLead keeps a reply with the department that issued it: its letters
// and drafts must not fall into other hands.
func checkNewLead(a reply.Actor, d dossier, before reply.Case) error {
	switch {
	case d.Case.LeadID == before.LeadID:
		return nil
	case a.Account.Role != reply.Coordinator:
		return reply.FieldError("lead", "改变主办单位请由督查室办理")
	case slices.ContainsFunc(d.letters, wasIssued):
		return reply.FieldError("lead", "%s已经签发过答复，不能改变主办单位", d.departments[before.LeadID].ShortName)
	case d.draft.Revision > 0:
		return reply.FieldError("lead", "%s已经起草答复稿，不能改变主办单位，请另行登记", d.departments[before.LeadID].ShortName)
	}
	return nil
}

// caseChanges says for the log what an edit changed.
func caseChanges(d dossier, before reply.Case) (c changes) {
	names := func(ids ...int64) string {
		var all []reply.Department
		for _, id := range ids {
			all = append(all, d.departments[id])
		}
		return shortNames(all)
	}
	after := d.Case
	c.text("类型", string(before.Kind), string(after.Kind))
	c.text("届次", before.Body, after.Body)
	c.text("编号", before.Number, after.Number)
	c.text("案由", before.Title, after.Title)
	c.text("提案者", proposerNames(before), proposerNames(after))
	if before.Original != after.Original { // too long to tell
		c = append(c, "提案原文有改动")
	}
	c.text("对策建议", strings.Join(before.Recommendations, "；"), strings.Join(after.Recommendations, "；"))
	c.text("主办单位", names(before.LeadID), names(after.LeadID))
	c.text("会办单位", names(before.CoHandlerIDs...), names(after.CoHandlerIDs...))
	c.text("交办日期", before.AssignedOn.Han(), after.AssignedOn.Han())
	c.text("答复期限", before.ReplyDue.Han(), after.ReplyDue.Han())
	c.text("会办期限", before.CoHandlingDue.Han(), after.CoHandlingDue.Han())
	c.text("办理类别", before.HandlingClass, after.HandlingClass)
	c.text("公开属性", string(before.Publicity)+before.PublicityReason, string(after.Publicity)+after.PublicityReason)
	c.text("抄送", strings.Join(before.CopyTo, "，"), strings.Join(after.CopyTo, "，"))
	c.text("联系人", reply.ContactNote(before.Contact), reply.ContactNote(after.Contact))
	return c
}

func proposerNames(c reply.Case) string {
	var all []string
	for _, p := range c.Proposers {
		all = append(all, p.Name)
	}
	return strings.Join(all, "、")
}

func (s *Service) fill(c *reply.Case, in CaseInput) {
	c.Kind, c.Body, c.Number, c.Title = in.Kind, strings.TrimSpace(in.Body), reply.BareNumber(in.Number), strings.TrimSpace(in.Title)
	c.Proposers, c.Recommendations = in.Proposers, nil
	for _, pasted := range in.Recommendations {
		if r := reply.CleanRecommendation(pasted); r != "" {
			c.Recommendations = append(c.Recommendations, r)
		}
	}
	c.Original = strings.TrimSpace(gongwen.Clean(in.Original))
	c.LeadID, c.CoHandlerIDs = in.LeadID, in.CoHandlerIDs
	c.AssignedOn, c.ReplyDue, c.CoHandlingDue = in.AssignedOn, in.ReplyDue, in.CoHandlingDue
	c.Skeleton, c.HandlingClass = in.Skeleton, in.HandlingClass
	c.Publicity, c.PublicityReason = in.Publicity, strings.TrimSpace(in.PublicityReason)
	c.CopyTo, c.Contact = in.CopyTo, in.Contact
}

// checkChoices refuses departments and outlines that are not to be had; a
// department that was disabled since stays where it was.
func (s *Service) checkChoices(tx Tx, c, before reply.Case) error {
	departments, err := departmentsByID(tx)
	if err != nil {
		return err
	}
	var p reply.Problems
	if lead, ok := departments[c.LeadID]; !ok || (lead.Disabled || lead.AnswersNothing) && c.LeadID != before.LeadID {
		p.Add("lead", "请选择主办单位")
	}
	for _, id := range c.CoHandlerIDs {
		if dep, ok := departments[id]; !ok || (dep.Disabled || dep.AnswersNothing) && !before.HasCoHandler(id) {
			p.Add("co_handlers", "请从列表中选择会办单位")
		}
	}
	if s.skeleton(c.Skeleton).Name == "" {
		p.Add("skeleton", "请选择答复的结构")
	}
	return p.Err()
}

// checkRemoved keeps co-handlers that have handed something in or are writing:
// words must not lose their department, nor a department its words.
func (s *Service) checkRemoved(tx Tx, d dossier, before reply.Case) error {
	for _, id := range before.CoHandlerIDs {
		if slices.Contains(d.Case.CoHandlerIDs, id) {
			continue
		}
		if d.newest(id) != nil {
			return reply.FieldError("co_handlers", "%s已经报送会办意见，不能从会办单位中去掉", d.departments[id].ShortName)
		}
		writing, err := tx.WorkingCopy(d.Case.ID, id)
		if err != nil {
			return err
		}
		if len(d.waiting(id)) > 0 {
			return reply.FieldError("co_handlers", "已经请%s报送会办事项，不能去掉；如不再需要，请先撤销会办事项", d.departments[id].ShortName)
		}
		if !writing.Opinion.IsZero() {
			return reply.FieldError("co_handlers", "%s已经在写会办意见，不能去掉；如不再需要，请记录“不再等候会办意见”", d.departments[id].ShortName)
		}
	}
	return nil
}

// RecordTalk keeps a conversation with the member.
func (s *Service) RecordTalk(ctx context.Context, a reply.Actor, id int64, t reply.Talk) error {
	t.Way, t.With, t.Outcome = strings.TrimSpace(t.Way), strings.TrimSpace(t.With), strings.TrimSpace(t.Outcome)
	return s.change(ctx, a, reply.RecordTalk, id, func(tx Tx, _ reply.Actor, d *dossier) (string, error) {
		if err := reply.CheckTalk(t, s.Today()); err != nil {
			return "", err
		}
		if slices.Contains(d.Case.Talks, t) {
			return "", errNothing
		}
		d.Case.Talks = append(d.Case.Talks, t)
		return "记录" + t.On.Han() + "与" + t.With + "的沟通（" + t.Way + "）", nil
	})
}

// Waive records that the lead no longer waits for a department's opinion.
func (s *Service) Waive(ctx context.Context, a reply.Actor, id, department int64, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.change(ctx, a, reply.WaiveContribution, id, func(tx Tx, _ reply.Actor, d *dossier) (string, error) {
		name := d.departments[department].ShortName
		switch {
		case !d.Case.HasCoHandler(department):
			return "", reply.Failf(reply.NotFound, "这件提案没有这个会办单位")
		case d.latest(department) != nil:
			return "", reply.Failf(reply.Conflict, "%s已经报送会办意见，请在合并时决定是否采用", name)
		case d.waiver(department) != nil:
			return "", reply.Failf(reply.Conflict, "已经记录过不再等候%s", name)
		}
		if err := reply.CheckReason(reason, "不再等候会办意见"); err != nil {
			return "", err
		}
		for _, r := range d.waiting(department) {
			if err := s.settle(tx, r, reply.WithdrawRequest, reason); err != nil {
				return "", err
			}
		}
		d.Case.Waivers = append(d.Case.Waivers, reply.Waiver{DepartmentID: department, Reason: reason})
		return "不再等候" + name + "的会办意见：" + reason, nil
	})
}
