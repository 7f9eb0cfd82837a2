package web

import (
	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// deskComments are the comments (批注) beside the text that stands in the editor.
type deskComments struct {
	Stamp    int          `json:"stamp"`
	Open     int          `json:"open"`
	CanWrite bool         `json:"canWrite"`
	Threads  []deskThread `json:"threads"` // in the order of the text
}

type deskThread struct {
	deskRemark
	Audience   string             `json:"audience"` // lead or all
	Open       bool               `json:"open"`
	Changed    string             `json:"changed,omitempty"` // who resolved or reopened it, and when
	CanResolve bool               `json:"canResolve"`
	Quote      string             `json:"quote"`
	Now        string             `json:"now"` // the words as they are; "" if they are gone
	Gone       bool               `json:"gone"`
	From       service.TypedPlace `json:"from"`
	To         service.TypedPlace `json:"to"`
	Answers    []deskRemark       `json:"answers"`
}

type deskRemark struct {
	ID         int64  `json:"id"`
	Department int64  `json:"department"`
	Office     string `json:"office"`
	Name       string `json:"name"`
	At         string `json:"at"`
	Text       string `json:"text"`
}

type deskTextRequest struct {
	Text string `json:"text"`
}

func (s *server) deskComments(c *gin.Context, id int64, in deskTextRequest) (out deskComments, err error) {
	c.Set(unlogged, true)
	v, err := s.Service.CommentsIn(c.Request.Context(), actor(c), id, in.Text)
	if err != nil {
		return out, err
	}
	out = deskComments{Stamp: v.Stamp, Open: v.Open, CanWrite: v.Can[reply.BeginComment], Threads: []deskThread{}}
	for _, t := range v.Threads {
		one := deskThread{
			deskRemark: s.remark(t.Comment, t.Department), Audience: string(t.Audience), Open: t.State == reply.OpenComment,
			CanResolve: t.CanResolve && v.Can[reply.ResolveComment], Quote: t.Quote, Now: t.Now, Gone: t.Span.Gone,
			From: t.From, To: t.To, Answers: []deskRemark{},
		}
		if t.ChangedBy != "" {
			one.Changed = t.ChangedBy + " " + momentWords(t.ChangedAt, s.year())
		}
		for _, a := range t.Answers {
			one.Answers = append(one.Answers, s.remark(a.Comment, a.Department))
		}
		out.Threads = append(out.Threads, one)
	}
	return out, nil
}

func (s *server) remark(c reply.Comment, d reply.Department) deskRemark {
	return deskRemark{c.ID, c.DepartmentID, d.ShortName, c.AccountName, momentWords(c.At, s.year()), c.Text}
}

type deskCommentRequest struct {
	Text     string             `json:"text"`
	From     service.TypedPlace `json:"from"`
	To       service.TypedPlace `json:"to"`
	Words    string             `json:"words"`
	Audience string             `json:"audience"`
	Press    string             `json:"press"`
}

type deskCommentAnswer struct {
	ID int64 `json:"id"`
}

const maxPress = 64 // characters of what marks a press

func (s *server) deskComment(c *gin.Context, id int64, in deskCommentRequest) (out deskCommentAnswer, err error) {
	if len(in.Press) > maxPress {
		return out, errUnknown
	}
	made, err := s.Service.WriteComment(c.Request.Context(), actor(c), id, service.CommentInput{
		Text: in.Text, From: in.From, To: in.To, Words: in.Words, Audience: reply.Audience(in.Audience), Press: in.Press,
	})
	return deskCommentAnswer{made.ID}, err
}

type deskAnswerRequest struct {
	Words string `json:"words"`
	Press string `json:"press"`
}

func (s *server) deskAnswer(c *gin.Context, id int64, in deskAnswerRequest) (out deskCommentAnswer, err error) {
	thread, err := pathID(c, "comment")
	if err != nil {
		return out, err
	}
	if len(in.Press) > maxPress {
		return out, errUnknown
	}
	return deskCommentAnswer{thread}, s.Service.AnswerComment(c.Request.Context(), actor(c), id, thread, in.Words, in.Press)
}

type deskCommentState struct {
	Open bool `json:"open"`
}

func (s *server) deskSetComment(c *gin.Context, id int64, in deskCommentState) (out deskCommentAnswer, err error) {
	thread, err := pathID(c, "comment")
	if err != nil {
		return out, err
	}
	state := reply.ResolvedComment
	if in.Open {
		state = reply.OpenComment
	}
	return deskCommentAnswer{thread}, s.Service.SetComment(c.Request.Context(), actor(c), id, thread, state)
}
