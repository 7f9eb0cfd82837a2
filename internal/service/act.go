package service

import (
	"context"
	"errors"

	"dafu/internal/reply"
)

// Every write of the use cases passes through this file, and no other calls
// Store.Write (TestEveryWritePassesThroughAct): permit → load the actor → load
// the case → decide → write → event.

// errNothing tells act and change that what is asked for stands already: the
// second press of a button succeeds and does nothing.
var errNothing = errors.New("nothing to change")

// write runs fn in one write transaction, with the actor as the account is by
// then: between the start of a request and its write an account can be disabled,
// moved, or signed out.
func (s *Service) write(ctx context.Context, a reply.Actor, fn func(Tx, reply.Actor) error) error {
	return s.perform(ctx, a, nil, fn)
}

// perform is write with what costly steps came to before.
func (s *Service) perform(ctx context.Context, a reply.Actor, done work, fn func(Tx, reply.Actor) error) error {
	return s.store.Write(ctx, func(tx Tx) error {
		now, err := again(tx, a)
		if err != nil {
			return err
		}
		return fn(performance{tx, done}, now)
	})
}

// system runs fn in one write transaction for the program itself: what goes on
// with an order to sign, and tries of passwords before anybody is signed in.
func (s *Service) system(ctx context.Context, fn func(Tx) error) error {
	return s.store.Write(ctx, func(tx Tx) error { return fn(performance{tx, nil}) })
}

// act opens a case for an act, lets fn carry it out, and records it with the
// detail that fn returns; with "" nothing is recorded.
func (s *Service) act(ctx context.Context, a reply.Actor, act reply.Act, caseID int64, fn func(Tx, reply.Actor, *dossier) (string, error)) error {
	return s.write(ctx, a, s.opened(act, caseID, fn))
}

// weighed is act for what needs costly work (rehearse.go).
func (s *Service) weighed(ctx context.Context, a reply.Actor, act reply.Act, caseID int64, fn func(Tx, reply.Actor, *dossier) (string, error)) error {
	return s.rehearsed(ctx, a, s.opened(act, caseID, fn))
}

func (s *Service) opened(act reply.Act, caseID int64, fn func(Tx, reply.Actor, *dossier) (string, error)) func(Tx, reply.Actor) error {
	return func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, act, caseID)
		if err != nil {
			return err
		}
		detail, err := fn(tx, a, &d)
		if errors.Is(err, errNothing) {
			return nil
		}
		if err != nil || detail == "" {
			return err
		}
		return s.record(tx, a, act, caseID, detail)
	}
}

// change is act for what changes the case itself: it stores the dossier's case.
func (s *Service) change(ctx context.Context, a reply.Actor, act reply.Act, caseID int64, fn func(Tx, reply.Actor, *dossier) (string, error)) error {
	return s.act(ctx, a, act, caseID, s.storing(fn))
}

func (s *Service) storing(fn func(Tx, reply.Actor, *dossier) (string, error)) func(Tx, reply.Actor, *dossier) (string, error) {
	return func(tx Tx, a reply.Actor, d *dossier) (string, error) {
		detail, err := fn(tx, a, d)
		if err != nil {
			return "", err
		}
		d.Case.UpdatedAt = s.clock()
		return detail, tx.PutCase(&d.Case)
	}
}

// again loads an actor again. It refuses one whose account or department was
// disabled, whose role, department or password was changed, or whose session was
// ended since: what was sent was meant by somebody else. Only names and the like
// may have changed.
func again(tx Tx, a reply.Actor) (reply.Actor, error) {
	if a.Account == Operator.Account {
		return a, nil
	}
	now := reply.Actor{Session: a.Session}
	var err error
	if now.Account, err = tx.Account(a.Account.ID); reply.CodeOf(err) == reply.NotFound {
		return now, changedActor("您的账号已经不在")
	}
	if err != nil {
		return now, err
	}
	if now.Department, err = tx.Department(now.Account.DepartmentID); err != nil {
		return now, err
	}
	ended := false
	if a.Session != "" {
		if ended, err = tx.SessionEnded(a.Session); err != nil {
			return now, err
		}
	}
	switch text := shut(now.Account, now.Department); {
	case text != "":
		return now, changedActor(text)
	case ended:
		return now, changedActor("您已经退出登录")
	case now.Account.DepartmentID != a.Account.DepartmentID:
		return now, changedActor("您的账号已经调到" + now.Department.ShortName)
	case now.Account.Role != a.Account.Role:
		return now, changedActor("您的账号已经改为" + now.Account.Role.Han())
	case now.Account.PasswordHash != a.Account.PasswordHash:
		return now, changedActor("您的密码已经修改，请重新登录")
	}
	return now, nil
}

func changedActor(text string) error {
	return reply.Failf(reply.Forbidden, "%s，刚才提交的内容没有保存", text)
}
