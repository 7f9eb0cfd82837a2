package web

import (
	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
)

// showSigned answers a press of 签发 or 重试: the case page says how the letter
// stands. A signature that failed is not the presser's fault and stays ordered.
func (s *server) showSigned(c *gin.Context, id int64, l reply.Letter, err error) error {
	switch {
	case err != nil && (l.ID == 0 || reply.CodeOf(err) != reply.Unavailable):
		return err
	case err != nil:
		s.Logger.Error("signing failed", "letter", l.ID, "error", err)
	case l.State == reply.Issued:
		s.flash(c, "已签发并用印："+l.DocNumber)
	}
	seeOther(c, casePath(id))
	return nil
}

func (s *server) retrySigning(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		l, err := s.Service.RetrySigning(c.Request.Context(), actor(c), id)
		return s.showSigned(c, id, l, err)
	})
}

func (s *server) abandonAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	a, rc, err := s.caseReason(c, id, reply.AbandonSigning)
	a.view.Grave = true
	for _, l := range a.of.Letters {
		if a.of.Signing != nil && l.ID == a.of.Signing.Job.LetterID {
			a.view.About = l.DocNumber + " " + l.Title
		}
	}
	a.view.Follows = []string{"这份文本不再签章，注明“未签发”；没有任何文件发出。", "为其保留的发文字号予以释放，下一份答复可以使用。", "提案仍然待签发，可以重新审阅签发，也可以退回修改。", "理由会留在办理记录里。"}
	a.carry = func(f reasonForm) error {
		return s.Service.AbandonSigning(c.Request.Context(), actor(c), id, f.Reason)
	}
	a.done = "已放弃签章"
	return a, rc, err
}

func (s *server) abandonPage(c *gin.Context)    { s.caseReasonPage(c, s.abandonAct) }
func (s *server) abandonSigning(c *gin.Context) { s.caseReasonPost(c, s.abandonAct) }
