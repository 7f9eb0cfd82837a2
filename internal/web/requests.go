package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// requestForm asks co-handlers for a part (会办事项), or changes what was asked.
// Act is the button of the latter: again, or move.
type requestForm struct {
	Heading     string  `form:"heading" label:"哪个标题" ask:"选择" binding:"filled,max=2000,text"`
	Departments []int64 `form:"departments" label:"请哪些单位报送"`
	Wanted      string  `form:"wanted" label:"需要的内容" binding:"filled,max=500,text"`
	Due         string  `form:"due" label:"报送期限" binding:"filled,date"`
	Revision    int     `form:"revision" label:"版本"`
	Act         string  `form:"act" label:"操作" binding:"omitempty,oneof=again move"`
}

// wholeLetter stands in the field for a request that hangs on no heading.
const wholeLetter = "全文"

// between parts the words of a heading from those above it.
const between = " › "

func headingValue(path []string, words string) string {
	return strings.Join(append(slices.Clone(path), words), between)
}

func (f requestForm) input() service.RequestInput {
	in := service.RequestInput{DepartmentIDs: f.Departments, Wanted: f.Wanted, Due: dateOf(f.Due)}
	if f.Heading != wholeLetter {
		in.Heading = strings.Split(f.Heading, between)
	}
	return in
}

type requestsView struct {
	service.RequestsView
	Form     form
	Groups   []requestGroup
	Headings []choice
	From     []choice // the departments to ask
	DueWords string
	May      bool
}

// requestGroup is a heading with what was asked for on it.
type requestGroup struct {
	Level    int
	Text     string
	Value    string // names the heading in the form
	Requests []service.RequestView
}

func (s *server) requestsPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Requests(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		f := requestForm{Heading: c.Query("heading"), Due: v.Case.CoHandlingDue.String()}
		if len(v.CoHandlers) == 1 {
			f.Departments = []int64{v.CoHandlers[0].ID}
		}
		s.showRequests(c, http.StatusOK, v, form{values: f})
		return nil
	})
}

func (s *server) showRequests(c *gin.Context, code int, v service.RequestsView, f form) {
	view := requestsView{RequestsView: v, Form: f, Groups: requestGroups(v), Headings: headingChoices(v), May: v.Can[reply.AskPart]}
	for _, d := range v.CoHandlers {
		view.From = append(view.From, choice{Value: strconv.FormatInt(d.ID, 10), Label: d.ShortName})
	}
	s.show(c, code, "requests", screenTitle(v.Case, "会办事项"), view)
}

func headingChoices(v service.RequestsView) []choice {
	all := []choice{{Value: wholeLetter, Label: "全文（不挂标题）"}}
	for _, h := range v.Headings {
		all = append(all, choice{Value: headingValue(h.Path, h.Words), Label: strings.Repeat("　", h.Level-1) + h.Text})
	}
	return all
}

// requestGroups puts the requests under their headings; first those without one.
func requestGroups(v service.RequestsView) []requestGroup {
	whole := requestGroup{Level: 1, Text: "全文", Value: wholeLetter}
	gone := requestGroup{Level: 1, Text: "标题已删除"}
	var all []requestGroup
	for _, h := range v.Headings {
		g := requestGroup{Level: h.Level, Text: h.Text, Value: headingValue(h.Path, h.Words)}
		for _, r := range v.Requests {
			if r.Block == h.Block {
				g.Requests = append(g.Requests, r)
			}
		}
		all = append(all, g)
	}
	for _, r := range v.Requests {
		switch {
		case r.Heading == "":
			whole.Requests = append(whole.Requests, r)
		case r.Block < 0:
			gone.Requests = append(gone.Requests, r)
		}
	}
	if len(whole.Requests) > 0 {
		all = append([]requestGroup{whole}, all...)
	}
	if len(gone.Requests) > 0 {
		all = append([]requestGroup{gone}, all...)
	}
	return all
}

func (s *server) askParts(c *gin.Context) {
	var f requestForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		v, err := s.Service.Requests(ctx, who, id)
		if err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error { return s.Service.AskParts(ctx, who, id, f.input()) }, s.requestRules(f, v.Case, nil))
		if len(wrong) > 0 {
			s.showRequests(c, http.StatusUnprocessableEntity, v, form{f, wrong})
			return nil
		}
		if err != nil {
			return err
		}
		s.flash(c, "已请会办单位报送 "+s.clockWords())
		seeOther(c, casePath(id)+"/requests")
		return nil
	})
}

// requestRules are the rules of a request for a typed form; before is as it was
// stored, nil for a new one.
func (s *server) requestRules(f requestForm, of reply.Case, before *reply.Request) func() error {
	return func() error {
		var p reply.Problems
		if before == nil && len(f.Departments) == 0 {
			p.Add("departments", "请选择由哪个会办单位报送")
		}
		r := reply.Request{Wanted: f.Wanted, Due: dateOf(f.Due)}
		return append(p, reply.ProblemsOf(reply.CheckRequest(r, of, before, s.Service.Today()))...).Err()
	}
}

type requestView struct {
	service.RequestView
	Case     reply.Case
	Form     form
	Headings []choice
	Notice   string
}

// request is the one that the address names.
func (s *server) request(c *gin.Context, id int64) (service.RequestView, error) {
	n, err := pathID(c, "request")
	if err != nil {
		return service.RequestView{}, err
	}
	v, err := s.Service.Requests(c.Request.Context(), actor(c), id)
	for _, r := range v.Requests {
		if r.ID == n {
			return r, err
		}
	}
	if err == nil {
		err = reply.NoRequest()
	}
	return service.RequestView{}, err
}

func (s *server) requestPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		r, err := s.request(c, id)
		if err != nil {
			return err
		}
		f := requestForm{Heading: wholeLetter, Wanted: r.Wanted, Due: r.Request.Due.String(), Revision: r.Revision}
		if r.Heading != "" {
			f.Heading = headingValue(r.Path, r.Heading)
		}
		return s.showRequest(c, http.StatusOK, id, r, form{values: f}, "")
	})
}

func (s *server) showRequest(c *gin.Context, code int, id int64, r service.RequestView, f form, notice string) error {
	v, err := s.Service.Requests(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	if !v.Can[reply.AskAgain] {
		return forbidden(actor(c), reply.AskAgain, v.Case)
	}
	s.show(c, code, "request", screenTitle(v.Case, "会办事项"), requestView{r, v.Case, f, headingChoices(v), notice})
	return nil
}

func (s *server) changeRequest(c *gin.Context) {
	var f requestForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		r, err := s.request(c, id)
		if err != nil {
			return err
		}
		v, err := s.Service.Case(ctx, who, id)
		if err != nil {
			return err
		}
		done := "已再次要求 "
		wrong, err := s.checked(f, func() error {
			if f.Act == "move" {
				done = "已调整所属标题 "
				return s.Service.MoveRequest(ctx, who, id, r.ID, f.Revision, f.input().Heading)
			}
			return s.Service.AskAgain(ctx, who, id, r.ID, f.Revision, f.input())
		}, s.requestRules(f, v.Case, &r.Request))
		switch {
		case len(wrong) > 0:
			return s.showRequest(c, http.StatusUnprocessableEntity, id, r, form{f, wrong}, "")
		case reply.CodeOf(err) == reply.Stale:
			f.Revision = r.Revision
			return s.showRequest(c, http.StatusConflict, id, r, form{values: f}, textOf(err))
		case err != nil:
			return err
		}
		s.flash(c, done+s.clockWords())
		seeOther(c, casePath(id)+"/requests")
		return nil
	})
}

func itoa(n int) string { return strconv.Itoa(n) }
