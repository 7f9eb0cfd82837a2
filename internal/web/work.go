package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type workView struct {
	service.Work
	CanCreate bool
	Role      reply.Role
}

func (s *server) workPage(c *gin.Context) {
	who := actor(c)
	if role := who.Account.Role; role == reply.Reader || role == reply.Administrator {
		s.home(c) // they have no 待办
		return
	}
	work, err := s.Service.Work(c.Request.Context(), who)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.show(c, http.StatusOK, "work", "待办", workView{work, reply.PermitGeneral(who, reply.CreateCase) == nil, who.Account.Role})
}

// pathID returns a number of the address; what is no number is not found.
func pathID(c *gin.Context, name string) (int64, error) {
	id, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || id <= 0 {
		return 0, errNoPage
	}
	return id, nil
}

// withCase finds the case's number in the address and hands it on.
func (s *server) withCase(c *gin.Context, do func(id int64) error) {
	id, err := pathID(c, "id")
	if err == nil {
		err = do(id)
	}
	if err != nil {
		s.fail(c, err)
	}
}

func casePath(id int64) string { return "/cases/" + strconv.FormatInt(id, 10) }

// forbidden is what an act answers that the screen would not have offered.
func forbidden(who reply.Actor, act reply.Act, c reply.Case) error {
	if err := reply.Permit(who, act, c); err != nil {
		return err
	}
	return reply.Failf(reply.Forbidden, "您的账号（%s）不能%s", who.Account.Role.Han(), act.Han())
}
