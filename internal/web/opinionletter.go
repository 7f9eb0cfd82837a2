package web

import (
	"fmt"
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type opinionIssueView struct {
	service.OpinionIssueView
	Picture template.URL // the seal
	Moved   string       // what moved since the page was shown, "" if nothing
	Form    form         // why signing is given up
}

// opinionLetterPath is where the co-handler's latest contribution is a letter; ""
// if its department sends no letters, or the contribution is one already.
func opinionLetterPath(v service.CaseView) string {
	if v.Standing != reply.CoHandling || len(v.CoHandlers) == 0 {
		return ""
	}
	own := v.CoHandlers[0]
	if own.Latest == nil || own.Department.OpinionPrefix == "" {
		return ""
	}
	for _, l := range v.OpinionLetters {
		if l.State == reply.Issued && l.Contribution == own.Latest.Revision {
			return ""
		}
	}
	return fmt.Sprintf("%s/opinion-letter/%d", casePath(v.Case.ID), own.Latest.Revision)
}

// withContribution is withCase for the revision that the address names.
func (s *server) withContribution(c *gin.Context, do func(id int64, revision int) error) {
	s.withCase(c, func(id int64) error {
		revision, err := pathID(c, "revision")
		if err != nil {
			return err
		}
		return do(id, int(revision))
	})
}

// opinionLetter sends the own contribution as a letter to the lead (会办意见函), to
// be looked at.
func (s *server) opinionLetter(c *gin.Context) {
	s.withContribution(c, func(id int64, revision int) error {
		file, err := s.Service.OpinionLetter(c.Request.Context(), actor(c), id, revision)
		if err == nil {
			sendFile(c, file, true)
		}
		return err
	})
}

func (s *server) opinionIssuePage(c *gin.Context) {
	s.withContribution(c, func(id int64, revision int) error {
		return s.showOpinionIssue(c, http.StatusOK, id, revision, "", form{values: reasonForm{}})
	})
}

func (s *server) showOpinionIssue(c *gin.Context, code int, id int64, revision int, moved string, f form) error {
	v, err := s.Service.PrepareOpinionLetter(c.Request.Context(), actor(c), id, revision)
	if err != nil {
		return err
	}
	s.show(c, code, "opinionissue", screenTitle(v.Case, "签发会办意见函"), opinionIssueView{v, picture(v.Seal), moved, f})
	return nil
}

// preparedOpinion sends the letter that opinionIssuePage speaks of.
func (s *server) preparedOpinion(c *gin.Context) {
	s.withContribution(c, func(id int64, revision int) error {
		file, err := s.Service.PreparedOpinionFile(c.Request.Context(), actor(c), id, revision)
		if err == nil {
			sendFile(c, file, true)
		}
		return err
	})
}

func (s *server) issueOpinion(c *gin.Context) {
	var f issueForm
	s.withContribution(c, func(id int64, revision int) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		if len(s.check.complaints(f)) > 0 {
			return errUnknown
		}
		l, err := s.Service.IssueOpinionLetter(c.Request.Context(), actor(c), id, revision, f.approval())
		if reply.CodeOf(err) == reply.Stale {
			return s.showOpinionIssue(c, http.StatusConflict, id, revision, textOf(err), form{values: reasonForm{}})
		}
		return s.showSigned(c, id, l, err)
	})
}

func (s *server) retryOpinion(c *gin.Context) {
	s.withContribution(c, func(id int64, _ int) error {
		if err := bind(c, &emptyForm{}); err != nil {
			return err
		}
		l, err := s.Service.RetryOpinionLetter(c.Request.Context(), actor(c), id)
		return s.showSigned(c, id, l, err)
	})
}

func (s *server) abandonOpinion(c *gin.Context) {
	var f reasonForm
	s.withContribution(c, func(id int64, revision int) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error {
			return s.Service.AbandonOpinionLetter(c.Request.Context(), actor(c), id, f.Reason)
		})
		if len(wrong) > 0 {
			return s.showOpinionIssue(c, http.StatusUnprocessableEntity, id, revision, "", form{f, wrong})
		}
		if err != nil {
			return err
		}
		s.flash(c, "已放弃签章")
		seeOther(c, casePath(id))
		return nil
	})
}
