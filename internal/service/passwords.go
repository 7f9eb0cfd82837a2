package service

import (
	"context"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"dafu/internal/reply"
)

// hashing is argon2id with 19 MiB, two passes: the smaller of the settings that
// OWASP recommends, so that a rush of logins does not exhaust a small server.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobody's hash is compared for names that do not exist, so that their refusal
// takes as long as that of a wrong password. It is made when it is first needed:
// a command that lets nobody in has no 40 ms to spare for it.
var nobody = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash("nobody", hashing)
	if err != nil {
		panic("no random numbers: " + err.Error())
	}
	return hash
})

// matches compares a password with a hash. An account that does not exist has
// none.
func matches(password, hash string) bool {
	known := hash != ""
	if !known {
		hash = nobody()
	}
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && same && known
}

// ownHouse is the line at the turnstile of those who are signed in already.
const ownHouse = "house"

// newHash returns what is stored of a password.
func newHash(ctx context.Context, password string) (string, error) {
	leave, err := hashers.enter(ctx, ownHouse)
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(password, hashing)
}

// shortLogin is a login that words contain by chance.
const shortLogin = 3

// checkPassword holds new passwords to GB/T 22239 level 2: long enough, of more
// than one kind of character, not the login itself; and not one that is soon guessed,
// of the lists of known ones or from the names of whoever uses it.
func checkPassword(field, password, login string, names ...string) error {
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
	case utf8.RuneCountInString(login) > shortLogin && strings.Contains(strings.ToLower(password), login):
		return reply.FieldError(field, "密码不能包含账号")
	case guessable(password, append(names, login)...):
		return reply.FieldError(field, "这个密码太容易猜到（常见密码、重复或连续的字符、单位或账号的名称），请换一个，例如几个不相干的词加数字")
	}
	return nil
}
