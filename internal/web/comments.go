package web

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// The comments (批注) without the desk: a page that everybody of the case can read
// and answer on, each what is for them.

// remarkForm is what is said in the margin.
type remarkForm struct {
	Words string `form:"words" label:"批注" binding:"filled,max=1000,text"`
	Press string `form:"press" label:"提交"`
}

// beginForm begins a thread where nothing can be selected.
type beginForm struct {
	Quote    string `form:"quote" label:"批注哪几个字" binding:"filled,max=1000,text"`
	Words    string `form:"words" label:"批注" binding:"filled,max=1000,text"`
	Audience string `form:"audience" label:"给谁看" ask:"选择" binding:"omitempty,oneof=lead all"`
	Press    string `form:"press" label:"提交"`
}

type commentsView struct {
	service.CommentsView
	Threads []threadView
	Press   string // marks the forms of this page
	Begin   form
	Outline []choice // the headings, where they alone can be commented on
	Whom    []choice // whom a comment can be for; none if there is no choice
}

// threadView is a thread with the answer that was begun to it.
type threadView struct {
	service.Thread
	Words, Wrong string
}

func (s *server) commentsPage(c *gin.Context) {
	s.withCase(c, func(id int64) error { return s.showComments(c, http.StatusOK, id, 0, remarkForm{}, "") })
}

func (s *server) writeComment(c *gin.Context) {
	var f beginForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error {
			in := service.CommentInput{Words: f.Words, Audience: reply.Audience(cmp.Or(f.Audience, string(reply.ForAll))), Press: f.Press}
			return s.Service.WriteCommentOn(c.Request.Context(), actor(c), id, f.Quote, in)
		})
		if len(wrong) > 0 {
			return s.showCommentsWith(c, http.StatusUnprocessableEntity, id, commentsView{Begin: form{f, wrong}, Press: f.Press})
		}
		if err != nil {
			return err
		}
		s.flash(c, "批注已提交")
		seeOther(c, casePath(id)+"/comments")
		return nil
	})
}

// showComments shows the page; what was typed for one thread stays with it.
func (s *server) showComments(c *gin.Context, code int, id, thread int64, f remarkForm, wrong string) error {
	return s.showCommentsWith(c, code, id, commentsView{
		Begin: form{values: beginForm{Audience: string(reply.ForLead)}}, Press: f.Press, Threads: []threadView{{Thread: service.Thread{Comment: reply.Comment{ID: thread}}, Words: f.Words, Wrong: wrong}},
	})
}

// showCommentsWith fills in the page around what was typed.
func (s *server) showCommentsWith(c *gin.Context, code int, id int64, view commentsView) (err error) {
	typed := view.Threads
	view.Threads, view.Press = nil, cmp.Or(view.Press, rand.Text())
	if view.CommentsView, err = s.Service.Comments(c.Request.Context(), actor(c), id); err != nil {
		return err
	}
	for _, t := range view.CommentsView.Threads {
		one := threadView{Thread: t}
		if len(typed) > 0 && t.ID == typed[0].ID {
			one.Words, one.Wrong = typed[0].Words, typed[0].Wrong
		}
		view.Threads = append(view.Threads, one)
	}
	for _, h := range view.Headings {
		view.Outline = append(view.Outline, choice{Value: h.Text, Label: h.Text})
	}
	if view.Standing == reply.Lead {
		view.Whom = []choice{
			{Value: string(reply.ForLead), Label: reply.ForLead.Han(), Help: "会办单位看不到"},
			{Value: string(reply.ForAll), Label: reply.ForAll.Han(), Help: "会办单位看得到批注和这几个字"},
		}
	}
	s.show(c, code, "comments", screenTitle(view.Case, "批注"), view)
	return nil
}

func (s *server) answerComment(c *gin.Context) {
	var f remarkForm
	s.withCase(c, func(id int64) error {
		thread, err := pathID(c, "comment")
		if err != nil {
			return err
		}
		if err := bind(c, &f); err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error {
			return s.Service.AnswerComment(c.Request.Context(), actor(c), id, thread, f.Words, f.Press)
		})
		if len(wrong) > 0 {
			return s.showComments(c, http.StatusUnprocessableEntity, id, thread, f, wrong[0].Text)
		}
		if err != nil {
			return err
		}
		s.flash(c, "已答复批注")
		seeOther(c, casePath(id)+"/comments#c"+strconv.FormatInt(thread, 10))
		return nil
	})
}

type commentStateForm struct {
	State string `form:"state" label:"处理" binding:"oneof=open resolved"`
}

func (s *server) setComment(c *gin.Context) {
	var f commentStateForm
	s.withCase(c, func(id int64) error {
		thread, err := pathID(c, "comment")
		if err != nil {
			return err
		}
		if err := bind(c, &f); err != nil {
			return err
		}
		state := reply.CommentState(f.State)
		if state != reply.OpenComment && state != reply.ResolvedComment {
			return errUnknown
		}
		if err := s.Service.SetComment(c.Request.Context(), actor(c), id, thread, state); err != nil {
			return err
		}
		s.flash(c, map[reply.CommentState]string{reply.ResolvedComment: "已解决", reply.OpenComment: "已重开"}[state])
		seeOther(c, casePath(id)+"/comments#c"+strconv.FormatInt(thread, 10))
		return nil
	})
}
