package docx

import (
	"slices"
	"strconv"
	"strings"

	"dafu/internal/numeral"
)

// Word and WPS make 带圈字符 and 拼音指南 as EQ fields, which have no result: their
// words stand in the instruction, EQ \o\ac(○,1) and EQ \o\ad(\s\up 9(hàn),汉).

// equation returns the words of an EQ field and notes what is lost of them.
func (d *reader) equation(code string) string {
	q := &equation{code: []rune(code)}
	text := q.until("", 0).text
	if q.guides > 0 {
		d.found.rubies += q.guides
	}
	if q.shaped {
		d.found.formulas++
	}
	for _, words := range q.framed {
		d.found.enclosed.add(words, false)
	}
	return strings.TrimSpace(text)
}

type equation struct {
	code   []rune
	at     int
	guides int      // phonetic guides that were left out
	shaped bool     // a fraction, a root: their shape is lost
	framed []string // words whose frame has no character
}

// term is a piece of an equation; raised ones stand above or below the line.
type term struct {
	text   string
	raised bool
}

// deepestTerm is how far terms may stand within one another; Word's own
// go to three.
const deepestTerm = 16

// until reads up to one of the characters.
func (q *equation) until(ends string, depth int) term {
	var text strings.Builder
	var switches []string
	raised, terms := false, 0
	for ; q.at < len(q.code); q.at++ {
		switch r := q.code[q.at]; {
		case strings.ContainsRune(ends, r):
			return term{text.String(), raised && terms == 1}
		case r == '\\':
			switches = q.switched(switches, &text)
		case r == '(' && len(switches) > 0 && depth < deepestTerm:
			t := q.combine(switches, q.arguments(depth+1))
			if t.raised {
				raised = true
			}
			terms++
			text.WriteString(t.text)
			switches = nil
		case r == ' ' && len(switches) > 0:
		default:
			text.WriteRune(r)
			if r != ' ' {
				terms++
			}
		}
	}
	return term{text.String(), raised && terms == 1}
}

// switched reads what follows a \: a switch with its number, a format (\* and a
// word or words in quotes), or a character that is meant as it is.
func (q *equation) switched(switches []string, text *strings.Builder) []string {
	begin := q.at + 1
	end := begin
	for end < len(q.code) && isLetter(q.code[end]) {
		end++
	}
	switch {
	case end > begin:
		q.at = end - 1
		q.pass(func(r rune) bool { return r == ' ' || r >= '0' && r <= '9' })
		return append(switches, strings.ToLower(string(q.code[begin:end])))
	case begin < len(q.code) && q.code[begin] == '*':
		q.at = begin
		q.pass(func(r rune) bool { return r == ' ' })
		if q.at+1 < len(q.code) && q.code[q.at+1] == '"' {
			q.at++
			q.pass(func(r rune) bool { return r != '"' })
			q.at++
		} else {
			q.pass(func(r rune) bool { return r != ' ' && r != '\\' })
		}
	case begin < len(q.code):
		text.WriteRune(q.code[begin])
		q.at = begin
	}
	return switches
}

// pass moves on while the next character is one of these.
func (q *equation) pass(is func(rune) bool) {
	for q.at+1 < len(q.code) && is(q.code[q.at+1]) {
		q.at++
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// arguments reads (甲,乙), leaving q at the bracket that closes them.
func (q *equation) arguments(depth int) []term {
	var all []term
	for q.at < len(q.code) {
		q.at++ // the bracket or the comma
		all = append(all, q.until(",;)", depth))
		if q.at >= len(q.code) || q.code[q.at] == ')' {
			break
		}
	}
	return all
}

// combine makes the words of one term of its arguments.
func (q *equation) combine(switches []string, args []term) term {
	between := ""
	switch switches[0] {
	case "s":
		q.shaped = q.shaped || !slices.Contains(switches, "up") && !slices.Contains(switches, "do")
		return term{joinTerms(args, ""), true}
	case "o":
		return q.overstrike(args)
	case "f":
		between = "/"
	case "l":
		between = ","
	case "r":
		q.shaped = true
		return term{"√" + args[len(args)-1].text, false}
	}
	q.shaped = true
	return term{joinTerms(args, between), false}
}

func joinTerms(args []term, between string) string {
	var all []string
	for _, a := range args {
		all = append(all, a.text)
	}
	return strings.Join(all, between)
}

// overstrike reads characters that are set over one another: a ring and what
// is in it, or a word and how it is pronounced.
func (q *equation) overstrike(args []term) term {
	const rings, frames = "○◯〇⭕Ｏ", "△□◇▢▽☆"
	var words []term
	ring, frame, guides := false, false, 0
	for _, a := range args {
		switch t := strings.TrimSpace(a.text); {
		case t != "" && strings.Contains(rings, t) && len(args) > 1:
			ring = true
		case t != "" && strings.Contains(frames, t) && len(args) > 1:
			frame = true
		case a.raised:
			guides++
		default:
			words = append(words, a)
		}
	}
	text := strings.TrimSpace(joinTerms(words, ""))
	switch {
	case ring || frame:
		if s, known := circled(text); ring && known {
			return term{s, false}
		}
		q.framed = append(q.framed, text)
	case guides > 0 && text != "":
		q.guides++
	default:
		q.shaped = true
		text = joinTerms(args, "")
	}
	return term{text, false}
}

// circled is the character for what stands in a ring, where Unicode has one.
func circled(s string) (string, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		switch {
		case n == 0 && s == "0":
			return "⓪", true
		case n >= 1 && n <= 50 && s[0] != '0' && s[0] != '+':
			return numeral.Label("decimalEnclosedCircle", n), true
		}
		return "", false
	}
	const plain, ringed = "一二三四五六七八九十月火水木金土日株有社名特劳男女印注休正上中下左右宗企夜", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉㊊㊋㊌㊍㊎㊏㊐㊑㊒㊓㊔㊕㊘㊚㊛㊞㊟㊡㊣㊤㊥㊦㊧㊨㊪㊭㊰"
	r := []rune(s)
	if len(r) != 1 {
		return "", false
	}
	switch c := r[0]; {
	case c >= 'A' && c <= 'Z':
		return string('Ⓐ' + c - 'A'), true
	case c >= 'a' && c <= 'z':
		return string('ⓐ' + c - 'a'), true
	case slices.Contains([]rune(plain), c):
		return string([]rune(ringed)[slices.Index([]rune(plain), c)]), true
	}
	return "", false
}
