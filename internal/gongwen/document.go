// Package gongwen holds the official document (公文) as a value: a Document is
// a list of Blocks, a Block a number and Runs, and every Run knows whose words
// it holds. Text goes in and comes out without the loss of a character.
package gongwen

import "strings"

// Kind is what a block is in the letter.
type Kind uint8

// The kinds of blocks, in the order in which a letter has them.
const (
	// Paragraph (正文段落) is the zero Kind: text nobody recognised stays text.
	Paragraph  Kind = iota
	Title           // 标题
	Addressee       // 主送 / 称谓, “杨建林委员：”
	Heading         // a line of its own that opens a section: 一、… or （一）…
	Signatory       // 署名
	IssueDate       // 成文日期
	Contact         // 附注: （联系人及电话：…）
	CopyTo          // 抄送：…
	Attachment      // 附件说明: 附件：1.…

	// Kinds that came later: their numbers are stored, so they stand behind.

	Letterhead    // 发文机关标志
	HandlingClass // 办理类别
	Urgency       // 紧急程度
	DocNumber     // 发文字号
	Issuer        // 签发人
	Publicity     // 公开属性, and notes on publication: （此件公开发布）
	Closing       // 结束语: 此复。 此致 敬礼
	Note          // 附注 that names neither a person nor a telephone
	Enclosure     // a line of an 附件 typed below the letter
	Imprint       // 版记: …印发
	Proposal      // the proposal's own text, above or below the letter
	Leftover      // what a web page leaves; a second letter in the text
)

// Text tells whether blocks of the kind are text of the letter: printed as they
// stand, in their order.
func (k Kind) Text() bool { return k == Paragraph || k == Heading || k == Closing }

// Frame tells whether blocks of the kind are parts of the frame around the
// text, which a case says better.
func (k Kind) Frame() bool {
	switch k {
	case Title, Signatory, IssueDate, Contact, CopyTo, Letterhead, HandlingClass, Urgency, DocNumber, Issuer, Publicity, Imprint:
		return true
	}
	return false
}

// Foreign tells whether blocks of the kind are no part of the letter at all.
func (k Kind) Foreign() bool { return k == Proposal || k == Leftover }

// foot tells whether blocks of the kind stand below the text.
func (k Kind) foot() bool {
	switch k {
	case Contact, CopyTo, Attachment, Note, Publicity, HandlingClass, Issuer, Enclosure, Imprint, Proposal, Leftover, DocNumber, Urgency, Letterhead:
		return true
	}
	return false
}

// BehindText tells whether blocks of the kind stand below the 附件说明: it goes
// above the first of them.
func (k Kind) BehindText() bool {
	return k == Signatory || k == IssueDate || k == Contact || k == CopyTo || k == Attachment || k == Note || k == Enclosure || k == Imprint
}

// Style is the form of a block's number (层次序数).
type Style uint8

// The forms of numbers. Their order is the order of their levels.
const (
	Unnumbered   Style = iota
	HanComma           // 一、   level 1
	HanParen           // （一） level 2
	ArabicDot          // 1.     level 3
	ArabicParen        // (1)    level 4
	Enumerated         // 一是…  run-in item, below whatever level it stands in
	OrdinalFirst       // 第一，…run-in item of the other common form
)

// Level returns 1 to 4 for the four levels of 层次序数, 5 for run-in items and
// 0 for unnumbered text.
func (s Style) Level() int {
	switch s {
	case HanComma, HanParen, ArabicDot, ArabicParen:
		return int(s)
	case Enumerated, OrdinalFirst:
		return 5
	}
	return 0
}

// Number is the number at the head of a block. Mark is how it stands in the
// text (“（一）”, “一是”, “1.”); it is kept as typed so that printing gives the
// text back, and is made anew only by Renumber.
type Number struct {
	Style Style  `json:"style"`
	Value int    `json:"value"`
	Mark  string `json:"mark"`
}

// Source says whose words a run holds. Revision 0 are words that the
// department itself typed into the letter (the lead's own text, and its edits
// inside a co-handler's words); n ≥ 1 are words of the n-th contribution
// (会办意见) that the department submitted. The zero Source is plain text
// without a case.
type Source struct {
	Department int64 `json:"department,omitempty"`
	Revision   int   `json:"revision,omitempty"`
}

// Run is a piece of text with one source.
type Run struct {
	Text   string `json:"text"`
	Source Source `json:"source"`
}

// Block is one line of the text: a heading, a paragraph, an element.
type Block struct {
	Kind   Kind   `json:"kind,omitempty"`
	Number Number `json:"number,omitzero"`
	// RunIn is the length in characters (runes) of the run-in heading at the
	// head of the text, its full stop included; 0 if there is none. The number's
	// mark is not counted.
	RunIn int `json:"runIn,omitempty"`
	// Hand is what somebody has said that the line is; NoPart if nobody has. It
	// stays with the line through edits, and Kind follows from it.
	Hand Part  `json:"hand,omitempty"`
	Runs []Run `json:"runs"`
}

// Document is the letter's text from title to contact note, in reading order.
type Document struct {
	Blocks []Block `json:"blocks"`
}

// Words returns the block's text without its number.
func (b Block) Words() string {
	if len(b.Runs) == 1 {
		return b.Runs[0].Text
	}
	var s strings.Builder
	for _, r := range b.Runs {
		s.WriteString(r.Text)
	}
	return s.String()
}

// Text returns the block as it is printed: its number's mark, then its words.
func (b Block) Text() string { return b.Number.Mark + b.Words() }

// Text returns the document as official plain text: one block a line, each
// line ended by "\n".
func (d Document) Text() string {
	var s strings.Builder
	for _, b := range d.Blocks {
		s.WriteString(b.Text())
		s.WriteByte('\n')
	}
	return s.String()
}

// First returns the index of the first block of kind k, or -1.
func (d Document) First(k Kind) int {
	for i, b := range d.Blocks {
		if b.Kind == k {
			return i
		}
	}
	return -1
}
