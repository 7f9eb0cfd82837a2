package web

import (
	"errors"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
)

const (
	wordPath = "/cases/:id/desk/import"
	// wordBody is the largest Word file that is taken in; pictures make them large.
	wordBody = 32 << 20
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

type importAnswer struct {
	Text    string   `json:"text"`
	Notices []string `json:"notices"`
}

// importWord answers with the text of a Word file, which is the request's body.
func (s *server) importWord(c *gin.Context) {
	id, err := pathID(c, "id")
	var file []byte
	if err == nil {
		file, err = io.ReadAll(c.Request.Body)
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		err = reply.Failf(reply.Invalid, "文件超过 %d MB，没有读取。请删去图片，或分成几个文件", wordBody>>20)
	}
	out := importAnswer{Notices: []string{}}
	if err == nil {
		var notices []string
		out.Text, notices, err = s.Service.ImportWord(c.Request.Context(), actor(c), id, file)
		out.Notices = append(out.Notices, notices...)
	}
	if err != nil {
		s.failJSON(c, err)
		return
	}
	c.JSON(http.StatusOK, out)
}

func (s *server) exportWord(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		file, err := s.Service.ExportWord(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		saveAs(c, file.Name, false)
		c.Data(http.StatusOK, wordType, file.Bytes)
		return nil
	})
}
