package service

import (
	"context"
	"errors"
	"slices"
	"strings"

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
		NumberPrefix: strings.TrimSpace(in.NumberPrefix), OpinionPrefix: strings.TrimSpace(in.OpinionPrefix), NextNumber: in.NextNumber, Disabled: in.Disabled,
		Form: in.Form, Duplex: in.Duplex, Feedback: in.Feedback, AnswersNothing: in.AnswersNothing, TalkRequired: in.TalkRequired, Printer: strings.TrimSpace(in.Printer),
	}
	if err := checkDepartment(a, d); err != nil {
		return 0, err
	}
	err := s.keepRegistry(ctx, a, func(tx Tx) (string, error) {
		all, err := departmentsByID(tx)
		if err != nil {
			return "", err
		}
		before, known := all[d.ID]
		if d.ID != 0 && !known {
			return "", reply.Failf(reply.NotFound, "没有这个单位")
		}
		d.Revision, d.NumberYear = before.Revision, before.NumberYear
		d = d.Renamed(before)
		if max(1, d.NextNumber) == max(1, before.NextNumber) { // 0 means 1
			d.NextNumber = before.NextNumber
		}
		if d == before {
			return "", nil
		}
		changed := departmentChanges(before, d)
		if known && in.Revision != 0 && in.Revision != before.Revision {
			return "", staleRecord("这个单位", changed)
		}
		if err := checkPrefixes(d, all); err != nil {
			return "", err
		}
		if d.NextNumber != before.NextNumber || !known {
			d.NumberYear = s.Today().Year
		}
		if err := tx.PutDepartment(&d); err != nil {
			return "", takenAs(err, "full_name", "已经有这个名称的单位")
		}
		if !known {
			return "增加单位：" + d.FullName + "（" + d.ShortName + "，" + d.NumberPrefix + "）", nil
		}
		return "修改单位 " + before.ShortName + "：" + changed.String(), nil
	})
	return d.ID, err
}

// keepRegistry lets fn change departments or accounts in one transaction and
// records what it says it did, which is nothing where nothing changed. The
// actor must be an administrator still, and somebody usable must be one
// afterwards: two who disable each other at the same time do not both succeed.
func (s *Service) keepRegistry(ctx context.Context, a reply.Actor, fn func(Tx) (string, error)) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		before, err := administrators(tx)
		if err != nil {
			return err
		}
		if a.Account.ID != 0 && !slices.Contains(before, a.Account.ID) {
			return reply.Failf(reply.Forbidden, "您的管理员账号刚被停用或改为其他角色，没有保存")
		}
		done, err := fn(tx)
		if err != nil || done == "" {
			return err
		}
		after, err := administrators(tx)
		if err != nil {
			return err
		}
		if len(before) > 0 && len(after) == 0 {
			return reply.FieldError("disabled", "这样就没有可用的管理员账号了，没有保存。请先增加一个管理员")
		}
		return s.record(tx, a, reply.ManageRegistry, 0, done)
	})
}

// administrators are the accounts that can keep the registry.
func administrators(tx Tx) (ids []int64, err error) {
	departments, err := departmentsByID(tx)
	if err != nil {
		return nil, err
	}
	accounts, err := tx.Accounts()
	for _, a := range accounts {
		if a.Role == reply.Administrator && shut(a, departments[a.DepartmentID]) == "" {
			ids = append(ids, a.ID)
		}
	}
	return ids, err
}

// notInPrefix are characters that the rest of a 发文字号 is made of.
const notInPrefix = "〔〕[]()（）0123456789号第 "

// checkPrefixes holds that no two departments number alike. A department's own two
// may be one series: numbers are counted by prefix.
func checkPrefixes(d reply.Department, all map[int64]reply.Department) error {
	for _, other := range all {
		if other.ID == d.ID {
			continue
		}
		taken := []string{other.NumberPrefix, other.OpinionPrefix}
		if slices.Contains(taken, d.NumberPrefix) {
			return reply.FieldError("number_prefix", "%s已经用了这个代字，两个单位的发文字号会重复", other.ShortName)
		}
		if d.OpinionPrefix != "" && slices.Contains(taken, d.OpinionPrefix) {
			return reply.FieldError("opinion_prefix", "%s已经用了这个代字，两个单位的发文字号会重复", other.ShortName)
		}
	}
	return nil
}

func checkDepartment(a reply.Actor, d reply.Department) error {
	var p reply.Problems
	for _, f := range []struct{ field, label, value string }{
		{"full_name", "单位全称", d.FullName}, {"short_name", "单位简称", d.ShortName}, {"number_prefix", "发文字号代字", d.NumberPrefix},
	} {
		if f.value == "" {
			p.Add(f.field, "请填写%s", f.label)
			continue
		}
		p.CheckLine(f.field, f.label, f.value, 60)
	}
	if strings.ContainsAny(d.NumberPrefix, notInPrefix) {
		p.Add("number_prefix", "发文字号代字只写字，如“云科提”，不带年份和括号")
	}
	p.CheckLine("opinion_prefix", "会办意见函代字", d.OpinionPrefix, 60)
	if strings.ContainsAny(d.OpinionPrefix, notInPrefix) {
		p.Add("opinion_prefix", "会办意见函代字只写字，如“云教提函”，不带年份和括号")
	}
	if d.Form > gongwen.LetterForm {
		p.Add("form", "请选择公文格式")
	}
	p.CheckText("printer", "印发机关", d.Printer, 60)
	if d.NextNumber < 0 || d.NextNumber > 99999 {
		p.Add("next_number", "起始号应为 1 到 99999 之间的数")
	}
	if d.Disabled && d.ID != 0 && d.ID == a.Account.DepartmentID {
		p.Add("disabled", "不能停用自己所在的单位，请由其他单位的管理员操作")
	}
	return p.Err()
}

// SaveAccount makes or changes an account and returns its ID. Its own
// administrator account cannot be disabled or stripped of its role, so that
// somebody is always left to let others in. A new password forgives the
// failures of the login.
func (s *Service) SaveAccount(ctx context.Context, a reply.Actor, in AccountInput) (int64, error) {
	if err := reply.PermitGeneral(a, reply.ManageRegistry); err != nil {
		return 0, err
	}
	in.Login, in.Name = reply.FoldLogin(in.Login), strings.TrimSpace(in.Name)
	if err := checkAccount(a, in); err != nil {
		return 0, err
	}
	hash := ""
	if in.Password != "" {
		var err error
		if hash, err = newHash(ctx, in.Password); err != nil {
			return 0, err
		}
	}
	var id int64
	err := s.keepRegistry(ctx, a, func(tx Tx) (done string, err error) {
		id, done, err = s.putAccount(tx, a, in, hash)
		return done, err
	})
	return id, err
}

// putAccount stores the account and says what it did.
func (s *Service) putAccount(tx Tx, a reply.Actor, in AccountInput, hash string) (id int64, done string, err error) {
	departments, err := departmentsByID(tx)
	if err != nil {
		return 0, "", err
	}
	before := reply.Account{CreatedAt: s.clock()}
	if in.ID != 0 {
		if before, err = tx.Account(in.ID); err != nil {
			return 0, "", err
		}
	}
	switch d, known := departments[in.DepartmentID]; {
	case !known:
		return 0, "", reply.FieldError("department", "请选择单位")
	case d.Disabled && d.ID != before.DepartmentID:
		return 0, "", reply.FieldError("department", "%s已停用，请选择其他单位", d.ShortName)
	}
	account := before
	account.DepartmentID, account.Login, account.Name = in.DepartmentID, in.Login, in.Name
	account.Role, account.Disabled = in.Role, in.Disabled
	if hash != "" {
		account.PasswordHash = hash
		// Whoever set it knows it. A first password counts as one's own only on the
		// console, where houses are set up.
		account.MustChange = in.ID != a.Account.ID && (in.ID != 0 || a.Account.ID != 0)
		if err := tx.ForgetFailures(in.Login); err != nil {
			return 0, "", err
		}
	}
	changed := accountChanges(before, account, departments)
	switch {
	case account == before:
		return in.ID, "", nil
	case in.ID != 0 && in.Revision != 0 && in.Revision != before.Revision:
		return 0, "", staleRecord("这个账号", changed)
	}
	if err := tx.PutAccount(&account); err != nil {
		return 0, "", takenAs(err, "login", "已经有这个账号")
	}
	if in.ID == 0 {
		return account.ID, "增加账号 " + account.Login + "：" + account.Name + "（" + departments[in.DepartmentID].ShortName + "，" + in.Role.Han() + "）", nil
	}
	return account.ID, "修改账号 " + before.Login + "：" + changed.String(), nil
}

func checkAccount(a reply.Actor, in AccountInput) error {
	var p reply.Problems
	p.CheckLogin("login", in.Login)
	if in.Name == "" {
		p.Add("name", "请填写显示名称，如“省科技厅承办人”")
	}
	p.CheckLine("name", "显示名称", in.Name, 60)
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
		p = append(p, reply.ProblemsOf(checkPassword("password", in.Password, in.Login, in.Name))...)
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
