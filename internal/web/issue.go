package web

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
	"dafu/internal/typeface"
)

// issueForm names the very bytes that were shown, and their number.
type issueForm struct {
	SHA256 string `form:"sha256" label:"文件摘要" binding:"len=64,hexadecimal"`
	Number string `form:"number" label:"发文字号" binding:"required,max=100"`
	// Version is which of the case's letters of its kind it will be.
	Version int `form:"version" label:"版次" binding:"min=1"`
}

func (f issueForm) approval() service.Approval {
	return service.Approval{SHA256: f.SHA256, DocNumber: f.Number, Version: f.Version}
}

type issueView struct {
	service.IssueView
	Picture template.URL // the seal
	Moved   string       // what moved since the page was shown, "" if nothing
	// Addressee (主送) stands in the letter itself; Class words its 办理类别.
	Addressee, Class string
}

func (s *server) issuePage(c *gin.Context) {
	s.withCase(c, func(id int64) error { return s.showIssue(c, http.StatusOK, id, "") })
}

func (s *server) showIssue(c *gin.Context, code int, id int64, moved string) error {
	v, err := s.Service.PrepareIssue(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	view := issueView{IssueView: v, Picture: picture(v.Seal), Moved: moved, Addressee: addressee(v.Letter.Text)}
	for _, one := range s.Classes {
		if one.Letter == v.Case.HandlingClass {
			view.Class = one.Wording
		}
	}
	s.show(c, code, "issue", screenTitle(v.Case, "签发"), view)
	return nil
}

// addressee reads from a letter whom it is addressed to.
func addressee(text string) string {
	letter := gongwen.Parse(text, gongwen.Source{})
	i := letter.First(gongwen.Addressee)
	if i < 0 {
		return ""
	}
	return strings.TrimRight(letter.Blocks[i].Text(), "：:")
}

func (s *server) issue(c *gin.Context) {
	var f issueForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		if len(s.check.complaints(f)) > 0 {
			return errUnknown
		}
		letter, err := s.Service.Issue(c.Request.Context(), actor(c), id, f.approval())
		if reply.CodeOf(err) == reply.Stale {
			return s.showIssue(c, http.StatusConflict, id, textOf(err))
		}
		return s.showSigned(c, id, letter, err)
	})
}

// picture draws a seal as an SVG image. The image stands alone in a data
// address, so that the page's policy needs no exception.
func picture(seal service.Seal) template.URL {
	if len(seal.Paths) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[1]g"><g transform="matrix(1 0 0 -1 0 %[1]g)">`, seal.Diameter)
	for _, p := range seal.Paths {
		rule := "nonzero"
		if p.EvenOdd {
			rule = "evenodd"
		}
		fmt.Fprintf(&b, `<path fill="#%02x%02x%02x" fill-rule="%s" d="%s"/>`, p.Color.R, p.Color.G, p.Color.B, rule, pathData(p))
	}
	b.WriteString(`</g></svg>`)
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(b.String()))) //nolint:gosec // numbers only
}

// pathData spells a shape's outline as SVG does.
func pathData(p layout.Path) string {
	var b strings.Builder
	for _, s := range p.Segments {
		a := s.P
		switch s.Op {
		case typeface.MoveTo:
			fmt.Fprintf(&b, "M%.2f %.2f", a[0].X, a[0].Y)
		case typeface.LineTo:
			fmt.Fprintf(&b, "L%.2f %.2f", a[0].X, a[0].Y)
		case typeface.CubeTo:
			fmt.Fprintf(&b, "C%.2f %.2f %.2f %.2f %.2f %.2f", a[0].X, a[0].Y, a[1].X, a[1].Y, a[2].X, a[2].Y)
		case typeface.Close:
			b.WriteByte('Z')
		}
	}
	return b.String()
}
