package service

import (
	"context"

	"dafu/internal/layout"
	"dafu/internal/reply"
)

// OpinionLetter returns a contribution of the actor's own department as a letter
// to the lead (会办意见函), in pages that say 草稿: without its number, with today's
// date, the seal's room kept. Nothing is stored.
func (s *Service) OpinionLetter(ctx context.Context, a reply.Actor, caseID int64, revision int) (Download, error) {
	var d dossier
	var sent *reply.Contribution
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		if d, err = s.open(tx, a, reply.ViewOpinionLetter, caseID); err != nil {
			return err
		}
		sent, err = d.sendable(a.Account.DepartmentID, revision)
		return err
	})
	if err != nil {
		return Download{}, err
	}
	own, today := d.departments[a.Account.DepartmentID], s.Today()
	letter := reply.ComposeOpinion(d.Case, own, d.lead(), *sent, d.answered(*sent), reply.DocNumber(own.OpinionPrefix, today.Year, 0), today)
	set, err := s.set(letter, layout.Options{Draft: "草稿 " + a.Account.Name + " " + today.Han()})
	if err != nil {
		return Download{}, err
	}
	return download("草稿-"+forFile(d.Case.Called()+"会办意见函"), set.PDF), nil
}

// sendable finds the contribution that a letter can be made of.
func (d dossier) sendable(department int64, revision int) (*reply.Contribution, error) {
	if d.departments[department].OpinionPrefix == "" {
		return nil, reply.Failf(reply.Conflict, "本单位没有设会办意见函代字，不用会办意见函。要用时请管理员在单位资料里填写")
	}
	for i, c := range d.contributions {
		if c.DepartmentID != department || c.Revision != revision {
			continue
		}
		if c.Ending != "" {
			return nil, reply.Failf(reply.Conflict, "第%d次报送%s，不能成函", c.Revision, c.Ending.Han())
		}
		return &d.contributions[i], nil
	}
	return nil, reply.Failf(reply.NotFound, "没有这一次报送")
}

// answered are a contribution's answers with their requests, in the order in
// which they were asked for.
func (d dossier) answered(c reply.Contribution) []reply.AnsweredRequest {
	var all []reply.AnsweredRequest
	for _, r := range d.requestsTo(c.DepartmentID) {
		if a := c.Opinion.Answer(r.ID); a.Given() {
			all = append(all, reply.AnsweredRequest{Request: r, Answer: a})
		}
	}
	return all
}

// opinionActs are what acts on a letter by its number are called for a 会办意见函.
// What is not among them is not done with one.
var opinionActs = map[reply.Act]reply.Act{
	reply.ViewLetter: reply.ReadOpinionLetter,
}

// openOpinionLetter is open for a 会办意见函. Other co-handlers' are not found.
func (s *Service) openOpinionLetter(tx Tx, a reply.Actor, act reply.Act, l reply.Letter) (dossier, error) {
	own, known := opinionActs[act]
	if !known {
		return dossier{}, reply.Failf(reply.NotFound, "letter %d is no reply", l.ID)
	}
	d, err := s.open(tx, a, own, l.CaseID)
	if err == nil && reply.StandingOf(a, d.Case) == reply.CoHandling && l.CoHandlerID != a.Account.DepartmentID {
		err = reply.Failf(reply.NotFound, "letter %d is another department's", l.ID)
	}
	return d, err
}
