package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"dafu/internal/service"
)

// matrixView is which paragraph answers which recommendation, to be printed.
type matrixView struct {
	service.MatrixView
	On string // the day of printing
}

func (s *server) matrixPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Matrix(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		s.show(c, http.StatusOK, "matrix", screenTitle(v.Case, "对策建议与回应"), matrixView{v, s.Service.Today().Han()})
		return nil
	})
}
