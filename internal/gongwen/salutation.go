package gongwen

import (
	"strings"
	"unicode/utf8"
)

// longSalutation tells whether a line longer than addressees usually are is one all
// the same: many who signed together, “李建国、王秀英……赵志强委员：”. It is a row of
// names and nothing else, the last with what its bearer is.
func longSalutation(line string) bool {
	row, ok := strings.CutSuffix(strings.TrimSuffix(line, ":"), "：")
	if !ok && !strings.HasSuffix(line, ":") || strings.Count(row, "、") < 3 {
		return false
	}
	called := false
	for _, title := range salutationEnds {
		called = called || strings.HasSuffix(row, title)
	}
	if !called {
		return false
	}
	for name := range strings.SplitSeq(row, "、") {
		if n := utf8.RuneCountInString(name); n < 2 || n > maxNameRow || strings.ContainsAny(name, sentenceEnds+"，,：:") {
			return false
		}
	}
	return true
}

// maxNameRow is the longest name in a row, with its title or as a collective.
const maxNameRow = 25

// salutationEnds are what the last of a row of names ends with.
var salutationEnds = []string{"委员", "代表", "省委", "市委", "县委", "区委", "州委", "委员会", "代表团", "联合会", "工商联", "总支", "支部"}
