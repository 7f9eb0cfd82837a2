package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
)

// status is the one place where a failure's code becomes HTTP.
func status(code reply.Code) int {
	switch code {
	case reply.NotFound:
		return http.StatusNotFound
	case reply.Forbidden:
		return http.StatusForbidden
	case reply.Stale, reply.Conflict:
		return http.StatusConflict
	case reply.Invalid:
		return http.StatusUnprocessableEntity
	case reply.Unavailable:
		return http.StatusServiceUnavailable
	case reply.TooMany:
		return http.StatusTooManyRequests
	}
	return http.StatusInternalServerError
}

// webError is a failure that only the web knows of.
type webError struct {
	status int
	text   string
}

func (e *webError) Error() string { return e.text }

var (
	errNoPage       = &webError{http.StatusNotFound, "没有这个页面。地址可能输错了，或者页面已经不在"}
	errNoMethod     = &webError{http.StatusMethodNotAllowed, "这个页面不能这样打开，请从待办重新进入"}
	errCrossOrigin  = &webError{http.StatusForbidden, "这次操作不是从答复系统的页面发出的，已经拦下。请回到待办重新操作"}
	errTooLarge     = &webError{http.StatusRequestEntityTooLarge, "提交的内容太长，没有保存。请按浏览器的“后退”回到刚才的页面，找回填写的内容，删减后再提交"}
	errOtherAccount = &webError{http.StatusUnauthorized, "这里换了账号登录，文字没有保存。请用原来的账号重新登录"}
	errUnknown      = &webError{http.StatusUnprocessableEntity, "表单含有未知内容，请刷新页面后重试"}
)

// problem is what the error page shows.
type problem struct {
	Status   int
	Heading  string
	Text     string
	Kept     string // what became of what was typed
	Number   string // to quote, for faults of ours
	Back     *action
	Typed    []typed // what was sent and not saved
	SignedIn bool
}

var headings = map[int]string{
	http.StatusForbidden:             "您不能进行这项操作",
	http.StatusNotFound:              "没有找到",
	http.StatusMethodNotAllowed:      "页面打不开",
	http.StatusConflict:              "现在不能这样做",
	http.StatusRequestEntityTooLarge: "内容太长",
	http.StatusUnprocessableEntity:   "内容有误",
	http.StatusTooManyRequests:       "请稍候再试",
	http.StatusInternalServerError:   "系统出了问题",
	http.StatusServiceUnavailable:    "暂时无法完成",
}

// problemOf says in words what went wrong. Faults of ours show no cause.
func problemOf(err error) problem {
	var own *webError
	var known *reply.Error
	p := problem{Status: http.StatusInternalServerError}
	switch {
	case errors.As(err, &own):
		p.Status, p.Text = own.status, own.text
	case errors.As(err, &known):
		p.Status, p.Text = status(known.Code), textOf(err)
	}
	if p.Status == http.StatusInternalServerError {
		p.Text = "这不是您的操作造成的。请稍后再试；如果仍然这样，请把下面的编号告诉管理员"
		p.Kept = "已保存的内容不受影响。刚才填写的内容可以按浏览器的“后退”找回。"
		p.Number = number()
	}
	p.Heading = headings[p.Status]
	return p
}

// textOf joins the texts of every complaint that err carries.
func textOf(err error) string {
	var texts []string
	for _, p := range reply.ProblemsOf(err) {
		texts = append(texts, p.Text)
	}
	return strings.Join(texts, "；")
}

// logFailure writes a line for who runs the house: of faults of ours, and of what
// the disk, the keys or another process did not allow. Work that was ended because
// its time was over is neither; the line of the request says its status.
func (s *server) logFailure(c *gin.Context, p problem, err error) {
	if errors.Is(err, errTooLong) {
		return
	}
	if p.Number != "" || p.Status == http.StatusServiceUnavailable {
		s.Logger.Error("request failed", "number", p.Number, "status", p.Status, "method", c.Request.Method, "route", c.FullPath(), "error", err)
	}
}

// fail answers with the error's page.
func (s *server) fail(c *gin.Context, err error) {
	p := problemOf(late(c, err))
	s.logFailure(c, p, err)
	who := actor(c)
	if who.Account.ID == 0 && c.FullPath() == "" && s.sessions.Exists(c.Request.Context(), keyAccount) {
		who, _, _ = s.signedIn(c, unattended)
		c.Set(actorKey, who)
	}
	p.SignedIn = who.Account.ID != 0
	if p.SignedIn && p.Number == "" {
		p.Back = s.backToCase(c, who)
	}
	p.Typed = typedWords(c.Request.PostForm)
	s.show(c, p.Status, "error", p.Heading, p)
}

// backToCase leads from a refusal back to the case that it was about, if that is
// one of the actor's.
func (s *server) backToCase(c *gin.Context, who reply.Actor) *action {
	id, err := pathID(c, "id")
	if err != nil || !strings.HasPrefix(c.FullPath(), "/cases/") {
		return nil
	}
	v, err := s.Service.Case(c.Request.Context(), who, id)
	if err != nil {
		return nil
	}
	return &action{Text: "返回" + caseName(v.Case), Href: casePath(id)}
}

// sessionFailed answers when the session store does not; nothing of another
// answer has been written yet.
func (s *server) sessionFailed(w http.ResponseWriter, err error) {
	p := problem{
		Status: http.StatusServiceUnavailable, Heading: headings[http.StatusServiceUnavailable],
		Text: "系统现在读不到登录状态，请稍后再试；如果仍然这样，请把下面的编号告诉管理员", Number: number(),
	}
	s.Logger.Error("session failed", "number", p.Number, "error", err)
	s.guardHeaders(w.Header())
	body, err := s.pages.render("error", page{Title: p.Heading, Assets: s.assets.base, Body: p})
	if err != nil {
		http.Error(w, p.Text, p.Status)
		return
	}
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(p.Status)
	_, _ = w.Write(body)
}
