package merge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// Words is the entry as text to be edited: its heading run in, one paragraph a
// line. Retype reads it back.
func (e Entry) Words() string {
	return strings.TrimSuffix(e.document().Text(), "\n")
}

// Paragraphs are the words of the entry without numbers, its heading run in.
func (e Entry) Paragraphs() []string { return wordsOf(e.document().Blocks) }

// document is the entry as a text of its own, its heading run in.
func (e Entry) document() gongwen.Document {
	body := slices.Clone(e.Body)
	if e.Heading != "" && !e.runIn() {
		body = runHeadingIn(e, body)
	}
	return gongwen.Document{Blocks: body}
}

// Retype returns the entry with its words as an editor left them: characters
// that stayed keep the contributor's source, new ones get editor. Text is made
// from e.Words(); without the heading at its front the entry has none.
func Retype(e Entry, text string, editor gongwen.Source) Entry {
	body := gongwen.Retrace(e.document(), text, editor).Blocks
	for i := range body {
		if body[i].Kind != gongwen.Heading {
			body[i].Kind = gongwen.Paragraph
		}
	}
	body = flat(body)
	if len(body) == 0 {
		e.Heading, e.Body = "", nil
		return e
	}
	first := &body[0]
	words := first.Words()
	first.Number = gongwen.Number{}
	first.RunIn = phrase(words)
	if e.Heading != "" && strings.HasPrefix(words, e.Heading+"。") {
		first.RunIn = utf8.RuneCountInString(e.Heading) + 1
	}
	e.Heading, e.Body = trimEnd(string([]rune(words)[:first.RunIn])), body
	return e
}
