package service

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"dafu/internal/reply"
)

// Logging in is slowed for a name after this many failures in a row; the wait
// doubles with each further one up to the longest.
const (
	freeFailures = 3
	longestWait  = 15 * time.Minute
)

// hashing is argon2id with 19 MiB, two passes: the smaller of the settings that
// OWASP recommends, so that a rush of logins does not exhaust a small server.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobody's hash is compared for names that do not exist, so that their refusal
// takes as long as that of a wrong password.
var nobody, _ = argon2id.CreateHash("nobody", hashing)

// Authenticate returns the account if the password is right. Every failure
// counts; success forgets them.
func (s *Service) Authenticate(ctx context.Context, login, password string) (reply.Account, error) {
	login = strings.TrimSpace(login)
	if login == "" || utf8.RuneCountInString(login) > reply.MaxLine {
		return reply.Account{}, reply.FieldError("login", "请填写账号")
	}
	var account reply.Account
	var failures int
	var last time.Time
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		if failures, last, err = tx.Failures(login); err != nil {
			return err
		}
		account, err = tx.AccountByLogin(login)
		if reply.CodeOf(err) == reply.NotFound {
			return nil
		}
		return err
	})
	if err != nil {
		return reply.Account{}, err
	}
	if wait := last.Add(waitAfter(failures)).Sub(s.clock()); wait > 0 {
		return reply.Account{}, reply.Failf(reply.TooMany, "登录失败次数较多，请在 %d 秒后再试", int(wait.Seconds())+1)
	}
	hash := account.PasswordHash
	if hash == "" {
		hash = nobody
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil || !match || account.ID == 0 || account.Disabled {
		return reply.Account{}, s.failedLogin(ctx, login, account)
	}
	return account, s.store.Write(ctx, func(tx Tx) error {
		if err := tx.SetFailures(login, 0, time.Time{}); err != nil {
			return err
		}
		return s.record(tx, reply.Actor{Account: account}, reply.SignIn, 0, "登录")
	})
}

func waitAfter(failures int) time.Duration {
	if failures < freeFailures {
		return 0
	}
	return min(longestWait, time.Second<<min(failures-freeFailures, 20))
}

func (s *Service) failedLogin(ctx context.Context, login string, account reply.Account) error {
	err := s.store.Write(ctx, func(tx Tx) error {
		failures, _, err := tx.Failures(login)
		if err != nil {
			return err
		}
		if err := tx.SetFailures(login, failures+1, s.clock()); err != nil {
			return err
		}
		if account.ID == 0 {
			return nil
		}
		return s.record(tx, reply.Actor{Account: account}, reply.SignIn, 0, "登录失败")
	})
	if err != nil {
		return err
	}
	return reply.FieldError("password", "账号或密码不对，请重新输入")
}

// Actor returns who acts through a session; it fails with NotFound if the
// account is gone or disabled.
func (s *Service) Actor(ctx context.Context, accountID int64) (a reply.Actor, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if a.Account, err = tx.Account(accountID); err != nil {
			return err
		}
		if a.Account.Disabled {
			return reply.Failf(reply.NotFound, "账号已停用，请与管理员联系")
		}
		a.Department, err = tx.Department(a.Account.DepartmentID)
		return err
	})
	return a, err
}

// ChangePassword replaces the actor's own password.
func (s *Service) ChangePassword(ctx context.Context, a reply.Actor, old, new string) error {
	if err := reply.PermitGeneral(a, reply.ChangePassword); err != nil {
		return err
	}
	match, err := argon2id.ComparePasswordAndHash(old, a.Account.PasswordHash)
	if err != nil || !match {
		return reply.FieldError("old", "现在的密码不对")
	}
	if old == new {
		return reply.FieldError("new", "新密码不能与现在的密码相同")
	}
	if err := checkPassword("new", new, a.Account.Login); err != nil {
		return err
	}
	hash, err := argon2id.CreateHash(new, hashing)
	if err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error {
		account, err := tx.Account(a.Account.ID)
		if err != nil {
			return err
		}
		account.PasswordHash = hash
		if err := tx.PutAccount(&account); err != nil {
			return err
		}
		return s.record(tx, a, reply.ChangePassword, 0, "修改密码")
	})
}

// checkPassword holds new passwords to GB/T 22239 level 2: long enough, of more
// than one kind of character, not the login itself.
func checkPassword(field, password, login string) error {
	var letters, others bool
	for _, r := range password {
		if unicode.IsLetter(r) {
			letters = true
		} else {
			others = true
		}
	}
	switch n := utf8.RuneCountInString(password); {
	case n < 10:
		return reply.FieldError(field, "密码至少 10 个字符")
	case n > 200:
		return reply.FieldError(field, "密码最多 200 个字符")
	case !letters || !others:
		return reply.FieldError(field, "密码要同时有字母和数字或符号")
	case login != "" && strings.Contains(strings.ToLower(password), strings.ToLower(login)):
		return reply.FieldError(field, "密码不能包含账号")
	}
	return nil
}
