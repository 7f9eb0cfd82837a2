package service_test

import (
	"strings"
	"sync"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func (s *stage) departmentInput(short string) service.DepartmentInput {
	s.t.Helper()
	all, err := s.Departments(s.ctx)
	s.must(err)
	for _, d := range all {
		if d.ShortName == short {
			return service.DepartmentInput{
				ID: d.ID, Revision: d.Revision, FullName: d.FullName, ShortName: d.ShortName,
				NumberPrefix: d.NumberPrefix, NextNumber: d.NextNumber, Disabled: d.Disabled,
			}
		}
	}
	s.t.Fatalf("no department %s", short)
	return service.DepartmentInput{}
}

func (s *stage) accountInput(login string) service.AccountInput {
	s.t.Helper()
	all, err := s.Accounts(s.ctx, service.Operator)
	s.must(err)
	for _, a := range all {
		if a.Login == login {
			return service.AccountInput{
				ID: a.ID, Revision: a.Revision, DepartmentID: a.DepartmentID, Login: a.Login, Name: a.Name,
				Role: a.Role, Disabled: a.Disabled,
			}
		}
	}
	s.t.Fatalf("no account %s", login)
	return service.AccountInput{}
}

// secondAdministrator works in a department of its own.
func (s *stage) secondAdministrator() reply.Actor {
	s.t.Helper()
	department, err := s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{FullName: "某省档案馆", ShortName: "省档案馆", NumberPrefix: "某档"})
	s.must(err)
	id, err := s.SaveAccount(s.ctx, service.Operator, service.AccountInput{
		DepartmentID: department, Login: "guanli2", Name: "第二管理员", Role: reply.Administrator, Password: password,
	})
	s.must(err)
	a, err := s.Actor(s.ctx, id)
	s.must(err)
	return a
}

func TestTwoAdministratorsCannotDisableEachOther(t *testing.T) {
	s := newStage(t)
	one, two := s.actors["guanli"], s.secondAdministrator()
	disable := func(by reply.Actor, login string) error {
		in := s.accountInput(login)
		in.Disabled = true
		_, err := s.SaveAccount(s.ctx, by, in)
		return err
	}
	var together sync.WaitGroup
	var errs [2]error
	together.Go(func() { errs[0] = disable(one, "guanli2") })
	together.Go(func() { errs[1] = disable(two, "guanli") })
	together.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("both ended alike: %v, %v", errs[0], errs[1])
	}
	for _, err := range errs {
		if err != nil {
			s.refused(err, reply.Forbidden)
		}
	}
}

func TestSomebodyIsAlwaysLeftToLetOthersIn(t *testing.T) {
	s := newStage(t)
	last := s.accountInput("guanli")
	for name, change := range map[string]func(*service.AccountInput){
		"disabled":         func(in *service.AccountInput) { in.Disabled = true },
		"made a reader":    func(in *service.AccountInput) { in.Role = reply.Reader },
		"disabled by hand": func(in *service.AccountInput) { in.Disabled, in.Revision = true, 0 },
	} {
		in := last
		change(&in)
		if _, err := s.SaveAccount(s.ctx, service.Operator, in); reply.CodeOf(err) != reply.Invalid {
			t.Errorf("the last administrator %s: %v", name, err)
		}
	}
	admin := s.actors["guanli"]
	own := s.departmentInput(admin.Department.ShortName)
	own.Disabled = true
	_, err := s.SaveDepartment(s.ctx, service.Operator, own)
	s.refused(err, reply.Invalid)
	s.secondAdministrator()
	_, err = s.SaveDepartment(s.ctx, admin, own)
	s.refused(err, reply.Invalid) // not one's own
	_, err = s.SaveDepartment(s.ctx, service.Operator, own)
	s.must(err)
	_, err = s.Actor(s.ctx, admin.Account.ID)
	s.refused(err, reply.NotFound)
}

func TestADisabledDepartmentLetsNobodyIn(t *testing.T) {
	s := newStage(t)
	a := s.actors["jiaoyu.chengban"]
	in := s.departmentInput("省教育厅")
	in.Disabled = true
	_, err := s.SaveDepartment(s.ctx, s.actors["guanli"], in)
	s.must(err)
	_, err = s.Actor(s.ctx, a.Account.ID)
	s.refused(err, reply.NotFound)
	_, err = s.Authenticate(s.ctx, a.Account.Login, password, place)
	if text := reply.ProblemsOf(err)[0].Text; !strings.Contains(text, "省教育厅）已停用") {
		t.Errorf("the right password is told %q", text)
	}
	_, err = s.Authenticate(s.ctx, a.Account.Login, wrong, place)
	if text := reply.ProblemsOf(err)[0].Text; strings.Contains(text, "停用") {
		t.Errorf("a wrong password is told %q", text)
	}
	moved := s.accountInput("keji.chengban")
	moved.DepartmentID = in.ID
	_, err = s.SaveAccount(s.ctx, s.actors["guanli"], moved)
	s.refused(err, reply.Invalid)
}

func TestWhoeverSavesSecondIsTold(t *testing.T) {
	s := newStage(t)
	admin, two := s.actors["guanli"], s.secondAdministrator()
	department, account := s.departmentInput("省教育厅"), s.accountInput("keji.fuze")
	first, firstAccount := department, account
	first.NumberPrefix, firstAccount.Role = "某教新", reply.Reader
	_, err := s.SaveDepartment(s.ctx, admin, first)
	s.must(err)
	_, err = s.SaveAccount(s.ctx, admin, firstAccount)
	s.must(err)

	department.ShortName, account.Name = "教育厅", "省科技厅分管负责人"
	_, err = s.SaveDepartment(s.ctx, two, department)
	s.refused(err, reply.Stale)
	if text := reply.ProblemsOf(err)[0].Text; !strings.Contains(text, "代字 “某教新”→") || !strings.Contains(text, "“教育厅”") {
		t.Errorf("the second is told %q", text)
	}
	_, err = s.SaveAccount(s.ctx, two, account)
	s.refused(err, reply.Stale)
	if now := s.departmentInput("省教育厅"); now.NumberPrefix != "某教新" {
		t.Errorf("the first one's change is gone: %+v", now)
	}
	if now := s.accountInput("keji.fuze"); now.Role != reply.Reader || now.Name == account.Name {
		t.Errorf("the first one's change is gone: %+v", now)
	}
}

func TestTheLogSaysWhatChangedInTheRegistry(t *testing.T) {
	s := newStage(t)
	admin := s.actors["guanli"]
	department, account := s.departmentInput("省教育厅"), s.accountInput("keji.fuze")
	department.ShortName, department.NextNumber = "教育厅", 7
	_, err := s.SaveDepartment(s.ctx, admin, department)
	s.must(err)
	account.Role, account.Disabled, account.Password = reply.Reader, true, "secret words 9"
	_, err = s.SaveAccount(s.ctx, admin, account)
	s.must(err)
	account.Revision, account.Password = 0, ""
	_, err = s.SaveAccount(s.ctx, admin, account) // nothing changed
	s.must(err)
	s.must(s.SignOut(s.ctx, admin))

	lines := s.detailsLike(reply.ManageRegistry, "修改")
	want := []string{
		"修改单位 省教育厅：简称 “省教育厅”→“教育厅”，本年起始号 “1”→“7”",
		"修改账号 keji.fuze：角色 “负责人”→“查阅人员”，停用，重置密码",
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("the log says\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if made := s.detailsLike(reply.ManageRegistry, "增加账号 keji.fuze：省科技厅负责人（省科技厅，负责人）"); len(made) != 1 {
		t.Errorf("the account's making is logged %d times", len(made))
	}
	if out := s.detailsLike(reply.SignOut, "退出登录"); len(out) != 1 {
		t.Errorf("signing out is logged %d times", len(out))
	}
}

func TestLoginsAreOneHoweverTheyAreTyped(t *testing.T) {
	s := newStage(t)
	_, err := s.Authenticate(s.ctx, "ＫＥＪＩ.Fuze", password, place)
	s.must(err)
	in := s.accountInput("keji.fuze")
	in.ID, in.Login, in.Password = 0, "KEJI.fuze", password
	_, err = s.SaveAccount(s.ctx, s.actors["guanli"], in)
	s.refused(err, reply.Invalid)
	in.Login = "kеji.fuze" // with a Cyrillic е
	_, err = s.SaveAccount(s.ctx, s.actors["guanli"], in)
	s.refused(err, reply.Invalid)
	in.Login, in.Name = "keji.fuze2", "省科技厅\u200b负责人"
	_, err = s.SaveAccount(s.ctx, s.actors["guanli"], in)
	s.refused(err, reply.Invalid)
	_, err = s.SaveDepartment(s.ctx, s.actors["guanli"], service.DepartmentInput{FullName: "云南省科学\u200b技术厅", ShortName: "科技", NumberPrefix: "某"})
	s.refused(err, reply.Invalid)
}
