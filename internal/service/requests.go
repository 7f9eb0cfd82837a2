package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/merge"
	"dafu/internal/reply"
)

// Requests returns the page of the lead's requests (会办事项).
func (s *Service) Requests(ctx context.Context, a reply.Actor, caseID int64) (v RequestsView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewRequests, caseID)
		if err != nil {
			return err
		}
		v = RequestsView{Case: d.Case, Lead: d.lead(), CoHandlers: d.coHandlingDepartments(), Headings: merge.Headings(d.draft.Body), Can: s.can(a, d.Case)}
		for _, r := range d.requests {
			v.Requests = append(v.Requests, RequestView{
				Request: r, Department: d.departments[r.DepartmentID], Due: s.due(r.Due), Block: merge.HeadingOf(d.draft.Body, r),
			})
		}
		return nil
	})
	return v, err
}

// AskParts puts one request to each of the departments named.
func (s *Service) AskParts(ctx context.Context, a reply.Actor, caseID int64, in RequestInput) error {
	in.Wanted = strings.TrimSpace(in.Wanted)
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.AskPart, caseID)
		if err != nil {
			return err
		}
		r := reply.Request{CaseID: caseID, Wanted: in.Wanted, Due: in.Due, State: reply.Asked, AskedAt: s.clock(), ChangedAt: s.clock()}
		if r.Due.IsZero() {
			r.Due = d.Case.CoHandlingDue
		}
		p := reply.ProblemsOf(hang(&r, d, in.Heading))
		if len(in.DepartmentIDs) == 0 {
			p.Add("departments", "请选择由哪个会办单位报送")
		}
		for _, id := range in.DepartmentIDs {
			if !d.Case.HasCoHandler(id) {
				p.Add("departments", "请从会办单位中选择")
			}
		}
		if p = append(p, reply.ProblemsOf(reply.CheckRequest(r, d.Case, nil, s.Today()))...); len(p) > 0 {
			return p
		}
		asked := 0
		for _, id := range in.DepartmentIDs {
			r.ID, r.Revision, r.DepartmentID = 0, 0, id
			if d.askedAlready(r) {
				continue // the second press of the button
			}
			if asked++; len(d.requests)+asked > reply.MaxRequests {
				return reply.FieldError("departments", "一件提案最多提出 %d 项会办事项，没有提出。请改用已有的事项再次要求", reply.MaxRequests)
			}
			if err := tx.PutRequest(&r); err != nil {
				return err
			}
			if err := s.record(tx, a, reply.AskPart, caseID, fmt.Sprintf("请%s报送“%s”，%s前：%s", d.departments[id].ShortName, r.Name(), r.Due.Han(), r.Wanted)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d dossier) askedAlready(r reply.Request) bool {
	return slices.ContainsFunc(d.requestsTo(r.DepartmentID), func(one reply.Request) bool {
		return one.State == reply.Asked && one.Heading == r.Heading && slices.Equal(one.Path, r.Path) && one.Wanted == r.Wanted && one.Due == r.Due
	})
}

// hang puts a request on the heading that the path names, outermost first; none
// is the whole letter.
func hang(r *reply.Request, d dossier, path []string) error {
	r.Heading, r.Path, r.Gone = "", nil, false
	if len(path) == 0 {
		return nil
	}
	above, words := path[:len(path)-1], path[len(path)-1]
	for _, h := range merge.Headings(d.draft.Body) {
		if h.Words == words && slices.Equal(h.Path, above) {
			r.Heading, r.Path = h.Words, h.Path
			return nil
		}
	}
	return reply.FieldError("heading", "答复稿里已经没有标题“%s”，请重新选择", words)
}

// AskAgain opens a request once more, with new wording, due date and heading.
// Revision is the one that the form showed.
func (s *Service) AskAgain(ctx context.Context, a reply.Actor, caseID, requestID int64, revision int, in RequestInput) error {
	return s.changeRequest(ctx, a, reply.AskAgain, caseID, requestID, revision, func(d dossier, r *reply.Request) (string, error) {
		before := *r
		r.Wanted, r.Due, r.Reason = strings.TrimSpace(in.Wanted), in.Due, ""
		p := reply.ProblemsOf(hang(r, d, in.Heading))
		if p = append(p, reply.ProblemsOf(reply.CheckRequest(*r, d.Case, &before, s.Today()))...); len(p) > 0 {
			return "", p
		}
		return fmt.Sprintf("再次请%s报送“%s”，%s前：%s", d.departments[r.DepartmentID].ShortName, r.Name(), r.Due.Han(), r.Wanted), nil
	})
}

// MoveRequest hangs a request on another heading; its state stays.
func (s *Service) MoveRequest(ctx context.Context, a reply.Actor, caseID, requestID int64, revision int, heading []string) error {
	return s.changeRequest(ctx, a, reply.MoveRequest, caseID, requestID, revision, func(d dossier, r *reply.Request) (string, error) {
		was := r.Name()
		err := hang(r, d, heading)
		return fmt.Sprintf("%s的会办事项从“%s”调整到“%s”", d.departments[r.DepartmentID].ShortName, was, r.Name()), err
	})
}

// WithdrawRequest ends a request that nobody needs any more, with a reason.
func (s *Service) WithdrawRequest(ctx context.Context, a reply.Actor, caseID, requestID int64, reason string) error {
	reason = strings.TrimSpace(reason)
	return s.changeRequest(ctx, a, reply.WithdrawRequest, caseID, requestID, 0, func(d dossier, r *reply.Request) (string, error) {
		r.Reason = reason
		return fmt.Sprintf("撤销请%s报送的“%s”：%s", d.departments[r.DepartmentID].ShortName, r.Name(), reason), reply.CheckReason(reason, "撤销")
	})
}

// changeRequest lets fn change a request for an act and stores it with its event.
// Revision 0 is whichever is stored.
func (s *Service) changeRequest(ctx context.Context, a reply.Actor, act reply.Act, caseID, requestID int64, revision int, fn func(dossier, *reply.Request) (string, error)) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, act, caseID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(d.requests, func(r reply.Request) bool { return r.ID == requestID })
		if i < 0 {
			return reply.NoRequest()
		}
		r := d.requests[i]
		if err := reply.PermitRequest(a, act, d.Case, r); err != nil {
			return err
		}
		if revision != 0 && revision != r.Revision {
			return reply.Failf(reply.Stale, "这项会办事项在您打开之后有变动（现在是“%s”），您填写的内容仍在，请核对后再保存", r.State.Han())
		}
		detail, err := fn(d, &r)
		if err != nil {
			return err
		}
		if state, _ := r.State.After(act); state != r.State {
			r.State, r.ChangedAt = state, s.clock()
		}
		if err := tx.PutRequest(&r); err != nil {
			return err
		}
		return s.record(tx, a, act, caseID, detail)
	})
}

// settle moves a request on as part of what is done with a contribution. One
// that the act does not concern in its state stays as it is.
func (s *Service) settle(tx Tx, r reply.Request, act reply.Act, reason string) error {
	state, may := r.State.After(act)
	if !may {
		return nil
	}
	if state != r.State {
		r.ChangedAt = s.clock()
	}
	r.State, r.Reason = state, reason
	return tx.PutRequest(&r)
}
