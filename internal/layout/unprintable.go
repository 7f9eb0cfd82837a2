package layout

import (
	"fmt"
	"strings"
	"unicode"

	"dafu/internal/typeface"
)

// Unprintable is a character that cannot be printed.
type Unprintable struct {
	Rune  rune
	Block int    // index in the letter's body, or -1
	At    int    // character in Block.Text()
	Near  string // the text around it, to be shown
}

// UnprintableError lists every character of the letter that cannot be printed.
// A letter with such a character is never set: no blank boxes.
type UnprintableError struct{ Characters []Unprintable }

// reasonOf says why a character is not printed.
func reasonOf(r rune) string {
	switch script := typeface.Unset(r); {
	case isRightToLeft(r):
		return "从右向左书写的文字不能排版"
	case unicode.IsControl(r):
		return "文中夹有不可见的控制字符"
	case script != "":
		return script + "须连写成形，不能正确排印"
	}
	return "没有字体能印出这些字"
}

func (e *UnprintableError) Error() string {
	var reasons []string // in the order of the text
	lists := map[string][]string{}
	for _, c := range e.Characters {
		why := reasonOf(c.Rune)
		name := fmt.Sprintf("U+%04X，在“%s”中", c.Rune, visible(c.Near))
		if unicode.IsPrint(c.Rune) {
			name = fmt.Sprintf("%c（%s）", c.Rune, name)
		}
		if lists[why] == nil {
			reasons = append(reasons, why)
		}
		lists[why] = append(lists[why], name)
	}
	var s []string
	for _, why := range reasons {
		s = append(s, why+"："+strings.Join(lists[why], "、"))
	}
	return strings.Join(s, "；")
}

// visible shows characters that print nothing, or turn the line around, as □.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) && r != '\u3000' {
			return '□'
		}
		return r
	}, s)
}

// isRightToLeft reports letters whose line would have to run the other way,
// which nothing here does: in reading order from the left they are nonsense.
func isRightToLeft(r rune) bool {
	return r >= 0x0590 && (r <= 0x08ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff)
}
