package web

import (
	"cmp"
	"net/http"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// reasonForm is the one field of acts that owe a reason, and for 退回 the draft
// that was looked at.
type reasonForm struct {
	Reason   string `form:"reason" label:"理由" binding:"filled,max=1000,text"`
	Revision int    `form:"revision" label:"稿次"`
}

// reasonView is the page of an act that owes a reason: what exactly, what
// follows, and a button named by the act.
type reasonView struct {
	Form           form
	Heading, About string
	Follows        []string
	Act            string // the button
	Action, Back   string
	Grave          bool
}

// reasonAct is an act that owes a reason.
type reasonAct struct {
	act     reply.Act
	view    reasonView
	title   string
	allowed bool
	carry   func(f reasonForm) error
	done    string
	goTo    string
	of      service.CaseView
	seen    int // the revision that the reason is about; 0: the draft's
}

func (s *server) showReason(c *gin.Context, code int, a reasonAct, f form) {
	a.view.Form, a.view.Action = f, c.Request.URL.Path
	s.show(c, code, "reason", a.title, a.view)
}

// askReason shows the page, or refuses it.
func (s *server) askReason(c *gin.Context, a reasonAct, rc reply.Case) error {
	if !a.allowed {
		return forbidden(actor(c), a.act, rc)
	}
	s.showReason(c, http.StatusOK, a, form{values: reasonForm{Revision: cmp.Or(a.seen, a.of.Draft.Revision)}})
	return nil
}

func (s *server) takeReason(c *gin.Context, a reasonAct) error {
	var f reasonForm
	if err := bind(c, &f); err != nil {
		return err
	}
	wrong, err := s.checked(f, func() error { return a.carry(f) })
	if len(wrong) > 0 {
		s.showReason(c, http.StatusUnprocessableEntity, a, form{f, wrong})
		return nil
	}
	if err != nil {
		return err
	}
	s.flash(c, a.done)
	seeOther(c, a.goTo)
	return nil
}

// caseReason prepares an act with one case.
func (s *server) caseReason(c *gin.Context, id int64, act reply.Act) (reasonAct, reply.Case, error) {
	v, err := s.Service.Case(c.Request.Context(), actor(c), id)
	if err != nil {
		return reasonAct{}, reply.Case{}, err
	}
	return reasonAct{
		act: act, allowed: v.Can[act], title: screenTitle(v.Case, act.Han()), goTo: casePath(id), of: v,
		view: reasonView{Heading: act.Han(), About: v.Case.Title, Act: act.Han(), Back: casePath(id)},
	}, v.Case, nil
}

func (s *server) returnAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.ReturnDraft)
	a.view.Follows = []string{"答复稿回到拟稿，承办人可以修改后再送签。", "为这次签发保留的发文字号予以释放。", "理由会显示在这件" + string(rc.Kind) + "的页面上，承办人看得到。"}
	a.carry = func(f reasonForm) error {
		return s.Service.ReturnDraft(c.Request.Context(), actor(c), id, f.Revision, f.Reason)
	}
	a.done = "已退回修改"
	return a, rc, err
}

func (s *server) returnPage(c *gin.Context)  { s.caseReasonPage(c, s.returnAct) }
func (s *server) returnDraft(c *gin.Context) { s.caseReasonPost(c, s.returnAct) }

func (s *server) reviseAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.Revise)
	a.view.Follows = []string{"这件" + string(rc.Kind) + "回到拟稿，可以修改文字、重新合并。", "已签发的答复在新版本签发之前仍然有效；签发之后会注明已被新版本替换。", "理由会留在办理记录里。"}
	a.carry = func(f reasonForm) error { return s.Service.Revise(c.Request.Context(), actor(c), id, f.Reason) }
	a.done = "已重新开始拟稿"
	return a, rc, err
}

func (s *server) revisePage(c *gin.Context) { s.caseReasonPage(c, s.reviseAct) }
func (s *server) revise(c *gin.Context)     { s.caseReasonPost(c, s.reviseAct) }

func (s *server) waiveAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	department, err := pathID(c, "department")
	if err != nil {
		return reasonAct{}, reply.Case{}, err
	}
	a, rc, err := s.caseReason(c, id, reply.WaiveContribution)
	for _, h := range a.of.CoHandlers {
		if h.Department.ID == department {
			a.view.Heading = "不再等候" + h.Department.ShortName + "的会办意见"
		}
	}
	a.view.Follows = []string{"没有这份会办意见也可以送签；还没有报送的会办事项一并撤销。", "该单位在送签之前仍然可以报送。", "理由会留在办理记录里。"}
	a.carry = func(f reasonForm) error {
		return s.Service.Waive(c.Request.Context(), actor(c), id, department, f.Reason)
	}
	a.done = "已记录，不再等候这份会办意见"
	return a, rc, err
}

func (s *server) waivePage(c *gin.Context) { s.caseReasonPage(c, s.waiveAct) }
func (s *server) waive(c *gin.Context)     { s.caseReasonPost(c, s.waiveAct) }

type reasonOf func(*gin.Context, int64) (reasonAct, reply.Case, error)

func (s *server) caseReasonPage(c *gin.Context, of reasonOf) {
	s.withCase(c, func(id int64) error {
		a, rc, err := of(c, id)
		if err != nil {
			return err
		}
		return s.askReason(c, a, rc)
	})
}

func (s *server) caseReasonPost(c *gin.Context, of reasonOf) {
	s.withCase(c, func(id int64) error {
		a, rc, err := of(c, id)
		if err != nil {
			return err
		}
		if a.carry == nil { // not allowed, so that there is nothing to carry out
			return forbidden(actor(c), a.act, rc)
		}
		return s.takeReason(c, a)
	})
}
