package merge

import (
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// SplitOpinion takes a whole opinion letter (会办意见) apart for the form: what
// stands under the heading of each part, and the contact note. What belongs to
// the letter alone goes: title, addressee, signatory, date, an opening that ends
// with 如下：, the headings of the parts. Text without such headings is status up
// to a paragraph that begins with 下一步.
func SplitOpinion(letter string) reply.Opinion {
	d := gongwen.Parse(letter, gongwen.Source{})
	from, to := d.BodyRange()
	var o reply.Opinion
	for _, b := range d.Blocks {
		if b.Kind == gongwen.Contact && o.Contact.IsZero() {
			o.Contact = personOf(b.Words())
		}
	}
	halves := map[Part][]gongwen.Block{}
	part := Status
	for i, b := range d.Blocks[from:to] {
		switch {
		case opensPart(b):
			part = titlePart(b.Words())
			if barePartTitle(b.Words()) {
				continue
			}
		case i == 0 && opensLetter(b), i == to-from-1 && closesLetter(b):
			continue
		case b.Number.Style == gongwen.Unnumbered && leadsNext(b.Words()):
			part = NextSteps
		}
		halves[part] = append(halves[part], b)
	}
	o.Status, o.NextSteps = textOf(halves[Status]), textOf(halves[NextSteps])
	return o
}

// opensPart: only headings of the first level open a part, whatever the deeper
// ones are called; a short line without a number does too.
func opensPart(b gongwen.Block) bool {
	switch {
	case b.Kind == gongwen.Heading:
		return b.Number.Style == gongwen.HanComma && titlePart(b.Words()) != Either
	case b.Number.Style == gongwen.Unnumbered:
		return barePartTitle(b.Words())
	}
	return false
}

func opensLetter(b gongwen.Block) bool {
	words := strings.TrimRight(b.Words(), "：。")
	return b.Number.Style == gongwen.Unnumbered && strings.HasSuffix(words, "如下") && utf8.RuneCountInString(words) <= 150
}

func closesLetter(b gongwen.Block) bool {
	words := b.Words()
	return strings.HasPrefix(words, "特此") && utf8.RuneCountInString(words) <= 20
}

func textOf(blocks []gongwen.Block) string {
	return strings.TrimSuffix(gongwen.Document{Blocks: blocks}.Text(), "\n")
}

// personOf reads （联系人及电话：处室，姓名，电话）. What it does not understand
// stays in the office, for the drafter to put right.
func personOf(note string) reply.Person {
	note = strings.TrimSuffix(strings.TrimPrefix(note, "（"), "）")
	if _, rest, ok := strings.Cut(note, "："); ok {
		note = rest
	}
	parts := strings.FieldsFunc(note, func(r rune) bool { return strings.ContainsRune("，、；", r) })
	switch len(parts) {
	case 3:
		return reply.Person{Office: parts[0], Name: parts[1], Phone: parts[2]}
	case 2:
		return reply.Person{Name: parts[0], Phone: parts[1]}
	}
	return reply.Person{Office: note}
}
