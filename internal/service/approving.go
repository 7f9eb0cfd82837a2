package service

import (
	"context"
	"strings"

	"dafu/internal/reply"
)

// noHead is what a department without a head's account is told.
const noHead = "本单位还没有可用的负责人账号，会办意见不能报送。请管理员为本单位建立负责人账号"

// hasHead reports whether the department has an account that can approve.
func hasHead(tx Tx, department int64) (bool, error) {
	accounts, err := tx.Accounts()
	for _, a := range accounts {
		if a.DepartmentID == department && a.Role == reply.Head && !a.Disabled {
			return true, err
		}
	}
	return false, err
}

// SendOpinion saves the opinion and puts it before the department's own head
// (送负责人审核). It returns the version that the head is to approve.
func (s *Service) SendOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, o reply.Opinion) (int, error) {
	o = trimmed(o)
	err := s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SendOpinion, caseID)
		if err != nil {
			return err
		}
		if err := checkOpinion(d, a, o, true); err != nil {
			return err
		}
		own := a.Account.DepartmentID
		if has, err := hasHead(tx, own); err != nil || !has {
			return orElse(err, reply.Failf(reply.Conflict, noHead))
		}
		if before := d.latest(own); before != nil && before.Opinion.Equal(owedOnly(o, d.requestsTo(own))) && !d.asksAgain(*before) {
			return reply.Failf(reply.Conflict, "内容与第%d次报送完全相同，没有重复送审", before.Revision)
		}
		stored, err := tx.WorkingCopy(caseID, own)
		if err != nil {
			return err
		}
		next := stored
		next.Stage, next.Reason = reply.WithHead, ""
		again, err := s.putWorkingCopy(tx, a, stored, &next, &version, o)
		switch {
		case err != nil:
			return err
		case again && stored.Stage == reply.WithHead:
			return nil // the second press of the button
		case again:
			return staleOpinion(stored, a)
		}
		return s.record(tx, a, reply.SendOpinion, caseID, "会办意见送本单位负责人审核")
	})
	return version, err
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// RecallOpinion takes back what lies with the head, so that it can be changed.
func (s *Service) RecallOpinion(ctx context.Context, a reply.Actor, caseID int64) error {
	return s.restage(ctx, a, reply.RecallOpinion, caseID, 0, func(w *reply.WorkingCopy) (string, error) {
		w.Stage = reply.Writing
		return "撤回送审的会办意见", nil
	})
}

// ReturnOpinion gives what the head saw back to the drafter, with a reason that
// stays until it is sent up again. Version is the one that was looked at.
func (s *Service) ReturnOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.restage(ctx, a, reply.ReturnOpinion, caseID, version, func(w *reply.WorkingCopy) (string, error) {
		if err := reply.CheckReason(reason, "退回"); err != nil {
			return "", err
		}
		w.Stage, w.Reason = reply.SentBack, reason
		return "会办意见退回承办人修改：" + reason, nil
	})
}

// restage moves what lies with the head on, the words untouched. Version 0 is
// whichever lies there.
func (s *Service) restage(ctx context.Context, a reply.Actor, act reply.Act, caseID int64, version int, step func(*reply.WorkingCopy) (string, error)) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		if _, err := s.open(tx, a, act, caseID); err != nil {
			return err
		}
		w, err := tx.WorkingCopy(caseID, a.Account.DepartmentID)
		switch {
		case err != nil:
			return err
		case w.Stage != reply.WithHead:
			return reply.Failf(reply.Conflict, "这份会办意见现在不在负责人审核，不能%s。请重新打开核对", act.Han())
		case version != 0 && w.Version != version:
			return reply.Failf(reply.Stale, "会办意见在您打开之后有改动，请重新打开，看过新的内容再%s", act.Han())
		}
		detail, err := step(&w)
		if err != nil {
			return err
		}
		w.SavedBy, w.SavedAt = a.Account.ID, s.clock()
		if err := tx.PutWorkingCopy(&w); err != nil {
			return err
		}
		return s.record(tx, a, act, caseID, detail)
	})
}
