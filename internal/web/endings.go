package web

import (
	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// The acts that send words back or take them back, each with a reason.

func (s *server) returnContributionAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.ReturnContribution)
	if err != nil {
		return a, rc, err
	}
	v, err := s.contribution(c, id)
	if err != nil {
		return a, rc, err
	}
	name := v.Department.ShortName
	a.seen, a.allowed = v.Contribution.Revision, a.allowed && v.Counts
	a.view.Heading = "退回" + name + "第" + itoa(v.Contribution.Revision) + "次会办意见"
	a.view.Follows = []string{
		name + "会看到理由，并需要重新报送；其中的会办事项重新待报送。", "这一次报送留在记录里，其中没有处理的几处不再合并。",
		"已经合并的文字先留在答复稿里，重新报送以后只处理有改动的几处。",
	}
	a.carry = func(f reasonForm) error {
		return s.Service.ReturnContribution(c.Request.Context(), actor(c), id, v.Department.ID, f.Revision, f.Reason)
	}
	a.done = "已退回" + name + "重报"
	return a, rc, nil
}

func (s *server) returnContributionPage(c *gin.Context) {
	s.caseReasonPage(c, s.returnContributionAct)
}
func (s *server) returnContribution(c *gin.Context) { s.caseReasonPost(c, s.returnContributionAct) }

func (s *server) withdrawContributionAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.WithdrawContribution)
	if err != nil {
		return a, rc, err
	}
	v, err := s.contribution(c, id)
	if err != nil {
		return a, rc, err
	}
	a.seen, a.allowed = v.Contribution.Revision, a.allowed && v.Counts
	a.view.Heading = "撤回第" + itoa(v.Contribution.Revision) + "次报送"
	a.view.Follows = []string{
		"主办单位不再看到待合并的这一次，会看到已撤回和理由。", "会办事项重新待报送，期限不变。",
		"主办单位已经采用其中文字的，不能撤回，只能重新报送。",
	}
	a.carry = func(f reasonForm) error {
		return s.Service.WithdrawContribution(c.Request.Context(), actor(c), id, f.Revision, f.Reason)
	}
	a.done = "已撤回报送，修改后请重新报送"
	return a, rc, nil
}

func (s *server) withdrawContributionPage(c *gin.Context) {
	s.caseReasonPage(c, s.withdrawContributionAct)
}
func (s *server) withdrawContribution(c *gin.Context) { s.caseReasonPost(c, s.withdrawContributionAct) }

func (s *server) returnOpinionAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.ReturnOpinion)
	if err != nil || !a.allowed {
		return a, rc, err
	}
	v, err := s.Service.Opinion(c.Request.Context(), actor(c), id)
	if err != nil {
		return a, rc, err
	}
	a.seen = v.Copy.Version
	a.view.Heading = "退回" + v.Department.ShortName + "会办意见"
	a.view.Follows = []string{"承办人看得到理由，修改后再送审。", "主办单位看不到这次退回。"}
	a.carry = func(f reasonForm) error {
		return s.Service.ReturnOpinion(c.Request.Context(), actor(c), id, f.Revision, f.Reason)
	}
	a.done = "已退回承办人修改"
	return a, rc, nil
}

func (s *server) returnOpinionPage(c *gin.Context) { s.caseReasonPage(c, s.returnOpinionAct) }
func (s *server) returnOpinion(c *gin.Context)     { s.caseReasonPost(c, s.returnOpinionAct) }

func (s *server) recallOpinion(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		if err := s.Service.RecallOpinion(c.Request.Context(), actor(c), id); err != nil {
			return err
		}
		s.flash(c, "已撤回送审，可以修改后再送")
		seeOther(c, casePath(id)+"/opinion")
		return nil
	})
}

func (s *server) withdrawRequestAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.WithdrawRequest)
	if err != nil || !a.allowed {
		return a, rc, err
	}
	r, err := s.request(c, id)
	if err != nil {
		return a, rc, err
	}
	a.view.Heading = "撤销请" + r.Department.ShortName + "报送的" + gongwen.Quoted(r.Name())
	a.view.About = r.Wanted
	a.view.Follows = []string{r.Department.ShortName + "会看到已撤销和理由，不用再报送这一项。", "没有这一项也可以送签。"}
	a.goTo, a.view.Back = casePath(id)+"/requests", casePath(id)+"/requests"
	a.carry = func(f reasonForm) error {
		return s.Service.WithdrawRequest(c.Request.Context(), actor(c), id, r.ID, f.Reason)
	}
	a.done = "已撤销"
	return a, rc, nil
}

func (s *server) withdrawRequestPage(c *gin.Context) { s.caseReasonPage(c, s.withdrawRequestAct) }
func (s *server) withdrawRequest(c *gin.Context)     { s.caseReasonPost(c, s.withdrawRequestAct) }
