package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// opinionForm is the co-handler's form (会办意见). Act is the button: save or
// submit. What is owed only for handing in is checked by the service.
type opinionForm struct {
	Version       int    `form:"version" label:"版本"`
	Status        string `form:"status" label:"工作情况" binding:"max=200000,text"`
	NextSteps     string `form:"next_steps" label:"下一步打算" binding:"max=200000,text"`
	ContactOffice string `form:"contact_office" label:"联系处室" binding:"max=200,text"`
	ContactName   string `form:"contact_name" label:"联系人姓名" binding:"max=200,text"`
	ContactPhone  string `form:"contact_phone" label:"联系电话" binding:"max=40,text,phone"`
	Act           string `form:"act" label:"操作" binding:"omitempty,oneof=save submit"`
}

type opinionView struct {
	service.OpinionView
	Form        form
	PhoneAdvice string
	Differences []difference
	SavedAt     string
}

func (f opinionForm) opinion() reply.Opinion {
	return reply.Opinion{Status: f.Status, NextSteps: f.NextSteps, Contact: reply.Person{
		Office: f.ContactOffice, Name: f.ContactName, Phone: f.ContactPhone,
	}}
}

func opinionFormOf(w reply.WorkingCopy) opinionForm {
	o := w.Opinion
	return opinionForm{
		Version: w.Version, Status: o.Status, NextSteps: o.NextSteps,
		ContactOffice: o.Contact.Office, ContactName: o.Contact.Name, ContactPhone: o.Contact.Phone,
	}
}

func (s *server) opinionPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Opinion(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		s.showOpinion(c, http.StatusOK, v, form{values: opinionFormOf(v.Copy)}, nil)
		return nil
	})
}

func (s *server) showOpinion(c *gin.Context, code int, v service.OpinionView, f form, changed []difference) {
	typed := f.values.(opinionForm)
	view := opinionView{
		OpinionView: v, Form: f, Differences: changed, PhoneAdvice: phoneAdvice(strings.TrimSpace(typed.ContactPhone)),
		SavedAt: momentWords(v.Copy.SavedAt, s.year()),
	}
	s.show(c, code, "opinion", screenTitle(v.Case, "会办意见"), view)
}

func (s *server) saveOpinion(c *gin.Context) {
	var f opinionForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		wrong, err := s.checked(f, func() (err error) {
			if f.Act == "submit" {
				_, err = s.Service.SubmitOpinion(ctx, who, id, f.Version, f.opinion())
			} else {
				_, err = s.Service.SaveOpinion(ctx, who, id, f.Version, f.opinion())
			}
			return err
		}, func() error { return reply.CheckOpinion(f.opinion(), f.Act == "submit") })
		if len(wrong) == 0 && err == nil {
			s.opinionSaved(c, id, f.Act)
			return nil
		}
		conflict := reply.CodeOf(err) == reply.Conflict && f.Act == "submit"
		if len(wrong) == 0 && reply.CodeOf(err) != reply.Stale && !conflict {
			return err
		}
		v, failed := s.Service.Opinion(ctx, who, id)
		if failed != nil {
			return failed
		}
		if conflict {
			return s.opinionUnchanged(c, v, err)
		}
		if len(wrong) > 0 {
			s.showOpinion(c, http.StatusUnprocessableEntity, v, form{f, wrong}, nil)
			return nil
		}
		changed := differences(opinionFormOf(v.Copy), f)
		f.Version = v.Copy.Version
		s.showOpinion(c, http.StatusConflict, v, form{values: f}, changed)
		return nil
	})
}

// opinionUnchanged goes back to the case with a line where the only obstacle is
// that these words were handed in before: nothing is lost and nothing to mend.
func (s *server) opinionUnchanged(c *gin.Context, v service.OpinionView, err error) error {
	if !v.Can[reply.SubmitContribution] || len(v.Submitted) == 0 {
		return err
	}
	s.flash(c, textOf(err))
	seeOther(c, casePath(v.Case.ID))
	return nil
}

func (s *server) opinionSaved(c *gin.Context, id int64, act string) {
	if act == "submit" {
		s.flash(c, "会办意见已报送 "+s.clockWords())
		seeOther(c, casePath(id))
		return
	}
	s.flash(c, "已暂存 "+s.clockWords()+"，还没有报送")
	seeOther(c, casePath(id)+"/opinion")
}

// clockWords is the time of day for lines such as 已保存 14:03.
func (s *server) year() int { return calendar.On(s.Now()).Year }

func (s *server) clockWords() string { return s.Now().In(calendar.China).Format("15:04") }

type contributionView struct {
	Case         reply.Case
	Department   reply.Department
	Contribution reply.Contribution
}

func (s *server) contributionPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		department, err := pathID(c, "department")
		if err != nil {
			return err
		}
		revision, err := strconv.Atoi(c.Param("revision"))
		if err != nil {
			return errNoPage
		}
		ctx, who := c.Request.Context(), actor(c)
		one, err := s.Service.Contribution(ctx, who, id, department, revision)
		if err != nil {
			return err
		}
		v, err := s.Service.Case(ctx, who, id)
		if err != nil {
			return err
		}
		view := contributionView{Case: v.Case, Contribution: one}
		for _, h := range v.CoHandlers {
			if h.Department.ID == department {
				view.Department = h.Department
			}
		}
		s.show(c, http.StatusOK, "contribution", screenTitle(v.Case, view.Department.ShortName+"会办意见"), view)
		return nil
	})
}
