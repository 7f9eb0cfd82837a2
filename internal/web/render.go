package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/templates"
)

const htmlType = "text/html; charset=utf-8"

// page is what the layout shows around a screen's own view.
type page struct {
	Title   string
	Who     reply.Actor // zero before login
	Menu    []menuItem
	Flash   string
	Notice  string
	Version string
	Assets  string // where the browser's files are
	Body    any    // the screen's view, a struct
}

// menuItem is a link of the bar on top.
type menuItem struct {
	Href, Text string
	Current    bool
}

// pages are the parsed screens.
type pages struct {
	screens map[string]*template.Template
}

// shared are the files that every screen may use.
var shared = []string{"page/layout.html", "page/parts.html", "page/fields.html"}

// screens lists every screen with an empty view, with which it is executed
// once at start.
func screens() map[string]any {
	return map[string]any{
		"login": loginView{}, "work": workView{}, "caseform": caseFormView{}, "case": caseView{},
		"opinion": opinionView{}, "contribution": contributionView{}, "draft": draftView{}, "desk": deskView{}, "revisions": revisionsView{}, "compare": compareView{}, "comments": commentsView{}, "countersign": countersignView{}, "merge": mergeView{},
		"check": checkView{}, "helpcheck": helpCheckView{}, "tables": tablesView{},
		"requests": requestsView{}, "request": requestView{},
		"preview": previewView{}, "issue": issueView{}, "opinionissue": opinionIssueView{}, "letters": lettersView{}, "reason": reasonView{},
		"registry": registryView{}, "department": departmentView{}, "account": accountView{},
		"phrases": phrasesView{}, "phrase": phraseView{}, "phrasedelete": phraseDeleteView{}, "matrix": matrixView{},
		"password": passwordView{}, "verify": verifyView{}, "error": problem{},
	}
}

func loadPages(now func() time.Time) (*pages, error) {
	base, err := template.New("").Funcs(funcs(now)).ParseFS(templates.Pages, shared...)
	if err != nil {
		return nil, err
	}
	p := &pages{screens: map[string]*template.Template{}}
	for name, view := range screens() {
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := t.ParseFS(templates.Pages, "page/"+name+".html"); err != nil {
			return nil, err
		}
		if err := t.ExecuteTemplate(io.Discard, "layout", page{Body: view}); err != nil {
			return nil, fmt.Errorf("try screen %s: %w", name, err)
		}
		p.screens[name] = t
	}
	return p, p.allUsed()
}

// allUsed fails if a file under templates/page is no screen.
func (p *pages) allUsed() error {
	files, err := fs.Glob(templates.Pages, "page/*.html")
	if err != nil {
		return err
	}
	if len(files) != len(p.screens)+len(shared) {
		return fmt.Errorf("%d files under page for %d screens and %d shared parts: %s",
			len(files), len(p.screens), len(shared), strings.Join(files, " "))
	}
	return nil
}

// render makes the whole page before a byte of it is sent.
func (p *pages) render(name string, view page) ([]byte, error) {
	t, ok := p.screens[name]
	if !ok {
		return nil, fmt.Errorf("no screen %q", name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", view); err != nil {
		return nil, fmt.Errorf("render %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// show answers with a screen.
func (s *server) show(c *gin.Context, status int, name, title string, body any) {
	who := actor(c)
	view := page{
		Title: title, Who: who, Menu: menu(who, c.Request.URL.Path), Notice: s.Notice,
		Version: s.Version, Assets: s.assets.base, Body: body,
	}
	if who.Account.ID != 0 {
		view.Flash = s.sessions.PopString(c.Request.Context(), keyFlash)
	}
	out, err := s.pages.render(name, view)
	if err != nil {
		n := number()
		s.Logger.Error("render failed", "number", n, "screen", name, "error", err)
		c.String(500, "系统出了问题，请稍后再试。编号 %s", n)
		return
	}
	if refused(c, status, name) {
		c.Header("Cache-Control", "private, no-cache")
	}
	c.Data(status, htmlType, out)
}

// refused tells whether the page is a form that came back with complaints. A
// browser that goes back to it cannot ask for it again, since it answers a POST;
// it shows what it kept, or an error page of its own where it may keep nothing
// (no-store). What bears passwords is never kept.
func refused(c *gin.Context, status int, name string) bool {
	return c.Request.Method == http.MethodPost && (status == http.StatusUnprocessableEntity || status == http.StatusConflict) &&
		name != "login" && name != "password" && name != "account"
}

// menu is what the account may open, with the current place marked.
func menu(who reply.Actor, path string) []menuItem {
	var items []menuItem
	add := func(act reply.Act, href, text string) {
		if who.Account.ID != 0 && reply.PermitGeneral(who, act) == nil {
			items = append(items, menuItem{href, text, path == href || strings.HasPrefix(path, href+"/")})
		}
	}
	if role := who.Account.Role; role != reply.Reader && role != reply.Administrator {
		add(reply.ListWork, "/work", "待办")
	}
	add(reply.ListLetters, "/letters", "已签发答复")
	add(reply.UsePhrases, phrasesPath, "常用语")
	add(reply.ReadTables, "/tables", "校核词表")
	add(reply.ManageRegistry, "/registry", "单位和账号")
	return items
}
