package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type registryView struct {
	Departments []departmentLine
}

// departmentLine is a department with its accounts.
type departmentLine struct {
	reply.Department
	Accounts []reply.Account
}

func (s *server) registryPage(c *gin.Context) {
	departments, accounts, err := s.registryLists(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	v := registryView{}
	for _, d := range departments {
		line := departmentLine{Department: d}
		for _, a := range accounts {
			if a.DepartmentID == d.ID {
				line.Accounts = append(line.Accounts, a)
			}
		}
		v.Departments = append(v.Departments, line)
	}
	s.show(c, http.StatusOK, "registry", "单位和账号", v)
}

// registryLists are for administrators; the service refuses others.
func (s *server) registryLists(c *gin.Context) ([]reply.Department, []reply.Account, error) {
	accounts, err := s.Service.Accounts(c.Request.Context(), actor(c))
	if err != nil {
		return nil, nil, err
	}
	departments, err := s.Service.Departments(c.Request.Context())
	return departments, accounts, err
}

type departmentForm struct {
	FullName     string `form:"full_name" label:"单位全称" binding:"filled,max=60,text"`
	ShortName    string `form:"short_name" label:"单位简称" binding:"filled,max=60,text"`
	NumberPrefix string `form:"number_prefix" label:"发文字号代字" binding:"filled,docprefix"`
	NextNumber   int    `form:"next_number" label:"本年起始号" binding:"min=0,max=99999"`
	Disabled     bool   `form:"disabled" label:"停用"`
}

type departmentView struct {
	Form form
	ID   int64
}

// registryID reads the number in an address; “new” is 0.
func registryID(c *gin.Context) (int64, error) {
	if c.Param("id") == "new" {
		return 0, nil
	}
	return pathID(c, "id")
}

func (s *server) departmentPage(c *gin.Context) {
	id, err := registryID(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	departments, _, err := s.registryLists(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if id == 0 {
		s.showDepartment(c, http.StatusOK, 0, form{values: departmentForm{NextNumber: 1}})
		return
	}
	for _, d := range departments {
		if d.ID == id {
			f := departmentForm{d.FullName, d.ShortName, d.NumberPrefix, max(1, d.NextNumber), d.Disabled}
			s.showDepartment(c, http.StatusOK, id, form{values: f})
			return
		}
	}
	s.fail(c, reply.Failf(reply.NotFound, "没有这个单位"))
}

func (s *server) showDepartment(c *gin.Context, code int, id int64, f form) {
	title := "增加单位"
	if id != 0 {
		title = "修改单位"
	}
	s.show(c, code, "department", title, departmentView{f, id})
}

func (s *server) saveDepartment(c *gin.Context) {
	var f departmentForm
	id, err := registryID(c)
	if err == nil {
		err = reply.PermitGeneral(actor(c), reply.ManageRegistry)
	}
	if err == nil {
		err = bind(c, &f)
	}
	var wrong []complaint
	if err == nil {
		wrong, err = s.checked(f, func() error {
			_, err := s.Service.SaveDepartment(c.Request.Context(), actor(c), service.DepartmentInput{
				ID: id, FullName: f.FullName, ShortName: f.ShortName, NumberPrefix: f.NumberPrefix,
				NextNumber: f.NextNumber, Disabled: f.Disabled,
			})
			return err
		})
	}
	switch {
	case err != nil:
		s.fail(c, err)
	case len(wrong) > 0:
		s.showDepartment(c, http.StatusUnprocessableEntity, id, form{f, wrong})
	default:
		s.flash(c, "已保存单位："+strings.TrimSpace(f.FullName))
		seeOther(c, "/registry")
	}
}
