package service_test

import (
	"fmt"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// What is read at every save is bounded; what stood before stays, and the second
// press of a button still succeeds.
func TestCommentsAndRequestsAreBounded(t *testing.T) {
	s := newStage(t)
	id, first, _ := s.asked()
	c := s.remark(s.drafter(), id, "省科技厅", "第一条", reply.ForAll)
	s.must(s.store.Write(s.ctx, func(tx service.Tx) error {
		for i := range reply.MaxComments - 1 {
			one := c
			one.ID, one.Press, one.Text = 0, fmt.Sprint("press ", i), "批注"
			if err := tx.AddComment(&one); err != nil {
				return err
			}
		}
		for range reply.MaxRequests - 2 {
			one := first
			one.ID, one.Revision = 0, 0
			if err := tx.PutRequest(&one); err != nil {
				return err
			}
		}
		return nil
	}))
	s.refused(s.AnswerComment(s.ctx, s.drafter(), id, c.ID, "再一条", "new"), reply.Conflict)
	s.must(s.AnswerComment(s.ctx, s.drafter(), id, c.ID, "批注", "press 0"))
	s.must(s.AnswerComment(s.ctx, s.actors["jiaoyu.chengban"], id, c.ID, "别的单位还能说话", "other"))

	ask := func(wanted string, short ...string) error {
		in := service.RequestInput{Wanted: wanted, Due: first.Due}
		for _, name := range short {
			in.DepartmentIDs = append(in.DepartmentIDs, s.ids[name])
		}
		return s.AskParts(s.ctx, s.drafter(), id, in)
	}
	s.refused(ask("两家各一项", "省教育厅", "省市场监管局"), reply.Invalid)
	if n := len(s.requests(id)); n != reply.MaxRequests-1 {
		t.Errorf("a refused form left %d requests", n)
	}
	s.must(ask("最后一项", "省教育厅"))
	s.must(ask("最后一项", "省教育厅")) // pressed twice
	s.refused(ask("多一项", "省教育厅"), reply.Invalid)
}
