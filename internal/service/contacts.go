package service

import (
	"context"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// LastContact returns the contact person (联系人) whom the actor's department named
// last, in a case it leads or in an opinion; the zero person if there was none. A
// form proposes it.
func (s *Service) LastContact(ctx context.Context, a reply.Actor) (p reply.Person, err error) {
	if a.Account.Role != reply.Drafter && a.Account.Role != reply.Head {
		return p, nil
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		p, err = tx.LastContact(a.Account.DepartmentID)
		return err
	})
	return p, err
}

// SayDay tells what stands beside a date field: weekday, day off, days left.
func (s *Service) SayDay(text string) string {
	d, err := calendar.ParseDate(text)
	if err != nil {
		return ""
	}
	return s.calendar.Say(s.Today(), d)
}

// DayOff reports whether a date is a day off to come, and what is said of it.
func (s *Service) DayOff(d calendar.Date) (words string, off bool) {
	working, known := s.calendar.Working(d)
	if d.IsZero() || !known || working || d.Before(s.Today()) {
		return "", false
	}
	return s.calendar.Say(s.Today(), d), true
}
