package web

import (
	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/service"
)

// partRequest is a press in the desk's margin: this line is that part.
type partRequest struct {
	Account  int64        `json:"account"` // as in saveRequest
	Revision int          `json:"revision"`
	Block    int          `json:"block"`
	Words    string       `json:"words"`
	Part     gongwen.Part `json:"part"` // "" takes back what was said
}

type partAnswer struct {
	Revision int `json:"revision"`
}

func (s *server) deskPart(c *gin.Context, id int64, in partRequest) (out partAnswer, err error) {
	if in.Account != 0 && in.Account != actor(c).Account.ID {
		return out, errOtherAccount
	}
	next, err := s.Service.SetPart(c.Request.Context(), actor(c), id, service.PartInput{
		Revision: in.Revision, Block: in.Block, Words: in.Words, Part: in.Part,
	})
	return partAnswer{next.Revision}, err
}

// partName is a part as the desk's script knows it.
type partName struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

func partNames() []partName {
	var out []partName
	for _, p := range gongwen.Parts() {
		out = append(out, partName{p.String(), p.Title()})
	}
	return out
}
