package gongwen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxParted is how long a line may be, in characters, for blanks in it to part
// elements.
const maxParted = 120

// shortLine tells whether the line has at most maxParted characters beside blanks.
func shortLine(line []rune) bool {
	n := 0
	for _, r := range line {
		if !space(r) {
			if n++; n > maxParted {
				return false
			}
		}
	}
	return true
}

// parted tells whether a blank between before and after parts two elements that
// stand on one line and so is content: 联系人：李五 联系电话：…, 某局 2024年6月7日,
// 某市教育局 某市财政局, 张三 李四委员. before begins behind the last such blank.
func parted(before, after []rune) bool {
	rest := plain(string(after))
	if i := strings.IndexByte(rest, ':'); i > 0 && labels[rest[:i]] {
		return true
	}
	front := plain(string(before))
	if len(before) > 60 {
		return false
	}
	switch {
	case strings.HasSuffix(rest, "印发") || strings.HasSuffix(rest, "印"):
		return dateShape(strings.TrimSuffix(strings.TrimSuffix(rest, "发"), "印")) >= 6
	case dateShape(rest) >= 6:
		return strings.HasSuffix(front, "。") || strings.HasSuffix(front, ")") || publicBody(front)
	}
	if name, ok := memberName(rest); ok {
		return name != "" && namesLike(front, 4) && namesLike(name, 40)
	}
	return bodySure(front) > 0 && strings.ContainsAny(rest, whose) && !strings.ContainsAny(rest, ",:;。“《") && publicBody(unstamped(rest))
}

// unstamped is a 署名 without the place of its stamp.
func unstamped(name string) string {
	for _, stamp := range stamps {
		if rest, ok := strings.CutSuffix(name, stamp); ok {
			return rest
		}
	}
	return name
}

// memberName cuts 委员 or the like, and a colon, off the end of a line.
func memberName(line string) (name string, ok bool) {
	line = strings.TrimSuffix(line, ":")
	for _, called := range people {
		if name, ok := strings.CutSuffix(line, called); ok {
			return name, true
		}
	}
	return "", false
}

// namesLike tells whether s is two Han characters or more, and most at most.
func namesLike(s string, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= most && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' && r != '、' })
}

// labels are the words of the table of cues that stand before a colon.
var labels = map[string]bool{}

func init() {
	for i := range cues {
		c := &cues[i]
		if c.place != cueHead && c.place != cueLabel || c.part == PartBody || c.part == PartCopy {
			continue
		}
		for word := range strings.SplitSeq(c.words, "|") {
			if word = strings.TrimSuffix(word, ":"); namesLike(word, 12) {
				labels[word] = true
			}
		}
	}
}

// Squeeze returns the line as Parse reads its blanks: those that are content
// stay, each as one space.
func Squeeze(line string) string { return string(squeeze([]rune(line))) }
