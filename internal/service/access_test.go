package service_test

import (
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// place is where the tests' people sit.
const place = "10.1.2.3"

func TestAuthenticate(t *testing.T) {
	s := newStage(t)
	a, err := s.Authenticate(s.ctx, " keji.chengban ", password, place)
	s.must(err)
	if a.Name != "省科技厅承办人" || strings.Contains(a.PasswordHash, password) || !strings.HasPrefix(a.PasswordHash, "$argon2id$") {
		t.Errorf("account %+v", a)
	}
	_, unknown := s.Authenticate(s.ctx, "nobody", password, place)
	_, wrong := s.Authenticate(s.ctx, "keji.fuze", "wrong password 1", place)
	s.refused(unknown, reply.Invalid)
	if unknown.Error() != wrong.Error() {
		t.Errorf("a name that exists is told apart: %q, %q", unknown, wrong)
	}
}

func TestLoginIsSlowedAfterFailures(t *testing.T) {
	s := newStage(t)
	for range 3 {
		_, err := s.Authenticate(s.ctx, "keji.fuze", "wrong password 1", place)
		s.refused(err, reply.Invalid)
	}
	_, err := s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.refused(err, reply.TooMany)
	s.now = s.now.Add(2 * time.Second)
	_, err = s.Authenticate(s.ctx, "keji.fuze", "wrong password 1", place)
	s.refused(err, reply.Invalid)
	s.now = s.now.Add(time.Second + time.Millisecond)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.refused(err, reply.TooMany)
	s.now = s.now.Add(15 * time.Minute)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
	_, err = s.Authenticate(s.ctx, "keji.fuze", password, place)
	s.must(err)
}

func TestChangePassword(t *testing.T) {
	s := newStage(t)
	a := s.drafter()
	tests := []struct{ name, old, new, field string }{
		{"the old one wrong", "wrong password 1", "a new password 2", "old"},
		{"too short", password, "short 1", "new"},
		{"letters only", password, "lettersonlyletters", "new"},
		{"the account's name inside", password, "keji.chengban 2024", "new"},
		{"the same again", password, password, "new"},
	}
	for _, tt := range tests {
		err := s.ChangePassword(s.ctx, a, tt.old, tt.new)
		if p := reply.ProblemsOf(err); len(p) != 1 || p[0].Field != tt.field {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	s.must(s.ChangePassword(s.ctx, a, password, "a new password 2"))
	_, err := s.Authenticate(s.ctx, "keji.chengban", "a new password 2", place)
	s.must(err)
	_, err = s.Authenticate(s.ctx, "keji.chengban", password, place)
	s.refused(err, reply.Invalid)
}

func TestRegistry(t *testing.T) {
	s := newStage(t)
	admin := s.actors["guanli"]
	_, err := s.SaveDepartment(s.ctx, s.head(), service.DepartmentInput{FullName: "某省水利厅", ShortName: "省水利厅", NumberPrefix: "某水提"})
	s.refused(err, reply.Forbidden)
	_, err = s.SaveDepartment(s.ctx, admin, service.DepartmentInput{})
	if n := len(reply.ProblemsOf(err)); n != 3 {
		t.Errorf("an empty department: %d complaints, %v", n, err)
	}
	_, err = s.SaveDepartment(s.ctx, admin, service.DepartmentInput{FullName: s.m.File.Lead, ShortName: "另一简称", NumberPrefix: "某"})
	s.refused(err, reply.Invalid)
	_, err = s.SaveDepartment(s.ctx, admin, service.DepartmentInput{FullName: "某省水利厅", ShortName: "省水利厅", NumberPrefix: "某水提〔2024〕"})
	s.refused(err, reply.Invalid)

	_, err = s.SaveAccount(s.ctx, admin, service.AccountInput{DepartmentID: s.ids["省科技厅"], Login: "KEJI CHENGBAN", Name: "x", Role: reply.Drafter, Password: password})
	s.refused(err, reply.Invalid)
	_, err = s.SaveAccount(s.ctx, admin, service.AccountInput{DepartmentID: s.ids["省科技厅"], Login: "keji.chengban", Name: "x", Role: reply.Drafter, Password: password})
	s.refused(err, reply.Invalid)
	own := admin.Account
	_, err = s.SaveAccount(s.ctx, admin, service.AccountInput{ID: own.ID, DepartmentID: own.DepartmentID, Login: own.Login, Name: own.Name, Role: own.Role, Disabled: true})
	s.refused(err, reply.Invalid)

	a := s.drafter().Account
	_, err = s.SaveAccount(s.ctx, admin, service.AccountInput{ID: a.ID, DepartmentID: a.DepartmentID, Login: a.Login, Name: a.Name, Role: a.Role, Disabled: true})
	s.must(err)
	_, err = s.Authenticate(s.ctx, a.Login, password, place)
	s.refused(err, reply.Invalid)
	_, err = s.Actor(s.ctx, a.ID)
	s.refused(err, reply.NotFound)
}

func TestCasesAreRegisteredByThoseWhoMay(t *testing.T) {
	s := newStage(t)
	in := s.input()
	_, err := s.CreateCase(s.ctx, s.actors["jiaoyu.chengban"], in)
	s.refused(err, reply.Invalid)
	_, err = s.CreateCase(s.ctx, s.actors["guanli"], in)
	s.refused(err, reply.Forbidden)
	id, err := s.CreateCase(s.ctx, s.actors["ducha"], in)
	s.must(err)
	_, err = s.CreateCase(s.ctx, s.drafter(), in)
	if p := reply.ProblemsOf(err); len(p) != 1 || p[0].Field != "number" {
		t.Errorf("the same number twice: %v", err)
	}
	in.HandlingClass = "A"
	s.must(s.EditCase(s.ctx, s.drafter(), id, 1, in))
	s.refused(s.EditCase(s.ctx, s.drafter(), id, 1, in), reply.Stale)
	_, err = s.SubmitOpinion(s.ctx, s.actors["jiaoyu.fuze"], id, 0, s.opinionOf("省教育厅"))
	s.must(err)
	in.CoHandlerIDs = in.CoHandlerIDs[:1]
	s.refused(s.EditCase(s.ctx, s.drafter(), id, 2, in), reply.Invalid)
}

func TestWorkIsSortedAndForTheRightPerson(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	in := s.input()
	in.Number, in.ReplyDue, in.CoHandlingDue = "0124", in.AssignedOn.AddDays(40), in.AssignedOn.AddDays(30)
	second, err := s.CreateCase(s.ctx, s.drafter(), in)
	s.must(err)

	w, err := s.Work(s.ctx, s.drafter())
	s.must(err)
	if len(w.Mine) != 2 || w.Mine[0].Case.ID != second || w.Mine[1].Act != reply.Merge {
		t.Errorf("the lead's drafter: %+v", w.Mine)
	}
	w, err = s.Work(s.ctx, s.actors["jiaoyu.chengban"])
	s.must(err)
	if len(w.Mine) != 1 || w.Mine[0].Case.ID != second || w.Mine[0].Due.Date != in.CoHandlingDue || len(w.Others) != 1 || w.Others[0].Case.ID != id {
		t.Errorf("a co-handler: %+v", w)
	}
	w, err = s.Work(s.ctx, s.head())
	s.must(err)
	if len(w.Mine) != 0 || len(w.Others) != 2 {
		t.Errorf("the head, before anything is sent: %+v", w)
	}
	w, err = s.Work(s.ctx, s.actors["ducha"])
	s.must(err)
	if len(w.Mine) != 0 || len(w.Others) != 2 {
		t.Errorf("督查室: %+v", w)
	}
}
