package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// deskAsked is what was asked of the co-handlers (会办事项), for the outline.
type deskAsked struct {
	May      bool          `json:"may"` // the actor may ask
	Due      string        `json:"due"` // 会办期限, 2006-01-02
	From     []deskChoice  `json:"from"`
	Headings []deskChoice  `json:"headings"` // as the saved draft has them
	Requests []deskRequest `json:"requests"`
}

type deskChoice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type deskRequest struct {
	ID         int64  `json:"id"`
	Department int64  `json:"department"`
	Heading    string `json:"heading"` // the heading's text; "" for the whole letter
	Gone       bool   `json:"gone"`    // its heading was deleted
	Wanted     string `json:"wanted"`
	State      string `json:"state"`
	Waits      bool   `json:"waits"`
	Revision   int    `json:"revision"`
	Due        string `json:"due"` // in words, while it waits
	Late       bool   `json:"late"`
}

func (s *server) deskAskedOf(v service.RequestsView) deskAsked {
	out := deskAsked{May: v.Can[reply.AskPart], Due: v.Case.CoHandlingDue.String(), From: []deskChoice{}, Headings: []deskChoice{}, Requests: []deskRequest{}}
	texts := map[int]string{}
	for _, h := range v.Headings {
		texts[h.Block] = h.Text
		out.Headings = append(out.Headings, deskChoice{headingValue(h.Path, h.Words), h.Text})
	}
	for _, d := range v.CoHandlers {
		out.From = append(out.From, deskChoice{strconv.FormatInt(d.ID, 10), d.ShortName})
	}
	for _, r := range v.Requests {
		if r.State == reply.NoLongerAsked {
			continue
		}
		one := deskRequest{
			ID: r.ID, Department: r.DepartmentID, Gone: r.Gone, Wanted: r.Wanted, State: r.State.Han(), Waits: r.Waits(), Revision: r.Revision,
			Heading: texts[r.Block], Late: r.Waits() && r.Due.Urgency == calendar.Overdue,
		}
		if r.Gone {
			one.Heading = r.Heading
		}
		if r.Waits() {
			one.Due = r.Due.Words
		}
		out.Requests = append(out.Requests, one)
	}
	return out
}

type deskAskRequest struct {
	Heading     string  `json:"heading"`
	Departments []int64 `json:"departments"`
	Wanted      string  `json:"wanted"`
	Due         string  `json:"due"`
}

// complaintsAnswer is a refused form of the desk: what is wrong with which field.
type complaintsAnswer struct {
	Error      string      `json:"error"`
	Complaints []complaint `json:"complaints"`
}

// deskAsk hangs a request on a heading of the draft.
func (s *server) deskAsk(c *gin.Context) {
	var in deskAskRequest
	id, err := pathID(c, "id")
	if err == nil {
		err = readJSON(c, &in)
	}
	ctx, who := c.Request.Context(), actor(c)
	var v service.RequestsView
	if err == nil {
		v, err = s.Service.Requests(ctx, who, id)
	}
	if err != nil {
		s.failJSON(c, err)
		return
	}
	f := requestForm{Heading: in.Heading, Departments: in.Departments, Wanted: in.Wanted, Due: in.Due}
	wrong, err := s.checked(f, func() error { return s.Service.AskParts(ctx, who, id, f.input()) }, s.requestRules(f, v.Case, nil))
	switch {
	case len(wrong) > 0:
		c.JSON(http.StatusUnprocessableEntity, complaintsAnswer{Error: wrong[0].Text, Complaints: wrong})
	case err != nil:
		s.failJSON(c, err)
	default:
		c.JSON(http.StatusOK, struct{}{})
	}
}

// deskChangeRequest is what becomes of a request whose heading was deleted.
type deskChangeRequest struct {
	Request  int64  `json:"request"`
	Revision int    `json:"revision"`
	Act      string `json:"act"` // move or withdraw
	Heading  string `json:"heading"`
	Reason   string `json:"reason"`
}

// deskChange hangs a request on another heading, or withdraws it.
func (s *server) deskChange(c *gin.Context) {
	var in deskChangeRequest
	id, err := pathID(c, "id")
	if err == nil {
		err = readJSON(c, &in)
	}
	ctx, who := c.Request.Context(), actor(c)
	switch {
	case err != nil:
	case in.Act == "move":
		err = s.Service.MoveRequest(ctx, who, id, in.Request, in.Revision, requestForm{Heading: in.Heading}.input().Heading)
	case in.Act == "withdraw":
		err = s.Service.WithdrawRequest(ctx, who, id, in.Request, in.Reason)
	default:
		err = errUnknown
	}
	if wrong, ok := complaintsOf(err); ok {
		c.JSON(http.StatusUnprocessableEntity, complaintsAnswer{Error: wrong[0].Text, Complaints: wrong})
		return
	}
	if err != nil {
		s.failJSON(c, err)
		return
	}
	c.JSON(http.StatusOK, struct{}{})
}
