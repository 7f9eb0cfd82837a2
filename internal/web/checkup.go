package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	rules "dafu/internal/check"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// checkView is the page of what 公文体检 finds in a case's draft.
type checkView struct {
	service.CheckView
	Form        form
	Errors      []service.Found // that are not overruled
	Overruled   []service.Found
	Advice      []service.Found
	MayLeave    bool
	MayOverrule bool
}

// overruleForm lets errors stand; Keys are those that were shown.
type overruleForm struct {
	Keys   []string `form:"key" label:"错误"`
	Reason string   `form:"reason" label:"放行的理由" binding:"filled,max=1000,text"`
}

type findingForm struct {
	Key string `form:"key" label:"提示"`
}

func (s *server) checkPage(c *gin.Context) {
	s.withCase(c, func(id int64) error { return s.showCheck(c, http.StatusOK, id, form{values: overruleForm{}}) })
}

func (s *server) showCheck(c *gin.Context, code int, id int64, f form) error {
	v, err := s.Service.Check(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	view := checkView{CheckView: v, Form: f, MayLeave: v.Can[reply.LeaveFinding], MayOverrule: v.Can[reply.OverruleFindings]}
	for _, one := range v.Checkup.Findings {
		switch {
		case one.Exemption != nil:
			view.Overruled = append(view.Overruled, one)
		case one.Severity == rules.Error:
			view.Errors = append(view.Errors, one)
		default:
			view.Advice = append(view.Advice, one)
		}
	}
	s.show(c, code, "check", screenTitle(v.Case, "体检"), view)
	return nil
}

func (s *server) overrule(c *gin.Context) {
	var f overruleForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error {
			return s.Service.OverruleFindings(c.Request.Context(), actor(c), id, f.Keys, f.Reason)
		})
		if reply.CodeOf(err) == reply.Stale {
			wrong, err = []complaint{{Text: textOf(err)}}, nil
		}
		if len(wrong) > 0 {
			return s.showCheck(c, http.StatusUnprocessableEntity, id, form{f, wrong})
		}
		if err != nil {
			return err
		}
		s.flash(c, "已放行 "+strconv.Itoa(len(f.Keys))+" 处错误，理由已记录")
		seeOther(c, casePath(id)+"/check")
		return nil
	})
}

func (s *server) leaveFinding(c *gin.Context) {
	s.sayOfFinding(c, "这里不改，文字不变就不再提示", func(id int64, key string) error {
		return s.Service.LeaveFinding(c.Request.Context(), actor(c), id, key, nil)
	})
}

func (s *server) restoreFinding(c *gin.Context) {
	s.sayOfFinding(c, "已恢复", func(id int64, key string) error {
		return s.Service.RestoreFinding(c.Request.Context(), actor(c), id, key)
	})
}

func (s *server) sayOfFinding(c *gin.Context, done string, say func(id int64, key string) error) {
	var f findingForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		if err := say(id, f.Key); err != nil {
			return err
		}
		s.flash(c, done)
		seeOther(c, casePath(id)+"/check")
		return nil
	})
}

// helpCheckView lists every rule.
type helpCheckView struct {
	Rules []rules.Rule
}

func (s *server) helpCheckPage(c *gin.Context) {
	s.show(c, http.StatusOK, "helpcheck", "公文体检的规则", helpCheckView{Rules: rules.Rules()})
}
