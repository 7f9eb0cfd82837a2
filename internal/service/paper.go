package service

import (
	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// paper is what a head signs off: the lead's reply, or a co-handler's 会办意见函.
// Both are numbered, approved and signed in the same way.
type paper struct {
	Case         reply.Case
	coHandlerID  int64            // 0 for the reply
	author       reply.Department // whose number, head and seal
	premise      string           // the revisions of all that its words are made of
	letters      []reply.Letter   // its versions, oldest first
	draft        int              // the revision that a reply is made of
	contribution int              // the one that a 会办意见函 is made of
	compose      func(number reply.Number, on calendar.Date) gongwen.Letter
}

func (d dossier) replyPaper() paper {
	return paper{
		Case: d.Case, author: d.lead(), letters: d.letters, draft: d.draft.Revision, premise: d.premise(),
		compose: func(number reply.Number, on calendar.Date) gongwen.Letter {
			return reply.Compose(d.Case, d.lead(), d.draft.Body, number.String(), on)
		},
	}
}

func (d dossier) opinionPaper(sent reply.Contribution) paper {
	own := d.departments[sent.DepartmentID]
	p := paper{
		Case: d.Case, coHandlerID: own.ID, author: own, contribution: sent.Revision, premise: d.premise(),
		compose: func(number reply.Number, on calendar.Date) gongwen.Letter {
			return reply.ComposeOpinion(d.Case, own, d.lead(), sent, d.answered(sent), number.String(), on)
		},
	}
	p.letters = d.opinionLettersOf(own.ID)
	return p
}

func (d dossier) opinionLettersOf(department int64) []reply.Letter {
	var own []reply.Letter
	for _, l := range d.opinionLetters {
		if l.CoHandlerID == department {
			own = append(own, l)
		}
	}
	return own
}

// paperOf is what a letter is a version of, without its words.
func (d dossier) paperOf(l reply.Letter) paper {
	if l.CoHandlerID == 0 {
		return d.replyPaper()
	}
	return d.opinionPaper(reply.Contribution{CaseID: d.Case.ID, DepartmentID: l.CoHandlerID, Revision: l.Contribution})
}

// authorOf is whose letter it is.
func authorOf(tx Tx, c reply.Case, l reply.Letter) (reply.Department, error) {
	if l.CoHandlerID != 0 {
		return tx.Department(l.CoHandlerID)
	}
	return tx.Department(c.LeadID)
}

func (p paper) prefix() string {
	if p.coHandlerID != 0 {
		return p.author.OpinionPrefix
	}
	return p.author.NumberPrefix
}

func (p paper) first(year int) int {
	if p.coHandlerID != 0 {
		return p.author.FirstOpinionNumber(year)
	}
	return p.author.FirstNumber(year)
}

// nextVersion is that of the letter after those that there are.
func (p paper) nextVersion() int {
	last := 0
	for _, l := range p.letters {
		last = max(last, l.Version)
	}
	return last + 1
}

// issuedAs finds the letter that these bytes already became.
func (p paper) issuedAs(sha256 string) (reply.Letter, bool) {
	for _, l := range p.letters {
		if l.State == reply.Issued && l.ApprovedSHA == sha256 {
			return l, true
		}
	}
	return reply.Letter{}, false
}

// current returns the version in force, or nil.
func (p paper) current() *reply.Letter {
	for i := range p.letters {
		if p.letters[i].State == reply.Issued {
			return &p.letters[i]
		}
	}
	return nil
}

// letterStem is what a letter's file is called.
func letterStem(c reply.Case, l reply.Letter) string {
	if l.CoHandlerID != 0 {
		return forFile(c.Called() + "会办意见函")
	}
	return fileStem(c)
}
