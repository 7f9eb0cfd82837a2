package reply

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxNumber is how many characters a case's number has at most.
const MaxNumber = 40

// numberForm is what may be left of a number without 第 and 号: 0123, 13020780,
// 2024-136, 闭08, and several that are answered together (045、046).
var numberForm = regexp.MustCompile(`^[\p{Han}A-Za-z0-9]+([-—/.、()〔〕\[\]][\p{Han}A-Za-z0-9]+|[)〕\]])*$`)

// BareNumber returns a case's number without what people type around it: 第0751号,
// 0753号提案 and ０７５２ become 0751, 0753 and 0752. Zeros at the head stay; they
// belong to the number. What is no number is only trimmed.
func BareNumber(s string) string {
	s = strings.TrimFunc(norm.NFKC.String(s), unseenOrBlank)
	for _, kind := range []Kind{Proposal, Suggestion} {
		if rest, ok := strings.CutSuffix(s, "号"+string(kind)); ok {
			s = rest + "号"
		}
	}
	for strings.HasPrefix(s, "第") {
		s = strings.TrimLeftFunc(strings.TrimPrefix(s, "第"), unseenOrBlank)
	}
	for strings.HasSuffix(s, "号") {
		s = strings.TrimRightFunc(strings.TrimSuffix(s, "号"), unseenOrBlank)
	}
	return s
}

func unseenOrBlank(r rune) bool { return unicode.IsSpace(r) || unseen(r) }

// NumberKey is the same for two spellings of one number: 第0123号, ０１２３ and 123.
func NumberKey(number string) string {
	bare := strings.ToLower(BareNumber(number))
	if key := strings.TrimLeft(bare, "0"); key != "" {
		return key
	}
	return bare
}

// SameProposal reports whether two cases are about the same 提案 or 建议: kind,
// session and number agree, however they are spelled. Leads may differ (分办).
func SameProposal(a, b Case) bool {
	return a.Kind == b.Kind && NumberKey(a.Number) == NumberKey(b.Number) && sessionKey(a.Body) == sessionKey(b.Body)
}

// sessionKey is a session's name without blanks and differences of width.
func sessionKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unseenOrBlank(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

// CheckNumber complains about a bare number that cannot stand.
func (p *Problems) CheckNumber(field, number string) {
	before := len(*p)
	p.require(field, "编号", number, MaxNumber)
	if len(*p) == before && (!numberForm.MatchString(number) || strings.ContainsAny(number, "第号")) {
		p.Add(field, "编号“%s”不像提案、建议的编号。请只写编号本身，如 0123、2024-136，不写“第”“号”，中间不空格", number)
	}
}
