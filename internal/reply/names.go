package reply

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxLogin is how many characters a login (账号) has at most.
const MaxLogin = 60

// FoldLogin brings a login to the one form in which it is stored and looked
// up: full-width letters become plain ones, capitals small.
func FoldLogin(s string) string {
	return strings.TrimSpace(strings.ToLower(norm.NFKC.String(s)))
}

// loginForm leaves out every script with letters that look like Latin ones, so
// that no two logins can be taken for each other.
var loginForm = regexp.MustCompile(`^[\p{Han}a-z0-9._@-]+$`)

// CheckLogin complains about a folded login that cannot stand.
func (p *Problems) CheckLogin(field, login string) {
	switch {
	case login == "":
		p.Add(field, "请填写账号")
	case utf8.RuneCountInString(login) > MaxLogin || !loginForm.MatchString(login):
		p.Add(field, "账号最多 %d 个字，只用汉字、英文字母、数字和 . _ @ -", MaxLogin)
	}
}

// blanks are letters that print nothing: fillers of Hangul, the empty Braille
// pattern. They have no place in a name, nor have line ends of any kind.
const blanks = "\u115f\u1160\u3164\uffa0\u2800\u2028\u2029"

// CheckLine complains about a line, such as a name, that cannot stand: what
// CheckText refuses, and characters that nobody sees, with which two names
// could look the same. Variation selectors and rare characters (𬭎) are kept.
func (p *Problems) CheckLine(field, label, s string, limit int) {
	before := len(*p)
	p.CheckText(field, label, s, limit)
	if len(*p) == before && strings.ContainsFunc(s, unseen) {
		p.Add(field, "%s里有看不见的字符，可能是粘贴带进来的，请删去后重新输入", label)
	}
}

func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf) || strings.ContainsRune(blanks, r)
}
