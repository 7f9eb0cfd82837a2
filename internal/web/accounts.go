package web

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type accountForm struct {
	Login      string `form:"login" label:"账号" binding:"filled,max=60,text"`
	Name       string `form:"name" label:"显示名称" binding:"filled,max=60,text"`
	Department int64  `form:"department" label:"单位" ask:"选择"`
	Role       string `form:"role" label:"角色" ask:"选择" binding:"filled,max=40"`
	Way        string `form:"way" label:"密码" binding:"omitempty,oneof=keep generate type"`
	Password   string `form:"password" label:"自定密码" binding:"max=200,text"`
	Disabled   bool   `form:"disabled" label:"停用"`
	Revision   int    `form:"revision"`
}

type accountView struct {
	Form                     form
	ID                       int64
	Departments, Roles, Ways []choice
	Made                     *newPassword
}

// newPassword is a generated password, shown once on the page that answers the
// form and kept nowhere.
type newPassword struct{ Login, Password string }

var roleHelp = map[reply.Role]string{
	reply.Drafter: "起草、合并、填写会办意见", reply.Head: "审阅、退回、签发", reply.Reader: "查阅和下载本单位的已签发答复",
	reply.Coordinator: "查看全部建议提案，登记和修改交办信息", reply.Administrator: "管理单位和账号，不看建议提案",
}

func accountChoices(departments []reply.Department, id, department int64) accountView {
	v := accountView{ID: id, Departments: departmentChoices(departments, department)}
	for _, r := range reply.Roles {
		v.Roles = append(v.Roles, choice{Value: string(r), Label: r.Han(), Help: roleHelp[r]})
	}
	if id != 0 {
		v.Ways = append(v.Ways, choice{Value: "keep", Label: "不改密码"})
	}
	v.Ways = append(v.Ways, choice{Value: "generate", Label: "自动生成", Help: "保存后显示一次，请当面或电话告知本人"}, choice{Value: "type", Label: "自定"})
	return v
}

func (s *server) accountPage(c *gin.Context) {
	id, err := registryID(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	_, accounts, err := s.registryLists(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if id == 0 {
		department, _ := strconv.ParseInt(c.Query("department"), 10, 64)
		f := accountForm{Way: "generate", Role: string(reply.Drafter), Department: department}
		s.showAccount(c, http.StatusOK, 0, f, nil, nil)
		return
	}
	for _, a := range accounts {
		if a.ID == id {
			f := accountForm{Login: a.Login, Name: a.Name, Department: a.DepartmentID, Role: string(a.Role), Way: "keep", Disabled: a.Disabled, Revision: a.Revision}
			s.showAccount(c, http.StatusOK, id, f, nil, nil)
			return
		}
	}
	s.fail(c, reply.Failf(reply.NotFound, "没有这个账号"))
}

func (s *server) showAccount(c *gin.Context, code int, id int64, f accountForm, wrong []complaint, made *newPassword) {
	departments, err := s.Service.Departments(c.Request.Context())
	if err != nil {
		s.fail(c, err)
		return
	}
	f.Password = ""
	v := accountChoices(departments, id, f.Department)
	v.Form, v.Made = form{f, wrong}, made
	title := "增加账号"
	if id != 0 {
		title = "修改账号"
	}
	s.show(c, code, "account", title, v)
}

// rules are what the shape of the single fields does not say.
func (f accountForm) rules() error {
	var p reply.Problems
	if f.Department == 0 {
		p.Add("department", "请选择单位")
	}
	if reply.Role(f.Role).Han() == "" {
		p.Add("role", "请选择角色")
	}
	if f.Way == "type" && f.Password == "" {
		p.Add("password", "请填写密码，或选择自动生成")
	}
	return p.Err()
}

// password decides which password a saved account gets; "" leaves it as it is.
func (f accountForm) password() (password string, made *newPassword) {
	switch f.Way {
	case "generate":
		password = generatedPassword()
		return password, &newPassword{reply.FoldLogin(f.Login), password}
	case "type":
		return f.Password, nil
	}
	return "", nil
}

// generatedPassword has 80 bits in groups that can be read out.
func generatedPassword() string {
	s := strings.ToLower(rand.Text()[:16])
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

func (s *server) saveAccount(c *gin.Context) {
	var f accountForm
	id, err := registryID(c)
	if err == nil {
		err = reply.PermitGeneral(actor(c), reply.ManageRegistry)
	}
	if err == nil {
		err = bind(c, &f)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	password, made := f.password()
	var saved int64
	wrong, err := s.checked(f, func() (err error) {
		saved, err = s.Service.SaveAccount(c.Request.Context(), actor(c), service.AccountInput{
			ID: id, Revision: seenRevision(f.Revision), DepartmentID: f.Department, Login: f.Login, Name: f.Name,
			Role: reply.Role(f.Role), Password: password, Disabled: f.Disabled,
		})
		return err
	}, f.rules)
	switch {
	case reply.CodeOf(err) == reply.Stale:
		s.staleAccount(c, id, f, err)
	case err != nil:
		s.fail(c, err)
	case len(wrong) > 0:
		s.showAccount(c, http.StatusUnprocessableEntity, id, f, wrong, nil)
	case made != nil:
		f.Way, f.Revision = "keep", s.accountRevision(c, saved)
		s.showAccount(c, http.StatusOK, saved, f, nil, made)
	default:
		s.flash(c, "已保存账号："+reply.FoldLogin(f.Login))
		seeOther(c, "/registry")
	}
}

// staleAccount is staleDepartment for an account.
func (s *server) staleAccount(c *gin.Context, id int64, f accountForm, stale error) {
	f.Revision = s.accountRevision(c, id)
	s.showAccount(c, http.StatusConflict, id, f, []complaint{{Text: problemOf(stale).Text}}, nil)
}

// accountRevision is the account's present one, or 0 if nobody can say.
func (s *server) accountRevision(c *gin.Context, id int64) int {
	accounts, err := s.Service.Accounts(c.Request.Context(), actor(c))
	if err != nil {
		return 0
	}
	for _, a := range accounts {
		if a.ID == id {
			return a.Revision
		}
	}
	return 0
}
