package gongwen

import (
	"strings"
	"unicode/utf8"
)

// Element is a stretch of a block that is a part of its own: 某函〔2021〕141号 签发人：王六
// are two. Text is what stands there, without blanks at its ends.
type Element struct {
	Part Part
	Text string
}

// Elements takes a block apart that holds several parts of the frame on one line.
// All others are one piece.
func (b Block) Elements() []Element {
	text := b.Text()
	whole := []Element{{b.Part(), text}}
	if b.Hand != NoPart {
		return []Element{{b.Hand, text}}
	}
	switch b.Kind {
	case DocNumber, HandlingClass, Publicity, Issuer, Urgency, Letterhead:
		return headPieces(whole[0].Part, text)
	case Signatory:
		return signaturePieces(text)
	case Closing:
		if closing, rest, ok := strings.Cut(text, "。"); ok && rest != "" {
			return append([]Element{{PartClosing, closing + "。"}}, signaturePieces(strings.TrimSpace(rest))...)
		}
	}
	return whole
}

// headPieces parts a line at its blanks and before 签发人.
func headPieces(p Part, text string) []Element {
	if i := strings.Index(text, "签发人"); i > 0 && text[i-1] != ' ' {
		text = text[:i] + " " + text[i:]
	}
	var out []Element
	for field := range strings.FieldsSeq(text) {
		if len(out) == 0 {
			out = append(out, Element{p, field})
			continue
		}
		s := shapeOf(field, nil)
		best, score := NoPart, int16(5)
		for _, h := range homes[zoneSub] {
			if s.scores[h.part] > score {
				best, score = h.part, s.scores[h.part]
			}
		}
		last := &out[len(out)-1]
		if best == NoPart || best == PartLeftover || best == last.Part {
			last.Text += " " + field
			continue
		}
		out = append(out, Element{best, field})
	}
	return out
}

// signaturePieces parts 署名 from one another and from the date behind them.
func signaturePieces(text string) []Element {
	date := ""
	if d := tailDate(plain(text)); d != "" && dateShape(d) > 0 && plain(text) != d {
		if i := strings.LastIndexFunc(text, func(r rune) bool { return r == '年' }); i > 0 {
			from := i
			for n := 0; n < 4 && from > 0; n++ {
				r, size := utf8.DecodeLastRuneInString(text[:from])
				if !dateDigits(plain(string(r)), 1, 1) {
					break
				}
				from -= size
			}
			text, date = strings.TrimSpace(text[:from]), text[from:]
		}
	}
	var out []Element
	names := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '、' })
	for _, name := range names {
		if bodySure(plain(unstamped(plain(name)))) == 0 {
			names = []string{text}
			break
		}
	}
	for _, name := range names {
		out = append(out, Element{PartSignatory, name})
	}
	if date != "" {
		out = append(out, Element{PartDate, date})
	}
	return out
}

// closesAndSigns tells whether a line is a formula with the 署名, the date or both
// behind it: 此复。某局 2024年6月7日.
func closesAndSigns(line string) bool {
	closing, rest, ok := strings.Cut(line, "。")
	if !ok || rest == "" || longer(rest, 60) {
		return false
	}
	for _, w := range cuesWhole[bareOf(closing)] {
		if w.part == PartClosing {
			return dateShape(rest) >= 6 || signatureShape(rest) >= 4
		}
	}
	return false
}

// Plain folds a text for comparing: without blanks, digits, letters and marks of
// full width as ordinary ones, look-alikes as what they look like.
func Plain(text string) string { return plain(text) }

// Unstamped is a 署名 without （盖章） and its kin.
func Unstamped(name string) string {
	rest := unstamped(plain(name))
	if rest == plain(name) {
		return name
	}
	return rest
}
