package service

import (
	"context"
	"errors"
	"unicode/utf8"

	"dafu/internal/reply"
)

// Authenticate returns the account if the password is right. From is the
// client's address: failures are counted by name and address, and success
// forgets them.
func (s *Service) Authenticate(ctx context.Context, login, password, from string) (reply.Account, error) {
	login = reply.FoldLogin(login)
	if login == "" || utf8.RuneCountInString(login) > reply.MaxLine {
		return reply.Account{}, reply.FieldError("login", "请填写账号")
	}
	if from == "" {
		from = nowhere
	}
	leave, err := hashers.enter(ctx, from)
	if err != nil {
		return reply.Account{}, err
	}
	defer leave()
	account, err := s.tryLogin(ctx, login, from)
	if err != nil {
		return reply.Account{}, err
	}
	if !matches(password, account.PasswordHash) {
		return reply.Account{}, s.failedLogin(ctx, account, from)
	}
	return account, s.system(ctx, func(tx Tx) error {
		department, err := tx.Department(account.DepartmentID)
		if err != nil {
			return err
		}
		if text := shut(account, department); text != "" {
			return reply.FieldError("login", "%s", text)
		}
		if err := forgive(tx, login, from, everywhere, ownForm); err != nil {
			return err
		}
		if err := s.forgivePlace(tx, from); err != nil {
			return err
		}
		if err := tx.KnowPlace(login, from, s.clock()); err != nil {
			return err
		}
		return s.record(tx, reply.Actor{Account: account}, reply.SignIn, 0, "登录（来自 "+from+"）")
	})
}

// shut says why an account cannot be used, or nothing.
func shut(a reply.Account, d reply.Department) string {
	switch {
	case a.Disabled:
		return "账号已停用，请与管理员联系"
	case d.Disabled:
		return "账号所在的单位（" + d.ShortName + "）已停用，请与管理员联系"
	}
	return ""
}

// failedLogin puts a failure on record, in the same way whether there is such an
// account or not: the work must not tell one from the other. What was typed as the
// name is not recorded, for it may be a password.
func (s *Service) failedLogin(ctx context.Context, account reply.Account, from string) error {
	detail := "登录失败（来自 " + from + "）"
	if account.ID == 0 {
		account, detail = reply.Account{Name: "未知账号"}, "登录失败，没有这个账号（来自 "+from+"）"
	}
	err := s.system(ctx, func(tx Tx) error {
		return s.record(tx, reply.Actor{Account: account}, reply.SignIn, 0, detail)
	})
	if err != nil {
		return err
	}
	return reply.FieldError("password", "账号或密码不对，请重新输入")
}

// SignOut records that somebody signed out.
func (s *Service) SignOut(ctx context.Context, a reply.Actor) error {
	// Its session has ended before this is written.
	return s.system(ctx, func(tx Tx) error { return s.record(tx, a, reply.SignOut, 0, "退出登录") })
}

// Actor returns who acts through a session; it fails with NotFound if the
// account is gone, or if it or its department is disabled.
func (s *Service) Actor(ctx context.Context, accountID int64) (a reply.Actor, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if a.Account, err = tx.Account(accountID); err != nil {
			return err
		}
		if a.Department, err = tx.Department(a.Account.DepartmentID); err != nil {
			return err
		}
		if text := shut(a.Account, a.Department); text != "" {
			return reply.Failf(reply.NotFound, "%s", text)
		}
		return nil
	})
	return a, err
}

// ownTries is how often in a row the present password may be wrong before a
// change of password ends the session: somebody else may sit there.
const ownTries = 5

// ErrSignInAgain is behind a refusal that ends the session.
var ErrSignInAgain = errors.New("sign in again")

// ChangePassword replaces the actor's own password.
func (s *Service) ChangePassword(ctx context.Context, a reply.Actor, old, new string) error {
	if err := reply.PermitGeneral(a, reply.ChangePassword); err != nil {
		return err
	}
	if old == new {
		return reply.FieldError("new", "新密码不能与现在的密码相同")
	}
	if err := checkPassword("new", new, a.Account.Login, namesOf(a)...); err != nil {
		return err
	}
	if err := s.proveOwnPassword(ctx, a, old); err != nil {
		return err
	}
	hash, err := newHash(ctx, new)
	if err != nil {
		return err
	}
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		account, err := tx.Account(a.Account.ID)
		if err != nil {
			return err
		}
		account.PasswordHash, account.MustChange = hash, false
		if err := tx.PutAccount(&account); err != nil {
			return err
		}
		if err := forgive(tx, account.Login, ownForm); err != nil {
			return err
		}
		return s.record(tx, a, reply.ChangePassword, 0, "修改密码")
	})
}

// proveOwnPassword fails if old is not the actor's password, more harshly each
// time.
func (s *Service) proveOwnPassword(ctx context.Context, a reply.Actor, old string) error {
	leave, err := hashers.enter(ctx, ownHouse)
	if err != nil {
		return err
	}
	defer leave()
	failures := 0
	err = s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		failures, err = s.count(tx, a.Account.Login, ownForm, fromOnePlace)
		return err
	})
	if err != nil || matches(old, a.Account.PasswordHash) {
		return err
	}
	err = s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		return s.record(tx, a, reply.ChangePassword, 0, "修改密码失败：现在的密码不对")
	})
	switch {
	case err != nil:
		return err
	case failures >= ownTries:
		return &reply.Error{Code: reply.Forbidden, Text: "现在的密码连续输错，已经退出登录。请重新登录", Cause: ErrSignInAgain}
	}
	return reply.FieldError("old", "现在的密码不对")
}
