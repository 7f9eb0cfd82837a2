package layout

import (
	"fmt"
	"strings"
	"unicode"
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

// The reasons why a character is not printed, in the order in which an error
// tells them.
const (
	noFace = iota
	rightToLeft
	control
)

var reasons = [...]string{
	noFace:      "没有字体能印出这些字",
	rightToLeft: "从右向左书写的文字不能排版",
	control:     "文中夹有不可见的控制字符",
}

func reasonOf(r rune) int {
	switch {
	case isRightToLeft(r):
		return rightToLeft
	case unicode.IsControl(r):
		return control
	}
	return noFace
}

func (e *UnprintableError) Error() string {
	var lists [len(reasons)][]string
	for _, c := range e.Characters {
		why := reasonOf(c.Rune)
		name := fmt.Sprintf("U+%04X，在“%s”中", c.Rune, visible(c.Near))
		if unicode.IsPrint(c.Rune) {
			name = fmt.Sprintf("%c（%s）", c.Rune, name)
		}
		lists[why] = append(lists[why], name)
	}
	var s []string
	for why, list := range lists {
		if len(list) > 0 {
			s = append(s, reasons[why]+"："+strings.Join(list, "、"))
		}
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
	return r >= 0x0590 && r <= 0x08ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}
