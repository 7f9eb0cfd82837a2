package service

import (
	"fmt"

	"dafu/internal/reply"
)

// asksOf are the open threads in which the department is named and has not said
// anything since. What it said itself asks it for nothing.
func (d dossier) asksOf(department int64) []reply.Comment {
	names := d.departments[department].Names()
	var begun []reply.Comment
	asked := map[int64]bool{}
	for _, c := range d.comments { // in the order in which they were written
		thread := c.ThreadOf
		if thread == 0 {
			thread = c.ID
			if c.State == reply.OpenComment {
				begun = append(begun, c)
			}
		}
		switch {
		case c.DepartmentID == department:
			asked[thread] = false
		case reply.NamesOne(c.Text, names):
			asked[thread] = true
		}
	}
	var all []reply.Comment
	for _, c := range begun {
		if asked[c.ID] {
			all = append(all, c)
		}
	}
	return all
}

// nextWithComments is next, and says where a comment asks the actor's department.
func (s *Service) nextWithComments(a reply.Actor, d dossier) NextStep {
	step := s.next(a, d)
	if reply.Permit(a, reply.WriteComment, d.Case) != nil {
		return step
	}
	asks := d.asksOf(a.Account.DepartmentID)
	switch {
	case len(asks) == 0:
		return step
	case step.Act != "":
		step.Text = comma(step.Text, fmt.Sprintf("另有 %d 条批注请本单位答复", len(asks)))
		return step
	case len(asks) > 1:
		return NextStep{reply.ViewComments, fmt.Sprintf("有 %d 条批注请本单位答复", len(asks))}
	}
	return NextStep{reply.ViewComments, d.departments[asks[0].DepartmentID].ShortName + "的批注请本单位答复：" + oneLine(cutQuote(asks[0].Text))}
}
