package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

type registryView struct {
	Departments []departmentLine
	Notices     []string // certificates that have ended or end soon
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
	if v.Notices, err = s.Service.KeyNotices(c.Request.Context(), actor(c)); err != nil {
		s.fail(c, err)
		return
	}
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
	FullName       string `form:"full_name" label:"单位全称" binding:"filled,max=60,text"`
	ShortName      string `form:"short_name" label:"单位简称" binding:"filled,max=60,text"`
	NumberPrefix   string `form:"number_prefix" label:"发文字号代字" binding:"filled,docprefix"`
	OpinionPrefix  string `form:"opinion_prefix" label:"会办意见函代字" binding:"omitempty,docprefix"`
	NextNumber     int    `form:"next_number" label:"本年起始号" binding:"min=0,max=99999"`
	LetterForm     string `form:"letter_form" label:"公文格式" binding:"omitempty,oneof=file letter"`
	Printer        string `form:"printer" label:"印发机关" binding:"max=60,text"`
	Feedback       bool   `form:"feedback" label:"随附征询意见表"`
	AnswersNothing bool   `form:"answers_nothing" label:"不承办建议提案"`
	TalkRequired   bool   `form:"talk_required" label:"没有沟通记录不能送签"`
	Duplex         bool   `form:"duplex" label:"双面印制"`
	Disabled       bool   `form:"disabled" label:"停用"`
	Revision       int    `form:"revision"`
}

// letterForms are the forms of paper to choose from.
var letterForms = []choice{
	{Value: "file", Label: "文件格式", Help: "红线在发文字号下面，末页有版记"},
	{Value: "letter", Label: "信函格式", Help: "双线，首页不印页码"},
}

func formOf(value string) gongwen.Form {
	if value == "letter" {
		return gongwen.LetterForm
	}
	return gongwen.FileForm
}

func departmentFormOf(d reply.Department) departmentForm {
	f := departmentForm{
		FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix, OpinionPrefix: d.OpinionPrefix, NextNumber: max(1, d.NextNumber),
		LetterForm: "file", Printer: d.Printer, Feedback: d.Feedback, AnswersNothing: d.AnswersNothing, TalkRequired: d.TalkRequired, Duplex: d.Duplex, Disabled: d.Disabled, Revision: d.Revision,
	}
	if d.Form == gongwen.LetterForm {
		f.LetterForm = "letter"
	}
	return f
}

type departmentView struct {
	Form        form
	ID          int64
	LetterForms []choice
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
		s.showDepartment(c, http.StatusOK, 0, form{values: departmentForm{NextNumber: 1, LetterForm: "file"}})
		return
	}
	for _, d := range departments {
		if d.ID == id {
			s.showDepartment(c, http.StatusOK, id, form{values: departmentFormOf(d)})
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
	s.show(c, code, "department", title, departmentView{f, id, letterForms})
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
				ID: id, Revision: seenRevision(f.Revision), FullName: f.FullName, ShortName: f.ShortName, NumberPrefix: f.NumberPrefix, OpinionPrefix: f.OpinionPrefix,
				NextNumber: f.NextNumber, Disabled: f.Disabled,
				Form: formOf(f.LetterForm), Printer: f.Printer, Feedback: f.Feedback, AnswersNothing: f.AnswersNothing, TalkRequired: f.TalkRequired, Duplex: f.Duplex,
			})
			return err
		})
	}
	switch {
	case reply.CodeOf(err) == reply.Stale:
		s.staleDepartment(c, id, f, err)
	case err != nil:
		s.fail(c, err)
	case len(wrong) > 0:
		s.showDepartment(c, http.StatusUnprocessableEntity, id, form{f, wrong})
	default:
		s.flash(c, "已保存单位："+strings.TrimSpace(f.FullName))
		seeOther(c, "/registry")
	}
}

// seenRevision is the revision that a form was opened with. One that does not
// say is as stale as can be.
func seenRevision(typed int) int { return max(1, typed) }

// staleDepartment shows the form again, as it was typed, with what somebody
// else changed meanwhile; saved once more it takes the other's place.
func (s *server) staleDepartment(c *gin.Context, id int64, f departmentForm, stale error) {
	departments, _, err := s.registryLists(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	for _, d := range departments {
		if d.ID == id {
			f.Revision = d.Revision
		}
	}
	s.showDepartment(c, http.StatusConflict, id, form{f, []complaint{{Text: problemOf(stale).Text}}})
}
