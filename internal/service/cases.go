package service

import (
	"context"
	"slices"
	"strings"

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
	err := s.store.Write(ctx, func(tx Tx) error {
		if err := s.checkChoices(tx, c); err != nil {
			return err
		}
		if err := tx.PutCase(&c); err != nil {
			return takenAs(err, "number", "本单位已经登记过这一届次的这个编号")
		}
		return s.record(tx, a, reply.CreateCase, c.ID, "登记第"+c.Number+"号"+string(c.Kind))
	})
	return c.ID, err
}

// EditCase changes what was registered. Revision is the one that the form
// showed.
func (s *Service) EditCase(ctx context.Context, a reply.Actor, id int64, revision int, in CaseInput) error {
	return s.change(ctx, a, reply.EditCase, id, func(tx Tx, d *dossier) (string, error) {
		if d.Case.Revision != revision {
			return "", reply.Failf(reply.Stale, "有人在您之后修改了交办信息，您填写的内容仍在下面，请核对后再保存")
		}
		before := d.Case
		s.fill(&d.Case, in)
		if a.Account.Role != reply.Coordinator && d.Case.LeadID != before.LeadID {
			return "", reply.FieldError("lead", "改变主办单位请由督查室办理")
		}
		if err := reply.CheckCase(d.Case, &before, s.Today()); err != nil {
			return "", err
		}
		if err := s.checkRemoved(*d, before); err != nil {
			return "", err
		}
		return "修改交办信息", s.checkChoices(tx, d.Case)
	})
}

func (s *Service) fill(c *reply.Case, in CaseInput) {
	c.Kind, c.Body, c.Number, c.Title = in.Kind, strings.TrimSpace(in.Body), strings.TrimSpace(in.Number), strings.TrimSpace(in.Title)
	c.Proposers, c.Recommendations = in.Proposers, in.Recommendations
	c.LeadID, c.CoHandlerIDs = in.LeadID, in.CoHandlerIDs
	c.AssignedOn, c.ReplyDue, c.CoHandlingDue = in.AssignedOn, in.ReplyDue, in.CoHandlingDue
	c.Skeleton, c.HandlingClass = in.Skeleton, in.HandlingClass
	c.Publicity, c.PublicityReason = in.Publicity, strings.TrimSpace(in.PublicityReason)
	c.CopyTo, c.Contact = in.CopyTo, in.Contact
}

// checkChoices refuses departments and outlines that are not to be had.
func (s *Service) checkChoices(tx Tx, c reply.Case) error {
	departments, err := departmentsByID(tx)
	if err != nil {
		return err
	}
	var p reply.Problems
	if _, ok := departments[c.LeadID]; !ok {
		p.Add("lead", "请选择主办单位")
	}
	for _, id := range c.CoHandlerIDs {
		if _, ok := departments[id]; !ok {
			p.Add("co_handlers", "请从列表中选择会办单位")
		}
	}
	if s.skeleton(c.Skeleton).Name == "" {
		p.Add("skeleton", "请选择答复的结构")
	}
	return p.Err()
}

// checkRemoved keeps co-handlers that have handed something in: their words
// must not lose their department.
func (s *Service) checkRemoved(d dossier, before reply.Case) error {
	for _, id := range before.CoHandlerIDs {
		if !slices.Contains(d.Case.CoHandlerIDs, id) && d.latest(id) != nil {
			return reply.FieldError("co_handlers", "%s已经报送会办意见，不能从会办单位中去掉", d.departments[id].ShortName)
		}
	}
	return nil
}

// RecordTalk keeps a conversation with the member.
func (s *Service) RecordTalk(ctx context.Context, a reply.Actor, id int64, t reply.Talk) error {
	t.Way, t.With, t.Outcome = strings.TrimSpace(t.Way), strings.TrimSpace(t.With), strings.TrimSpace(t.Outcome)
	return s.change(ctx, a, reply.RecordTalk, id, func(tx Tx, d *dossier) (string, error) {
		if err := reply.CheckTalk(t, s.Today()); err != nil {
			return "", err
		}
		if slices.Contains(d.Case.Talks, t) {
			return "", reply.FieldError("on", "这次沟通已经记录过了")
		}
		d.Case.Talks = append(d.Case.Talks, t)
		return "记录" + t.On.Han() + "与" + t.With + "的沟通（" + t.Way + "）", nil
	})
}

// Waive records that the lead no longer waits for a department's opinion.
func (s *Service) Waive(ctx context.Context, a reply.Actor, id, department int64, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.change(ctx, a, reply.WaiveContribution, id, func(tx Tx, d *dossier) (string, error) {
		name := d.departments[department].ShortName
		switch {
		case !d.Case.HasCoHandler(department):
			return "", reply.Failf(reply.NotFound, "这件提案没有这个会办单位")
		case d.latest(department) != nil:
			return "", reply.Failf(reply.Conflict, "%s已经报送会办意见，请在合并时决定是否采用", name)
		case d.waiver(department) != nil:
			return "", reply.Failf(reply.Conflict, "已经记录过不再等待%s", name)
		}
		if err := reply.CheckReason(reason, "不再等待"); err != nil {
			return "", err
		}
		d.Case.Waivers = append(d.Case.Waivers, reply.Waiver{DepartmentID: department, Reason: reason})
		return "不再等待" + name + "的会办意见：" + reason, nil
	})
}
