package service

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Departments returns every department, for forms to choose from.
func (s *Service) Departments(ctx context.Context) (all []reply.Department, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		all, err = tx.Departments()
		return err
	})
	return all, err
}

// Accounts returns every account, to the administrator.
func (s *Service) Accounts(ctx context.Context, a reply.Actor) (all []reply.Account, err error) {
	if err := reply.PermitGeneral(a, reply.ManageRegistry); err != nil {
		return nil, err
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		all, err = tx.Accounts()
		return err
	})
	return all, err
}

// SaveDepartment makes or changes a department and returns its ID.
func (s *Service) SaveDepartment(ctx context.Context, a reply.Actor, in DepartmentInput) (int64, error) {
	if err := reply.PermitGeneral(a, reply.ManageRegistry); err != nil {
		return 0, err
	}
	d := reply.Department{
		ID: in.ID, FullName: strings.TrimSpace(in.FullName), ShortName: strings.TrimSpace(in.ShortName),
		NumberPrefix: strings.TrimSpace(in.NumberPrefix), NextNumber: in.NextNumber, Disabled: in.Disabled,
		Form: in.Form, Duplex: in.Duplex, Feedback: in.Feedback, Printer: strings.TrimSpace(in.Printer),
	}
	if err := checkDepartment(d); err != nil {
		return 0, err
	}
	err := s.store.Write(ctx, func(tx Tx) error {
		all, err := departmentsByID(tx)
		if err != nil {
			return err
		}
		before, known := all[d.ID]
		if d.ID != 0 && !known {
			return reply.Failf(reply.NotFound, "没有这个单位")
		}
		for _, other := range all {
			if other.ID != d.ID && other.NumberPrefix == d.NumberPrefix {
				return reply.FieldError("number_prefix", "%s已经用了这个代字，两个单位的文号会重复", other.ShortName)
			}
		}
		d.NumberYear = before.NumberYear
		if d.NextNumber != before.NextNumber || !known {
			d.NumberYear = s.Today().Year
		}
		if err := tx.PutDepartment(&d); err != nil {
			return takenAs(err, "full_name", "已经有这个名称的单位")
		}
		return s.record(tx, a, reply.ManageRegistry, 0, "保存单位："+d.FullName)
	})
	return d.ID, err
}

func checkDepartment(d reply.Department) error {
	var p reply.Problems
	for _, f := range []struct{ field, label, value string }{
		{"full_name", "单位全称", d.FullName}, {"short_name", "单位简称", d.ShortName}, {"number_prefix", "发文字号代字", d.NumberPrefix},
	} {
		if f.value == "" {
			p.Add(f.field, "请填写%s", f.label)
			continue
		}
		p.CheckText(f.field, f.label, f.value, 60)
	}
	if strings.ContainsAny(d.NumberPrefix, "〔〕[]()（）0123456789号第 ") {
		p.Add("number_prefix", "发文字号代字只写字，如“云科提”，不带年份和括号")
	}
	if d.Form > gongwen.LetterForm {
		p.Add("form", "请选择公文格式")
	}
	p.CheckText("printer", "印发机关", d.Printer, 60)
	if d.NextNumber < 0 || d.NextNumber > 99999 {
		p.Add("next_number", "起始号应为 1 到 99999 之间的数")
	}
	return p.Err()
}

var loginForm = regexp.MustCompile(`^[\p{L}\p{N}._@-]+$`)

// SaveAccount makes or changes an account and returns its ID. Its own
// administrator account cannot be disabled or stripped of its role, so that
// somebody is always left to let others in.
func (s *Service) SaveAccount(ctx context.Context, a reply.Actor, in AccountInput) (int64, error) {
	if err := reply.PermitGeneral(a, reply.ManageRegistry); err != nil {
		return 0, err
	}
	in.Login, in.Name = strings.TrimSpace(in.Login), strings.TrimSpace(in.Name)
	if err := checkAccount(a, in); err != nil {
		return 0, err
	}
	hash := ""
	if in.Password != "" {
		var err error
		if hash, err = argon2id.CreateHash(in.Password, hashing); err != nil {
			return 0, err
		}
	}
	account := reply.Account{ID: in.ID, CreatedAt: s.clock()}
	err := s.store.Write(ctx, func(tx Tx) (err error) {
		if _, err := tx.Department(in.DepartmentID); err != nil {
			return reply.FieldError("department", "请选择单位")
		}
		if in.ID != 0 {
			if account, err = tx.Account(in.ID); err != nil {
				return err
			}
		}
		account.DepartmentID, account.Login, account.Name = in.DepartmentID, in.Login, in.Name
		account.Role, account.Disabled = in.Role, in.Disabled
		if hash != "" {
			account.PasswordHash = hash
			if err := tx.SetFailures(in.Login, 0, s.clock()); err != nil {
				return err
			}
		}
		if err := tx.PutAccount(&account); err != nil {
			return takenAs(err, "login", "已经有这个账号")
		}
		return s.record(tx, a, reply.ManageRegistry, 0, "保存账号："+account.Login)
	})
	return account.ID, err
}

func checkAccount(a reply.Actor, in AccountInput) error {
	var p reply.Problems
	switch {
	case in.Login == "":
		p.Add("login", "请填写账号")
	case utf8.RuneCountInString(in.Login) > 60 || !loginForm.MatchString(in.Login):
		p.Add("login", "账号最多 60 个字，只用汉字、字母、数字和 . _ @ -")
	}
	if in.Name == "" {
		p.Add("name", "请填写显示名称，如“省科技厅承办人”")
	}
	p.CheckText("name", "显示名称", in.Name, 60)
	if in.DepartmentID == 0 {
		p.Add("department", "请选择单位")
	}
	if in.Role.Han() == "" {
		p.Add("role", "请选择角色")
	}
	if in.ID == 0 && in.Password == "" {
		p.Add("password", "请为新账号设置密码")
	}
	if in.Password != "" {
		p = append(p, reply.ProblemsOf(checkPassword("password", in.Password, in.Login))...)
	}
	if in.ID != 0 && in.ID == a.Account.ID && (in.Disabled || in.Role != reply.Administrator) {
		p.Add("role", "不能停用自己的管理员账号或改变它的角色，请由另一位管理员操作")
	}
	return p.Err()
}

// takenAs turns a breach of uniqueness into a complaint about the field.
func takenAs(err error, field, text string) error {
	var e *reply.Error
	// The store's own breach has a cause; a state that does not allow it has none.
	if errors.As(err, &e) && e.Code == reply.Conflict && e.Cause != nil {
		return &reply.Error{Code: reply.Invalid, Field: field, Text: text, Cause: err}
	}
	return err
}
