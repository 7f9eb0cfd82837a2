package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type revisionsView struct {
	Case      reply.Case
	Revisions []revisionRow
	From, To  int // chosen for comparing: the last two saved on purpose
	Latest    int
	CanSave   bool
	Form      form
}

// revisionRow is a revision in words.
type revisionRow struct {
	service.RevisionView
	How  string // 自动保存
	What string // 5月12日 14:03 自动保存的第3稿, for who cannot see the row
}

func (s *server) revisionRow(r service.RevisionView) revisionRow {
	how := r.Kind.Han()
	what := momentWords(r.SavedAt, s.year()) + how + "的第" + strconv.Itoa(r.Edition) + "稿"
	return revisionRow{r, how, what}
}

func (s *server) revisionsPage(c *gin.Context) {
	s.withCase(c, func(id int64) error { return s.showRevisions(c, http.StatusOK, id, nil) })
}

func (s *server) showRevisions(c *gin.Context, code int, id int64, wrong []complaint) error {
	v, err := s.Service.Revisions(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	view := revisionsView{Case: v.Case, CanSave: v.Can[reply.SaveDraft], Form: form{Complaints: wrong}}
	for _, r := range v.Revisions {
		view.Revisions = append(view.Revisions, s.revisionRow(r))
	}
	if n := len(v.Revisions); n > 0 {
		view.Latest, view.To = v.Revisions[0].Revision, v.Revisions[0].Revision
		view.From = v.Revisions[min(1, n-1)].Revision
		for _, r := range v.Revisions[1:] {
			if r.Kind != reply.Autosaved {
				view.From = r.Revision
				break
			}
		}
	}
	s.show(c, code, "revisions", screenTitle(v.Case, "历次稿"), view)
	return nil
}

type restoreForm struct {
	Base int `form:"base" label:"稿次"`
}

func (s *server) restore(c *gin.Context) {
	var f restoreForm
	s.withCase(c, func(id int64) error {
		revision, err := pathID(c, "revision")
		if err != nil {
			return err
		}
		if err := bind(c, &f); err != nil {
			return err
		}
		if _, err := s.Service.Restore(c.Request.Context(), actor(c), id, int(revision), f.Base); err != nil {
			return err
		}
		s.flash(c, "已恢复，恢复之前的也还在历次稿里")
		seeOther(c, casePath(id)+"/revisions")
		return nil
	})
}

type nameForm struct {
	Name string `form:"name" label:"名称" binding:"max=40,text"`
}

func (s *server) nameRevision(c *gin.Context) {
	var f nameForm
	s.withCase(c, func(id int64) error {
		revision, err := pathID(c, "revision")
		if err != nil {
			return err
		}
		if err := bind(c, &f); err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error {
			return s.Service.NameRevision(c.Request.Context(), actor(c), id, int(revision), f.Name)
		})
		if len(wrong) > 0 {
			return s.showRevisions(c, http.StatusUnprocessableEntity, id, wrong)
		}
		if err != nil {
			return err
		}
		seeOther(c, casePath(id)+"/revisions")
		return nil
	})
}
