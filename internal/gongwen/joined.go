package gongwen

import "strings"

// Joined returns a message that was put together from fixed words and words that
// somebody typed, as one sentence: a mark that the typed words end with is not
// followed by another, and quotes within quotes alternate between “ ” and ‘ ’
// (GB/T 15834-2011, 4.8.3.3). Quotes that are not paired stay as they are.
func Joined(message string) string { return alternated(onceMarked(message)) }

// onceMarked keeps of marks in a row the one that the sentence goes on with: the
// last of 。；，, and nothing after ？ or ！.
func onceMarked(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	held := rune(0) // a mark not yet written: another may take its place
	for _, r := range s {
		switch {
		case r == '。' || r == '；' || r == '，' || r == '、':
			if held != '？' && held != '！' {
				held = r
			}
			continue
		case held != 0 && (r == '：' || r == '）' && held != '？' && held != '！'):
			// 理由。： and （理由。） lose the mark.
		case held != 0:
			b.WriteRune(held)
		}
		held = 0
		if r == '？' || r == '！' {
			held = r
			continue
		}
		b.WriteRune(r)
	}
	if held != 0 {
		b.WriteRune(held)
	}
	return b.String()
}

// alternated sets the quotes of each level in their own form.
func alternated(s string) string {
	if !strings.ContainsAny(s, "“”") {
		return s
	}
	out := []rune(s)
	depth := 0
	for i, r := range out {
		switch r {
		case '“', '‘':
			out[i] = '“'
			if depth%2 == 1 {
				out[i] = '‘'
			}
			depth++
		case '”', '’':
			if depth--; depth < 0 {
				return s
			}
			out[i] = '”'
			if depth%2 == 1 {
				out[i] = '’'
			}
		}
	}
	if depth != 0 {
		return s
	}
	return string(out)
}

// Clause returns somebody's words without the mark they end with, to stand inside
// a sentence.
func Clause(words string) string { return strings.TrimRight(words, " \t\n\u3000。；，、;,") }

// InQuotes returns words as they stand between “ and ”, their own quotes turned.
func InQuotes(words string) string { return turned.Replace(words) }

var turned = strings.NewReplacer("“", "‘", "”", "’", "‘", "“", "’", "”")

// Quoted returns words in quotes, those within them turned.
func Quoted(words string) string { return alternated("“" + words + "”") }

// Curled sets straight quotes in pairs as “ ”; an odd one stays.
func Curled(s string) string {
	if n := strings.Count(s, `"`); n == 0 || n%2 == 1 {
		return s
	}
	open := true
	return strings.Map(func(r rune) rune {
		if r != '"' {
			return r
		}
		open = !open
		if open {
			return '”'
		}
		return '“'
	}, s)
}
