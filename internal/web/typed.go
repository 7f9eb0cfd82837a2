package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// typed is a field's words that a refused request brought along.
type typed struct{ Label, Words string }

// wordFields are the fields in which somebody writes sentences, by the pattern
// of their names. Passwords are not among them.
var wordFields = []struct {
	name  *regexp.Regexp
	label string
}{
	{regexp.MustCompile(`^status$`), "工作情况"},
	{regexp.MustCompile(`^next_steps$`), "下一步打算"},
	{regexp.MustCompile(`^text$`), "答复稿"},
	{regexp.MustCompile(`^words$`), "常用语"},
	{regexp.MustCompile(`^text-\d+$`), "修改后的文字"},
	{regexp.MustCompile(`^reason(-\d+)?$`), "理由"},
	{regexp.MustCompile(`^answer-\d+$`), "会办事项的内容"},
	{regexp.MustCompile(`^declined-\d+$`), "不承担的理由"},
	{regexp.MustCompile(`^wanted$`), "需要的内容"},
	{regexp.MustCompile(`^title$`), "案由"},
	{regexp.MustCompile(`^recommendations$`), "对策建议"},
	{regexp.MustCompile(`^original$`), "提案原文"},
	{regexp.MustCompile(`^outcome$`), "沟通结果"},
}

// typedWords returns what a refused request brought along, so that an error
// page can give it back wherever the form itself cannot be shown again.
func typedWords(form url.Values) (all []typed) {
	for _, f := range wordFields {
		var names []string
		for name := range form {
			if f.name.MatchString(name) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		for _, name := range names {
			if words := strings.TrimSpace(form.Get(name)); words != "" {
				all = append(all, typed{f.label, words})
			}
		}
	}
	return all
}
