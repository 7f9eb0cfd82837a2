package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type lettersView struct {
	Words   string
	Letters []service.LetterView
}

func (s *server) lettersPage(c *gin.Context) {
	words := strings.TrimSpace(c.Query("q"))
	if r := []rune(words); len(r) > 100 {
		words = string(r[:100])
	}
	found, err := s.Service.FindLetters(c.Request.Context(), actor(c), words)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.show(c, http.StatusOK, "letters", "已签发答复", lettersView{words, found})
}

// sendFile sends bytes as they are stored; nothing is made anew here.
func sendFile(c *gin.Context, file service.Download, inline bool) {
	saveAs(c, file.Name, inline)
	c.Header("ETag", `"`+file.SHA256+`"`)
	c.Data(http.StatusOK, "application/pdf", file.Bytes)
}

func (s *server) download(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		file, err := s.Service.Download(c.Request.Context(), actor(c), id)
		if err == nil {
			sendFile(c, file, false)
		}
		return err
	})
}

// printUnsealed sends the letter for those who stamp by hand. It is a post: each
// copy is recorded.
func (s *server) printUnsealed(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		if err := bind(c, &emptyForm{}); err != nil {
			return err
		}
		file, err := s.Service.PrintUnsealed(c.Request.Context(), actor(c), id)
		if err == nil {
			sendFile(c, file, false)
		}
		return err
	})
}

func (s *server) preparedFile(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		file, err := s.Service.PreparedFile(c.Request.Context(), actor(c), id)
		if err == nil {
			sendFile(c, file, true)
		}
		return err
	})
}

func (s *server) withdrawAct(c *gin.Context, id int64) (reasonAct, reply.Case, error) {
	letterID, err := pathID(c, "letter")
	if err != nil {
		return reasonAct{}, reply.Case{}, err
	}
	v, err := s.Service.Case(c.Request.Context(), actor(c), id)
	if err != nil {
		return reasonAct{}, reply.Case{}, err
	}
	for _, l := range v.Letters {
		if l.ID == letterID && l.State == reply.Issued {
			a, rc, err := s.caseReason(c, id, reply.WithdrawLetter)
			a.view.Grave = true
			a.view.About = l.DocNumber + " " + l.Title
			a.view.Follows = []string{
				"这份答复会注明“已撤回”，不再有效。", "文件和办理记录都会保留，发文字号不再使用。",
				"撤回之后，请决定是否重新答复。", "系统不代发通知：请通知" + memberWords(rc.Kind) + "和抄送单位，原件作废。",
			}
			a.carry = func(f reasonForm) error { return s.Service.Withdraw(c.Request.Context(), actor(c), letterID, f.Reason) }
			a.done = "已撤回答复"
			return a, rc, err
		}
	}
	return reasonAct{}, reply.Case{}, reply.Failf(reply.NotFound, "没有这份答复，或者它已经不是有效的答复")
}

func (s *server) withdrawPage(c *gin.Context) { s.caseReasonPage(c, s.withdrawAct) }
func (s *server) withdraw(c *gin.Context)     { s.caseReasonPost(c, s.withdrawAct) }
