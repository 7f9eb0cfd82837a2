package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"dafu/internal/reply"
	"dafu/internal/sample"
	"dafu/internal/service"
)

// credential is an account with its password, to be shown once.
type credential struct{ login, password, department, role string }

// cast is who takes part in a sample case: departments by full name, actors by
// login.
type cast struct {
	departments map[string]int64
	actors      map[string]reply.Actor
	credentials []credential
}

// newPassword is 15 characters of base32, 75 bits, in groups that can be typed.
func newPassword() string {
	s := strings.ToLower(rand.Text())
	return s[:5] + "-" + s[5:10] + "-" + s[10:15]
}

// enrol makes a case's departments and accounts.
func enrol(ctx context.Context, s *service.Service, m sample.Material) (cast, error) {
	all := cast{departments: map[string]int64{}, actors: map[string]reply.Actor{}}
	for i, d := range append(append(m.File.Departments[:0:0], m.File.Departments...), m.Registry...) {
		in := service.DepartmentInput{FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix}
		in.AnswersNothing = i >= len(m.File.Departments)
		if d.FullName == m.File.Lead {
			in.NextNumber = m.NextNumber
		}
		id, err := s.SaveDepartment(ctx, service.Operator, in)
		if err != nil {
			return all, fmt.Errorf("登记单位“%s”：%w", d.FullName, err)
		}
		all.departments[d.FullName] = id
	}
	for _, a := range m.Accounts {
		made, err := addAccount(ctx, s, service.AccountInput{
			DepartmentID: all.departments[a.Department], Login: a.Login, Name: a.Name, Role: a.Role, Password: newPassword(),
		})
		if err != nil {
			return all, fmt.Errorf("登记账号“%s”：%w", a.Login, err)
		}
		all.actors[a.Login] = made.actor
		all.credentials = append(all.credentials, made.credential)
	}
	return all, nil
}

type enrolled struct {
	actor reply.Actor
	credential
}

func addAccount(ctx context.Context, s *service.Service, in service.AccountInput) (enrolled, error) {
	id, err := s.SaveAccount(ctx, service.Operator, in)
	if err != nil {
		return enrolled{}, err
	}
	actor, err := s.Actor(ctx, id)
	return enrolled{actor, credential{in.Login, in.Password, actor.Department.ShortName, in.Role.Han()}}, err
}

// caseInput is the case's registration form.
func (c cast) caseInput(m sample.Material, skeleton string) service.CaseInput {
	f := m.File
	in := service.CaseInput{
		Kind: f.Kind, Body: f.Body, Number: f.Number, Title: f.Title,
		Proposers: f.Proposers, Recommendations: f.Recommendations, LeadID: c.departments[f.Lead],
		AssignedOn: f.AssignedOn, ReplyDue: f.ReplyDue, CoHandlingDue: f.CoHandlingDue,
		Skeleton: skeleton, HandlingClass: f.Reply.HandlingClass, Publicity: f.Reply.Publicity,
		CopyTo: f.Reply.CopyTo, Contact: f.Reply.Contact,
	}
	for _, name := range f.CoHandlers {
		in.CoHandlerIDs = append(in.CoHandlerIDs, c.departments[name])
	}
	return in
}

// showCredentials prints accounts as a table; Han characters are two columns
// wide.
func showCredentials(c console, all []credential) {
	rows := append([]credential{{"账号", "密码", "单位", "角色"}}, all...)
	var widths [3]int
	for _, r := range rows {
		for i, cell := range []string{r.login, r.password, r.department} {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, r := range rows {
		line := "  "
		for i, cell := range []string{r.login, r.password, r.department} {
			line += cell + strings.Repeat(" ", widths[i]-columns(cell)+2)
		}
		c.printf("%s%s\n", line, r.role)
	}
}

func columns(s string) (n int) {
	for _, r := range s {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
