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

// opinionForm is the co-handler's form (会办意见). Act is the button: save, send
// (to the own head) or submit (by the head). What is owed only for handing in is
// checked by the service.
type opinionForm struct {
	Version       int    `form:"version" label:"版本"`
	Account       int64  `form:"account" label:"账号"` // whose form it is
	Status        string `form:"status" label:"工作情况" binding:"max=200000,text"`
	NextSteps     string `form:"next_steps" label:"下一步打算" binding:"max=200000,text"`
	ContactOffice string `form:"contact_office" label:"联系处室" binding:"max=200,text"`
	ContactName   string `form:"contact_name" label:"联系人姓名" binding:"max=200,text"`
	ContactPhone  string `form:"contact_phone" label:"联系电话" binding:"max=40,text,phone"`
	Act           string `form:"act" label:"操作" binding:"omitempty,oneof=save send submit"`

	// Answers have numbered fields, answer-N and declined-N; N is the request's ID.
	Answers []reply.Answer
}

type opinionView struct {
	Proposed bool // the contact is the one that the department named last
	service.OpinionView
	Form        form
	PhoneAdvice string
	Differences []difference
	SavedAt     string
	Answers     []answerFields
	Outline     []outlineLine
	Owed        bool  // there are requests: the two halves may stay empty
	Head        bool  // the actor is the department's head
	Account     int64 // whose form it is
	// Autosave is how the form saves itself: "on"; "now" where what it shows is not
	// stored yet; "local" for this computer alone, where a press must decide.
	Autosave string
	Notice   string // why it was not handed in, beside everything typed
	// Returned is the contribution that the lead returned last, if nothing has
	// been handed in since.
	Returned *reply.Contribution
}

func (f opinionForm) opinion() reply.Opinion {
	return reply.Opinion{Status: f.Status, NextSteps: f.NextSteps, Contact: reply.Person{
		Office: f.ContactOffice, Name: f.ContactName, Phone: f.ContactPhone,
	}, Answers: f.Answers}
}

func opinionFormOf(w reply.WorkingCopy) opinionForm {
	o := w.Opinion
	return opinionForm{
		Version: w.Version, Status: o.Status, NextSteps: o.NextSteps,
		ContactOffice: o.Contact.Office, ContactName: o.Contact.Name, ContactPhone: o.Contact.Phone, Answers: o.Answers,
	}
}

func (s *server) opinionPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Opinion(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		f := opinionFormOf(v.Copy)
		if f.Version == 0 { // nobody has written here yet
			last, err := s.Service.LastContact(c.Request.Context(), actor(c))
			if err != nil {
				return err
			}
			f.ContactOffice, f.ContactName, f.ContactPhone = last.Office, last.Name, last.Phone
		}
		s.showOpinion(c, http.StatusOK, v, form{values: f}, nil, "")
		return nil
	})
}

func (s *server) showOpinion(c *gin.Context, code int, v service.OpinionView, f form, changed []difference, notice string) {
	typed := f.values.(opinionForm)
	view := opinionView{
		OpinionView: v, Form: f, Differences: changed, PhoneAdvice: phoneAdvice(strings.TrimSpace(typed.ContactPhone)),
		SavedAt: momentWords(v.Copy.SavedAt, s.year()),
		Answers: answerFieldsOf(v, f), Outline: outlineOf(v), Head: actor(c).Account.Role == reply.Head, Notice: notice,
		Account:  actor(c).Account.ID,
		Proposed: code == http.StatusOK && f.values.(opinionForm).ContactName != "" && v.Copy.Version == 0,
	}
	view.Autosave = autosaveOf(view, len(changed) > 0)
	for _, r := range v.Requests {
		view.Owed = view.Owed || r.State != reply.NoLongerAsked
	}
	if len(v.Submitted) > 0 && v.Submitted[0].Ending == reply.SentForRedoing {
		view.Returned = &v.Submitted[0]
	}
	s.show(c, code, "opinion", screenTitle(v.Case, "会办意见"), view)
}

func autosaveOf(v opinionView, moved bool) string {
	switch {
	case moved || v.Copy.Stage == reply.WithHead && !v.Head:
		return "local"
	case len(v.Form.Complaints) > 0:
		return "now"
	}
	return "on"
}

type opinionSavedAnswer struct {
	Version int    `json:"version"`
	At      string `json:"at"`
}

// autosaveOpinion saves the form while it is being filled in; the page's script
// asks for it.
func (s *server) autosaveOpinion(c *gin.Context) {
	var f opinionForm
	id, err := pathID(c, "id")
	if err == nil {
		f, err = bindOpinion(c)
	}
	if err == nil && f.Account != 0 && f.Account != actor(c).Account.ID {
		err = errOtherAccount
	}
	if err != nil {
		s.failJSON(c, err)
		return
	}
	version := f.Version
	wrong, err := s.checked(f, func() (err error) {
		version, err = s.Service.AutosaveOpinion(c.Request.Context(), actor(c), id, f.Version, f.opinion())
		return err
	})
	switch {
	case len(wrong) > 0:
		c.JSON(http.StatusUnprocessableEntity, complaintsAnswer{Error: wrong[0].Text, Complaints: wrong})
	case err != nil:
		s.failJSON(c, err)
	default:
		c.JSON(http.StatusOK, opinionSavedAnswer{version, s.clockWords()})
	}
}

func (s *server) saveOpinion(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		f, err := bindOpinion(c)
		if err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		v, err := s.Service.Opinion(ctx, who, id)
		if err != nil {
			return err
		}
		handIn := f.Act == "submit" || f.Act == "send"
		wrong, err := s.checked(f, func() error { return s.carryOpinion(c, id, f) },
			func() error { return reply.CheckOpinion(f.opinion(), handIn) },
			func() error { return reply.CheckAnswers(f.opinion(), plainRequests(v.Requests), handIn) })
		switch code := reply.CodeOf(err); {
		case len(wrong) > 0:
			s.showOpinion(c, http.StatusUnprocessableEntity, v, form{f, wrong}, nil, "")
			return nil
		case err == nil:
			s.opinionSaved(c, id, f.Act)
			return nil
		case code == reply.Stale:
			return s.opinionMoved(c, id, f, err)
		case code == reply.Conflict && handIn:
			return s.opinionUnchanged(c, v, f, err)
		}
		return err
	})
}

func (s *server) carryOpinion(c *gin.Context, id int64, f opinionForm) (err error) {
	ctx, who := c.Request.Context(), actor(c)
	switch f.Act {
	case "submit":
		_, err = s.Service.SubmitOpinion(ctx, who, id, f.Version, f.opinion())
	case "send":
		_, err = s.Service.SendOpinion(ctx, who, id, f.Version, f.opinion())
	default:
		_, err = s.Service.SaveOpinion(ctx, who, id, f.Version, f.opinion())
	}
	return err
}

// opinionMoved shows what is stored now beside what was typed.
func (s *server) opinionMoved(c *gin.Context, id int64, f opinionForm, err error) error {
	v, failed := s.Service.Opinion(c.Request.Context(), actor(c), id)
	if failed != nil {
		return failed
	}
	stored := opinionFormOf(v.Copy)
	changed := append(differences(stored, f), answerDifferences(v.Requests, stored, f)...)
	f.Version = v.Copy.Version
	notice := ""
	if len(changed) == 0 {
		notice = textOf(err)
	}
	s.showOpinion(c, http.StatusConflict, v, form{values: f}, changed, notice)
	return nil
}

// opinionUnchanged goes back to the case with a line where the only obstacle is
// that these words were handed in before: nothing is lost and nothing to mend.
// Otherwise the form comes back and says what stands in the way.
func (s *server) opinionUnchanged(c *gin.Context, v service.OpinionView, f opinionForm, err error) error {
	if !v.Can[reply.SaveOpinion] {
		return err
	}
	if v.HasHead && len(v.Submitted) > 0 {
		s.flash(c, textOf(err))
		seeOther(c, casePath(v.Case.ID))
		return nil
	}
	s.showOpinion(c, http.StatusConflict, v, form{values: f}, nil, textOf(err))
	return nil
}

func (s *server) opinionSaved(c *gin.Context, id int64, act string) {
	switch act {
	case "submit":
		s.flash(c, "会办意见已报送 "+s.clockWords())
		seeOther(c, casePath(id))
	case "send":
		s.flash(c, "已送本单位负责人审核 "+s.clockWords()+"，批准后才报送")
		seeOther(c, casePath(id))
	default:
		s.flash(c, "已暂存 "+s.clockWords()+"，还没有报送")
		seeOther(c, casePath(id)+"/opinion")
	}
}

// clockWords is the time of day for lines such as 已保存 14:03.
func (s *server) year() int { return calendar.On(s.Now()).Year }

func (s *server) clockWords() string { return s.Now().In(calendar.China).Format("15:04") }

type contributionView struct {
	service.ContributionView
	Answers []answered
}

// answered is an answer with the request that it is to.
type answered struct {
	reply.Answer
	Request reply.Request
}

func (s *server) contributionPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.contribution(c, id)
		if err != nil {
			return err
		}
		view := contributionView{ContributionView: v}
		for _, a := range v.Contribution.Opinion.Answers {
			one := answered{Answer: a}
			for _, r := range v.Requests {
				if r.ID == a.Request {
					one.Request = r
				}
			}
			view.Answers = append(view.Answers, one)
		}
		s.show(c, http.StatusOK, "contribution", screenTitle(v.Case, v.Department.ShortName+"会办意见"), view)
		return nil
	})
}

// contribution is the one that the address names.
func (s *server) contribution(c *gin.Context, id int64) (v service.ContributionView, err error) {
	department, err := pathID(c, "department")
	if err != nil {
		return v, err
	}
	revision, err := strconv.Atoi(c.Param("revision"))
	if err != nil {
		return v, errNoPage
	}
	return s.Service.Contribution(c.Request.Context(), actor(c), id, department, revision)
}
