package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// draftForm is the lead's text.
type draftForm struct {
	Revision int    `form:"revision" label:"稿次"`
	Text     string `form:"text" label:"答复稿" binding:"filled,max=200000,text"`
	Then     string `form:"then" label:"保存之后" binding:"omitempty,oneof=stay merge preview"`
}

type draftView struct {
	service.DraftView
	Form        form
	Differences []difference
	Chosen      string // the outline that fills an empty draft
	CanSave     bool
	HasOthers   bool
	// NeedsRecommendations: the outline has a heading for each recommendation,
	// and none is registered.
	NeedsRecommendations bool
}

func (s *server) draftPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Draft(c.Request.Context(), actor(c), id, c.Query("skeleton"))
		if err != nil {
			return err
		}
		f := draftForm{Revision: v.Draft.Revision, Text: v.Text}
		s.showDraft(c, http.StatusOK, v, form{values: f}, nil)
		return nil
	})
}

func (s *server) showDraft(c *gin.Context, code int, v service.DraftView, f form, changed []difference) {
	view := draftView{
		DraftView: v, Form: f, Differences: changed, Chosen: c.Query("skeleton"),
		CanSave: v.Can[reply.SaveDraft], HasOthers: len(v.Case.CoHandlerIDs) > 0,
	}
	if view.Chosen == "" {
		view.Chosen = v.Case.Skeleton
	}
	for _, one := range v.Outlines {
		perRecommendation := strings.Contains(one.Text, "【建议】")
		if one.Name == view.Chosen && perRecommendation && len(v.Case.Recommendations) == 0 {
			view.NeedsRecommendations = true
		}
	}
	s.show(c, code, "draft", screenTitle(v.Case, "答复稿"), view)
}

func (s *server) saveDraft(c *gin.Context) {
	var f draftForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		wrong, err := s.checked(f, func() error {
			_, err := s.Service.SaveDraft(ctx, who, id, f.Revision, f.Text)
			return err
		})
		switch {
		case len(wrong) == 0 && err == nil:
			s.flash(c, "答复稿已保存 "+s.clockWords())
			seeOther(c, casePath(id)+"/"+afterDraft(f.Then))
			return nil
		case len(wrong) == 0 && reply.CodeOf(err) != reply.Stale:
			return err
		}
		v, failed := s.Service.Draft(ctx, who, id, "")
		if failed != nil {
			return failed
		}
		if len(wrong) > 0 {
			s.showDraft(c, http.StatusUnprocessableEntity, v, form{f, wrong}, nil)
			return nil
		}
		changed := []difference{{"答复稿", v.Text, f.Text}}
		f.Revision = v.Draft.Revision
		s.showDraft(c, http.StatusConflict, v, form{values: f}, changed)
		return nil
	})
}

func afterDraft(then string) string {
	if then == "merge" || then == "preview" {
		return then
	}
	return "draft"
}

type previewView struct {
	Case     reply.Case
	Revision int
	Edition  int
	Outline  []string
	Can      map[reply.Act]bool
	Blocking []string
}

func (s *server) previewPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Case(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		if !v.Can[reply.ViewDraft] {
			return forbidden(actor(c), reply.ViewDraft, v.Case)
		}
		view := previewView{Case: v.Case, Revision: v.Draft.Revision, Edition: v.Draft.Edition, Can: v.Can, Blocking: v.Blocking}
		s.show(c, http.StatusOK, "preview", screenTitle(v.Case, "预览"), view)
		return nil
	})
}

func (s *server) previewFile(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		file, err := s.Service.Preview(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		sendFile(c, file, c.Query("save") == "")
		return nil
	})
}

type approvalForm struct {
	Revision int `form:"revision" label:"稿次"`
}

func (s *server) sendForApproval(c *gin.Context) {
	var f approvalForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		if err := s.Service.SendForApproval(c.Request.Context(), actor(c), id, f.Revision); err != nil {
			return err
		}
		s.flash(c, "已送签，等待负责人签发")
		seeOther(c, casePath(id))
		return nil
	})
}

type emptyForm struct{}

func (s *server) recall(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		if err := bind(c, &emptyForm{}); err != nil {
			return err
		}
		if err := s.Service.Recall(c.Request.Context(), actor(c), id); err != nil {
			return err
		}
		s.flash(c, "已撤回送签，可以继续修改")
		seeOther(c, casePath(id))
		return nil
	})
}
