package reply

import (
	"regexp"
	"strings"

	"dafu/internal/gongwen"
)

// listMark is the numeral or bullet that a recommendation (对策建议) brings along
// when it is pasted from the proposal: 一、 （一） 1. ① 第一， 建议二： 一是 ●. A figure
// such as 3.5 is none.
var listMark = regexp.MustCompile(`^(?:` +
	`[（(]\s*(?:[一二三四五六七八九十百]{1,4}|\d{1,3})\s*[）)][、，．.:：]?|` +
	`(?:建议|第)[一二三四五六七八九十百\d]{1,4}(?:条|点|项|个建议)?[、，．.：:]|` +
	`[一二三四五六七八九十百]{1,4}(?:、|．|\.|是(?:要)?|，)|` +
	`\d{1,3}[、．)）.]|` +
	`[①-⒛㈠-㈩㊀-㊉⓪]\s*[、．.]?|` +
	`[•·●○■□◆◇▪★※►\-—–*]+\s*)`)

// CleanRecommendation returns a recommendation as it is registered: on one line,
// without the numeral or bullet in front and the mark behind it. Lists number
// their lines themselves.
func CleanRecommendation(pasted string) string {
	s := strings.Join(strings.Fields(pasted), " ")
	for range 2 { // 一、（一）…
		m := listMark.FindString(s)
		rest := strings.TrimSpace(s[len(m):])
		if m == "" || rest == "" || strings.HasSuffix(m, ".") && rest[0] >= '0' && rest[0] <= '9' {
			break
		}
		s = rest
	}
	return gongwen.Clause(s)
}
