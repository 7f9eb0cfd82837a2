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

type commentsView struct {
	service.CommentsView
	Threads []threadView
	Press   string // marks the forms of this page
}

// threadView is a thread with the answer that was begun to it.
type threadView struct {
	service.Thread
	Words, Wrong string
}

func (s *server) commentsPage(c *gin.Context) {
	s.withCase(c, func(id int64) error { return s.showComments(c, http.StatusOK, id, 0, remarkForm{}, "") })
}

// showComments shows the page; what was typed for one thread stays with it.
func (s *server) showComments(c *gin.Context, code int, id, thread int64, f remarkForm, wrong string) error {
	v, err := s.Service.Comments(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	view := commentsView{CommentsView: v, Press: cmp.Or(f.Press, rand.Text())}
	for _, t := range v.Threads {
		one := threadView{Thread: t}
		if t.ID == thread {
			one.Words, one.Wrong = f.Words, wrong
		}
		view.Threads = append(view.Threads, one)
	}
	s.show(c, code, "comments", screenTitle(v.Case, "批注"), view)
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
