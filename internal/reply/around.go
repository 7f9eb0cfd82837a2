package reply

import (
	"strings"
	"unicode"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

// Around is what stands around a letter's text by the case and the registry. An
// empty field is not known: what is typed for it counts.
type Around struct {
	Title         string
	Names         []string // proposers
	Signatory     string
	Date          string // 2024年5月31日
	DocNumber     string
	Issuer        string
	Urgency       string
	HandlingClass string
	Publicity     Publicity
	CopyTo        []string
	Contact       string // the whole 附注
}

// AroundOf is what the case and the registry say; number and on may be empty.
func AroundOf(c Case, lead Department, number string, on calendar.Date) Around {
	a := Around{
		Title: c.LetterTitle(), Signatory: lead.FullName, Date: on.Han(), DocNumber: number,
		HandlingClass: c.HandlingClass, Publicity: c.Publicity, CopyTo: c.CopyTo,
	}
	if on.IsZero() {
		a.Date = ""
	}
	if !c.Contact.IsZero() {
		a.Contact = ContactNote(c.Contact)
	}
	for _, p := range c.Proposers {
		a.Names = append(a.Names, p.Name)
	}
	return a
}

// reserved tells whether the letter has its number: a draft's place for it is empty.
func (a Around) reserved() bool {
	_, rest, _ := strings.Cut(a.DocNumber, "〕")
	return strings.ContainsFunc(rest, unicode.IsDigit)
}

// Known is what helps to recognise the lines of the letter.
func (a Around) Known() *gongwen.Known {
	k := gongwen.Known{Title: a.Title, Signatory: a.Signatory, Date: a.Date, Names: a.Names}
	if a.reserved() {
		k.DocNumber = a.DocNumber
	}
	return &k
}
