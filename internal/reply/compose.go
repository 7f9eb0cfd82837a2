package reply

import (
	"cmp"
	"fmt"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

// DocNumber returns the 发文字号: six-angle brackets, no leading zero, no 第
// (GB/T 9704-2012 7.2.5). Number 0 leaves its place empty, for drafts.
func DocNumber(prefix string, year, number int) string {
	if number == 0 {
		return fmt.Sprintf("%s〔%d〕　号", prefix, year)
	}
	return fmt.Sprintf("%s〔%d〕%d号", prefix, year, number)
}

// Number is a number of a series as a letter bears it. It belongs to the letter:
// the department's prefix may change afterwards.
type Number struct {
	Prefix       string // 云科提
	Year, Number int
}

// String returns the 发文字号, 云科提〔2024〕12号.
func (n Number) String() string { return DocNumber(n.Prefix, n.Year, n.Number) }

// Subject is what the case is called in official words: 政协云南省第十三届委员会第二次
// 会议第0123号提案.
func (c Case) Subject() string { return c.Body + c.Called() }

// Called is what a case is called within its session: 第0123号提案.
func (c Case) Called() string { return "第" + BareNumber(c.Number) + "号" + string(c.Kind) }

// LetterTitle returns the title of the reply to the case.
func (c Case) LetterTitle() string {
	return "关于" + c.Subject() + "的答复"
}

// ContactNote returns the 附注 （联系人及电话：…）, or "" if nobody is named.
func ContactNote(p Person) string {
	var known []string
	for _, s := range []string{p.Office, p.Name, p.Phone} {
		if s != "" {
			known = append(known, s)
		}
	}
	if len(known) == 0 {
		return ""
	}
	return "（联系人及电话：" + strings.Join(known, "，") + "）"
}

// Compose makes the paper from the draft's text: title, 署名, date and contact
// come from the case and the registry, whatever the text says of them; number
// and on may be empty for a preview. What the text says and the case does not
// know (抄送, 签发人, 附件) is taken from the text. See FrameOf for what becomes of
// each line.
func Compose(c Case, lead Department, body gongwen.Document, number string, on calendar.Date) gongwen.Letter {
	l, _ := ComposeFrame(c, lead, body, number, on)
	return l
}

// ComposeFrame is Compose, with what became of each line.
func ComposeFrame(c Case, lead Department, body gongwen.Document, number string, on calendar.Date) (gongwen.Letter, Frame) {
	f := FrameOf(AroundOf(c, lead, number, on), body)
	return compose(c, lead, f, number, on), f
}

func compose(c Case, lead Department, f Frame, number string, on calendar.Date) gongwen.Letter {
	own := gongwen.Source{Department: lead.ID}
	line := func(k gongwen.Kind, text string) []gongwen.Block {
		if text == "" {
			return nil
		}
		return []gongwen.Block{{Kind: k, Runs: []gongwen.Run{{Text: text, Source: own}}}}
	}
	blocks := append(line(gongwen.Title, c.LetterTitle()), f.text()...)
	blocks = append(blocks, line(gongwen.Signatory, lead.FullName)...)
	blocks = append(blocks, line(gongwen.IssueDate, on.Han())...)
	if !c.Contact.IsZero() {
		blocks = append(blocks, line(gongwen.Contact, ContactNote(c.Contact))...)
	}
	blocks = append(blocks, f.notes()...)
	l := gongwen.Letter{
		Form:          lead.Form,
		Duplex:        lead.Duplex,
		Attachments:   append(annexesOf(c, lead), f.annexes()...),
		Letterhead:    lead.FullName,
		DocNumber:     cmp.Or(number, f.Value(gongwen.PartNumber)),
		Issuer:        f.Value(gongwen.PartIssuer),
		Urgency:       f.Value(gongwen.PartUrgency),
		HandlingClass: cmp.Or(c.HandlingClass, f.Value(gongwen.PartClass)),
		Publicity:     cmp.Or(string(c.Publicity), f.Value(gongwen.PartPublicity)),
		Body:          gongwen.Document{Blocks: blocks},
		CopyTo:        c.CopyTo,
		Sealed:        true,
		Subject:       c.Subject(),
		Keywords:      []string{string(c.Kind) + "答复", BareNumber(c.Number), lead.FullName},
	}
	if len(l.CopyTo) == 0 {
		l.CopyTo = f.copies()
	}
	if !on.IsZero() && len(l.CopyTo) > 0 {
		l.Printer, l.PrintedOn = cmp.Or(lead.Printer, lead.FullName), on.Han()
	}
	return l
}

// Printed says where the letter that Compose makes has its text from: for each
// of its blocks up to the 署名, the block of the text that is printed there; -1
// for the title, which is the case's.
func (f Frame) Printed() []int { return append([]int{-1}, f.Text...) }

// annexesOf returns the 征询意见表 where the department sends one along: a form for
// each who asked, for each says what they think of the reply.
func annexesOf(c Case, lead Department) []gongwen.Annex {
	if !lead.Feedback {
		return nil
	}
	form := gongwen.Feedback{Suggestion: c.Kind == Suggestion, Number: BareNumber(c.Number), Subject: c.Title, Department: lead.FullName}
	var forms []gongwen.Feedback
	for _, p := range c.Proposers {
		form.Member, form.Collective = p.Name, p.Collective
		forms = append(forms, form)
	}
	if len(forms) == 0 {
		forms = append(forms, form)
	}
	return []gongwen.Annex{{Title: string(c.Kind) + "办理情况征询意见表", Forms: forms}}
}

// Replacements says in Chinese what Compose will print instead of what the
// draft's text says, so that nobody is surprised by the pages.
func Replacements(c Case, lead Department, body gongwen.Document) []string {
	return FrameOf(AroundOf(c, lead, "", calendar.Date{}), body).Replacements()
}
