package docx

import (
	"strings"
	"unicode/utf8"
)

// shownWords is how many characters of the text a notice quotes to say where
// something stood.
const shownWords = 12

// firstWords quotes the beginning of a text. Of a long one only the head is
// looked at: a paragraph may be asked for its place many times.
func firstWords(text string) string {
	head := text[:min(len(text), 8*shownWords*utf8.UTFMax)]
	for len(head) < len(text) && !utf8.ValidString(head) {
		head = head[:len(head)-1]
	}
	return cut(oneLine(head), shownWords)
}

// lastWords quotes the end of a text.
func lastWords(text string) string {
	r := []rune(oneLine(text[startOfTail(text):]))
	if len(r) > shownWords {
		return "…" + string(r[len(r)-shownWords:])
	}
	return string(r)
}

// startOfTail keeps a long paragraph from being copied for every note in it.
func startOfTail(text string) int {
	i := max(0, len(text)-8*shownWords*utf8.UTFMax)
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

// oneLine makes one line of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cut shortens a text to n characters.
func cut(text string, n int) string {
	i := 0
	for at := range text {
		if i == n {
			return text[:at] + "…"
		}
		i++
	}
	return text
}
