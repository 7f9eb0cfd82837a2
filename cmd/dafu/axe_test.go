package main

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is axe-core of npm, which finds what people who cannot see or point would
// stumble over; MPL-2.0, its licence beside it.
//
//go:embed testdata/axe/axe.min.js
var axe string

// accessible fails the test for each violation that axe finds on the page.
func (c *clerk) accessible(name string) {
	c.t.Helper()
	c.do("load axe", chromedp.Evaluate[chromedp.Void](axe+"; void 0"))
	_ = ask[bool](c, "run axe", `(window.found = undefined, axe.run(document, {resultTypes: ["violations"]}).then(r => { window.found = r.violations.map(v =>
		v.id + ": " + v.help + " – " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.failureSummary.replace(/\s+/g, " ")).join("; ")) }), true)`)
	c.await("hear axe", `window.found !== undefined`)
	for _, one := range ask[[]string](c, "read what axe found", `window.found`) {
		c.t.Errorf("%s: %s", name, one)
	}
}

// TestEveryScreenIsAccessible asks axe about every screen, wide and narrow, as
// those see it who use it.
func TestEveryScreenIsAccessible(t *testing.T) {
	o := newOffice(t)
	screens := []struct {
		login string // "" is a guest
		paths []string
	}{
		{"", []string{"/login", "/verify"}},
		{"keji.chengban", []string{
			"/work", "/cases/new", deskCase, deskCase + "/edit", deskCase + "/draft", deskCase + "/desk", deskCase + "/desk#check", deskCase + "/check", "/help/check", "/tables", deskCase + "/merge",
			deskCase + "/preview", deskCase + "/requests", deskCase + "/requests/1", deskCase + "/requests/1/withdraw", deskCase + "/revisions", deskCase + "/compare?from=1&to=1", "/letters", "/phrases", "/phrases/new", deskCase + "/matrix", "/password", "/cases/999",
		}},
		{"shijian.chengban", []string{"/work", deskCase, deskCase + "/opinion"}},
		{"keji.fuze", []string{deskCase + "/check", "/tables"}},
		{"guanli", []string{"/registry", "/registry/departments/1", "/registry/accounts/new"}},
	}
	for _, s := range screens {
		c := newClerk(t, o.browser, o.served.url)
		if s.login != "" {
			c = o.clerk(s.login)
		}
		for _, path := range s.paths {
			for _, width := range []int64{1440, 360} {
				c.do("set the window", chromedp.EmulateViewport(width, 900))
				if strings.HasSuffix(path, "/desk") {
					c.desk()
				} else if strings.HasSuffix(path, "#check") {
					c.open("/work") // a change of the fragment alone loads nothing
					c.open(path)
					c.await("see the findings", `document.querySelectorAll("#check-list li").length > 1`)
				} else {
					c.open(path)
				}
				c.accessible(fmt.Sprintf("%s at %d", path, width))
			}
		}
	}
	o.served.stop(t)
}
