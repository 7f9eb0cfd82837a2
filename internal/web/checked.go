package web

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// checked carries out an act if the form's shape and its rules hold. Whatever
// is wrong comes back at once, so that nobody corrects a form in rounds; rules
// say again what the service will say, for fields whose shape holds.
func (s *server) checked(f any, act func() error, rules ...func() error) ([]complaint, error) {
	wrong := s.check.complaints(f)
	for _, rule := range rules {
		more, _ := complaintsOf(rule())
		for _, one := range more {
			if !slices.ContainsFunc(wrong, func(c complaint) bool { return c.Field == one.Field }) {
				wrong = append(wrong, one)
			}
		}
	}
	if len(wrong) > 0 {
		return inOrder(f, wrong), nil
	}
	err := act()
	if wrong, ok := complaintsOf(err); ok {
		return wrong, nil
	}
	return nil, err
}

// inOrder sorts complaints as the form's fields stand.
func inOrder(f any, wrong []complaint) []complaint {
	place := map[string]int{}
	for sf := range fieldsOf(reflect.TypeOf(f)) {
		place[sf.Tag.Get("form")] = len(place)
	}
	slices.SortStableFunc(wrong, func(a, b complaint) int { return cmp.Compare(place[a.Field], place[b.Field]) })
	return wrong
}

// caseRules are the rules of a case for a typed form; before is the stored
// case, or nil for a new one.
func (s *server) caseRules(f caseForm, before *reply.Case, departments []reply.Department, today calendar.Date) func() error {
	return func() error {
		var p reply.Problems
		in := f.input()
		known := func(id int64) bool {
			return slices.ContainsFunc(departments, func(d reply.Department) bool { return d.ID == id })
		}
		if !known(in.LeadID) {
			p.Add("lead", "请选择主办单位")
		}
		if slices.ContainsFunc(in.CoHandlerIDs, func(id int64) bool { return !known(id) }) {
			p.Add("co_handlers", "请从列表中选择会办单位")
		}
		if _, asks := reply.ReadProposers(f.Proposers); len(asks) > 0 {
			p.Add("proposers", "%s", strings.Join(asks, "。"))
		}
		if !s.hasSkeleton(in.Skeleton) {
			p.Add("skeleton", "请选择答复的结构")
		}
		return append(append(p, reply.ProblemsOf(reply.CheckCase(reply.Case{
			Kind: in.Kind, Body: in.Body, Number: in.Number, Title: in.Title, Proposers: in.Proposers, Recommendations: in.Recommendations,
			LeadID: in.LeadID, CoHandlerIDs: in.CoHandlerIDs, AssignedOn: in.AssignedOn, ReplyDue: in.ReplyDue, CoHandlingDue: in.CoHandlingDue,
			Skeleton: in.Skeleton, HandlingClass: in.HandlingClass, Publicity: in.Publicity, PublicityReason: in.PublicityReason,
			CopyTo: in.CopyTo, Contact: in.Contact,
		}, before, today))...), s.daysOff(f, before)...).Err()
	}
}

func (s *server) hasSkeleton(name string) bool {
	for _, one := range s.Service.Skeletons() {
		if one.Name == name {
			return true
		}
	}
	return false
}
