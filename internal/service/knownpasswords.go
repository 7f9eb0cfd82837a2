package service

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"

	"dafu/internal/reply"
)

// leastGuesses is how many guesses a password must take somebody who knows the
// usual lists, patterns and the house: 10⁸, which zxcvbn calls safe against guesses
// at a sign-in and rules of ours slow down besides.
const leastGuesses = 1e8

// judged is how much of a password is judged: the work grows with its square.
const judged = 64

// commonHere are words that Chinese passwords are made of and that zxcvbn's lists,
// which come from elsewhere, do not have: pinyin, numbers that are read as words, and
// what such software is called. The list is our own.
var commonHere = []string{
	"woaini", "woaiwojia", "iloveu", "aini", "520", "1314", "5201314", "1314520", "521", "888888", "666666", "168", "147258", "147258369", "123qwe", "qwe123", "1qaz", "2wsx", "3edc",
	"mima", "mimamima", "denglu", "yonghu", "guanli", "guanliyuan", "admin", "root", "test", "ceshi", "user", "guest", "office", "bangong", "bangongshi", "duchashi",
	"zhongguo", "china", "beijing", "shanghai", "zhangsan", "lisi", "wangwu", "zhaoliu", "xiaoming", "tian", "taian", "caonima", "asd", "asdasd", "zxc", "qaz", "abc", "abcd", "aaa",
	"dafu", "答复", "提案", "建议", "密码", "管理员", "管理", "办公室", "我爱你", "中国", "政协", "人大",
}

// guessable tells whether a password is soon guessed: one of the known ones, also
// dressed up (P@ssw0rd2024), repeats, sequences, rows of keys, dates, and what is
// made of the words that belong to whoever uses it.
func guessable(password string, own ...string) bool {
	if r := []rune(password); len(r) > judged {
		password = string(r[:judged])
	}
	words := append([]string{}, commonHere...)
	for _, w := range own {
		words = append(words, w)
		words = append(words, strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune(".-_@ 　", r) })...)
	}
	return distinct(password) < 5 || besides(password, words) < leastBesides || zxcvbn.PasswordStrength(strings.ToLower(password), words).Guesses < leastGuesses ||
		zxcvbn.PasswordStrength(password, words).Guesses < leastGuesses
}

// leastBesides is how many characters a password has at least beside such words.
const leastBesides = 6

// besides counts the characters that are left of a password without the words in
// it, of those with more than two letters or one Chinese word: zxcvbn knows bytes.
func besides(password string, words []string) int {
	rest := strings.ToLower(password)
	long := slices.SortedFunc(slices.Values(words), func(a, b string) int { return len(b) - len(a) })
	for _, w := range long {
		if len(w) > 3 {
			rest = strings.ReplaceAll(rest, strings.ToLower(w), "")
		}
	}
	return utf8.RuneCountInString(rest)
}

// distinct counts the different characters.
func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// namesOf are the words by which a department and its people are known.
func namesOf(a reply.Actor) []string {
	d := a.Department
	return []string{a.Account.Name, d.FullName, d.ShortName, d.NumberPrefix, d.OpinionPrefix}
}
