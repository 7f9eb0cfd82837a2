package web

import (
	"github.com/gin-gonic/gin"

	"dafu/internal/service"
)

// What helps while one writes on the desk: phrases, tidying, recommendations.

type deskPhrase struct {
	ID      int64    `json:"id"` // 0 for an opening or closing of the outlines
	Topic   string   `json:"topic"`
	Text    string   `json:"text"`
	Missing []string `json:"missing,omitempty"`
	Expired string   `json:"expired,omitempty"` // the day until which it held, in words
}

type deskPhrasesAnswer struct {
	Phrases []deskPhrase `json:"phrases"`
}

func (s *server) deskPhrases(c *gin.Context, id int64, _ struct{}) (out deskPhrasesAnswer, err error) {
	ready, err := s.Service.ReadyPhrases(c.Request.Context(), actor(c), id)
	out.Phrases = []deskPhrase{}
	for _, one := range ready {
		p := deskPhrase{ID: one.ID, Topic: one.Topic, Text: one.Text, Missing: one.Missing}
		if one.Expired {
			p.Expired = one.Expires.Han()
		}
		out.Phrases = append(out.Phrases, p)
	}
	return out, err
}

type usePhraseRequest struct {
	ID int64 `json:"id"`
}

func (s *server) deskUsePhrase(c *gin.Context, id int64, in usePhraseRequest) (struct{}, error) {
	return struct{}{}, s.Service.UsePhrase(c.Request.Context(), actor(c), id, in.ID)
}

type tidyText struct {
	Text string `json:"text"`
}

func (s *server) deskTidy(c *gin.Context, id int64, in tidyText) (out tidyText, err error) {
	out.Text, err = s.Service.TidyText(c.Request.Context(), actor(c), id, in.Text)
	return out, err
}

type responseRequest struct {
	Text           string `json:"text"`
	From           int    `json:"from"` // lines, both included
	To             int    `json:"to"`
	Recommendation int    `json:"recommendation"`
	On             bool   `json:"on"`
}

type responseAnswer struct {
	Responses [][]int `json:"responses"` // blocks of the text, as in liveAnswer
}

func (s *server) deskRespond(c *gin.Context, id int64, in responseRequest) (out responseAnswer, err error) {
	answered, err := s.Service.SetResponse(c.Request.Context(), actor(c), id, service.ResponseInput{
		Text: in.Text, From: in.From, To: in.To, Recommendation: in.Recommendation, On: in.On,
	})
	return responseAnswer{responsesOf(answered)}, err
}

// responsesOf makes lists of what may be nil, for a script.
func responsesOf(all [][]int) [][]int {
	out := make([][]int, len(all))
	for i, blocks := range all {
		out[i] = append([]int{}, blocks...)
	}
	return out
}
