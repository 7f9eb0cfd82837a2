package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// sayDay tells the script of a form what stands beside a date: weekday, day off
// with the working day proposed, working days left. What is no date is silent.
func (s *server) sayDay(c *gin.Context) {
	c.String(http.StatusOK, "%s", s.Service.SayDay(c.Param("day")))
}
