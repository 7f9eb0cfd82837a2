package service_test

import (
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// A number is stored without 第 and 号, and the same number in another spelling is
// the same case.
func TestOneNumberInOtherSpellings(t *testing.T) {
	s := newStage(t)
	in := s.input()
	in.Number = "第０７５１号"
	id, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)
	view, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if view.Case.Number != "0751" || !strings.HasSuffix(view.Case.LetterTitle(), "第0751号提案的答复") {
		t.Errorf("stored as %q, printed as %s", view.Case.Number, view.Case.LetterTitle())
	}
	again, err := s.CreateCase(s.ctx, s.drafter(), in)
	if s.must(err); again != id {
		t.Errorf("the second press made case %d beside %d", again, id)
	}
	for _, number := range []string{"0751号", " 751", "０７５１", "第0751号提案"} {
		in.Number, in.Title = number, "关于另一件事的提案"
		_, err := s.CreateCase(s.ctx, s.drafter(), in)
		s.refused(err, reply.Invalid)
		if p := reply.ProblemsOf(err); p[0].Field != "number" || !strings.Contains(p[0].Text, "第0751号提案") {
			t.Errorf("%q is refused by %v", number, err)
		}
	}
	in.Number = "0752"
	other, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)
	in.Number = "第751号"
	s.refused(s.EditCase(s.ctx, s.drafter(), other, 1, in), reply.Invalid)
	in.Number = "075２"
	s.must(s.EditCase(s.ctx, s.drafter(), other, 1, in))
	in.Number = "07 52"
	if err := s.EditCase(s.ctx, s.drafter(), other, 2, in); reply.CodeOf(err) != reply.Invalid || reply.ProblemsOf(err)[0].Field != "number" {
		t.Errorf("a number with a blank in it: %v", err)
	}
}

// Cases that were the same before spellings were told apart can be edited, and one
// of them be given another number.
func TestDoublesFromBeforeGoOn(t *testing.T) {
	s := newStage(t)
	in := s.input()
	in.Number = "0751"
	first, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)
	in.Number = "0752"
	second, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)
	s.must(s.store.Write(s.ctx, func(tx service.Tx) error {
		c, err := tx.Case(second)
		if err != nil {
			return err
		}
		c.Number = "第0751号"
		return tx.PutCase(&c)
	}))
	view, err := s.Case(s.ctx, s.drafter(), second)
	s.must(err)
	if len(view.Twins) != 1 || view.Twins[0].Case.ID != first || !view.Twins[0].Own {
		t.Fatalf("twins %+v", view.Twins)
	}
	in.Number, in.Title = view.Case.Number, "关于改过的事的提案"
	s.must(s.EditCase(s.ctx, s.drafter(), second, view.Case.Revision, in))
	in.Number = "0753"
	s.must(s.EditCase(s.ctx, s.drafter(), second, view.Case.Revision+1, in))
	view, err = s.Case(s.ctx, s.drafter(), second)
	s.must(err)
	if len(view.Twins) != 0 || view.Case.Number != "0753" {
		t.Errorf("number %s, twins %+v", view.Case.Number, view.Twins)
	}
}

// Another lead for the same proposal is right with 分办 and a slip otherwise: it is
// taken, and both leads read of it.
func TestTheSameProposalUnderAnotherLead(t *testing.T) {
	s := newStage(t)
	first := s.register()
	in := s.input()
	in.Number, in.Body = "第"+in.Number+"号", " "+in.Body
	in.LeadID, in.CoHandlerIDs = s.ids["省教育厅"], nil
	second, err := s.CreateCase(s.ctx, s.actors["jiaoyu.chengban"], in)
	s.must(err)
	for id, who := range map[int64]string{first: "keji.chengban", second: "jiaoyu.chengban"} {
		view, err := s.Case(s.ctx, s.actors[who], id)
		s.must(err)
		if len(view.Twins) != 1 || view.Twins[0].Own || view.Twins[0].Lead.ID == s.actors[who].Department.ID {
			t.Errorf("%s reads of %+v", who, view.Twins)
		}
	}
	if view, err := s.Case(s.ctx, s.actors["shijian.chengban"], first); err != nil || len(view.Twins) != 0 {
		t.Errorf("a co-handler reads of %+v, %v", view.Twins, err)
	}
}
